package org.callosum.floor;

import org.callosum.kernel.id.SkillId;

/// The floor's state and the only code that changes it: one method per kind of event, called by the decider as
/// it decides and by [Replay] for recorded events alike. Nothing here decides anything. Owned by one thread.
final class FloorState {
    static final long LATEST_MILLIS = 1L << 44;
    final FloorLimits limits;
    final Agents agents = new Agents();
    final Queues queues = new Queues();
    final Entries entries = new Entries();
    final WaitingLines lines = new WaitingLines(entries);
    final Entitlement entitlement = new Entitlement(queues, lines);
    final Availability availability = new Availability(agents);
    final Timers timers = new Timers(entries, queues);
    private final Chains chains = new Chains(agents, queues, entries);
    /// The instant of the last event.
    long at;

    FloorState(FloorLimits limits) {
        this.limits = limits;
    }

    /// A command's time: never before the last event.
    long time(long now) {
        if (now < 0 || now >= LATEST_MILLIS) {
            throw new IllegalArgumentException(
                    "The floor's time is milliseconds since 1970, 0 to %d, not %d".formatted(LATEST_MILLIS - 1, now));
        }
        return Math.max(now, at);
    }

    // ---- configuration ----

    void queueConfigured(long queue, QueueRules rules, long when) {
        at = when;
        int q = queues.find(queue);
        if (q < 0) {
            q = queues.add(queue);
        } else {
            for (int e = queues.firstUnanswered[q]; e >= 0; e = entries.nextInQueue[e]) {
                if (inLine(e)) {
                    lines.remove(e);
                }
                entitlement.release(entries.need[e]);
            }
            availability.use(queues.channel[q], queues.rules(q).policy(), -1);
        }
        queues.setRules(q, rules);
        availability.use(queues.channel[q], rules.policy(), 1);
        entitlement.configure(q);
        for (int e = queues.firstUnanswered[q]; e >= 0; e = entries.nextInQueue[e]) {
            entries.step[e] = queues.stepAt(q, when - entries.queuedAt[e]);
            enter(e);
            if (inLine(e)) {
                lines.add(e);
                timers.set(e);
            }
        }
    }

    void queueRetired(long queue, long when) {
        at = when;
        int q = queues.find(queue);
        availability.use(queues.channel[q], queues.rules(q).policy(), -1);
        entitlement.dropNeeds(q);
        queues.remove(q);
    }

    void agentConfigured(long agent, AgentRules rules, long when) {
        at = when;
        int a = agents.find(agent);
        if (a < 0) {
            agents.add(agent, rules);
            return;
        }
        availability.remove(a);
        agents.setRules(a, rules);
        regroup(a);
    }

    void agentRetired(int a, long when) {
        at = when;
        for (int e = 0; e < entries.bound(); e++) {
            if (entries.exists(e) && entries.declinedBy[e] == a) {
                forgetDecline(e);
            }
        }
        agents.remove(a);
    }

    void skillGranted(int a, SkillId skill, int proficiency, Preference preference, long when) {
        at = when;
        entitlement.skill(skill);
        availability.remove(a);
        agents.skills(a).put(skill, proficiency);
        agents.prefer(a, skill, preference);
        regroup(a);
    }

    void skillRevoked(int a, SkillId skill, long when) {
        at = when;
        availability.remove(a);
        agents.skills(a).remove(skill);
        agents.prefer(a, skill, Preference.ORDINARY);
        regroup(a);
    }

    /// Moves a signed-in agent to the profile of their present skills and rules; they are not listed at this
    /// moment.
    private void regroup(int a) {
        if (agents.profile[a] >= 0) {
            int before = agents.profile[a];
            agents.profile[a] = entitlement.join(agents.rules(a), agents.skills(a), agents.preferences(a));
            entitlement.leave(before);
            availability.list(a);
        }
    }

    // ---- presence ----

