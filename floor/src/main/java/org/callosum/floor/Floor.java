package org.callosum.floor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.jspecify.annotations.Nullable;

/// One tenant's floor: agents, queues, interactions and offers, and the decisions about them.
///
/// ```java
/// var floor = new Floor();
/// floor.handle(new ConfigureQueue(SALES, QueueRules.of(CLIENT, Channel.VOICE, List.of())), nowMillis);
/// switch (floor.handle(new Enqueue(CALL, SALES, Arrival.plain(0)), nowMillis)) {
///     case Decision.Accepted(var events) -> journal.append(events); // then let the effects leave
///     case Decision.Refused(var refusal) -> problem(refusal);
/// }
/// ```
///
/// It reads no clock: `nowMillis` (milliseconds since the epoch, UTC) comes with each command, and whoever
/// owns the floor sends [FloorCommand.AdvanceTime] when [#nextDeadlineMillis()] is reached. The same
/// commands at the same times give the same events, always; a snapshot and the events after it give the
/// same floor. Not thread-safe: one thread owns it, views included.
public final class Floor {
    private final FloorState state;
    private final Replay replay;
    private final List<FloorEvent> recorded = new ArrayList<>();
    private final FloorDecider recording;

    /// An empty floor with the normal limits.
    public Floor() {
        this(FloorLimits.NORMAL);
    }

    public Floor(FloorLimits limits) {
        this(new FloorState(limits));
    }

    private Floor(FloorState state) {
        this.state = state;
        this.replay = new Replay(state);
        this.recording = decider(new EventRecorder(recorded::add));
    }

    /// The floor as it was when the snapshot was taken, with the normal limits.
    ///
    /// @throws IllegalArgumentException if the snapshot's version is unknown or it contradicts itself
    public static Floor restore(FloorSnapshot snapshot) {
        return restore(snapshot, FloorLimits.NORMAL);
    }

    public static Floor restore(FloorSnapshot snapshot, FloorLimits limits) {
        return new Floor(Snapshots.restore(snapshot, limits));
    }

    /// Decides a command and takes up what it decides.
    ///
    /// The events must be durable before their effects leave; if they cannot be made so, this floor has
    /// decided what nobody will know: discard it and rebuild it from what is durable.
    ///
    /// @param nowMillis 0 up to the year 2500; a time before the last event counts as the last event's
    /// @return the events in order, or a refusal, which changes nothing
    public Decision handle(FloorCommand command, long nowMillis) {
        recorded.clear();
        var refusal = recording.decide(command, nowMillis);
        return refusal == null ? new Decision.Accepted(recorded) : new Decision.Refused(refusal);
    }

    /// The same for any sink.
    ///
    /// @return null if accepted
    public @Nullable Refusal handle(FloorCommand command, long nowMillis, EventSink sink) {
        return decider(sink).decide(command, nowMillis);
    }

    /// The decisions as plain methods with plain ids, for a simulation that counts instead of recording.
    public FloorDecider decider(EventSink sink) {
        return new FloorDecider(state, sink);
    }

    /// Lets a recorded event happen again, without deciding anything.
    ///
    /// @throws IllegalStateException if events before it are missing
    public void evolve(FloorEvent event) {
        replay.evolve(event);
    }

    /// When [FloorCommand.AdvanceTime] has something to do next; `Long.MAX_VALUE` while it has not.
    public long nextDeadlineMillis() {
        return state.timers.nextDeadlineMillis();
    }

    /// The instant of the last event; 0 on an empty floor.
    public long lastEventMillis() {
        return state.at;
    }

    public FloorSnapshot snapshot() {
        return Snapshots.take(state);
    }

    public FloorLimits limits() {
        return state.limits;
    }

    // ---- views ----

    public @Nullable AgentView agent(AgentId agent) {
        int a = state.agents.find(agent.value());
        return a < 0 ? null : Views.agent(state, a);
    }

