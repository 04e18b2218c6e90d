package org.callosum.workforce.simulation;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.callosum.floor.Arrival;
import org.callosum.floor.ConversationStart;
import org.callosum.floor.EndedBy;
import org.callosum.floor.EventRecorder;
import org.callosum.floor.EventSink;
import org.callosum.floor.Exit;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorDecider;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.Preference;
import org.jspecify.annotations.Nullable;

/// Lets a day happen on the real floor.
///
/// ```java
/// var yesterday = RecordedDay.of(Floor.restore(snapshot), eventsOfTheDay);
/// var asItWas = DayRunner.run(yesterday, 1);
/// var otherRules = DayRunner.run(yesterday.withQueues(changed), 1);
/// ```
///
/// Time is virtual: the runner goes from one instant to the next. At one instant the floor's timers come
/// first, then what people do: presence, ends of work, answers, abandons, arrivals. Every offer is accepted
/// after the day's answering time (at most the offer's own); who was away is away because the day says so.
/// What the floor decides, and by which rules, is exactly what a live floor would.
///
/// The same day and seed give the same result, always.
public final class DayRunner implements EventSink {
    private enum Kind {
        PRESENCE,
        WRAPPED_UP,
        ENDED,
        OTHER_WORK,
        ACCEPTED,
        LEFT,
        ABANDONED,
        ARRIVED
    }

    private record Due(long at, Kind kind, long number, int index, int count) {}

    private static final Comparator<Due> IN_ORDER =
            Comparator.comparingLong(Due::at).thenComparing(Due::kind).thenComparingLong(Due::number);

    private final Day day;
    private final Drawn drawn;
    private final Floor floor = new Floor();
    private final EventSink sink;
    private final FloorDecider decider;
    private final @Nullable Governor governor;
    private final PriorityQueue<Due> due = new PriorityQueue<>(IN_ORDER);
    private final ArrayDeque<FloorCommand> governed = new ArrayDeque<>();
    private final Results results;
    private final Map<Long, Integer> indexOf = new HashMap<>();
    private final Drawn.Life[] lives;
    private long now;
    private long number;
    private long commands;
    private int leftOut;

    private DayRunner(Day day, long seed, @Nullable Governor governor, @Nullable Consumer<? super FloorEvent> events) {
        this.day = day;
        this.drawn = new Drawn(day, seed);
        this.governor = governor;
        this.lives = new Drawn.Life[day.contacts().size() + day.otherWork().size()];
        this.results = new Results(day);
        if (governor == null && events == null) {
            sink = this;
        } else {
            sink = new EventRecorder(event -> {
                hear(event);
                if (governor != null) {
                    governed.addAll(governor.heard(event));
                }
                if (events != null) {
                    events.accept(event);
                }
            });
        }
        decider = floor.decider(sink);
    }

    public static DayResult run(Day day, long seed) {
        return new DayRunner(day, seed, null, null).run();
    }

    /// @param governor changes the floor as the day goes on; null for none. Used once: it remembers
    /// @param events hears everything; null for nobody. Either makes a record of each event
    public static DayResult run(
            Day day, long seed, @Nullable Governor governor, @Nullable Consumer<? super FloorEvent> events) {
        return new DayRunner(day, seed, governor, events).run();
    }

    private DayResult run() {
        open();
        while (true) {
            var next = due.peek();
            long nextAction = next == null ? Long.MAX_VALUE : next.at();
            long timers = decider.nextDeadlineMillis();
            long govern = governor == null || next == null ? Long.MAX_VALUE : governor.nextDeadlineMillis();
            long at = Math.min(nextAction, Math.min(timers, govern));
            if (at == Long.MAX_VALUE) {
                break;
            }
            now = Math.max(now, at);
            if (timers <= now) {
                decider.advanceTime(now);
                commands++;
            } else if (governor != null && govern <= now) {
                governed.addAll(governor.timeIs(now));
            } else {
                happen(due.remove());
            }
            govern();
        }
        return results.result(Math.max(now, day.endMillis()), leftOut, commands);
    }

