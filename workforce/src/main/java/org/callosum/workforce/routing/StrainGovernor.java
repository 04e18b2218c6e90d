package org.callosum.workforce.routing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.callosum.floor.Arrival;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.SkillId;
import org.callosum.workforce.simulation.Governor;

/// Keeps agents from a whole day of the hardest contacts (RTG-11). Strain is weighted work within the last
/// hour, in hours: conversation and wrap-up times the weight of the contact's complexity, counted when the
/// work ends. Above the limit the agent's complexity is lowered, so that easier contacts come; it is given
/// back when the hour has rolled on far enough. Nobody is idle for it while something easier waits.
///
/// Memory: what the floor has open, and an hour of finished work per agent. One thread at a time.
public final class StrainGovernor implements Governor {
    private static final long HOUR = 3_600_000;
    private final RoutingRules.Variety variety;
    private final SkillId complexity;
    private final Map<InteractionId, Integer> levelOf = new HashMap<>();
    private final Map<OfferId, Open> open = new HashMap<>();
    private final TreeMap<AgentId, Track> tracks = new TreeMap<>();

    private record Open(AgentId agent, int level, long since) {}

    private record Done(long at, double strain) {}

    private static final class Track {
        final Deque<Done> hour = new ArrayDeque<>();
        double strain;
        /// What the matrix and the admissions give; 0 for nobody who gets complex work.
        int level;
        boolean eased;

        void forget(long before) {
            while (!hour.isEmpty() && hour.getFirst().at() <= before) {
                strain -= hour.removeFirst().strain();
            }
            if (hour.isEmpty()) {
                strain = 0; // no crumbs of rounding
            }
        }
    }

    StrainGovernor(RoutingRules.Variety variety, SkillId complexity) {
        this.variety = variety;
        this.complexity = complexity;
    }

    /// An agent's strain now; see the class.
    public double strain(AgentId agent, long nowMillis) {
        var track = tracks.get(agent);
        if (track == null) {
            return 0;
        }
        track.forget(nowMillis - HOUR);
        return track.strain;
    }

    public boolean isEased(AgentId agent) {
        var track = tracks.get(agent);
        return track != null && track.eased;
    }

    @Override
    public List<FloorCommand> heard(FloorEvent event) {
        return switch (event) {
            case FloorEvent.SkillGranted e when e.skill().equals(complexity) -> granted(e);
            case FloorEvent.SkillRevoked e
            when e.skill().equals(complexity) -> {
                tracks.remove(e.agent());
                yield List.of();
            }
            case FloorEvent.AgentRetired e -> {
                tracks.remove(e.agent());
                yield List.of();
            }
            case FloorEvent.InteractionQueued e -> {
                levelOf.put(e.interaction(), level(e.arrival()));
                yield List.of();
            }
            case FloorEvent.InteractionAbandoned e -> gone(e.interaction());
            case FloorEvent.InteractionLeftQueue e -> gone(e.interaction());
            case FloorEvent.OfferAccepted e -> {
                Integer level = levelOf.remove(e.interaction());
                open.put(e.offer(), new Open(e.agent(), level == null ? 1 : level, e.atMillis()));
                yield List.of();
            }
            case FloorEvent.ConversationStarted e -> {
                open.put(e.offer(), new Open(e.agent(), level(e.arrival()), e.atMillis()));
                yield List.of();
            }
            case FloorEvent.WrapUpCompleted e -> done(e.offer(), e.atMillis());
            case FloorEvent.InteractionInterrupted e -> interrupted(e);
            case FloorEvent _ -> List.of();
        };
    }

    private List<FloorCommand> gone(InteractionId interaction) {
        levelOf.remove(interaction);
        return List.of();
    }

    private List<FloorCommand> interrupted(FloorEvent.InteractionInterrupted e) {
        levelOf.remove(e.interaction());
        var agent = e.agent();
        if (agent == null) {
            return List.of();
        }
        return open.entrySet().stream()
                .filter(entry -> entry.getKey().interaction().equals(e.interaction())
                        && entry.getValue().agent().equals(agent))
                .map(Map.Entry::getKey)
                .findFirst()
                .map(offer -> done(offer, e.atMillis()))
                .orElse(List.of());
    }

    private int level(Arrival arrival) {
        return arrival.extraNeeds().stream()
                .filter(need -> need.skill().equals(complexity))
                .mapToInt(need -> need.minimumProficiency())
                .max()
                .orElse(1);
    }

    /// Our own grants come back here, too: the easy level while eased is ours, another is the matrix's
    /// word.
    private List<FloorCommand> granted(FloorEvent.SkillGranted e) {
        var track = tracks.computeIfAbsent(e.agent(), _ -> new Track());
        if (!track.eased) {
            track.level = e.proficiency();
            return List.of();
        }
        if (e.proficiency() == variety.easyLevel()) {
            return List.of();
        }
        track.level = e.proficiency();
        if (track.level < variety.easyLevel()) {
            track.eased = false;
            return List.of();
        }
        return List.of(new FloorCommand.GrantSkill(e.agent(), complexity, variety.easyLevel()));
    }

    private List<FloorCommand> done(OfferId offer, long at) {
        var work = open.remove(offer);
        var track = work == null ? null : tracks.get(work.agent());
        if (work == null || track == null) {
            return List.of();
        }
        // no more than the hour counts, however long it took
        double strain = (double) Math.min(HOUR, at - work.since())
                / HOUR
                * variety.weights().get(work.level() - 1);
        track.hour.addLast(new Done(at, strain));
        track.strain += strain;
        track.forget(at - HOUR);
        if (!track.eased && track.strain > variety.limitPerHour() && track.level > variety.easyLevel()) {
            track.eased = true;
            return List.of(new FloorCommand.GrantSkill(work.agent(), complexity, variety.easyLevel()));
        }
        return List.of();
    }

    /// When the first of the eased has recovered.
    @Override
    public long nextDeadlineMillis() {
        long next = Long.MAX_VALUE;
        for (var track : tracks.values()) {
            if (track.eased) {
                next = Math.min(next, recovers(track));
            }
        }
        return next;
    }

    private long recovers(Track track) {
        double left = track.strain;
        int more = track.hour.size();
        for (var done : track.hour) {
            left -= done.strain();
            if (--more == 0 || left < variety.recoverBelow()) {
                return done.at() + HOUR;
            }
        }
        return 0;
    }

    @Override
    public List<FloorCommand> timeIs(long nowMillis) {
        var commands = new ArrayList<FloorCommand>();
        tracks.forEach((agent, track) -> {
            if (track.eased && recovers(track) <= nowMillis) {
                track.forget(nowMillis - HOUR);
                track.eased = false;
                commands.add(new FloorCommand.GrantSkill(agent, complexity, track.level));
            }
        });
        return commands;
    }
}
