package org.callosum.workforce.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Arrival;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.FloorSnapshot;
import org.callosum.floor.Preference;
import org.callosum.floor.Presence;
import org.callosum.floor.QueueRules;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.jspecify.annotations.Nullable;

/// Reads a day out of a floor's events: arrivals, presence, patience seen, handle times.
///
/// What the rules decided (offers, relaxing, missed offers' consequences for others) is left out, what
/// people did stays. Rules and skills are those at the end of the events; `after-wrap-up` is the rules'
/// doing and is not presence; being not ready for `no-answer` is. Consults are part of nobody's day;
/// conversations that moved to an agent or that an agent began are that agent's [OtherWork].
///
/// A day's arrivals may be more than one stay of an interaction: a blind transfer is a contact of its own.
public final class RecordedDay {
    private final Map<QueueId, QueueRules> queues = new TreeMap<>();
    private final Map<AgentId, AgentRules> rules = new TreeMap<>();
    private final Map<AgentId, Map<SkillId, FloorSnapshot.Skill>> skills = new HashMap<>();
    private final List<PresenceChange> presence = new ArrayList<>();
    private final List<Stay> stays = new ArrayList<>();
    private final Map<InteractionId, Stay> unanswered = new HashMap<>();
    private final Map<InteractionId, Stay> talking = new HashMap<>();
    private final Map<OfferId, Stay> answered = new HashMap<>();
    private final Map<OfferId, Long> ringingSince = new HashMap<>();
    private final List<Long> answerTimes = new ArrayList<>();
    private long last;

    private static final class Stay {
        final QueueId queue;
        final Arrival arrival;
        final long at;
        final @Nullable AgentId given;
        Contact.@Nullable Seen seen;
        long answeredAt;
        long conversation = -1;
        long wrapUp = -1;
        long endedAt;

        Stay(QueueId queue, Arrival arrival, @Nullable AgentId given, long at) {
            this.queue = queue;
            this.arrival = arrival;
            this.given = given;
            this.at = at;
        }
    }

    private RecordedDay() {}

    /// @param start the floor before the first event
    /// @param events of one floor, in order, without a gap
    /// @param untilMillis the end of the day; later events tell how long work took, not who came
    public static Day of(FloorSnapshot start, Iterable<? extends FloorEvent> events, long untilMillis) {
        var day = new RecordedDay();
        day.begin(start);
        events.forEach(day::heard);
        return day.day(untilMillis);
    }

    private void begin(FloorSnapshot start) {
        start.queues().forEach(queue -> queues.put(queue.queue(), queue.rules()));
        for (var agent : start.agents()) {
            rules.put(agent.agent(), agent.rules());
            var held = new HashMap<SkillId, FloorSnapshot.Skill>();
            agent.skills().forEach(skill -> held.put(skill.skill(), skill));
            skills.put(agent.agent(), held);
            switch (agent.presence()) {
                case Presence.SignedOut() -> {}
                case Presence.Ready() -> {
                    change(agent.agent(), start.atMillis(), PresenceChange.Kind.SIGN_IN);
                    change(agent.agent(), start.atMillis(), PresenceChange.Kind.READY);
                }
                case Presence.NotReady(var reason) -> {
                    change(agent.agent(), start.atMillis(), PresenceChange.Kind.SIGN_IN);
                    presence.add(
                            new PresenceChange(agent.agent(), start.atMillis(), PresenceChange.Kind.NOT_READY, reason));
                }
            }
        }
        for (var entry : start.entries()) {
            if (entry.stage() == WorkView.Stage.WAITING
                    && entry.arrival().kind().entersFigures()) {
                var stay = new Stay(entry.queue(), entry.arrival(), null, entry.queuedAtMillis());
                stays.add(stay);
                unanswered.put(entry.interaction(), stay);
            }
        }
        last = start.atMillis();
    }

    private void change(AgentId agent, long at, PresenceChange.Kind kind) {
        presence.add(new PresenceChange(agent, at, kind));
    }

