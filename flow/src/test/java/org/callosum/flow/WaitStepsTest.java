package org.callosum.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.callosum.flow.FlowEffect.Part.Clip;
import org.callosum.flow.FlowInput.QueueOutcome;
import org.callosum.kernel.expression.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What only somebody who waits can be told or offered: place and time, a call-back, self-service beside
/// the wait.
class WaitStepsTest {
    private static final String SHOP = """
            flow: shop
            kind: entry
            name: {en: Shop}
            start: wait
            steps:
              wait:
                queue: {code: orders, treatment: waiting, limit: 10m}
                exits: {overflow: bye, voicemail: bye}
                otherwise: bye
              bye: {hang-up: }
            """;
    private static final String TOLD = """
            flow: waiting
            kind: treatment
            name: {en: Waiting}
            start: tell
            steps:
              tell: {wait-time: {longest: 30m}, next: music}
              music: {pause: 30s, music: hold, keys: {1: message}, next: tell}
              message: {leave: voicemail}
            """;
    private static final String OFFERED = """
            flow: waiting
            kind: treatment
            name: {en: Waiting}
            start: can
            steps:
              can: {offer-call-back: {number: caller.number, calendar: day}, next: offer, refused: music}
              offer: {menu: {prompt: offer, options: [{key: 1, next: promise}]}, otherwise: music}
              promise:
                call-back: {number: caller.number, way: customer-first, within: 90m, attempts: 2, pause: 5m, greeting: again}
                next: promised
                refused: music
              promised: {play: promised, interruptible: false, next: off}
              off: {ring-off: }
              music: {pause: 30s, music: hold, next: music}
            """;
    private static final String AGAIN = """
            flow: again
            kind: treatment
            name: {en: Again}
            start: hello
            steps:
              hello: {play: here-we-are, next: music}
              music: {pause: 60s, music: hold, next: music}
            """;
    private static final String SERVED = """
            flow: waiting
            kind: treatment
            name: {en: Waiting}
            start: serve
            steps:
              serve: {flow: balance, offers: paused, next: music}
              music: {pause: 30s, music: hold, next: music}
            """;
    private static final String BALANCE = """
            flow: balance
            kind: part
            name: {en: Balance}
            start: tell
            steps:
              tell: {play: balance, next: back}
              back: {return: }
            """;

    private static Visit waits(String... treatments) {
        var files = new String[treatments.length + 1];
        files[0] = SHOP;
        System.arraycopy(treatments, 0, files, 1, treatments.length);
        return new Visit(files)
                .begins("shop", Map.of("caller.number", Value.of("85212345678")))
                .isToldByTheQueue(QueueOutcome.QUEUED, "");
    }

