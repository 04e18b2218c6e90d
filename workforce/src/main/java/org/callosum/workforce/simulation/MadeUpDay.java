package org.callosum.workforce.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.callosum.floor.Arrival;
import org.callosum.floor.QueueRules;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;

/// A made-up day, for trying rules before there is a recorded one: Poisson arrivals, work times and
/// patience exponential. The same seed makes the same day.
///
/// @param startMillis when arrivals begin
/// @param hours how long they come
/// @param answerAfterMillis how long an offer rings
public record MadeUpDay(long startMillis, double hours, long answerAfterMillis) {
    /// What comes into one queue.
    ///
    /// @param perHour arrivals, at every time of the day alike
    /// @param conversationMillis mean
    /// @param wrapUpMillis mean; 0 for none
    /// @param patienceMillis mean; [Patience#ENDLESS] for nobody ever hanging up
    public record Flow(
            QueueId queue, double perHour, double conversationMillis, double wrapUpMillis, long patienceMillis) {}

    /// Everybody is ready all day.
    public Day of(Map<QueueId, QueueRules> queues, Map<AgentId, Day.Person> agents, List<Flow> flows, long seed) {
        var contacts = new ArrayList<Contact>();
        long id = 1;
        long end = startMillis + (long) (hours * 3_600_000);
        for (var flow : flows) {
            var chance = new SplittableRandom(seed * 31 + flow.queue().value());
            double at = startMillis;
            while (true) {
                at += exponential(chance, 3_600_000 / flow.perHour());
                if (at >= end) {
                    break;
                }
                Contact.Seen seen = flow.patienceMillis() == Patience.ENDLESS
                        ? new Contact.Seen.Nothing()
                        : new Contact.Seen.Abandoned((long) exponential(chance, (double) flow.patienceMillis()) + 1);
                contacts.add(new Contact(
                        id++,
                        (long) at,
                        flow.queue(),
                        Arrival.plain(0),
                        seen,
                        (long) exponential(chance, flow.conversationMillis()),
                        flow.wrapUpMillis() == 0 ? 0 : (long) exponential(chance, flow.wrapUpMillis())));
            }
        }
        var presence = new ArrayList<PresenceChange>();
        for (var agent : agents.keySet()) {
            presence.add(new PresenceChange(agent, startMillis, PresenceChange.Kind.SIGN_IN));
            presence.add(new PresenceChange(agent, startMillis, PresenceChange.Kind.READY));
        }
        return new Day(queues, agents, contacts, presence, List.of(), answerAfterMillis, end);
    }

    private static double exponential(SplittableRandom chance, double mean) {
        return -mean * Math.log(1 - chance.nextDouble());
    }
}
