package org.callosum.floor;

import java.util.List;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.SkillId;

/// A small floor written the obvious way, with lists and loops, that hears every event of the real one and
/// objects: to an event that its own state does not allow, and to a choice it would have made differently.
final class NaiveFloor extends NaiveRules implements EventSink {
    boolean explains;
    long last;
    long arrivals;
    long handled;
    long abandoned;
    long left;
    long interrupted;

    @Override
    public boolean explains() {
        return explains;
    }

    private void at(long at) {
        require(at >= last, "time went back from %d to %d", last, at);
        last = at;
    }

    // ---- what happens ----

    @Override
    public void queueConfigured(long queue, QueueRules rules, long at) {
        at(at);
        queues.put(queue, rules);
        for (var item : items) {
            if (item.queue == queue && item.stage.compareTo(Stage.OFFERED) <= 0) {
                item.step = stepAt(rules, at - item.queuedAt);
            }
        }
    }

    private static int stepAt(QueueRules rules, long waited) {
        int step = 0;
        while (step + 1 < rules.steps().size() && rules.steps().get(step + 1).afterMillis() <= waited) {
            step++;
        }
        return step;
    }

    @Override
    public void queueRetired(long queue, long at) {
        at(at);
        require(items.stream().noneMatch(i -> i.queue == queue), "queue %d retired in use", queue);
        queues.remove(queue);
    }

    @Override
    public void agentConfigured(long agent, AgentRules rules, long at) {
        at(at);
        people.computeIfAbsent(agent, id -> new Person(id, rules)).rules = rules;
    }

    @Override
    public void agentRetired(long agent, long at) {
        at(at);
        require(!person(agent).signedIn, "agent %d retired while signed in", agent);
        require(
                items.stream().noneMatch(i -> i.window == 3 && i.heldFor == agent),
                "agent %d retired while something waits for them only",
                agent);
        people.remove(agent);
        items.stream().filter(i -> i.declinedBy == agent).forEach(i -> i.declinedBy = 0);
    }

    @Override
    public void skillGranted(long agent, long skill, int proficiency, Preference preference, long at) {
        at(at);
        person(agent).skills.put(new SkillId(skill), proficiency);
        person(agent).preferences.put(new SkillId(skill), preference);
    }

    @Override
    public void skillRevoked(long agent, long skill, long at) {
        at(at);
        person(agent).skills.remove(new SkillId(skill));
        person(agent).preferences.remove(new SkillId(skill));
    }

    @Override
    public void agentSignedIn(long agent, long at) {
        at(at);
        var person = person(agent);
        require(!person.signedIn, "agent %d signed in twice", agent);
        person.signedIn = true;
        person.ready = false;
        person.accounted = at;
        person.workMillis = 0;
        person.readyMillis = 0;
        person.accepted = 0;
        person.idleSince = at;
        person.occupancy = 0;
        person.share = 0;
    }

    @Override
    public void agentSignedOut(long agent, long at) {
        at(at);
        var person = person(agent);
        require(
                person.signedIn && person.work.isEmpty(),
                "agent %d signed out with %d in hand",
                agent,
                person.work.size());
        person.account(at);
        person.signedIn = false;
        person.ready = false;
        person.leaving = false;
    }

    @Override
    public void signOutDeferred(long agent, long at) {
        at(at);
        var person = person(agent);
        require(!person.work.isEmpty(), "agent %d need not wait to sign out", agent);
        person.account(at);
        person.leaving = true;
        person.ready = false;
    }

    @Override
    public void signOutCancelled(long agent, long at) {
        at(at);
        require(person(agent).leaving, "agent %d was not leaving", agent);
        person(agent).leaving = false;
    }

    @Override
    public void agentBecameReady(long agent, long at) {
        at(at);
        var person = person(agent);
        require(person.signedIn && !person.ready && !person.leaving, "agent %d cannot become ready", agent);
        person.account(at);
        person.beginIdle(at);
        person.ready = true;
    }

