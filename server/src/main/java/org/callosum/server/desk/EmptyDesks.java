package org.callosum.server.desk;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.callosum.floor.AgentView;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.Presence;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.floor.FloorListener;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.live.LiveLeft;
import org.callosum.server.platform.live.LiveTopics;
import org.callosum.server.platform.nodes.Nodes;
import org.callosum.server.platform.tenancy.Tenancy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;

/// Notices desks that nobody sits at: an agent whose last page has gone, and who works in the browser, becomes
/// not ready
/// after a short grace, so that the customer who rings there is offered to the next agent and no further one
/// rings in vain. A page that is only loaded anew is back within the grace. Agents with a desk phone are
/// reached without a page.
class EmptyDesks implements FloorListener, AutoCloseable {
    static final String REASON = "connection-lost";
    static final Duration GRACE = Duration.ofSeconds(8);

    /// After a start every page has to find its way back first.
    static final Duration GRACE_AFTER_START = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(EmptyDesks.class);

    private final Tenancy tenancy;
    private final Floors floors;
    private final DeskStore store;
    private final LiveTopics topics;
    private final Nodes nodes;
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("empty-desks").factory());

    /// Desks that are looked at soon: at most one entry an agent.
    private final Set<Desk> looking = ConcurrentHashMap.newKeySet();

    private record Desk(long tenant, AgentId agent) {}

    EmptyDesks(Tenancy tenancy, Floors floors, DeskStore store, LiveTopics topics, Nodes nodes) {
        this.tenancy = tenancy;
        this.floors = floors;
        this.store = store;
        this.topics = topics;
        this.nodes = nodes;
    }

    @EventListener
    void on(LiveLeft left) {
        Long account = left.who().accountId();
        long tenant = left.who().tenantId();
        if (account != null && !topics.isOpen(tenant, account, Desks.TOPIC)) {
            Thread.ofVirtual().name("empty-desk").start(() -> {
                AgentId agent = tenancy.asSystem(tenant, () -> store.agentOf(account));
                if (agent != null) {
                    lookLater(new Desk(tenant, agent), GRACE);
                }
            });
        }
    }

    @Override
    public void recovered(long tenant, Floor floor) {
        for (AgentView agent : floor.agents()) {
            if (agent.presence() instanceof Presence.Ready) {
                lookLater(new Desk(tenant, agent.agent()), GRACE_AFTER_START);
            }
        }
    }

    @Override
    public void committed(long tenant, long position, FloorEvent event) {
        // only pages that go are of interest
    }

    private void lookLater(Desk desk, Duration grace) {
        if (looking.add(desk)) {
            timers.schedule(
                    () -> Thread.ofVirtual().name("empty-desk").start(() -> look(desk)),
                    grace.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private void look(Desk desk) {
        looking.remove(desk);
        try {
            DeskStore.AgentRow row = tenancy.asSystem(desk.tenant(), () -> store.agent(desk.agent()));
            boolean reached = row == null
                    || !nodes.othersPresent().isEmpty() // the page may be another node's, which this one cannot see
                    || row.device().equals("phone")
                    || (row.accountId() != null && topics.isOpen(desk.tenant(), row.accountId(), Desks.TOPIC));
            if (!reached && ready(desk)) {
                floors.send(desk.tenant(), new FloorCommand.GoNotReady(desk.agent(), REASON))
                        .join();
                LOG.info("Agent {} is not ready: their page has gone", desk.agent());
            }
        } catch (RuntimeException fault) {
            LOG.warn("Agent {} may be offered customers without having a page", desk.agent(), fault);
        }
    }

    private boolean ready(Desk desk) {
        return floors.read(desk.tenant(), floor -> {
                    AgentView view = floor.agent(desk.agent());
                    return view != null && view.presence() instanceof Presence.Ready;
                })
                .join();
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }
}
