package org.callosum.server.supervision.monitoring;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.callosum.floor.ConversationStart;
import org.callosum.floor.EndedBy;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.floor.FloorListener;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.live.LiveTopics;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Who is in whose conversation now, and what ends or moves it (decision 0131): each supervisor by
/// themselves, so that one who goes leaves the others alone.
@Component
class Watches implements FloorListener {
    static final String TOPIC = "monitoring";
    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

    private final MonitoringLog log;
    private final ObjectProvider<LineMonitor> lines;
    private final Tenancy tenancy;
    private final Audit audit;
    private final LiveTopics topics;
    /// A supervisor is in one conversation at most: bounded by the agents who are signed in.
    private final ConcurrentMap<AgentId, Watch> now = new ConcurrentHashMap<>();

    Watches(MonitoringLog log, ObjectProvider<LineMonitor> lines, Tenancy tenancy, Audit audit, LiveTopics topics) {
        this.log = log;
        this.lines = lines;
        this.tenancy = tenancy;
        this.audit = audit;
        this.topics = topics;
    }

    /// Where somebody is, and what took them out if something has just done so.
    @Schema(name = "MonitoringNow")
    record Mine(List<MonitoringRow> rows, @Nullable MonitoringRow over) {}

    /// @return null for one who is in none
    @Nullable
    Watch of(AgentId supervisor) {
        return now.get(supervisor);
    }

    /// Before the sound: what takes them out again may come before the row is stored.
    void begin(Watch watch) {
        now.put(watch.supervisor, watch);
    }

    /// Its row is stored, so that what came meanwhile can be.
    void stored(Watch watch, long stay, AgentId agent) {
        watch.stay = stay;
        StayEnd ended = watch.ended();
        if (ended != null) {
            later(watch, () -> {
                log.endStay(stay, ended);
                return log.last(stay);
            });
        } else if (!watch.agent.equals(agent)) {
            moveRow(watch, watch.agent);
        } else {
            later(watch, () -> null);
        }
    }

    /// It came to nothing.
    void forget(Watch watch) {
        now.remove(watch.supervisor, watch);
    }

    /// The calls have taken somebody out.
    void gone(Watch watch, LineMonitor.Gone why) {
        over(watch, StayEnd.of(why));
    }

    /// Another node's call has taken somebody out.
    ///
    /// @param row as [LineMonitor.Coming#row]
    void goneElsewhere(long tenant, InteractionId interaction, AgentId supervisor, long row, LineMonitor.Gone why) {
        Watch watch = now.get(supervisor);
        if (watch != null
                && watch.tenant == tenant
                && watch.interaction.equals(interaction)
                && (watch.row == 0 || watch.row == row)) {
            over(watch, StayEnd.of(why));
        }
    }

    /// Words of other nodes may have been missed: the table has what they were about.
    void lookAgain() {
        for (Watch watch : now.values()) {
            if (watch.stay != 0) {
                Thread.ofVirtual().name("monitoring-" + watch.tenant).start(() -> lookAgain(watch));
            }
        }
    }

    private void lookAgain(Watch watch) {
        try {
            MonitoringRow last = tenancy.asSystem(watch.tenant, () -> log.last(watch.stay));
            if (last != null && last.endedAt() != null) {
                over(watch, StayEnd.OVER); // the row keeps the reason it has
            }
        } catch (RuntimeException fault) {
            LOG.warn("Tenant {}: whether a stay is over is not known", watch.tenant, fault);
        }
    }

    /// Ends a stay once, whoever asks for it.
    void over(Watch watch, StayEnd why) {
        now.remove(watch.supervisor, watch);
        if (!watch.end(why)) {
            return;
        }
        long stay = watch.stay; // read after the reason is set: if it is not stored yet, [#stored] finds the reason
        if (stay != 0) {
            later(watch, () -> {
                log.endStay(stay, why);
                return log.last(stay);
            });
        }
    }

    // ---- the floor's thread

    /// Whoever listened at this node writes the end, whichever node owns the floor.
    @Override
    public boolean everywhere() {
        return true;
    }

