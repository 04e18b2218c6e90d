package org.callosum.measures.facts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.callosum.floor.Channel;
import org.callosum.floor.EndedBy;
import org.callosum.floor.FloorEvent;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.jspecify.annotations.Nullable;

/// Folds one floor's events, in order, into facts: a queue entry and a work interval when wrap-up ends (or when
/// it leaves unanswered), a state interval when the state changes, a session at sign-out.
///
/// ```java
/// var folder = new FactFolder(store::append);
/// journal.forEach(folder::fold);
/// folder.openEntries(); // what has not ended yet
/// ```
///
/// What is still open can be taken out ([#snapshot]) and put back, so that a restart need not read a year of
/// events. Its memory is what is open on the floor, whose own limits bound it. One thread at a time.
public final class FactFolder {
    private final Consumer<? super Fact> facts;
    private final Map<QueueId, Channel> channels = new HashMap<>();
    private final Map<InteractionId, OpenEntry> unanswered = new HashMap<>();
    private final Map<OfferId, OpenEntry> answered = new HashMap<>();
    private final Map<InteractionId, OfferId> talking = new HashMap<>();
    /// The newest wrap-up of an interaction that has not entered a queue again since.
    private final Map<InteractionId, OfferId> wrapUps = new HashMap<>();
    private final TreeMap<AgentId, AgentTrack> agents = new TreeMap<>();

    public FactFolder(Consumer<? super Fact> facts) {
        this.facts = facts;
    }

    /// Goes on where a snapshot was taken.
    public FactFolder(Consumer<? super Fact> facts, OpenFacts open) {
        this(facts);
        channels.putAll(open.channels());
        for (var entry : open.entries()) {
            if (entry.offer() == null) {
                unanswered.put(entry.interaction(), entry);
            } else {
                answered.put(entry.offer(), entry);
                if (entry.endedAtMillis() == 0) {
                    talking.put(entry.interaction(), entry.offer());
                } else if (!entry.queuedAgain()) {
                    wrapUps.put(entry.interaction(), entry.offer());
                }
            }
        }
        for (var agent : open.agents()) {
            agents.put(agent.agent(), new AgentTrack(agent, facts));
        }
    }

    public OpenFacts snapshot() {
        var entries = new ArrayList<>(unanswered.values());
        entries.addAll(answered.values());
        entries.sort(Comparator.comparing(OpenEntry::interaction).thenComparingLong(OpenEntry::queuedAtMillis));
        return new OpenFacts(
                new TreeMap<>(channels),
                entries,
                agents.values().stream().map(AgentTrack::open).toList());
    }

    /// Entries that have not ended, with outcome `OPEN`, in order of arrival. One that is answered counts as
    /// answered.
    public List<QueueEntry> openEntries() {
        var list = new ArrayList<QueueEntry>();
        unanswered.values().forEach(entry -> list.add(entry.toFact(Outcome.OPEN, 0, List.of())));
        answered.values().forEach(entry -> list.add(entry.toFact(Outcome.OPEN, 0, List.of())));
        list.sort(Comparator.comparingLong(QueueEntry::queuedAtMillis).thenComparing(QueueEntry::interaction));
        return list;
    }

    /// The present state of everyone signed in, by agent, with an open end.
    public List<AgentStateInterval> openStates() {
        return agents.values().stream().map(AgentTrack::openState).toList();
    }

    /// Sessions that last, by agent.
    public List<Session> openSessions() {
        return agents.values().stream().map(AgentTrack::openSession).toList();
    }

