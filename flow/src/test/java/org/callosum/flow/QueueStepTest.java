package org.callosum.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.callosum.flow.FlowEffect.Outcome;
import org.callosum.flow.FlowInput.QueueOutcome;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.expression.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Say, then queue: the shortest useful flow.
class QueueStepTest {
    private static final long NINE = 1_780_000_000_000L;
    private static final FlowDefinition FLOW = flow();
    private static final FlowInterpreter INTERPRETER = new FlowInterpreter(new FlowLibrary() {
        @Override
        public @Nullable FlowDefinition current(String code) {
            return FLOW;
        }

        @Override
        public @Nullable FlowDefinition version(String code, int version) {
            return FLOW;
        }
    });

    private static FlowDefinition flow() {
        var steps = new LinkedHashMap<String, FlowStep>();
        var hello = new Announcement.Spoken(LocaleText.of("en", "Hello"));
        steps.put("hello", new FlowStep.Announce(hello, false, "wait"));
        steps.put(
                "wait",
                new FlowStep.Queue(
                        "orders",
                        List.of(),
                        null,
                        new LinkedHashMap<>(),
                        null,
                        0,
                        new LinkedHashMap<>(Map.of("closed", "goodbye")),
                        null,
                        "goodbye"));
        steps.put("goodbye", new FlowStep.HangUp(FlowStep.HangUpCause.NORMAL));
        return new FlowDefinition(
                "short",
                1,
                FlowDefinition.Kind.ENTRY,
                LocaleText.of("en", "Short"),
                new LinkedHashMap<>(),
                "hello",
                null,
                steps);
    }

    private static FlowRun queued() {
        var run = INTERPRETER
                .start(FLOW, new FlowContext("en", ZoneOffset.UTC, Map.of()), NINE)
                .run();
        run = INTERPRETER.resume(run, new FlowInput.PlayEnded(1), NINE).run();
        return INTERPRETER
                .resume(run, new FlowInput.EnqueueAnswer(2, QueueOutcome.QUEUED, ""), NINE)
                .run();
    }

    @Test
    void theCallerIsAnsweredAndGreetedFirst() {
        var step = INTERPRETER.start(FLOW, new FlowContext("en", ZoneOffset.UTC, Map.of()), NINE);

        assertThat(step.effects())
                .containsExactly(
                        new FlowEffect.StepEntered("short", "hello"),
                        new FlowEffect.Answer(),
                        new FlowEffect.Play(1, List.of(new FlowEffect.Part.Text("Hello")), "en", false));
    }

    @Test
    void afterTheGreetingTheCallerIsQueued() {
        var run = INTERPRETER
                .start(FLOW, new FlowContext("en", ZoneOffset.UTC, Map.of()), NINE)
                .run();

        var step = INTERPRETER.resume(run, new FlowInput.PlayEnded(1), NINE);

        assertThat(step.effects())
                .containsExactly(
                        new FlowEffect.StepEntered("short", "wait"),
                        new FlowEffect.Enqueue(2, "orders", List.of(), 0, new LinkedHashMap<>()));
    }

    @Test
    void theFlowEndsAsServedWhenTheAgentHasLeft() {
        var talking = INTERPRETER
                .resume(queued(), new FlowInput.EnqueueAnswer(2, QueueOutcome.ANSWERED, ""), NINE)
                .run();

        assertThat(INTERPRETER
                        .resume(talking, new FlowInput.ConversationEnded(), NINE)
                        .effects())
                .containsExactly(
                        new FlowEffect.HangUp(FlowStep.HangUpCause.NORMAL), new FlowEffect.Ended(Outcome.SERVED));
    }

    @Test
    void anExitOfTheFloorLeadsToItsStep() {
        var step = INTERPRETER.resume(queued(), new FlowInput.EnqueueAnswer(2, QueueOutcome.LEFT, "closed"), NINE);

        assertThat(step.effects())
                .endsWith(
                        new FlowEffect.StepEntered("short", "goodbye"),
                        new FlowEffect.HangUp(FlowStep.HangUpCause.NORMAL),
                        new FlowEffect.Ended(Outcome.COMPLETED));
    }

    @Test
    void aQueueOutsideItsHoursLeadsToTheExitClosedWithTheReason() {
        var greeted = INTERPRETER
                .start(FLOW, new FlowContext("en", ZoneOffset.UTC, Map.of()), NINE)
                .run();
        var asked =
                INTERPRETER.resume(greeted, new FlowInput.PlayEnded(1), NINE).run();
        var step = INTERPRETER.resume(asked, new FlowInput.EnqueueAnswer(2, QueueOutcome.CLOSED, "holiday"), NINE);

        assertThat(step.effects())
                .containsExactly(
                        new FlowEffect.StepEntered("short", "goodbye"),
                        new FlowEffect.HangUp(FlowStep.HangUpCause.NORMAL),
                        new FlowEffect.Ended(Outcome.COMPLETED));
        assertThat(step.run().variables()).containsEntry("hours.reason", Value.of("holiday"));
        assertThat(INTERPRETER
                        .resume(queued(), new FlowInput.EnqueueAnswer(2, QueueOutcome.CLOSED, "weekly"), NINE)
                        .effects())
                .as("whoever waits already is not sent away")
                .isEmpty();
    }

    @Test
    void anAnswerWithAnOldTicketChangesNothing() {
        var run = queued();

        var step = INTERPRETER.resume(run, new FlowInput.PlayEnded(1), NINE);

        assertThat(step.run()).isEqualTo(run);
        assertThat(step.effects()).isEmpty();
    }

    @Test
    void aRunSurvivesBeingStored() {
        assertThat(FlowRun.fromMap(queued().toMap())).isEqualTo(queued());
    }
}