    void agentSignedIn(int a, long when) {
        at = when;
        agents.profile[a] = entitlement.join(agents.rules(a), agents.skills(a), agents.preferences(a));
        agents.clearSession(a, when);
        present(a, Agents.NOT_READY, Reasons.SIGNED_IN, when);
        agents.idleSince[a] = when;
        agents.emptySince[a] = 0;
    }

    void agentSignedOut(int a, long when) {
        at = when;
        availability.remove(a);
        agents.account(a, when);
        entitlement.leave(agents.profile[a]);
        agents.profile[a] = -1;
        agents.leaving[a] = false;
        present(a, Agents.SIGNED_OUT, "", when);
    }

    void signOutDeferred(int a, long when) {
        at = when;
        agentBecameNotReady(a, Reasons.SIGNING_OUT, when);
        agents.leaving[a] = true;
    }

    void signOutCancelled(int a, long when) {
        at = when;
        agents.leaving[a] = false;
        agents.reason[a] = Reasons.SIGNED_IN;
    }

    void agentBecameReady(int a, long when) {
        at = when;
        agents.beginIdle(a, when);
        present(a, Agents.READY, "", when);
        availability.list(a);
    }

    void agentBecameNotReady(int a, String reason, long when) {
        at = when;
        availability.remove(a);
        agents.account(a, when);
        present(a, Agents.NOT_READY, reason, when);
    }

    private void present(int a, byte presence, String reason, long when) {
        agents.presence[a] = presence;
        agents.reason[a] = reason;
        agents.presenceSince[a] = when;
    }

    // ---- waiting ----

    int interactionQueued(long interaction, int q, Arrival arrival, long when) {
        at = when;
        int e = entries.add(interaction, q, arrival, when);
        chains.append(e, q);
        queues.waiting[q] += entries.counted[e];
        queues.apart[q] += 1 - entries.counted[e];
        enter(e);
        if (arrival.onlyFor() != null) {
            openWindow(e, Entries.ONLY, arrival.onlyFor().value(), 0);
        } else if (arrival.preferred() != null && arrival.preferredForMillis() > 0) {
            openWindow(e, Entries.PREFERRED, arrival.preferred().value(), when + arrival.preferredForMillis());
        } else if (arrival.last() != null && arrival.lastForMillis() > 0) {
            openWindow(e, Entries.LAST, arrival.last().value(), when + arrival.lastForMillis());
        }
        lines.add(e);
        timers.set(e);
        return e;
    }

    /// Fixes the need and the virtual arrival by the queue's present rules and the entry's step.
    private void enter(int e) {
        int q = entries.queue[e];
        var arrival = entries.arrival(e);
        entries.key[e] = entries.queuedAt[e]
                - arrival.waitedMillis()
                - queues.queueBonus[q]
                - arrival.priority() * queues.priorityMillis[q];
        entries.need[e] = entitlement.take(q, entries.step[e], Entitlement.inOrder(arrival.extraNeeds()));
    }

    /// An agent whom nobody configured has no index: the window opens on nobody and lapses at once.
    private void openWindow(int e, byte window, long agent, long ends) {
        entries.window[e] = window;
        entries.windowEnds[e] = ends;
        entries.heldFor[e] = agents.find(agent);
    }

    void requirementRelaxed(int e, int step, long when) {
        at = when;
        lines.remove(e);
        entitlement.release(entries.need[e]);
        entries.step[e] = step;
        entries.declinedBy[e] = -1;
        enter(e);
        lines.add(e);
        timers.set(e);
    }

    void preferenceLapsed(int e, long when) {
        at = when;
        lines.remove(e);
        var arrival = entries.arrival(e);
        boolean lastFollows =
                entries.window[e] == Entries.PREFERRED && arrival.last() != null && arrival.lastForMillis() > 0;
        if (lastFollows && arrival.last() != null) {
            openWindow(e, Entries.LAST, arrival.last().value(), when + arrival.lastForMillis());
        } else {
            entries.window[e] = Entries.NO_WINDOW;
            entries.windowEnds[e] = 0;
            entries.heldFor[e] = -1;
        }
        lines.add(e);
        timers.set(e);
    }

