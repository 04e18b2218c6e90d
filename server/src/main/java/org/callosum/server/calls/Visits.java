package org.callosum.server.calls;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.supervision.monitoring.DistantStays;
import org.callosum.server.supervision.monitoring.LineMonitor;
import org.callosum.server.supervision.monitoring.LineMonitor.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Supervisors of other nodes in calls of this one (decision 0180). They hear by the line that their node
/// lends. Why they were taken out is stored by this node, and told to theirs; whoever is in a call without a
/// row that says so is taken out, so that no lost word leaves somebody listening.
final class Visits {
    /// More than the supervisors of a house.
    static final int MOST = 1_000;

    /// How often the record is looked at while somebody is here.
    static final long LOOK_MILLIS = 5_000;

    /// A stay is on record when its transaction has ended, which is given up before this.
    static final long UNTIL_STORED_MILLIS = 15_000;

    /// The answer of [#goes] about somebody who was not there.
    static final String WAS_NOT_THERE = "not-there";

    private static final Logger LOG = LoggerFactory.getLogger(Visits.class);

    private final CallCentre centre;
    private final DistantStays stays;
    private final Executor threads;

    /// A supervisor is in one conversation at a time. Guarded by this, as is the rest.
    private final Map<AgentLines.Key, Visit> here = new HashMap<>();

    private boolean looking;

    private record Visit(AgentLines.Key who, InteractionId of, long row, long sinceMillis) {}

    Visits(CallCentre centre, DistantStays stays, Executor threads) {
        this.centre = centre;
        this.stays = stays;
        this.threads = threads;
    }

    /// Lets them in as soon as their line is there.
    ///
    /// @return name of the [Answer]
    CompletableFuture<String> comes(Call call, InteractionId of, AgentId supervisor, ElsewhereWords.Visit words) {
        var world = centre.world();
        var visit = new Visit(new AgentLines.Key(call.tenant(), supervisor), of, words.row(), world.now());
        synchronized (this) {
            if (here.size() >= MOST && !here.containsKey(visit.who())) {
                centre.count("visits.too-many");
                return CompletableFuture.completedFuture(Answer.FULL.name());
            }
            here.put(visit.who(), visit);
            lookLater();
        }
        var coming = new LineMonitor.Coming(
                call.tenant(),
                supervisor,
                LineMonitor.Mode.valueOf(words.mode()),
                new AgentId(words.agent()),
                LineMonitor.Announcement.valueOf(words.announcement()),
                words.row(),
                why -> takenOut(visit, why));
        return world.lines()
                .fetch(visit.who())
                .thenCompose(_ -> enters(call, visit, coming))
                .whenComplete((answer, _) -> {
                    if (answer != Answer.IN) {
                        forget(visit);
                        world.lines().fetchedInVain(visit.who());
                    }
                })
                .thenApply(Answer::name);
    }

    /// Who has left while their line was being dialled does not come in any more.
    private synchronized CompletableFuture<Answer> enters(Call call, Visit visit, LineMonitor.Coming coming) {
        return visit.equals(here.get(visit.who()))
                ? SupervisorLines.supervise(call, coming)
                : CompletableFuture.completedFuture(Answer.NOT_HERE);
    }

    /// @return empty, or [#WAS_NOT_THERE]
    synchronized CompletableFuture<String> goes(Call call, AgentId supervisor) {
        here.remove(new AgentLines.Key(call.tenant(), supervisor));
        return call.supervised(supervisor).thenApply(was -> was ? "" : WAS_NOT_THERE);
    }

    private void takenOut(Visit visit, LineMonitor.Gone why) {
        forget(visit);
        threads.execute(() -> {
            try {
                stays.gone(visit.who().tenant(), visit.of(), visit.who().agent(), visit.row(), why);
            } catch (RuntimeException fault) {
                LOG.warn("The end of a stay is left to the supervisor's node: {}", fault.getMessage());
            }
        });
    }

    private synchronized void forget(Visit visit) {
        here.remove(visit.who(), visit);
    }

    // ---- who is here without a row

    private void lookLater() {
        if (!looking && !here.isEmpty()) {
            looking = true;
            centre.world().timers().schedule(() -> threads.execute(this::look), LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        List<Visit> all;
        synchronized (this) {
            all = List.copyOf(here.values());
        }
        long now = centre.world().now();
        for (var visit : all) {
            try {
                look(visit, now);
            } catch (RuntimeException fault) {
                LOG.warn("Whether a supervisor of another node is on record is not known: {}", fault.getMessage());
            }
        }
        synchronized (this) {
            looking = false;
            lookLater();
        }
    }

    private void look(Visit visit, long nowMillis) {
        var call = centre.call(visit.of());
        if (call == null) {
            forget(visit);
        } else if (nowMillis - visit.sinceMillis() >= UNTIL_STORED_MILLIS
                && !stays.stands(visit.who().tenant(), visit.of(), visit.who().agent())) {
            leave(call, visit);
        }
    }

    /// Nothing, if they have come anew meanwhile.
    private synchronized void leave(Call call, Visit visit) {
        if (here.remove(visit.who(), visit)) {
            call.supervised(visit.who().agent()).thenAccept(was -> {
                if (was) {
                    centre.count("visits.without-record");
                    LOG.warn("A supervisor of another node was in a call without a row that says so; taken out");
                }
            });
        }
    }
}
