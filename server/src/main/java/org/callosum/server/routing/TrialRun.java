package org.callosum.server.routing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.QueueRules;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.floor.QueueRulesSource;
import org.callosum.server.platform.journal.StoredEvents;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.workforce.routing.RoutingPlan;
import org.callosum.workforce.routing.RoutingTrial;
import org.callosum.workforce.simulation.Contact;
import org.callosum.workforce.simulation.Day;
import org.callosum.workforce.simulation.RecordedDay;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads the day out of the journal and lets it happen under both sets of rules.
///
/// Queues are taken as they are edited today and agents with the skills they had at the end of the day, since a queue's
/// steps on the floor are already those of the rules then in force.
@Component
class TrialRun {
    /// Reading takes the first part of the way, simulating the rest.
    private static final int READ = 15;

    private static final int MOST_MOVED = 200;

    /// Some hundred thousand contacts: they are held in memory while the day is read.
    private static final long MOST_EVENTS = 2_000_000;

    private final StoredEvents journal;
    private final QueueRulesSource queues;
    private final RuleBook book;
    private final RoutingHouse house;
    private final Tenancy tenancy;
    private final Clock clock;

    TrialRun(
            StoredEvents journal,
            QueueRulesSource queues,
            RuleBook book,
            RoutingHouse house,
            Tenancy tenancy,
            Clock clock) {
        this.journal = journal;
        this.queues = queues;
        this.book = book;
        this.house = house;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    /// Nothing can be said about this day; the code says why.
    static final class Impossible extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String code;

        Impossible(String code) {
            super(code);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /// @param goOn told the percentage; false to stop
    /// @return null if stopped
    /// @throws Impossible for a day without contacts or without a conversation
    RoutingTrialRow.@Nullable Result run(long tenant, RoutingTrialRow trial, IntPredicate goOn) {
        if (!goOn.test(1)) {
            return null;
        }
        var day = day(tenant, trial);
        if (!goOn.test(READ)) {
            return null;
        }
        var before = plan(tenant, trial.liveVersion());
        var after = plan(tenant, trial.version());
        var backgrounds = tenancy.asSystem(tenant, () -> house.backgrounds(trial.day()));
        var comparison = new RoutingTrial(day, backgrounds)
                .compare(
                        before,
                        after,
                        trial.seeds(),
                        done -> goOn.test(READ + (100 - READ) * done / (trial.seeds() + 1)));
        return comparison == null ? null : result(day, comparison);
    }

    private RoutingPlan plan(long tenant, @Nullable Integer version) {
        return tenancy.asSystem(tenant, () -> {
            var rules = version == null ? List.<RoutingRule>of() : book.rules(book.find(version));
            return RuleReader.read(rules, house.book(), house.facts()).plan();
        });
    }

    private Day day(long tenant, RoutingTrialRow trial) {
        var zone = ZoneId.of(trial.zone());
        var from = trial.day().atStartOfDay(zone).toInstant();
        var to = trial.day().plusDays(1).atStartOfDay(zone).toInstant();
        var now = clock.instant();
        var end = now.isBefore(to) ? now : to;
        var first = journal.before(tenant, from);
        // who came before midnight may be served after it: read on until they are all done, at most half a day
        var last = journal.before(tenant, end.plusSeconds(43_200));
        var events = new ArrayList<FloorEvent>();
        if (last - first > MOST_EVENTS) {
            throw new Impossible("too-many-events");
        }
        journal.read(tenant, first, last, events::add);
        var recorded = RecordedDay.of(journal.floorAt(tenant, first), events, end.toEpochMilli());
        var contacts = recorded.contacts().stream()
                .filter(contact -> contact.atMillis() >= from.toEpochMilli())
                .toList();
        if (contacts.isEmpty()) {
            throw new Impossible("no-contacts");
        }
        if (contacts.stream().noneMatch(contact -> contact.conversationMillis() >= 0)) {
            throw new Impossible("no-conversations");
        }
        Map<QueueId, QueueRules> edited = new HashMap<>(recorded.queues());
        edited.putAll(queues.edited(tenant));
        return recorded.withQueues(edited).withContacts(contacts);
    }

    private static RoutingTrialRow.Result result(Day day, RoutingTrial.Comparison comparison) {
        var byId = new HashMap<Long, Contact>();
        day.contacts().forEach(contact -> byId.put(contact.id(), contact));
        var present = new HashSet<AgentId>();
        day.presence().forEach(change -> present.add(change.agent()));
        var moved = comparison.moved().stream()
                .limit(MOST_MOVED)
                .map(each -> {
                    var contact = Objects.requireNonNull(byId.get(each.contact()));
                    var codes = contact.arrival().attributes();
                    return new RoutingTrialRow.Moved(
                            Instant.ofEpochMilli(contact.atMillis()),
                            codes.getOrDefault("reason", ""),
                            each.queueBefore().toString(),
                            null,
                            text(each.agentBefore()),
                            null,
                            each.waitBeforeMillis(),
                            each.queueAfter().toString(),
                            null,
                            text(each.agentAfter()),
                            null,
                            each.waitAfterMillis());
                })
                .toList();
        var effects = new ArrayList<RoutingTrialRow.Effect>();
        new TreeMap<>(comparison.effects())
                .forEach((queue, effect) -> effects.add(new RoutingTrialRow.Effect(
                        queue.toString(),
                        null,
                        effect.contacts(),
                        effect.meanWaitBeforeMillis(),
                        effect.waitChange().mean(),
                        half(effect.waitChange()),
                        effect.serviceLevelBefore(),
                        effect.serviceLevelChange().mean(),
                        half(effect.serviceLevelChange()),
                        effect.abandonedBefore(),
                        effect.abandonedChange().mean(),
                        half(effect.abandonedChange()))));
        return new RoutingTrialRow.Result(
                day.contacts().size(), present.size(), comparison.moved().size(), moved, effects);
    }

    private static @Nullable String text(@Nullable AgentId agent) {
        return agent == null ? null : agent.toString();
    }

    private static @Nullable Double half(RoutingTrial.Difference difference) {
        return Double.isNaN(difference.half()) ? null : difference.half();
    }
}