    @Override
    public void agentBecameNotReady(long agent, String reason, long at) {
        at(at);
        var person = person(agent);
        person.account(at);
        require(
                person.signedIn && person.work.stream().noneMatch(i -> i.stage == Stage.OFFERED),
                "agent %d not ready with an offer pending",
                agent);
        person.ready = false;
    }

    @Override
    public void interactionQueued(long interaction, long queue, Arrival arrival, long at) {
        at(at);
        arrivals++;
        var before = newest.get(interaction);
        require(
                before == null || before.stage == Stage.WRAPPING_UP || before.stage == Stage.GONE,
                "interaction %d queued twice",
                interaction);
        var item = new Item(interaction, queue, arrival, at);
        // a stay that moved on and is over may have left an earlier one in wrap-up: that one still counts
        for (var stay : items) {
            if (stay.id == interaction && stay.stage == Stage.WRAPPING_UP) {
                item.offers = Math.max(item.offers, stay.offers);
            }
        }
        if (arrival.onlyFor() != null) {
            item.window = 3;
            item.heldFor = arrival.onlyFor().value();
        } else if (arrival.preferred() != null && arrival.preferredForMillis() > 0) {
            item.window = 1;
            item.heldFor = arrival.preferred().value();
            item.windowEnds = at + arrival.preferredForMillis();
        } else {
            lastWindow(item, at);
        }
        newest.put(interaction, item);
        items.add(item);
    }

    private void lastWindow(Item item, long at) {
        item.window = 0;
        item.heldFor = 0;
        if (item.arrival.last() != null && item.arrival.lastForMillis() > 0) {
            item.window = 2;
            item.heldFor = item.arrival.last().value();
            item.windowEnds = at + item.arrival.lastForMillis();
        }
    }

    @Override
    public void requirementRelaxed(long interaction, int step, long at) {
        at(at);
        var item = item(interaction, Stage.WAITING);
        require(
                step > item.step && step == stepAt(rules(item), at - item.queuedAt),
                "interaction %d relaxed from %d to %d",
                interaction,
                item.step,
                step);
        item.step = step;
        item.declinedBy = 0;
    }

    @Override
    public void preferenceLapsed(long interaction, long agent, Lapse why, long at) {
        at(at);
        var item = item(interaction, Stage.WAITING);
        require(item.window > 0 && item.heldFor == agent, "interaction %d is not held for %d", interaction, agent);
        var person = people.get(agent);
        boolean present = person != null && person.signedIn && !person.leaving;
        switch (why) {
            case TIME ->
                require(item.windowEnds <= at, "the window of %d is open until %d", interaction, item.windowEnds);
            case NOT_SIGNED_IN -> require(!present, "agent %d is there", agent);
            case NOT_ENTITLED ->
                require(
                        person != null
                                && (!entitled(person, item)
                                        || item.arrival.excluded().contains(new AgentId(agent))),
                        "agent %d may serve %d",
                        agent,
                        interaction);
        }
        if (item.window == 1) {
            lastWindow(item, at);
        } else {
            item.window = 0;
            item.heldFor = 0;
        }
    }

    @Override
    public void declineLapsed(long interaction, long agent, long at) {
        at(at);
        var item = item(interaction, Stage.WAITING);
        require(
                item.declinedBy == agent && item.declinedUntil <= at,
                "the decline of %d by %d lapsed early",
                interaction,
                agent);
        item.declinedBy = 0;
    }