    private void govern() {
        while (!governed.isEmpty()) {
            floor.handle(governed.remove(), now, sink);
            commands++;
        }
    }

    private void open() {
        now = Math.min(
                day.presence().isEmpty()
                        ? Long.MAX_VALUE
                        : day.presence().getFirst().atMillis(),
                day.contacts().isEmpty()
                        ? day.endMillis()
                        : day.contacts().getFirst().atMillis());
        day.queues().forEach((queue, rules) -> command(new FloorCommand.ConfigureQueue(queue, rules)));
        day.agents().forEach((agent, person) -> {
            command(new FloorCommand.ConfigureAgent(agent, person.rules()));
            person.skills()
                    .forEach((skill, level) ->
                            command(new FloorCommand.GrantSkill(agent, skill, level, person.preference(skill))));
        });
        for (int i = 0; i < day.presence().size(); i++) {
            at(day.presence().get(i).atMillis(), Kind.PRESENCE, i, 0);
        }
        for (int i = 0; i < day.contacts().size(); i++) {
            indexOf.put(day.contacts().get(i).id(), i);
            at(day.contacts().get(i).atMillis(), Kind.ARRIVED, i, 0);
        }
        for (int i = 0; i < day.otherWork().size(); i++) {
            var work = day.otherWork().get(i);
            int index = day.contacts().size() + i;
            indexOf.put(work.id(), index);
            lives[index] = new Drawn.Life(0, work.conversationMillis(), work.wrapUpMillis());
            at(work.atMillis(), Kind.OTHER_WORK, index, 0);
        }
        govern();
    }

    private void command(FloorCommand command) {
        var refusal = floor.handle(command, now, sink);
        commands++;
        if (refusal != null) {
            throw new IllegalArgumentException("The day cannot begin: %s is refused, %s".formatted(command, refusal));
        }
    }

    private void at(long millis, Kind kind, int index, int count) {
        due.add(new Due(millis, kind, number++, index, count));
    }

    // ---- what people do ----

    private void happen(Due what) {
        commands++;
        switch (what.kind()) {
            case PRESENCE -> presence(day.presence().get(what.index()));
            case ARRIVED -> arrive(what.index());
            case OTHER_WORK ->
                otherWork(day.otherWork().get(what.index() - day.contacts().size()));
            case ACCEPTED -> decider.acceptOffer(id(what.index()), what.count(), now);
            case ENDED -> decider.endConversation(id(what.index()), EndedBy.CUSTOMER, now);
            case WRAPPED_UP -> decider.completeWrapUp(id(what.index()), 0, List.of(), now);
            case ABANDONED -> decider.abandon(id(what.index()), now);
            case LEFT -> {
                if (day.contacts().get(what.index()).seen() instanceof Contact.Seen.SentOn(var _, var exit)) {
                    decider.leaveQueue(id(what.index()), exit, now);
                }
            }
        }
    }

    private long id(int index) {
        return index < day.contacts().size()
                ? day.contacts().get(index).id()
                : day.otherWork().get(index - day.contacts().size()).id();
    }

    private void presence(PresenceChange change) {
        long agent = change.agent().value();
        switch (change.kind()) {
            case SIGN_IN -> decider.signIn(agent, now);
            case READY -> decider.goReady(agent, now);
            case NOT_READY -> decider.goNotReady(agent, change.reason(), now);
            case SIGN_OUT -> decider.signOut(agent, now);
        }
    }

    private void arrive(int index) {
        var contact = day.contacts().get(index);
        var life = drawn.of(contact);
        lives[index] = life;
        var refusal = decider.enqueue(contact.id(), contact.queue().value(), contact.arrival(), now);
        if (refusal != null) {
            results.refused(index);
            return;
        }
        results.arrived(index, now);
        if (life.patienceMillis() != Patience.ENDLESS) {
            at(now + life.patienceMillis(), Kind.ABANDONED, index, 0);
        }
        if (contact.seen() instanceof Contact.Seen.SentOn(var after, var _)) {
            at(now + after, Kind.LEFT, index, 0);
        }
    }