    public void fold(FloorEvent event) {
        switch (event) {
            case FloorEvent.QueueConfigured e ->
                channels.put(e.queue(), e.rules().channel());
            case FloorEvent.QueueRetired e -> channels.remove(e.queue());
            case FloorEvent.AgentConfigured _, FloorEvent.AgentRetired _ -> {}
            case FloorEvent.SkillGranted _, FloorEvent.SkillRevoked _ -> {}
            case FloorEvent.RequirementRelaxed _, FloorEvent.PreferenceLapsed _, FloorEvent.DeclineLapsed _ -> {}
            case FloorEvent.WaitingSuspended _, FloorEvent.WaitingResumed _ -> {} // the wait counts throughout
            case FloorEvent.ConversationStarted e -> started(e);
            case FloorEvent.AgentSignedIn e -> agents.put(e.agent(), new AgentTrack(e.agent(), e.atMillis(), facts));
            case FloorEvent.AgentSignedOut e -> {
                track(e.agent(), e).signOut(e.atMillis());
                agents.remove(e.agent());
            }
            case FloorEvent.SignOutDeferred e -> track(e.agent(), e).notReady("signing-out", e.atMillis());
            case FloorEvent.SignOutCancelled e -> track(e.agent(), e).notReady("signed-in", e.atMillis());
            case FloorEvent.AgentBecameReady e -> track(e.agent(), e).ready(e.atMillis());
            case FloorEvent.AgentBecameNotReady e -> track(e.agent(), e).notReady(e.reason(), e.atMillis());
            case FloorEvent.InteractionQueued e -> queued(e);
            case FloorEvent.OfferMade e -> {
                unanswered.computeIfPresent(e.interaction(), (_, entry) -> entry.offered());
                track(e.agent(), e).work(e.offer(), MetricState.RINGING, isVoice(e.queue()), e.atMillis());
            }
            case FloorEvent.OfferAccepted e -> accepted(e);
            case FloorEvent.OfferDeclined e -> track(e.agent(), e).done(e.offer(), e.atMillis());
            case FloorEvent.OfferExpired e -> track(e.agent(), e).done(e.offer(), e.atMillis());
            case FloorEvent.OfferWithdrawn e -> track(e.agent(), e).done(e.offer(), e.atMillis());
            case FloorEvent.InteractionAbandoned e -> leftUnanswered(e.interaction(), Outcome.ABANDONED, e);
            case FloorEvent.InteractionLeftQueue e -> leftUnanswered(e.interaction(), Outcome.of(e.exit()), e);
            case FloorEvent.HoldStarted e -> {
                var offer = talkingOffer(e.interaction(), e);
                answered.computeIfPresent(offer, (_, entry) -> entry.holdFrom(e.atMillis()));
                track(e.agent(), e).stage(offer, MetricState.HOLD, e.atMillis());
            }
            case FloorEvent.HoldEnded e -> {
                var offer = talkingOffer(e.interaction(), e);
                answered.computeIfPresent(offer, (_, entry) -> entry.holdUntil(e.atMillis()));
                track(e.agent(), e).stage(offer, MetricState.TALK, e.atMillis());
            }
            case FloorEvent.ConversationEnded e -> {
                var offer = talkingOffer(e.interaction(), e);
                talking.remove(e.interaction());
                wrapUps.put(e.interaction(), offer);
                answered.computeIfPresent(offer, (_, entry) -> entry.ended(e.atMillis()));
                if (e.by() == EndedBy.TRANSFERRED) {
                    answered.computeIfPresent(offer, (_, entry) -> entry.wasQueuedAgain());
                }
                track(e.agent(), e).stage(offer, MetricState.ACW, e.atMillis());
            }
            case FloorEvent.WrapUpStarted _ -> {}
            case FloorEvent.WrapUpCompleted e -> {
                var entry = required(answered.remove(e.offer()), e);
                wrapUps.remove(e.interaction(), e.offer());
                var outcome = entry.queuedAgain() ? Outcome.TRANSFERRED : Outcome.HANDLED;
                workDone(entry, outcome, e.dispositions(), e.agent(), e.offer(), e.atMillis());
            }
            case FloorEvent.InteractionInterrupted e -> interrupted(e);
        }
    }

    private void queued(FloorEvent.InteractionQueued e) {
        goesOn(e.interaction());
        unanswered.put(
                e.interaction(),
                OpenEntry.queued(e.interaction(), e.queue(), e.arrival().kind(), e.atMillis()));
    }

    private void goesOn(InteractionId interaction) {
        var wrappingUp = wrapUps.remove(interaction);
        if (wrappingUp != null) {
            answered.computeIfPresent(wrappingUp, (_, entry) -> entry.wasQueuedAgain());
        }
    }

    /// A stay of its own, without a wait.
    private void started(FloorEvent.ConversationStarted e) {
        goesOn(e.interaction());
        var entry = OpenEntry.queued(e.interaction(), e.queue(), e.arrival().kind(), e.atMillis());
        answered.put(e.offer(), entry.answered(e.offer(), e.agent(), e.atMillis()));
        talking.put(e.interaction(), e.offer());
        track(e.agent(), e).work(e.offer(), MetricState.TALK, isVoice(e.queue()), e.atMillis());
    }

    private void accepted(FloorEvent.OfferAccepted e) {
        var entry = required(unanswered.remove(e.interaction()), e);
        answered.put(e.offer(), entry.answered(e.offer(), e.agent(), e.atMillis()));
        talking.put(e.interaction(), e.offer());
        track(e.agent(), e).stage(e.offer(), MetricState.TALK, e.atMillis());
    }

    private void leftUnanswered(InteractionId interaction, Outcome outcome, FloorEvent e) {
        var entry = required(unanswered.remove(interaction), e).ended(e.atMillis());
        facts.accept(entry.toFact(outcome, 0, List.of()));
    }

    private void interrupted(FloorEvent.InteractionInterrupted e) {
        var agent = e.agent();
        if (agent == null) {
            leftUnanswered(e.interaction(), Outcome.INTERRUPTED, e);
            return;
        }
        var offer = talkingOffer(e.interaction(), e);
        talking.remove(e.interaction());
        var entry = required(answered.remove(offer), e).ended(e.atMillis());
        workDone(entry, Outcome.INTERRUPTED, List.of(), agent, offer, e.atMillis());
    }

    private void workDone(
            OpenEntry entry, Outcome outcome, List<String> dispositions, AgentId agent, OfferId offer, long at) {
        facts.accept(entry.toFact(outcome, at, dispositions));
        facts.accept(new WorkInterval(
                agent, offer, entry.queue(), entry.answeredAtMillis(), entry.endedAtMillis(), entry.holdMillis(), at));
        var track = agents.get(agent);
        if (track != null) {
            track.done(offer, at);
        }
    }

    private boolean isVoice(QueueId queue) {
        return channels.get(queue) == Channel.VOICE;
    }

    private OfferId talkingOffer(InteractionId interaction, FloorEvent e) {
        return required(talking.get(interaction), e);
    }

    private AgentTrack track(AgentId agent, FloorEvent e) {
        return required(agents.get(agent), e);
    }

    private static <T> T required(@Nullable T found, FloorEvent e) {
        if (found == null) {
            throw new IllegalStateException(
                    "Cannot fold %s: what began it is missing; fold every event of one floor in order, from the snapshot on"
                            .formatted(e));
        }
        return found;
    }
}
