package org.callosum.floor;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who gets what, and what follows from it. Candidates are entitled agents with room for an interaction's
/// channel who are neither excluded from it nor the one who just declined it; within a window, only the agent
/// it is held for.
///
/// An interaction that starts to wait picks among agents by its queue's policy ([AgentChoice]); an agent who
/// gets room picks among what waits by urgency ([InteractionChoice]). One of the two happens for whatever a
/// command changed, so that no pair that could be served is ever left, and nothing else needs a look.
final class Matching {
    private static final Preference[] PREFERENCES = Preference.values();
    private final FloorState state;
    private final EventSink sink;
    private final Agents agents;
    private final Queues queues;
    private final Entries entries;
    private final AgentChoice agentChoice;
    private final InteractionChoice interactionChoice;
    private int[] scratch = new int[16];
    private int[] freed = new int[16];

    Matching(FloorState state, EventSink sink) {
        this.state = state;
        this.sink = sink;
        this.agents = state.agents;
        this.queues = state.queues;
        this.entries = state.entries;
        this.agentChoice = new AgentChoice(state);
        this.interactionChoice = new InteractionChoice(state);
    }

    // ---- one interaction ----

    /// Brings a waiting interaction up to date (step, windows, decline) and offers it if somebody can have it.
    void settle(int e, long at) {
        if (entries.stage[e] != Entries.WAITING || entries.suspended[e]) {
            return;
        }
        int step = queues.stepAt(entries.queue[e], at - entries.queuedAt[e]);
        if (step > entries.step[e]) {
            sink.requirementRelaxed(entries.id[e], step, at);
            state.requirementRelaxed(e, step, at);
        }
        while (entries.hasLapsingWindow(e)) {
            var why = lapse(e, at);
            if (why == null) {
                break;
            }
            sink.preferenceLapsed(entries.id[e], entries.windowAgent(e), why, at);
            state.preferenceLapsed(e, at);
        }
        if (entries.declinedBy[e] >= 0 && entries.declinedUntil[e] <= at) {
            sink.declineLapsed(entries.id[e], agents.id[entries.declinedBy[e]], at);
            state.declineLapsed(e, at);
        }
        matchInteraction(e, at);
    }

    private @Nullable Lapse lapse(int e, long at) {
        int a = entries.heldFor[e];
        if (a < 0 || agents.profile[a] < 0 || agents.leaving[a]) {
            return Lapse.NOT_SIGNED_IN;
        }
        if (!state.entitlement.entitled(agents.profile[a], entries.need[e]) || entries.excludes(e, agents.id[a])) {
            return Lapse.NOT_ENTITLED;
        }
        return entries.windowEnds[e] <= at ? Lapse.TIME : null;
    }

    private void matchInteraction(int e, long at) {
        int held = entries.heldFor[e];
        int q = entries.queue[e];
        int need = entries.need[e];
        if (held >= 0) {
            if (agents.hasRoom(held, queues.channel[q]) && entries.declinedBy[e] != held && state.mayHave(e, held)) {
                double urgency = state.lines.slope[need] * (at - entries.key[e]);
                offer(e, held, 1, windowRule(e), urgency, 0, Preference.ORDINARY, at);
            }
            return;
        }
        var policy = queues.rules(q).policy();
        int channel = queues.channel[q];
        int a = agentChoice.best(e, need, channel, policy, -1);
        if (a < 0) {
            return;
        }
        var preference = preference(e, a);
        if (sink.explains()) {
            int runnerUp = agentChoice.best(e, need, channel, policy, a);
            offer(
                    e,
                    a,
                    agentChoice.candidates(e, need, channel),
                    policy.code(),
                    agentChoice.score(a, need, policy, at),
                    runnerUp < 0 ? 0 : agents.id[runnerUp],
                    preference,
                    at);
        } else {
            offer(e, a, 0, policy.code(), 0, 0, preference, at);
        }
    }

    private Preference preference(int e, int a) {
        return PREFERENCES[state.entitlement.preference(agents.profile[a], entries.need[e])];
    }

    private String windowRule(int e) {
        return switch (entries.window[e]) {
            case Entries.PREFERRED -> "preferred-agent";
            case Entries.LAST -> "last-agent";
            default -> "only-agent";
        };
    }

    private void offer(
            int e, int a, int candidates, String rule, double score, long runnerUp, Preference preference, long at) {
        int q = entries.queue[e];
        long deadline = at + queues.rules(q).offerMillis();
        sink.offerMade(
                entries.id[e],
                entries.offers[e] + 1,
                agents.id[a],
                queues.id[q],
                deadline,
                candidates,
                rule,
                score,
                runnerUp,
                queues.waiting[q],
                entries.step[e],
                preference,
                at);
        state.offerMade(e, a, deadline, at);
    }

    // ---- one agent ----

    /// Offers the agent what is most urgent, until they have no room or nothing waits for them.
    void matchAgent(int a, long at) {
        while (agents.presence[a] == Agents.READY) {
            int e = interactionChoice.best(a, at);
            if (e < 0) {
                return;
            }
            boolean chosen = entries.heldFor[e] < 0 && !interactionChoice.bestIsOverdue();
            String rule = chosen ? "most-urgent" : entries.heldFor[e] >= 0 ? windowRule(e) : "overdue";
            var preference = chosen ? preference(e, a) : Preference.ORDINARY;
            int candidates = sink.explains() ? interactionChoice.candidates(a) : 0;
            offer(e, a, candidates, rule, interactionChoice.bestScore(), 0, preference, at);
        }
    }

    /// After a conversation or wrap-up: the agent leaves if they asked to, else gets the next.
    void afterWork(int a, long at) {
        if (agents.leaving[a]) {
            if (agents.inHand[a] == 0) {
                signOut(a, at);
            }
        } else {
            matchAgent(a, at);
        }
    }

