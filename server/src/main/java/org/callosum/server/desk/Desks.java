package org.callosum.server.desk;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.floor.FloorListener;
import org.callosum.server.platform.editing.AskedTogether;
import org.callosum.server.platform.live.LiveSubscribed;
import org.callosum.server.platform.live.LiveTopics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;

/// Keeps the desks' screens true: hears what happens on the floor, works out whose screen it changes, and sends
/// that
/// screen anew. Changes that come while a screen is being made are in the next one.
public class Desks implements FloorListener {
    static final String TOPIC = "desk";

    /// Said to all nodes with `tenant:agent`.
    static final String DEVICE_CHOSEN = "desk-device";

    private static final Logger LOG = LoggerFactory.getLogger(Desks.class);

    private final DeskScreens screens;
    private final LiveTopics topics;
    private final ConcurrentMap<Key, AtomicBoolean> dirty = new ConcurrentHashMap<>();
    private final ConcurrentMap<Key, FloorEvent.OfferMade> offers = new ConcurrentHashMap<>();

    private final AskedTogether<Closed, Boolean> closing = new AskedTogether<>(this::close, Thread::startVirtualThread);
    private final ConcurrentMap<Key, String> devices = new ConcurrentHashMap<>();

    private record Key(long tenant, AgentId agent) {}

    private record Closed(long tenant, InteractionId interaction) {}

    Desks(DeskScreens screens, LiveTopics topics) {
        this.screens = screens;
        this.topics = topics;
    }

    /// The agent's browser line has changed, or they were muted.
    public void mediaChanged(long tenant, AgentId agent) {
        refresh(new Key(tenant, agent));
    }

    /// The device an agent chose at their last sign-in, `browser` or `phone`; null for who never chose. Asked
    /// with every offer, so it is remembered: one entry an agent.
    public @Nullable String chosenDevice(long tenant, AgentId agent) {
        var chosen = devices.computeIfAbsent(
                new Key(tenant, agent), key -> Objects.requireNonNullElse(screens.chosenDevice(tenant, agent), ""));
        return chosen.isEmpty() ? null : chosen;
    }

    /// An agent has chosen a device, perhaps at another node.
    ///
    /// @param text `tenant:agent`; null: anybody may have
    void deviceChosen(@Nullable String text) {
        if (text == null) {
            devices.clear();
        } else {
            String[] parts = text.split(":", -1);
            devices.remove(new Key(Long.parseLong(parts[0]), new AgentId(Long.parseLong(parts[1]))));
        }
    }

    void deviceChosen(long tenant, AgentId agent, String device) {
        devices.put(new Key(tenant, agent), device);
    }

    /// Why the agent's pending offer was made; null if there is none, or it was made before a restart.
    FloorEvent.@Nullable OfferMade offer(long tenant, AgentId agent) {
        return offers.get(new Key(tenant, agent));
    }

    @EventListener
    void on(LiveSubscribed subscribed) {
        Long account = subscribed.who().accountId();
        if (TOPIC.equals(subscribed.topic()) && account != null) {
            long tenant = subscribed.who().tenantId();
            Thread.ofVirtual().start(() -> {
                AgentId agent = screens.agentOf(tenant, account);
                if (agent != null) {
                    send(new Key(tenant, agent));
                }
            });
        }
    }

    @Override
    public boolean everywhere() {
        return true;
    }

    @Override
    public void recovered(long tenant, Floor floor) {
        offers.keySet().removeIf(key -> key.tenant() == tenant);
    }

    @Override
    public void committed(long tenant, long position, FloorEvent event) {
        AgentId agent = concerned(event);
        if (agent != null) {
            Key key = new Key(tenant, agent);
            if (event instanceof FloorEvent.OfferMade made) {
                offers.put(key, made);
            } else if (settles(event)) {
                offers.remove(key);
            }
            refresh(key);
        }
        if (event instanceof FloorEvent.WrapUpCompleted completed) {
            var unused = closing.ask(new Closed(tenant, completed.interaction()));
        }
    }