    /// Rows from before: what is no longer on the floor is over.
    @Override
    public void recovered(long tenant, Floor floor) {
        Set<Long> live = new HashSet<>();
        floor.snapshot().entries().forEach(entry -> live.add(entry.interaction().value()));
        Thread.ofVirtual().name("monitoring-" + tenant).start(() -> adopt(tenant, live));
    }

    private void adopt(long tenant, Set<Long> live) {
        try {
            tenancy.asSystem(tenant, () -> {
                for (MonitoringLog.Open open : log.open()) {
                    var watch = new Watch(
                            tenant, open.account(), open.interaction(), open.supervisor(), open.agent(), open.stay());
                    if (!live.contains(open.interaction().value())) {
                        log.endStay(open.stay(), StayEnd.OVER);
                    } else {
                        now.putIfAbsent(open.supervisor(), watch);
                    }
                }
            });
        } catch (RuntimeException fault) {
            LOG.warn("Tenant {}: stays from before are not taken up", tenant, fault);
        }
    }

    @Override
    public void committed(long tenant, long position, FloorEvent event) {
        if (now.isEmpty()) {
            return;
        }
        switch (event) {
            case FloorEvent.ConversationEnded e
            when e.by() != EndedBy.TRANSFERRED -> allOver(e.interaction(), StayEnd.OVER);
            case FloorEvent.InteractionInterrupted e -> allOver(e.interaction(), StayEnd.OVER);
            case FloorEvent.InteractionAbandoned e -> allOver(e.interaction(), StayEnd.OVER);
            case FloorEvent.InteractionQueued e -> allOver(e.interaction(), StayEnd.SENT_ON);
            case FloorEvent.OfferAccepted e -> takeOut(e.agent(), StayEnd.OWN_CALL);
            case FloorEvent.ConversationStarted e -> started(e);
            case FloorEvent.AgentSignedOut e -> takeOut(e.agent(), StayEnd.SIGNED_OUT);
            case FloorEvent _ -> {} // nothing that ends or moves a stay
        }
    }

    private void allOver(InteractionId interaction, StayEnd why) {
        for (Watch watch : now.values()) {
            if (watch.interaction.equals(interaction)) {
                over(watch, why);
            }
        }
    }

    private void started(FloorEvent.ConversationStarted started) {
        Watch own = now.get(started.agent());
        if (own != null) {
            boolean theirs = own.interaction.equals(started.interaction());
            takeOut(
                    started.agent(),
                    theirs && started.why() == ConversationStart.TAKEN_OVER ? StayEnd.TOOK_OVER : StayEnd.OWN_CALL);
        }
        for (Watch watch : now.values()) {
            if (watch.interaction.equals(started.interaction()) && !watch.agent.equals(started.agent())) {
                watch.agent = started.agent();
                if (watch.stay != 0) {
                    moveRow(watch, started.agent());
                }
            }
        }
    }

    private void takeOut(AgentId supervisor, StayEnd why) {
        Watch watch = now.get(supervisor);
        if (watch != null) {
            LineMonitor line = lines.getIfAvailable();
            if (line != null) {
                line.leave(watch.tenant, watch.interaction, supervisor);
            }
            over(watch, why);
        }
    }

    private void moveRow(Watch watch, AgentId to) {
        later(watch, () -> {
            Long row = log.moved(watch.stay, to);
            if (row != null) {
                MonitoringRow moved = log.find(row);
                audit.record(
                        "conversation-monitored",
                        "interaction",
                        watch.interaction,
                        Map.of("mode", moved.mode(), "agent", to.toString(), "by", moved.by(), "why", "moved"));
            }
            return null;
        });
    }

    /// Writes, then tells the supervisor's pages where they are.
    private void later(Watch watch, Supplier<@Nullable MonitoringRow> work) {
        Thread.ofVirtual().name("monitoring-" + watch.tenant).start(() -> {
            try {
                Mine mine = tenancy.asSystem(watch.tenant, () -> {
                    MonitoringRow over = work.get();
                    return new Mine(log.now(watch.supervisor), over);
                });
                Long account = watch.account;
                if (account != null) {
                    topics.publishTo(watch.tenant, account, TOPIC, mine);
                }
            } catch (RuntimeException fault) {
                LOG.warn("Tenant {}: a monitored conversation is not marked as over or moved", watch.tenant, fault);
            }
        });
    }
}