    void completeWrapUp(int e, List<String> dispositions, boolean timedOut, long at) {
        int a = entries.agent[e];
        boolean readyAfter =
                entries.isConsult(e) || queues.rules(entries.queue[e]).readyAfterWrapUp();
        sink.wrapUpCompleted(entries.id[e], entries.offers[e], agents.id[a], dispositions, timedOut, at);
        state.wrapUpCompleted(e, at);
        if (!readyAfter && agents.presence[a] == Agents.READY) {
            becomeNotReady(a, Reasons.AFTER_WRAP_UP, at);
        } else {
            afterWork(a, at);
        }
    }

    /// Nobody answered: the agent is not ready, so that the next caller does not ring there too.
    void expire(int e, long at) {
        int a = entries.agent[e];
        sink.offerExpired(entries.id[e], entries.offers[e], agents.id[a], queues.id[entries.queue[e]], at);
        state.offerExpired(e, at);
        int withdrawn = withdrawOffers(a, at);
        notReady(a, Reasons.NO_ANSWER, at);
        settle(e, at);
        rematchWithdrawn(withdrawn, at);
    }

    void becomeNotReady(int a, String reason, long at) {
        int withdrawn = withdrawOffers(a, at);
        notReady(a, reason, at);
        rematchWithdrawn(withdrawn, at);
    }

    private void notReady(int a, String reason, long at) {
        sink.agentBecameNotReady(agents.id[a], reason, at);
        state.agentBecameNotReady(a, reason, at);
    }

    void signOut(int a, long at) {
        sink.agentSignedOut(agents.id[a], at);
        state.agentSignedOut(a, at);
    }

    // ---- taking back ----

    void withdraw(int e, Withdrawal why, long at) {
        sink.offerWithdrawn(
                entries.id[e], entries.offers[e], agents.id[entries.agent[e]], queues.id[entries.queue[e]], why, at);
        state.offerWithdrawn(e, at);
    }

    /// Takes back what rings at the agent; how many must be matched again with [#rematchWithdrawn].
    int withdrawOffers(int a, long at) {
        if (agents.offered[a] == 0) {
            return 0;
        }
        int n = pendingOffers(a);
        for (int i = 0; i < n; i++) {
            withdraw(scratch[i], Withdrawal.AGENT_NOT_READY, at);
        }
        return n;
    }

    void rematchWithdrawn(int n, long at) {
        for (int i = 0; i < n; i++) {
            settle(scratch[i], at);
        }
    }

    private int pendingOffers(int a) {
        int n = 0;
        for (int e = agents.firstWork[a]; e >= 0; e = entries.nextWork[e]) {
            if (entries.stage[e] == Entries.OFFERED) {
                note(n++, e);
            }
        }
        sort(n);
        return n;
    }

    // ---- after a change of rules or presence ----

    /// What is held for an agent who left or may no longer serve it is set free.
    void settleHeld(int a, long at) {
        var held = state.lines.heldFor(a);
        if (held == null || held.isEmpty()) {
            return;
        }
        int n = held.size();
        for (int i = 0; i < n; i++) {
            note(i, held.item(i));
        }
        sort(n);
        for (int i = 0; i < n; i++) {
            settle(scratch[i], at);
        }
    }

    void rematchAgent(int a, long at) {
        if (agents.profile[a] < 0) {
            return;
        }
        int n = 0;
        int pending = pendingOffers(a);
        for (int i = 0; i < pending; i++) {
            int e = scratch[i];
            if (!state.mayHave(e, a)) {
                withdraw(e, Withdrawal.NOT_ENTITLED, at);
                note(n++, e);
            }
        }
        rematchWithdrawn(n, at);
        settleHeld(a, at);
        matchAgent(a, at);
    }

    void rematchQueue(int q, long at) {
        int n = 0;
        for (int e = queues.firstUnanswered[q]; e >= 0; e = entries.nextInQueue[e]) {
            note(n++, e);
        }
        sort(n);
        int free = 0;
        for (int i = 0; i < n; i++) {
            int e = scratch[i];
            if (entries.stage[e] == Entries.OFFERED) {
                int a = entries.agent[e];
                if (!state.mayHave(e, a)) {
                    withdraw(e, Withdrawal.NOT_ENTITLED, at);
                    if (free == freed.length) {
                        freed = Arrays.copyOf(freed, free * 2);
                    }
                    freed[free++] = a;
                }
            }
        }
        for (int i = 0; i < n; i++) {
            settle(scratch[i], at);
        }
        for (int i = 0; i < free; i++) {
            matchAgent(freed[i], at);
        }
    }

    private void note(int i, int e) {
        if (i == scratch.length) {
            scratch = Arrays.copyOf(scratch, i * 2);
        }
        scratch[i] = e;
    }

    /// By virtual arrival, then id: the order in which they would be served. Long lists come with configuration
    /// only.
    private void sort(int n) {
        if (n < 2) {
            return;
        }
        if (n < 32) {
            for (int i = 1; i < n; i++) {
                int e = scratch[i];
                int j = i - 1;
                for (; j >= 0 && before(e, scratch[j]); j--) {
                    scratch[j + 1] = scratch[j];
                }
                scratch[j + 1] = e;
            }
            return;
        }
        int[] sorted = Arrays.stream(scratch, 0, n)
                .boxed()
                .sorted((x, y) -> before(x, y) ? -1 : before(y, x) ? 1 : 0)
                .mapToInt(Integer::intValue)
                .toArray();
        System.arraycopy(sorted, 0, scratch, 0, n);
    }

    private boolean before(int e, int other) {
        return entries.key[e] < entries.key[other]
                || entries.key[e] == entries.key[other] && entries.id[e] < entries.id[other];
    }
}