    void declineLapsed(int e, long when) {
        at = when;
        forgetDecline(e);
    }

    private boolean inLine(int e) {
        return entries.stage[e] == Entries.WAITING && !entries.suspended[e];
    }

    void waitingSuspended(int e, long when) {
        at = when;
        lines.remove(e);
        entries.suspended[e] = true;
        queues.suspended[entries.queue[e]] += entries.counted[e];
        timers.set(e);
    }

    /// Whom it is held for is looked up again: they may have been retired, or configured, meanwhile.
    void waitingResumed(int e, long when) {
        at = when;
        entries.suspended[e] = false;
        queues.suspended[entries.queue[e]] -= entries.counted[e];
        long held = entries.windowAgent(e);
        entries.heldFor[e] = held == 0 ? -1 : agents.find(held);
        lines.add(e);
        timers.set(e);
    }

    private void forgetDecline(int e) {
        boolean waits = inLine(e);
        if (waits) {
            lines.remove(e);
        }
        entries.declinedBy[e] = -1;
        if (waits) {
            lines.add(e);
            timers.set(e);
        }
    }

    // ---- offers ----

    void offerMade(int e, int a, long deadline, long when) {
        at = when;
        lines.remove(e);
        int q = entries.queue[e];
        queues.waiting[q] -= entries.counted[e];
        queues.offered[q] += entries.counted[e];
        availability.remove(a);
        agents.account(a, when);
        entries.stage[e] = Entries.OFFERED;
        entries.since[e] = when;
        entries.deadline[e] = deadline;
        entries.offers[e]++;
        entries.agent[e] = a;
        entries.declinedBy[e] = -1;
        chains.take(a, e);
        agents.offered[a]++;
        availability.list(a);
        timers.set(e);
    }

    void offerAccepted(int e, long when) {
        at = when;
        int a = entries.agent[e];
        int q = entries.queue[e];
        availability.remove(a);
        agents.account(a, when);
        agents.offered[a]--;
        agents.accepted[a]++;
        agents.beginIdle(a, when);
        availability.list(a);
        queues.offered[q] -= entries.counted[e];
        queues.talking[q] += entries.counted[e];
        chains.unlink(e, q);
        entitlement.release(entries.need[e]);
        entries.need[e] = -1;
        entries.window[e] = Entries.NO_WINDOW;
        entries.windowEnds[e] = 0;
        entries.heldFor[e] = -1;
        entries.stage[e] = Entries.TALKING;
        entries.since[e] = when;
        entries.deadline[e] = 0;
        timers.set(e);
    }

    void offerDeclined(int e, long when) {
        at = when;
        int a = entries.agent[e];
        long offerMillis = queues.rules(entries.queue[e]).offerMillis();
        entries.declinedBy[e] = a;
        entries.declinedUntil[e] = when + offerMillis;
        backToWaiting(e, a, true, when);
    }

    void offerExpired(int e, long when) {
        at = when;
        backToWaiting(e, entries.agent[e], true, when);
    }

    void offerWithdrawn(int e, long when) {
        at = when;
        backToWaiting(e, entries.agent[e], false, when);
    }

    /// To its old place: when it entered the queue is kept, and so is its virtual arrival.
    private void backToWaiting(int e, int a, boolean idleBeginsAnew, long when) {
        availability.remove(a);
        agents.account(a, when);
        agents.offered[a]--;
        chains.give(a, e, when);
        if (idleBeginsAnew) {
            agents.beginIdle(a, when);
        }
        availability.list(a);
        int q = entries.queue[e];
        queues.offered[q] -= entries.counted[e];
        queues.waiting[q] += entries.counted[e];
        entries.stage[e] = Entries.WAITING;
        entries.since[e] = when;
        entries.deadline[e] = 0;
        entries.agent[e] = -1;
        lines.add(e);
        timers.set(e);
    }