    private void otherWork(OtherWork work) {
        if (decider.startOutbound(work.id(), work.queue().value(), work.agent().value(), Arrival.plain(0), now)
                != null) {
            leftOut++;
        }
    }

    // ---- what the floor decides ----

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
        offered(interaction, count, deadline, at);
    }

    private void offered(long interaction, int count, long deadline, long at) {
        at(Math.min(deadline, at + day.answerAfterMillis()), Kind.ACCEPTED, index(interaction), count);
    }

    @Override
    public void offerAccepted(long interaction, int count, long agent, long queue, long waitMillis, long at) {
        int index = index(interaction);
        results.answered(index, agent, waitMillis);
        at(at + lives[index].conversationMillis(), Kind.ENDED, index, 0);
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
        int index = index(interaction);
        at(at + lives[index].conversationMillis(), Kind.ENDED, index, 0);
    }

    @Override
    public void wrapUpStarted(long interaction, int count, long agent, long deadline, long at) {
        int index = index(interaction);
        long ends = at + lives[index].wrapUpMillis();
        if (ends < deadline) {
            at(ends, Kind.WRAPPED_UP, index, 0);
        }
    }

    @Override
    public void wrapUpCompleted(
            long interaction, int count, long agent, List<String> dispositions, boolean timedOut, long at) {
        results.done(index(interaction), at);
    }

    @Override
    public void interactionAbandoned(long interaction, long queue, long waitMillis, long at) {
        results.left(index(interaction), DayResult.Outcome.ABANDONED, waitMillis);
    }

    @Override
    public void interactionLeftQueue(long interaction, long queue, Exit exit, long waitMillis, long at) {
        results.left(index(interaction), DayResult.Outcome.SENT_ON, waitMillis);
    }

    private int index(long interaction) {
        Integer index = indexOf.get(interaction);
        if (index == null) {
            throw new IllegalStateException(
                    "The floor speaks of interaction %d, which the day does not have".formatted(interaction));
        }
        return index;
    }

    /// The records' facts, told to the same methods.
    private void hear(FloorEvent event) {
        switch (event) {
            case FloorEvent.OfferMade e ->
                offered(e.interaction().value(), e.offer().count(), e.deadlineMillis(), e.atMillis());
            case FloorEvent.OfferAccepted e ->
                offerAccepted(
                        e.interaction().value(),
                        e.offer().count(),
                        e.agent().value(),
                        e.queue().value(),
                        e.waitMillis(),
                        e.atMillis());
            case FloorEvent.ConversationStarted e ->
                conversationStarted(
                        e.interaction().value(),
                        e.offer().count(),
                        e.agent().value(),
                        e.queue().value(),
                        e.arrival(),
                        e.why(),
                        0,
                        e.atMillis());
            case FloorEvent.WrapUpStarted e ->
                wrapUpStarted(
                        e.interaction().value(),
                        e.offer().count(),
                        e.agent().value(),
                        e.deadlineMillis(),
                        e.atMillis());
            case FloorEvent.WrapUpCompleted e ->
                wrapUpCompleted(
                        e.interaction().value(),
                        e.offer().count(),
                        e.agent().value(),
                        e.dispositions(),
                        e.timedOut(),
                        e.atMillis());
            case FloorEvent.InteractionAbandoned e ->
                interactionAbandoned(e.interaction().value(), e.queue().value(), e.waitMillis(), e.atMillis());
            case FloorEvent.InteractionLeftQueue e ->
                interactionLeftQueue(
                        e.interaction().value(), e.queue().value(), e.exit(), e.waitMillis(), e.atMillis());
            case FloorEvent _ -> {}
        }
    }
}