    @Override
    public void offerMade(
            long interaction,
            int count,
            long agent,
            long queue,
            long deadline,
            int candidates,
            String rule,
            double score,
            long runnerUp,
            int waitingBefore,
            int step,
            Preference preference,
            long at) {
        at(at);
        var item = item(interaction, Stage.WAITING);
        var person = person(agent);
        require(servable(person, item), "agent %d must not be offered %d", agent, interaction);
        require(
                count == item.offers + 1 && queue == item.queue && step == item.step,
                "wrong offer %d-%d",
                interaction,
                count);
        require(deadline == at + rules(item).offerMillis(), "wrong deadline of %d-%d", interaction, count);
        boolean noSay = List.of("preferred-agent", "last-agent", "only-agent", "overdue")
                .contains(rule);
        require(
                preference == (noSay ? Preference.ORDINARY : preference(person, item)),
                "agent %d has %s for %d by %s",
                agent,
                preference,
                interaction,
                rule);
        switch (rule) {
            case "preferred-agent", "last-agent" ->
                require(
                        item.window == ("last-agent".equals(rule) ? 2 : 1),
                        "no window for %s of %d",
                        rule,
                        interaction);
            case "only-agent" -> require(item.window == 3, "interaction %d is not for one agent", interaction);
            case "most-urgent", "overdue" -> {
                var right = mostUrgent(person, at);
                require(right == item, "agent %d should get %d, not %d", agent, right.id, interaction);
                require("overdue".equals(rule) == overdue(item, at), "%d is not %s", interaction, rule);
            }
            default -> {
                require(rule.equals(rules(item).policy().code()), "rule %s", rule);
                var ranked = people.values().stream()
                        .filter(p -> servable(p, item))
                        .sorted(byPolicy(item))
                        .toList();
                require(
                        ranked.getFirst() == person,
                        "%d should go to %d, not %d",
                        interaction,
                        ranked.getFirst().id,
                        agent);
                if (explains) {
                    require(candidates == ranked.size(), "%d candidates, not %d", ranked.size(), candidates);
                    long second = ranked.size() > 1 ? ranked.get(1).id : 0;
                    require(runnerUp == second, "runner-up %d, not %d", second, runnerUp);
                }
            }
        }
        if (explains && ("most-urgent".equals(rule) || "overdue".equals(rule))) {
            long all = items.stream().filter(i -> servable(person, i)).count();
            require(candidates == all, "%d candidates, not %d", all, candidates);
        }
        if (explains) {
            long here = items.stream()
                    .filter(i -> i.queue == queue
                            && i.stage == Stage.WAITING
                            && i.arrival.kind().entersFigures())
                    .count();
            require(waitingBefore == here, "%d waiting, not %d", here, waitingBefore);
        }
        person.account(at);
        item.stage = Stage.OFFERED;
        item.offers = count;
        item.deadline = deadline;
        item.agent = agent;
        item.declinedBy = 0;
        person.work.add(item);
    }

    private Person taken(Item item, int count, long agent) {
        require(item.agent == agent && item.offers == count, "offer %d-%d is not agent %d's", item.id, count, agent);
        return person(agent);
    }

    @Override
    public void offerAccepted(long interaction, int count, long agent, long queue, long waitMillis, long at) {
        at(at);
        var item = item(interaction, Stage.OFFERED);
        var person = taken(item, count, agent);
        require(at <= item.deadline && waitMillis == at - item.queuedAt, "late answer of %d", interaction);
        person.account(at);
        item.stage = Stage.TALKING;
        item.window = 0;
        item.heldFor = 0;
        person.accepted++;
        person.beginIdle(at);
    }

    private Item back(long interaction, int count, long agent, boolean idleAnew, long at) {
        at(at);
        var item = item(interaction, Stage.OFFERED);
        var person = taken(item, count, agent);
        person.account(at);
        person.work.remove(item);
        if (idleAnew) {
            person.beginIdle(at);
        }
        item.stage = Stage.WAITING;
        item.agent = 0;
        return item;
    }

    @Override
    public void offerDeclined(long interaction, int count, long agent, long queue, long at) {
        var item = back(interaction, count, agent, true, at);
        item.declinedBy = agent;
        item.declinedUntil = at + rules(item).offerMillis();
    }

    @Override
    public void offerExpired(long interaction, int count, long agent, long queue, long at) {
        var item = back(interaction, count, agent, true, at);
        require(at > item.deadline, "offer of %d expired early", interaction);
    }

    @Override
    public void offerWithdrawn(long interaction, int count, long agent, long queue, Withdrawal why, long at) {
        back(interaction, count, agent, false, at);
    }

    private void gone(Item item) {
        item.stage = Stage.GONE;
        items.remove(item);
        newest.remove(item.id, item);
    }

