package org.callosum.workforce.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Objects;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.jspecify.annotations.Nullable;

/// Collects what becomes of each contact, in columns by its place in the day.
final class Results {
    private final Day day;
    private final DayResult.@Nullable Outcome[] outcome;
    private final long[] arrivedAt;
    private final long[] answeredAt;
    private final long[] wait;
    private final long[] handle;
    private final long[] agent;

    Results(Day day) {
        this.day = day;
        int n = day.contacts().size();
        outcome = new DayResult.Outcome[n];
        arrivedAt = new long[n];
        answeredAt = new long[n];
        wait = new long[n];
        handle = new long[n];
        agent = new long[n];
        Arrays.fill(answeredAt, -1);
    }

    private boolean isContact(int index) {
        return index < outcome.length;
    }

    void refused(int index) {
        outcome[index] = DayResult.Outcome.REFUSED;
    }

    void arrived(int index, long at) {
        arrivedAt[index] = at;
        outcome[index] = DayResult.Outcome.OPEN;
    }

    void answered(int index, long by, long waitMillis) {
        if (isContact(index)) {
            outcome[index] = DayResult.Outcome.ANSWERED;
            agent[index] = by;
            wait[index] = waitMillis;
            answeredAt[index] = arrivedAt[index] + waitMillis;
        }
    }

    void left(int index, DayResult.Outcome how, long waitMillis) {
        outcome[index] = how;
        wait[index] = waitMillis;
    }

    void done(int index, long at) {
        if (isContact(index)) {
            handle[index] = at - answeredAt[index];
        }
    }

    DayResult result(long endMillis, int leftOut, long commands) {
        var contacts = new ArrayList<DayResult.ContactResult>(outcome.length);
        var queues = new HashMap<QueueId, DayResult.QueueSums>();
        var agents = new HashMap<AgentId, DayResult.AgentSums>();
        day.queues().keySet().forEach(queue -> queues.put(queue, DayResult.QueueSums.NONE));
        day.agents().keySet().forEach(who -> agents.put(who, new DayResult.AgentSums(0, 0)));
        for (int i = 0; i < outcome.length; i++) {
            var contact = day.contacts().get(i);
            var how = outcome[i];
            if (how == null) {
                throw new IllegalStateException(
                        "Contact %d never arrived; this is a fault of the runner".formatted(contact.id()));
            }
            long waited = how == DayResult.Outcome.OPEN ? endMillis - arrivedAt[i] : wait[i];
            var who = how == DayResult.Outcome.ANSWERED ? new AgentId(agent[i]) : null;
            var result = new DayResult.ContactResult(contact.id(), contact.queue(), how, who, waited, handle[i]);
            contacts.add(result);
            long target =
                    Objects.requireNonNull(day.queues().get(contact.queue())).targetMillis();
            queues.compute(
                    contact.queue(),
                    (_, sums) -> (sums == null ? DayResult.QueueSums.NONE : sums).plus(result, target));
            if (who != null) {
                long busy = handle[i];
                agents.merge(
                        who,
                        new DayResult.AgentSums(1, busy),
                        (a, b) -> new DayResult.AgentSums(a.handled() + b.handled(), a.busyMillis() + b.busyMillis()));
            }
        }
        return new DayResult(contacts, queues, agents, leftOut, commands);
    }
}