    /// All agents, by id.
    public List<AgentView> agents() {
        var list = new ArrayList<AgentView>();
        for (int a = 0; a < state.agents.bound(); a++) {
            if (state.agents.exists(a)) {
                list.add(Views.agent(state, a));
            }
        }
        list.sort(Comparator.comparing(AgentView::agent));
        return list;
    }

    public @Nullable AgentRules agentRules(AgentId agent) {
        int a = state.agents.find(agent.value());
        return a < 0 ? null : state.agents.rules(a);
    }

    /// @return 1 to 5; 0 for a skill the agent does not have, or an unknown agent
    public int proficiency(AgentId agent, SkillId skill) {
        int a = state.agents.find(agent.value());
        return a < 0 ? 0 : state.agents.skills(a).getOrDefault(skill, 0);
    }

    public @Nullable QueueView queue(QueueId queue) {
        int q = state.queues.find(queue.value());
        return q < 0 ? null : Views.queue(state, q);
    }

    /// All queues, by id.
    public List<QueueView> queues() {
        var list = new ArrayList<QueueView>();
        for (int q = 0; q < state.queues.bound(); q++) {
            if (state.queues.exists(q)) {
                list.add(Views.queue(state, q));
            }
        }
        list.sort(Comparator.comparing(QueueView::queue));
        return list;
    }

    public @Nullable QueueRules queueRules(QueueId queue) {
        int q = state.queues.find(queue.value());
        return q < 0 ? null : state.queues.rules(q);
    }

    /// What is unanswered in a queue, waiting or ringing, in order of arrival; empty for an unknown queue.
    public List<WorkView> waiting(QueueId queue) {
        int q = state.queues.find(queue.value());
        return q < 0 ? List.of() : Views.unanswered(state, q);
    }

    /// What is unanswered in any queue, by queue, then in order of arrival.
    public List<WorkView> waiting() {
        return queues().stream()
                .flatMap(queue -> waiting(queue.queue()).stream())
                .toList();
    }

    /// The newest stay of an interaction; null if it is not on the floor.
    public @Nullable WorkView interaction(InteractionId interaction) {
        int e = state.entries.find(interaction.value());
        return e < 0 ? null : Views.work(state, e);
    }

    /// Who could serve a waiting or ringing interaction now, by what they are doing; null for any other.
    /// Looks at every agent.
    public @Nullable Census census(InteractionId interaction) {
        int e = state.entries.find(interaction.value());
        return e < 0 || state.entries.stage[e] > Entries.OFFERED ? null : Census.of(state, e);
    }

    /// The place of an unanswered interaction in its queue, from 1, by virtual arrival: what pauses, rings
    /// or waits for one agent only is not counted before it. 0 if it does not wait.
    public int position(InteractionId interaction) {
        int e = state.entries.find(interaction.value());
        return e < 0 || state.entries.stage[e] > Entries.OFFERED ? 0 : Views.position(state, e);
    }

    /// Who takes what waits here as soon as they are free: signed in, ready, not signing out and entitled
    /// to this waiting interaction by its present need. By agent; empty if it does not wait. Looks at every
    /// agent.
    public List<AgentId> working(InteractionId interaction) {
        int e = state.entries.find(interaction.value());
        return e < 0 || state.entries.stage[e] > Entries.OFFERED ? List.of() : Views.working(state, e);
    }

    /// Which agent's window a waiting interaction is in; `NONE` for whatever does not wait.
    public FloorSnapshot.Window window(InteractionId interaction) {
        int e = state.entries.find(interaction.value());
        return e < 0 ? FloorSnapshot.Window.NONE : FloorSnapshot.Window.values()[state.entries.window[e]];
    }

    /// Everything on the floor, waiting to wrapping up, by interaction.
    public List<WorkView> interactions() {
        var list = new ArrayList<WorkView>();
        for (int e = 0; e < state.entries.bound(); e++) {
            if (state.entries.exists(e)) {
                list.add(Views.work(state, e));
            }
        }
        list.sort(Comparator.comparing(WorkView::interaction).thenComparingInt(WorkView::offers));
        return list;
    }

    FloorState state() {
        return state;
    }
}