    private static FlowInput.PositionAnswer place(Visit visit, int position, int from, int to) {
        var ticket = visit.last(FlowEffect.AskPosition.class).ticket();
        return new FlowInput.PositionAnswer(ticket, position, 5_000, to * 60_000L, from, to, 9, 4);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1, queue-next queue-wait-short, 30000",
        "2, 0, 3, queue-position number-2 queue-position-end queue-wait-under number-3 minutes, 90000",
        "25, 5, 10, queue-position number-20 number-5 queue-position-end queue-wait-between number-5 queue-wait-and"
                + " number-10 minutes, 450000",
        "101, 4, 4, queue-wait number-4 minutes, 240000",
        "3, 20, 40, queue-position number-3 queue-position-end, -1",
        "3, 0, 0, queue-position number-3 queue-position-end, -1",
    })
    void placeAndWaitAreSaidAsFarAsTheyAreKnown(int position, int from, int to, String heard, long saidMillis) {
        var visit = waits(TOLD);
        visit.gives(place(visit, position, from, to));

        assertThat(visit.heard()).containsExactly(heard.split(" "));
        assertThat(visit.last(FlowEffect.WaitAnnounced.class).saidMillis()).isEqualTo(saidMillis);
    }

    @Test
    void whereNothingIsKnownNothingIsSaidAndTheWaitGoesOn() {
        var visit = waits(TOLD);
        visit.gives(place(visit, 101, 0, 0));

        assertThat(visit.heard()).isEmpty();
        assertThat(visit.all(FlowEffect.WaitAnnounced.class)).isEmpty();
        assertThat(visit.all(FlowEffect.Music.class)).hasSize(1);
    }

    @Test
    void whatWasSaidIsSaidAnewWithEachRound() {
        var visit = waits(TOLD);
        visit.gives(place(visit, 3, 5, 10)).waits(40_000);
        visit.gives(place(visit, 2, 1, 3));

        assertThat(visit.all(FlowEffect.WaitAnnounced.class))
                .extracting(FlowEffect.WaitAnnounced::toMinutes)
                .containsExactly(10, 3);
        assertThat(visit.run().variable("queue.most")).isEqualTo(Value.of(3));
        assertThat(visit.run().variable("queue.agents")).isEqualTo(Value.of(4));
    }

    @Test
    void aKeyCutsTheAnnouncementShortAndCounts() {
        var visit = waits(TOLD);
        visit.gives(place(visit, 3, 5, 10)).presses("1");

        assertThat(visit.last(FlowEffect.LeaveQueue.class).exit()).isEqualTo(FlowStep.QueueExit.VOICEMAIL);
    }

    private static Visit promised() {
        var visit = waits(OFFERED, AGAIN);
        var asked = visit.last(FlowEffect.CheckCallBack.class);
        assertThat(asked.number()).isEqualTo("85212345678");
        assertThat(asked.calendar()).isEqualTo("day");
        visit.gives(new FlowInput.CallBackAnswer(asked.ticket(), true, "")).presses("1");
        var promise = visit.last(FlowEffect.PromiseCallBack.class);
        assertThat(promise.terms())
                .isEqualTo(new FlowStep.CallBackTerms(
                        FlowStep.CallBackWay.CUSTOMER_FIRST, 5_400_000, 2, 300_000, null, "again"));
        return visit.gives(new FlowInput.CallBackAnswer(promise.ticket(), true, ""));
    }

    @Test
    void whoIsPromisedACallBackMayRingOffAndKeepsThePlace() {
        var visit = promised().listens();

        assertThat(visit.last(FlowEffect.RingOff.class)).isNotNull();
        assertThat(visit.run().frames()).singleElement().satisfies(frame -> {
            assertThat(frame.phase()).isEqualTo(FlowRun.Phase.QUEUED);
            assertThat(frame.timer()).as("no limit to a wait without a line").isZero();
        });
        visit.waits(3_600_000);
        assertThat(visit.all(FlowEffect.LeaveQueue.class)).isEmpty();
        assertThat(visit.all(FlowEffect.Music.class)).isEmpty();
    }

    @Test
    void whoHangsUpBeforeTheLastWordIsAwayAllTheSame() {
        var visit = promised().gives(new FlowInput.CustomerAway());

        assertThat(visit.run().frames()).hasSize(1);
        visit.waits(3_600_000);
        assertThat(visit.all(FlowEffect.RingOff.class)).isEmpty();
        assertThat(visit.all(FlowEffect.LeaveQueue.class)).isEmpty();
    }

    @Test
    void whoIsOnTheLineAgainIsGreetedAndThenServed() {
        var visit = promised().listens().gives(new FlowInput.CustomerBack("again"));
        assertThat(visit.heard()).endsWith("here-we-are");

        visit.isToldByTheQueue(QueueOutcome.ANSWERED, "").gives(new FlowInput.ConversationEnded());
        assertThat(visit.run().ended()).isTrue();
        assertThat(visit.effects()).endsWith(new FlowEffect.Ended(FlowEffect.Outcome.SERVED));
    }

    @Test
    void withoutAGreetingTheyHearMusic() {
        var visit = promised().listens().gives(new FlowInput.CustomerBack(null));

        assertThat(visit.last(FlowEffect.Music.class).code()).isEqualTo("hold");
    }

    @Test
    void whereNoCallBackCanBePromisedItIsNotOffered() {
        var visit = waits(OFFERED, AGAIN);
        visit.gives(new FlowInput.CallBackAnswer(
                visit.last(FlowEffect.CheckCallBack.class).ticket(), false, "closed"));

        assertThat(visit.heard()).isEmpty();
        assertThat(visit.run().variable("callback.reason")).isEqualTo(Value.of("closed"));
        assertThat(visit.all(FlowEffect.Music.class)).hasSize(1);
    }

    @Test
    void aStepThatNamesNoTreatmentHasTheQueues() {
        var plain = SHOP.replace("treatment: waiting, ", "");
        var visit = new Visit(plain, TOLD).begins("shop");
        visit.gives(new FlowInput.EnqueueAnswer(
                visit.last(FlowEffect.Enqueue.class).ticket(), QueueOutcome.QUEUED, "", "waiting"));

        assertThat(visit.path()).endsWith("tell");
        assertThat(new Visit(plain, TOLD)
                        .begins("shop")
                        .isToldByTheQueue(QueueOutcome.QUEUED, "")
                        .last(FlowEffect.Music.class)
                        .code())
                .isEqualTo("hold");
    }

    @Test
    void aLineIsNotEndedWithoutAPromise() {
        var rude = """
                flow: waiting
                kind: treatment
                name: {en: Waiting}
                start: off
                steps:
                  off: {ring-off: }
                """;
        var visit = waits(rude);

        assertThat(visit.all(FlowEffect.RingOff.class)).isEmpty();
        assertThat(visit.all(FlowEffect.Faulted.class)).hasSize(1);
        assertThat(visit.last(FlowEffect.Music.class).code()).isEqualTo("hold");
    }

    @Test
    void anAgentMayInterruptAPromiseAtAnyMoment() {
        var visit = promised().isToldByTheQueue(QueueOutcome.ANSWERED, "");

        assertThat(visit.run().frames())
                .singleElement()
                .satisfies(frame -> assertThat(frame.phase()).isEqualTo(FlowRun.Phase.TALKING));
    }

    @Test
    void selfServiceKeepsOffersAwayAndGivesThemBack() {
        var visit = waits(SERVED, BALANCE);
        assertThat(visit.last(FlowEffect.PauseOffers.class).on()).isTrue();

        visit.listens();
        assertThat(visit.all(FlowEffect.PauseOffers.class))
                .containsExactly(new FlowEffect.PauseOffers(true), new FlowEffect.PauseOffers(false));
        assertThat(visit.last(FlowEffect.Music.class).code()).isEqualTo("hold");
    }

    @Test
    void selfServiceThatBreaksGivesTheOffersBackToo() {
        var broken = BALANCE.replace("{play: balance, next: back}", "{voicemail: {}, next: back}");
        var visit = waits(SERVED, broken);

        assertThat(visit.all(FlowEffect.PauseOffers.class))
                .containsExactly(new FlowEffect.PauseOffers(true), new FlowEffect.PauseOffers(false));
        assertThat(visit.all(FlowEffect.Voicemail.class))
                .as("it would end the wait")
                .isEmpty();
        assertThat(visit.run().frames()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "queue.waiting > 20, 21, 0, true",
        "queue.waiting > 20, 20, 0, false",
        "queue.expected > 600, 3, 11, true",
        "queue.expected > 600, 3, 10, false",
        "queue.agents = 0, 3, 1, false",
    })
    void aWaitOverflowsByRule(String rule, int waiting, int minutes, boolean overflows) {
        var ruled = """
                flow: waiting
                kind: treatment
                name: {en: Waiting}
                start: look
                steps:
                  look: {position: , next: decide}
                  decide: {condition: [{when: "%s", next: over}], otherwise: music}
                  music: {pause: 30s, music: hold, next: look}
                  over: {leave: overflow}
                """.formatted(rule);
        var visit = waits(ruled);
        var ticket = visit.last(FlowEffect.AskPosition.class).ticket();
        visit.gives(new FlowInput.PositionAnswer(ticket, 2, 0, minutes * 60_000L, minutes, minutes, waiting, 4));

        assertThat(visit.all(FlowEffect.LeaveQueue.class)).hasSize(overflows ? 1 : 0);
    }

    @Test
    void whoStillWaitsAtClosingTimeIsToldAndLetGo() {
        var closing = """
                flow: waiting
                kind: treatment
                name: {en: Waiting}
                start: open
                steps:
                  open: {hours: day, open: music, closed: sorry}
                  music: {pause: 30s, music: hold, next: open}
                  sorry: {play: closed-now, next: go}
                  go: {leave: closed}
                """;
        var visit = waits(closing);
        visit.gives(new FlowInput.HoursAnswer(
                visit.last(FlowEffect.CheckHours.class).ticket(), true, "weekly"));
        visit.waits(30_000);
        visit.gives(new FlowInput.HoursAnswer(
                visit.last(FlowEffect.CheckHours.class).ticket(), false, "weekly"));
        assertThat(visit.last(FlowEffect.Play.class).parts()).containsExactly(new Clip("closed-now"));

        visit.listens();
        assertThat(visit.last(FlowEffect.LeaveQueue.class).exit()).isEqualTo(FlowStep.QueueExit.CLOSED);
    }
}