    /// Hundreds of conversations may end in a second: those of a tenant are closed together.
    private Map<Closed, Boolean> close(List<Closed> closed) {
        closed.stream().collect(Collectors.groupingBy(Closed::tenant)).forEach((tenant, ofTenant) -> {
            try {
                screens.closeNotes(
                        tenant, ofTenant.stream().map(Closed::interaction).toList());
            } catch (RuntimeException fault) {
                LOG.error("Tenant {}: {} notes are still drafts", tenant, ofTenant.size(), fault);
            }
        });
        return Map.of();
    }

    private static boolean settles(FloorEvent event) {
        return event instanceof FloorEvent.OfferAccepted
                || event instanceof FloorEvent.OfferDeclined
                || event instanceof FloorEvent.OfferExpired
                || event instanceof FloorEvent.OfferWithdrawn
                || event instanceof FloorEvent.AgentSignedOut;
    }

    private static @Nullable AgentId concerned(FloorEvent event) {
        return switch (event) {
            case FloorEvent.AgentSignedIn e -> e.agent();
            case FloorEvent.AgentSignedOut e -> e.agent();
            case FloorEvent.SignOutDeferred e -> e.agent();
            case FloorEvent.SignOutCancelled e -> e.agent();
            case FloorEvent.AgentBecameReady e -> e.agent();
            case FloorEvent.AgentBecameNotReady e -> e.agent();
            case FloorEvent.AgentConfigured e -> e.agent();
            case FloorEvent.OfferMade e -> e.agent();
            case FloorEvent.OfferAccepted e -> e.agent();
            case FloorEvent.OfferDeclined e -> e.agent();
            case FloorEvent.OfferExpired e -> e.agent();
            case FloorEvent.OfferWithdrawn e -> e.agent();
            case FloorEvent.ConversationStarted e -> e.agent();
            case FloorEvent.HoldStarted e -> e.agent();
            case FloorEvent.HoldEnded e -> e.agent();
            case FloorEvent.ConversationEnded e -> e.agent();
            case FloorEvent.WrapUpStarted e -> e.agent();
            case FloorEvent.WrapUpCompleted e -> e.agent();
            case FloorEvent.InteractionInterrupted e -> e.agent();
            case FloorEvent.AgentRetired _,
                    FloorEvent.SkillGranted _,
                    FloorEvent.SkillRevoked _,
                    FloorEvent.QueueConfigured _,
                    FloorEvent.QueueRetired _,
                    FloorEvent.InteractionQueued _,
                    FloorEvent.RequirementRelaxed _,
                    FloorEvent.PreferenceLapsed _,
                    FloorEvent.DeclineLapsed _,
                    FloorEvent.WaitingSuspended _,
                    FloorEvent.WaitingResumed _,
                    FloorEvent.InteractionAbandoned _,
                    FloorEvent.InteractionLeftQueue _ -> null;
        };
    }

    private void refresh(Key key) {
        AtomicBoolean flag = dirty.computeIfAbsent(key, any -> new AtomicBoolean());
        if (topics.isWatched(key.tenant(), TOPIC) && flag.compareAndSet(false, true)) {
            Thread.ofVirtual().name("desk-" + key.agent()).start(() -> {
                flag.set(false);
                send(key);
            });
        }
    }

    private void send(Key key) {
        try {
            synchronized (dirty.computeIfAbsent(key, any -> new AtomicBoolean())) {
                DeskScreens.Screen screen = screens.screen(key.tenant(), key.agent(), offers.get(key));
                if (screen != null && screen.account() != null) {
                    topics.publishTo(key.tenant(), screen.account(), TOPIC, screen.desk());
                }
            }
        } catch (RuntimeException fault) {
            LOG.warn("Tenant {}: the desk of agent {} is not up to date", key.tenant(), key.agent(), fault);
        }
    }
}