    private void heard(FloorEvent event) {
        last = event.atMillis();
        switch (event) {
            case FloorEvent.QueueConfigured e -> queues.put(e.queue(), e.rules());
            case FloorEvent.AgentConfigured e -> rules.put(e.agent(), e.rules());
            case FloorEvent.SkillGranted e ->
                skills.computeIfAbsent(e.agent(), _ -> new HashMap<>())
                        .put(e.skill(), new FloorSnapshot.Skill(e.skill(), e.proficiency(), e.preference()));
            case FloorEvent.SkillRevoked e ->
                skills.computeIfAbsent(e.agent(), _ -> new HashMap<>()).remove(e.skill());
            case FloorEvent.AgentSignedIn e -> change(e.agent(), e.atMillis(), PresenceChange.Kind.SIGN_IN);
            case FloorEvent.AgentSignedOut e -> change(e.agent(), e.atMillis(), PresenceChange.Kind.SIGN_OUT);
            case FloorEvent.SignOutDeferred e -> change(e.agent(), e.atMillis(), PresenceChange.Kind.SIGN_OUT);
            case FloorEvent.SignOutCancelled e -> change(e.agent(), e.atMillis(), PresenceChange.Kind.SIGN_IN);
            case FloorEvent.AgentBecameReady e -> change(e.agent(), e.atMillis(), PresenceChange.Kind.READY);
            case FloorEvent.AgentBecameNotReady e -> {
                if (!"after-wrap-up".equals(e.reason())) {
                    presence.add(
                            new PresenceChange(e.agent(), e.atMillis(), PresenceChange.Kind.NOT_READY, e.reason()));
                }
            }
            case FloorEvent.InteractionQueued e -> {
                if (e.arrival().kind().entersFigures()) {
                    var stay = new Stay(e.queue(), e.arrival(), null, e.atMillis());
                    stays.add(stay);
                    unanswered.put(e.interaction(), stay);
                }
            }
            case FloorEvent.OfferMade e -> ringingSince.put(e.offer(), e.atMillis());
            case FloorEvent.OfferDeclined e -> ringingSince.remove(e.offer());
            case FloorEvent.OfferExpired e -> ringingSince.remove(e.offer());
            case FloorEvent.OfferWithdrawn e -> ringingSince.remove(e.offer());
            case FloorEvent.OfferAccepted e -> accepted(e);
            case FloorEvent.ConversationStarted e -> {
                var stay = new Stay(e.queue(), e.arrival(), e.agent(), e.atMillis());
                stay.answeredAt = e.atMillis();
                stays.add(stay);
                talking.put(e.interaction(), stay);
                answered.put(e.offer(), stay);
            }
            case FloorEvent.InteractionAbandoned e -> over(e.interaction(), new Contact.Seen.Abandoned(e.waitMillis()));
            case FloorEvent.InteractionLeftQueue e ->
                over(e.interaction(), new Contact.Seen.SentOn(e.waitMillis(), e.exit()));
            case FloorEvent.ConversationEnded e -> {
                var stay = talking.remove(e.interaction());
                if (stay != null) {
                    stay.conversation = e.atMillis() - stay.answeredAt;
                    stay.endedAt = e.atMillis();
                    stay.wrapUp = 0;
                }
            }
            case FloorEvent.WrapUpCompleted e -> {
                var stay = answered.remove(e.offer());
                if (stay != null && stay.endedAt > 0) {
                    stay.wrapUp = e.atMillis() - stay.endedAt;
                }
            }
            case FloorEvent.InteractionInterrupted e -> {
                var stay = talking.remove(e.interaction());
                if (stay != null) {
                    stay.conversation = e.atMillis() - stay.answeredAt;
                    stay.wrapUp = 0;
                }
                var waiting = unanswered.get(e.interaction());
                if (e.agent() == null && waiting != null) {
                    over(e.interaction(), new Contact.Seen.Stayed(e.atMillis() - waiting.at));
                }
            }
            case FloorEvent _ -> {}
        }
    }

    private void accepted(FloorEvent.OfferAccepted e) {
        Long since = ringingSince.remove(e.offer());
        if (since != null) {
            answerTimes.add(e.atMillis() - since);
        }
        var stay = unanswered.get(e.interaction());
        if (stay != null) {
            over(e.interaction(), new Contact.Seen.Stayed(e.waitMillis()));
            stay.answeredAt = e.atMillis();
            talking.put(e.interaction(), stay);
            answered.put(e.offer(), stay);
        }
    }

    private void over(InteractionId interaction, Contact.Seen seen) {
        var stay = unanswered.remove(interaction);
        if (stay != null) {
            stay.seen = seen;
        }
    }

    private Day.Person person(AgentId agent, AgentRules own) {
        var levels = new HashMap<SkillId, Integer>();
        var preferences = new HashMap<SkillId, Preference>();
        skills.getOrDefault(agent, Map.of()).forEach((skill, held) -> {
            levels.put(skill, held.proficiency());
            if (held.preference() != Preference.ORDINARY) {
                preferences.put(skill, held.preference());
            }
        });
        return new Day.Person(own, levels, preferences);
    }

    private Day day(long untilMillis) {
        var contacts = new ArrayList<Contact>();
        var other = new ArrayList<OtherWork>();
        long id = 1;
        for (var stay : stays) {
            if (stay.at >= untilMillis || !queues.containsKey(stay.queue)) {
                continue;
            }
            if (stay.given != null) {
                if (stay.conversation >= 0) {
                    other.add(new OtherWork(
                            id++, stay.given, stay.queue, stay.at, stay.conversation, Math.max(0, stay.wrapUp)));
                }
                continue;
            }
            var seen = stay.seen == null ? new Contact.Seen.Stayed(Math.max(0, last - stay.at)) : stay.seen;
            contacts.add(new Contact(id++, stay.at, stay.queue, stay.arrival, seen, stay.conversation, stay.wrapUp));
        }
        var people = new TreeMap<AgentId, Day.Person>();
        rules.forEach((agent, own) -> people.put(agent, person(agent, own)));
        answerTimes.sort(null);
        long answer = answerTimes.isEmpty() ? 0 : answerTimes.get(answerTimes.size() / 2);
        presence.removeIf(change -> !people.containsKey(change.agent()));
        return new Day(queues, people, contacts, presence, other, answer, untilMillis);
    }
}