    /// Whether this agent is entitled to it. A consult that names one agent asks for the client (and, like
    /// everything, for room on the channel): a person has chosen them.
    boolean mayHave(int e, int a) {
        return entitlement.entitled(agents.profile[a], entries.need[e])
                || entries.window[e] == Entries.ONLY
                        && entries.isConsult(e)
                        && agents.profile[a] >= 0
                        && agents.grants(a, queues.rules(entries.queue[e]));
    }

    // ---- leaving the queue ----

    /// Abandoned, left or interrupted while waiting.
    void leftQueue(int e, long when) {
        at = when;
        int q = entries.queue[e];
        if (entries.suspended[e]) {
            queues.suspended[q] -= entries.counted[e];
        } else {
            lines.remove(e);
        }
        queues.waiting[q] -= entries.counted[e];
        chains.unlink(e, q);
        entitlement.release(entries.need[e]);
        forget(e);
    }

    // ---- conversation and after ----

    /// A stay that begins in conversation.
    void conversationStarted(long interaction, int count, int q, int a, Arrival arrival, long when) {
        at = when;
        int e = entries.add(interaction, q, arrival, when);
        entries.offers[e] = count;
        entries.agent[e] = a;
        entries.stage[e] = Entries.TALKING;
        queues.talking[q] += entries.counted[e];
        queues.apart[q] += 1 - entries.counted[e];
        availability.remove(a);
        agents.account(a, when);
        chains.take(a, e);
        agents.beginIdle(a, when);
        availability.list(a);
    }

    void holdStarted(int e, long when) {
        at = when;
        entries.stage[e] = Entries.ON_HOLD;
        entries.since[e] = when;
    }

    void holdEnded(int e, long when) {
        at = when;
        entries.stage[e] = Entries.TALKING;
        entries.since[e] = when;
    }

    void conversationEnded(int e, long when) {
        at = when;
        int q = entries.queue[e];
        queues.talking[q] -= entries.counted[e];
        queues.wrappingUp[q] += entries.counted[e];
        entries.stage[e] = Entries.WRAPPING_UP;
        entries.since[e] = when;
    }

    void wrapUpStarted(int e, long deadline, long when) {
        at = when;
        entries.deadline[e] = deadline;
        timers.set(e);
    }

    void wrapUpCompleted(int e, long when) {
        at = when;
        queues.wrappingUp[entries.queue[e]] -= entries.counted[e];
        workDone(e, when);
    }

    /// In conversation; while waiting it is [#leftQueue].
    void conversationInterrupted(int e, long when) {
        at = when;
        queues.talking[entries.queue[e]] -= entries.counted[e];
        workDone(e, when);
    }

    private void workDone(int e, long when) {
        int a = entries.agent[e];
        availability.remove(a);
        agents.account(a, when);
        chains.give(a, e, when);
        agents.beginIdle(a, when);
        availability.list(a);
        forget(e);
    }

    private void forget(int e) {
        queues.apart[entries.queue[e]] -= 1 - entries.counted[e];
        timers.forget(e);
        entries.remove(e);
    }

    // ---- restoring: an entry as a snapshot has it, its agents and queue being there ----

    void restored(int e) {
        int q = entries.queue[e];
        boolean unanswered = entries.stage[e] <= Entries.OFFERED;
        if (unanswered) {
            chains.append(e, q);
            enter(e);
        }
        if (entries.agent[e] >= 0) {
            chains.take(entries.agent[e], e);
        }
        int counted = entries.counted[e];
        queues.apart[q] += 1 - counted;
        switch (entries.stage[e]) {
            case Entries.WAITING -> {
                queues.waiting[q] += counted;
                if (entries.suspended[e]) {
                    queues.suspended[q] += counted;
                } else {
                    lines.add(e);
                }
            }
            case Entries.OFFERED -> {
                queues.offered[q] += counted;
                agents.offered[entries.agent[e]]++;
            }
            case Entries.WRAPPING_UP -> queues.wrappingUp[q] += counted;
            default -> queues.talking[q] += counted;
        }
        timers.set(e);
    }
}