    @Override
    public void interactionAbandoned(long interaction, long queue, long waitMillis, long at) {
        at(at);
        var item = item(interaction, Stage.WAITING);
        require(waitMillis == at - item.queuedAt, "wrong wait of %d", interaction);
        abandoned++;
        gone(item);
    }

    @Override
    public void interactionLeftQueue(long interaction, long queue, Exit exit, long waitMillis, long at) {
        at(at);
        gone(item(interaction, Stage.WAITING));
        left++;
    }

    @Override
    public void holdStarted(long interaction, long agent, long at) {
        at(at);
        item(interaction, Stage.TALKING).stage = Stage.ON_HOLD;
    }

    @Override
    public void holdEnded(long interaction, long agent, long at) {
        at(at);
        item(interaction, Stage.ON_HOLD).stage = Stage.TALKING;
    }

    @Override
    public void conversationEnded(long interaction, long agent, long queue, EndedBy by, long at) {
        at(at);
        item(interaction, Stage.TALKING, Stage.ON_HOLD).stage = Stage.WRAPPING_UP;
    }

    @Override
    public void waitingSuspended(long interaction, long queue, long at) {
        at(at);
        var item = item(interaction, Stage.WAITING);
        require(!item.suspended && item.queue == queue, "interaction %d suspended twice", interaction);
        item.suspended = true;
    }

    @Override
    public void waitingResumed(long interaction, long queue, long at) {
        at(at);
        var item = item(interaction, Stage.WAITING);
        require(item.suspended && item.queue == queue, "interaction %d was not suspended", interaction);
        item.suspended = false;
    }

    @Override
    public void conversationStarted(
            long interaction,
            int count,
            long agent,
            long queue,
            Arrival arrival,
            ConversationStart why,
            long from,
            long at) {
        at(at);
        arrivals++;
        var before = newest.get(interaction);
        require(
                before == null || before.stage == Stage.WRAPPING_UP || before.stage == Stage.GONE,
                "interaction %d has two conversations",
                interaction);
        require(before == null || count > before.offers, "offer %d-%d is not new", interaction, count);
        require(
                (why == ConversationStart.OUTBOUND) == (from == 0)
                        && (from == 0 || before != null && before.agent == from && from != agent),
                "interaction %d comes from %d",
                interaction,
                from);
        var person = person(agent);
        require(granted(person, queue), "agent %d must not have %d", agent, interaction);
        var item = new Item(interaction, queue, arrival, at);
        require(canTake(person, rules(item).channel(), null) || person.leaving, "agent %d has no room", agent);
        person.account(at);
        item.stage = Stage.TALKING;
        item.offers = count;
        item.agent = agent;
        person.work.add(item);
        person.beginIdle(at);
        newest.put(interaction, item);
        items.add(item);
    }

    @Override
    public void wrapUpStarted(long interaction, int count, long agent, long deadline, long at) {
        at(at);
        wrapUp(interaction, count).deadline = deadline;
    }

    @Override
    public void wrapUpCompleted(
            long interaction, int count, long agent, List<String> dispositions, boolean timedOut, long at) {
        at(at);
        var item = wrapUp(interaction, count);
        require(!timedOut || at >= item.deadline, "wrap-up of %d timed out early", interaction);
        handled++;
        workDone(item, agent, at);
    }

    private Item wrapUp(long interaction, int count) {
        return items.stream()
                .filter(i -> i.id == interaction && i.offers == count && i.stage == Stage.WRAPPING_UP)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no wrap-up %d-%d".formatted(interaction, count)));
    }

    private void workDone(Item item, long agent, long at) {
        var person = taken(item, item.offers, agent);
        person.account(at);
        person.work.remove(item);
        person.beginIdle(at);
        gone(item);
    }

    @Override
    public void interactionInterrupted(long interaction, long queue, long agent, long at) {
        at(at);
        interrupted++;
        if (agent == 0) {
            gone(item(interaction, Stage.WAITING));
        } else {
            workDone(item(interaction, Stage.TALKING, Stage.ON_HOLD), agent, at);
        }
    }
}
