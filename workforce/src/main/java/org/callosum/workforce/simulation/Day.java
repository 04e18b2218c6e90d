package org.callosum.workforce.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Preference;
import org.callosum.floor.QueueRules;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;

/// What a day brings, without what became of it: the input of [DayRunner].
///
/// @param queues with the rules in force, by queue
/// @param agents with their rules and skills, by agent
/// @param contacts in order of arrival
/// @param presence in order of time
/// @param otherWork in order of time
/// @param answerAfterMillis how long an offer rings before it is accepted
/// @param endMillis nobody arrives later; what still waits then is reported as open
public record Day(
        Map<QueueId, QueueRules> queues,
        Map<AgentId, Person> agents,
        List<Contact> contacts,
        List<PresenceChange> presence,
        List<OtherWork> otherWork,
        long answerAfterMillis,
        long endMillis) {
    /// @param skills proficiency 1 to 5 by skill
    /// @param preferences of these skills, those that are not ordinary
    public record Person(AgentRules rules, Map<SkillId, Integer> skills, Map<SkillId, Preference> preferences) {
        public Person {
            skills = Collections.unmodifiableMap(new TreeMap<>(skills));
            preferences = Collections.unmodifiableMap(new TreeMap<>(preferences));
        }

        public Person(AgentRules rules, Map<SkillId, Integer> skills) {
            this(rules, skills, Map.of());
        }

        public Preference preference(SkillId skill) {
            return preferences.getOrDefault(skill, Preference.ORDINARY);
        }
    }

    public Day {
        queues = Collections.unmodifiableMap(new TreeMap<>(queues));
        agents = Collections.unmodifiableMap(new TreeMap<>(agents));
        contacts = sorted(contacts, Comparator.comparingLong(Contact::atMillis).thenComparingLong(Contact::id));
        presence = sorted(presence, Comparator.comparingLong(PresenceChange::atMillis));
        otherWork = sorted(otherWork, Comparator.comparingLong(OtherWork::atMillis));
        if (answerAfterMillis < 0) {
            throw new IllegalArgumentException("An offer is answered after 0 ms or more, not " + answerAfterMillis);
        }
        var seen = new HashSet<Long>();
        for (var contact : contacts) {
            if (!seen.add(contact.id())) {
                throw new IllegalArgumentException("Two contacts of the day have the id " + contact.id());
            }
            if (!queues.containsKey(contact.queue())) {
                throw new IllegalArgumentException("Contact %d enters queue %s, which the day does not have"
                        .formatted(contact.id(), contact.queue()));
            }
        }
        for (var work : otherWork) {
            if (!seen.add(work.id())) {
                throw new IllegalArgumentException("Other work has the id of another stay, " + work.id());
            }
        }
        for (var change : presence) {
            if (!agents.containsKey(change.agent())) {
                throw new IllegalArgumentException(
                        "Agent %s is present but not among the day's agents".formatted(change.agent()));
            }
        }
    }

    private static <T> List<T> sorted(List<T> list, Comparator<T> by) {
        var copy = new ArrayList<>(list);
        copy.sort(by);
        return Collections.unmodifiableList(copy);
    }

    public Day withQueues(Map<QueueId, QueueRules> queues) {
        return new Day(queues, agents, contacts, presence, otherWork, answerAfterMillis, endMillis);
    }

    public Day withAgents(Map<AgentId, Person> agents) {
        return new Day(queues, agents, contacts, presence, otherWork, answerAfterMillis, endMillis);
    }

    public Day withContacts(List<Contact> contacts) {
        return new Day(queues, agents, contacts, presence, otherWork, answerAfterMillis, endMillis);
    }
}
