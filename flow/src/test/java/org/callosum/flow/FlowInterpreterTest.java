package org.callosum.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.callosum.flow.FlowEffect.Outcome;
import org.callosum.flow.FlowInput.DialOutcome;
import org.callosum.flow.FlowInput.QueueOutcome;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.expression.Value;
import org.junit.jupiter.api.Test;

class FlowInterpreterTest {
    private static final String MENU = """
            flow: shop
            name: {en: Shop}
            variables: {topic: text}
            start: main
            steps:
              main:
                menu:
                  prompt: main
                  no-input: nothing-heard
                  no-match: not-offered
                  timeout: 5s
                  retries: 1
                  options:
                    - {key: 1, label: {en: Orders, zh-Hans: 订单}, words: [order], set: {topic: "'order'"}, next: orders}
                    - {key: 2, label: {en: Returns, zh-Hans: 退货}, language: zh-Hans, next: returns}
                otherwise: orders
              orders: {queue: {code: orders, treatment: waiting, priority: 2.9, attributes: {topic: topic}}, otherwise: bye}
              returns: {say: {en: "Returns", zh-Hans: "退货 {topic}"}, next: bye}
              bye: {hang-up: }
            """;
    private static final String WAITING = """
            flow: waiting
            kind: treatment
            name: {en: Waiting}
            start: music
            steps:
              music: {pause: 20s, music: hold, keys: {1: message}, next: place}
              place: {position: , next: tell}
              tell: {play: [queue-position, {number: queue.position}], next: music}
              message: {leave: voicemail}
            """;

    @Test
    void aKeyPressedDuringThePromptStopsItAndDecides() {
        var visit = new Visit(MENU, WAITING).begins("shop").waits(500).presses("1");

        assertThat(visit.effects())
                .contains(
                        new FlowEffect.StopMedia(),
                        new FlowEffect.Chosen(
                                "shop",
                                "main",
                                '1',
                                new LocaleText(new LinkedHashMap<>(Map.of("en", "Orders", "zh-Hans", "订单")))));
        assertThat(visit.path()).containsExactly("main", "orders");
        assertThat(visit.run().variable("topic")).isEqualTo(Value.of("order"));
        assertThat(visit.run().variable("menu.key")).isEqualTo(Value.of("1"));
    }

    @Test
    void silenceRepeatsThePromptOnceAndThenGoesOn() {
        var visit = new Visit(MENU, WAITING).begins("shop").listens().waits(4_999);
        assertThat(visit.heard()).containsExactly("main");

        visit.waits(1);
        assertThat(visit.heard()).containsExactly("main", "nothing-heard", "main");
        assertThat(visit.all(FlowEffect.GaveUp.class)).isEmpty();

        visit.listens().waits(5_000);
        assertThat(visit.path()).containsExactly("main", "orders");
        assertThat(visit.all(FlowEffect.GaveUp.class)).containsExactly(new FlowEffect.GaveUp("shop", "main"));
    }

    @Test
    void aKeyThatIsNotOfferedIsSaidSo() {
        var visit = new Visit(MENU, WAITING).begins("shop").listens().presses("9");
        assertThat(visit.heard()).containsExactly("main", "not-offered", "main");

        assertThat(visit.presses("8").path()).containsExactly("main", "orders");
    }

    @Test
    void aChoiceOfLanguageHoldsFromThereOn() {
        var visit = new Visit(MENU, WAITING)
                .begins("shop", Map.of("topic", Value.of("X")))
                .presses("2");

        assertThat(visit.last(FlowEffect.Play.class).language()).isEqualTo("zh-Hans");
        assertThat(visit.heard()).endsWith("退货 X");
    }

    @Test
    void thePriorityIsRoundedDownAndAttributesGoAlong() {
        var enqueue = new Visit(MENU, WAITING).begins("shop").presses("1").last(FlowEffect.Enqueue.class);

        assertThat(enqueue.priority()).isEqualTo(2);
        assertThat(enqueue.attributes()).containsExactly(Map.entry("topic", "order"));
    }

    @Test
    void theTreatmentRunsBesideTheWait() {
        var visit = new Visit(MENU, WAITING).begins("shop").presses("1").isToldByTheQueue(QueueOutcome.QUEUED, "");
        assertThat(visit.last(FlowEffect.Music.class).code()).isEqualTo("hold");

        visit.waits(20_000)
                .gives(new FlowInput.PositionAnswer(
                        visit.last(FlowEffect.AskPosition.class).ticket(), 42, 20_000, -1, 0, 0, 42, 3));

        assertThat(visit.heard()).endsWith("queue-position", "number-40", "number-2");
        assertThat(visit.run().variable("queue.waited")).isEqualTo(Value.of(20));
        assertThat(visit.run().variable("queue.expected")).isEqualTo(Value.ABSENT);
        assertThat(visit.listens().all(FlowEffect.Music.class)).hasSize(2);
    }

    @Test
    void theAgentEndsTheTreatmentWhateverItDoes() {
        var visit = new Visit(MENU, WAITING)
                .begins("shop")
                .presses("1")
                .isToldByTheQueue(QueueOutcome.QUEUED, "")
                .isToldByTheQueue(QueueOutcome.ANSWERED, "");
        var before = visit.effects().size();

        assertThat(visit.effects()).endsWith(new FlowEffect.StopMedia());
        assertThat(visit.waits(600_000).effects()).hasSize(before);
    }

    @Test
    void aMessageInsteadOfWaitingTakesTheCustomerOutOfTheQueue() {
        var flow = """
                flow: shop
                name: {en: Shop}
                start: wait
                steps:
                  wait:
                    queue: {code: orders, treatment: waiting, limit: 60s}
                    exits: {voicemail: message, overflow: sorry}
                    otherwise: bye
                  message: {voicemail: {limit: 30s, case: message, queue: orders}, next: bye}
                  sorry: {play: sorry, next: bye}
                  bye: {hang-up: }
                """;
        var visit = new Visit(flow, WAITING)
                .begins("shop")
                .isToldByTheQueue(QueueOutcome.QUEUED, "")
                .presses("1");
        assertThat(visit.effects()).contains(new FlowEffect.LeaveQueue(FlowStep.QueueExit.VOICEMAIL));
        var voicemail = visit.last(FlowEffect.Voicemail.class);
        assertThat(voicemail).isEqualTo(new FlowEffect.Voicemail(voicemail.ticket(), 30, "message", "orders"));

        visit.presses("#").gives(new FlowInput.VoicemailAnswer(voicemail.ticket(), true, 12));
        assertThat(visit.effects()).endsWith(new FlowEffect.Ended(Outcome.COMPLETED));
    }

    @Test
    void theLongestWaitEndsInOverflow() {
        var flow = """
                flow: shop
                name: {en: Shop}
                start: wait
                steps:
                  wait:
                    queue: {code: orders, treatment: waiting, limit: 60s}
                    exits: {overflow: sorry}
                    otherwise: bye
                  sorry: {play: sorry, next: bye}
                  bye: {hang-up: }
                """;
        var visit = new Visit(flow, WAITING).begins("shop").isToldByTheQueue(QueueOutcome.QUEUED, "");
        assertThat(visit.waits(59_999).all(FlowEffect.LeaveQueue.class)).isEmpty();

        visit.waits(1);
        assertThat(visit.all(FlowEffect.LeaveQueue.class))
                .containsExactly(new FlowEffect.LeaveQueue(FlowStep.QueueExit.OVERFLOW));
        assertThat(visit.heard()).endsWith("sorry");
    }

    @Test
    void aTreatmentThatBreaksGivesWayToMusicAndThePlaceIsKept() {
        var circle = """
                flow: waiting
                kind: treatment
                name: {en: Waiting}
                variables: {n: number}
                start: add
                steps:
                  add: {set: {n: n + 1}, next: add}
                """;
        var visit = new Visit(MENU, circle).begins("shop").presses("1").isToldByTheQueue(QueueOutcome.QUEUED, "");

        assertThat(visit.all(FlowEffect.Faulted.class)).hasSize(1);
        assertThat(visit.effects()).endsWith(new FlowEffect.Music("hold"));
        assertThat(visit.all(FlowEffect.LeaveQueue.class)).isEmpty();
        assertThat(visit.run().frames().getLast().phase()).isEqualTo(FlowRun.Phase.QUEUED);
    }

    @Test
    void whatBreaksInTheFlowGoesToItsFaultStepOnce() {
        var flow = """
                flow: shop
                name: {en: Shop}
                variables: {n: number}
                start: add
                on-fault: sorry
                steps:
                  add: {condition: [{when: n > 0, next: bye}], otherwise: add}
                  sorry: {play: sorry, next: add}
                  bye: {hang-up: }
                """;
        var visit = new Visit(flow).begins("shop");
        assertThat(visit.heard()).containsExactly("sorry");

        visit.listens();
        assertThat(visit.effects())
                .endsWith(new FlowEffect.HangUp(FlowStep.HangUpCause.FAULT), new FlowEffect.Ended(Outcome.FAULT));
    }

    @Test
    void anEntryEndsAtItsLengthAtItsKeyOrWhenTheCallerStops() {
        var flow = """
                flow: ask
                name: {en: Ask}
                variables: {order: text}
                start: ask
                steps:
                  ask:
                    collect: {into: order, prompt: enter, no-match: wrong, min: 2, max: 4, ends: "#", timeout: 8s, between: 3s, retries: 1}
                    next: bye
                    otherwise: bye
                  bye: {hang-up: }
                """;
        assertThat(new Visit(flow).begins("ask").presses("1234").run().variable("order"))
                .isEqualTo(Value.of("1234"));
        assertThat(new Visit(flow).begins("ask").presses("12#").run().variable("order"))
                .isEqualTo(Value.of("12"));
        assertThat(new Visit(flow)
                        .begins("ask")
                        .presses("123")
                        .waits(3_000)
                        .run()
                        .variable("order"))
                .isEqualTo(Value.of("123"));
        assertThat(new Visit(flow)
                        .begins("ask")
                        .gives(new FlowInput.Digits("98765"))
                        .run()
                        .variable("order"))
                .isEqualTo(Value.of("9876"));

        var short1 = new Visit(flow).begins("ask").presses("1#");
        assertThat(short1.heard()).containsExactly("enter", "wrong", "enter");
        assertThat(short1.presses("1*").path()).containsExactly("ask", "bye");
        assertThat(short1.run().variable("order")).isEqualTo(Value.ABSENT);
    }

    @Test
    void anEntryIsToldToTheAgentUnlessItIsSecret() {
        var flow = """
                flow: ask
                name: {en: Ask}
                variables: {order: text, card: text}
                start: order
                steps:
                  order:
                    collect: {into: order, label: {en: Order number}, prompt: enter, min: 2, max: 3}
                    next: card
                    otherwise: bye
                  card: {collect: {into: card, secret: true, prompt: enter, min: 4, max: 4}, next: bye, otherwise: bye}
                  bye: {hang-up: }
                """;
        var visit = new Visit(flow).begins("ask").presses("987").presses("4111");

        assertThat(visit.effects())
                .filteredOn(FlowEffect.Entered.class::isInstance)
                .containsExactly(new FlowEffect.Entered(
                        "ask", "order", "987", new LocaleText(new LinkedHashMap<>(Map.of("en", "Order number")))));
        assertThat(visit.run().variable("card")).isEqualTo(Value.of("4111"));
    }

    @Test
    void keysTypedAheadAreTakenByTheNextQuestions() {
        var flow = """
                flow: fast
                name: {en: Fast}
                variables: {order: number}
                start: hello
                steps:
                  hello: {play: welcome, interruptible: false, next: main}
                  main: {menu: {prompt: main, options: [{key: 2, next: ask}]}, otherwise: bye}
                  ask: {collect: {into: order, prompt: enter, max: 3}, next: bye, otherwise: bye}
                  bye: {hang-up: }
                """;
        var visit = new Visit(flow)
                .begins("fast")
                .gives(new FlowInput.Digits("2123"))
                .listens();

        assertThat(visit.heard()).containsExactly("welcome");
        assertThat(visit.run().variable("order")).isEqualTo(Value.of(123));
        assertThat(visit.path()).containsExactly("hello", "main", "ask", "bye");
    }

    @Test
    void hoursDecideAndTellWhy() {
        var flow = """
                flow: hours
                name: {en: Hours}
                start: open
                steps:
                  open: {hours: shop-hours, open: bye, closed: why}
                  why: {condition: [{when: hours.reason = 'holiday', next: holiday}], otherwise: bye}
                  holiday: {play: holiday, next: bye}
                  bye: {hang-up: }
                """;
        var visit = new Visit(flow).begins("hours");
        var check = visit.last(FlowEffect.CheckHours.class);
        assertThat(check.calendar()).isEqualTo("shop-hours");

        visit.gives(new FlowInput.HoursAnswer(check.ticket() + 7, true, "weekly"));
        assertThat(visit.path()).containsExactly("open");

        visit.gives(new FlowInput.HoursAnswer(check.ticket(), false, "holiday"));
        assertThat(visit.heard()).containsExactly("holiday");
    }

    @Test
    void conditionsReadTheTimeAndDayOfTheSite() {
        var flow = """
                flow: when
                name: {en: When}
                start: ask
                steps:
                  ask:
                    condition:
                      - {when: "day = 'wed' and time in 10:00..10:01", next: yes}
                    otherwise: bye
                  yes: {play: yes, next: bye}
                  bye: {hang-up: }
                """.replace("yes", "right");

        assertThat(new Visit(flow).begins("when").heard()).containsExactly("right");
    }

    @Test
    void aLookupSendsValuesAndFillsVariables() {
        var flow = """
                flow: ask
                name: {en: Ask}
                variables: {order: text, days: number, late: truth, other: time}
                start: look
                steps:
                  look:
                    lookup:
                      url: https://orders.example.com/status
                      method: POST
                      query: {order: order}
                      body: {caller: caller.number, nobody: caller.name}
                      into: {days: days, late: is_late, other: other}
                      timeout: 2s
                    next: tell
                    failed: sorry
                  tell: {say: {en: "In {days} days, {late}"}, next: bye}
                  sorry: {play: sorry, next: bye}
                  bye: {hang-up: }
                """;
        var values = Map.of("order", Value.of("A&B"), "caller.number", Value.of("+4420"));
        var visit = new Visit(flow).begins("ask", values);
        var lookup = visit.last(FlowEffect.Lookup.class);
        assertThat(lookup.query()).containsExactly(Map.entry("order", "A&B"));
        assertThat(lookup.body()).containsExactly(Map.entry("caller", "+4420"));
        assertThat(lookup.fields()).containsExactly("days", "is_late", "other");
        assertThat(lookup.timeoutMillis()).isEqualTo(2_000);

        var answer = Visit.fields("days", "3", "is_late", "true", "other", "not a time");
        visit.gives(new FlowInput.LookupAnswer(lookup.ticket(), 200, answer));
        assertThat(visit.heard()).containsExactly("In 3 days, true");
        assertThat(visit.run().variable("other")).isEqualTo(Value.ABSENT);

        var failed = new Visit(flow).begins("ask", values);
        failed.gives(
                new FlowInput.LookupAnswer(failed.last(FlowEffect.Lookup.class).ticket(), 0, Visit.fields()));
        assertThat(failed.heard()).containsExactly("sorry");
    }

    @Test
    void aDirectCallAnswersTheCallerOnlyWhenTheOtherSideAnswers() {
        var flow = """
                flow: direct
                name: {en: Direct}
                start: call
                steps:
                  call: {dial: {contact: agent}, timeout: 20s, no-answer: sorry, failed: end}
                  sorry: {play: sorry, next: end}
                  end: {hang-up: busy}
                """;
        var visit = new Visit(flow).begins("direct");
        var ticket = visit.last(FlowEffect.Dial.class).ticket();
        visit.gives(new FlowInput.DialAnswer(ticket, DialOutcome.ANSWERED)).gives(new FlowInput.ConversationEnded());
        assertThat(visit.all(FlowEffect.Answer.class)).isEmpty();
        assertThat(visit.effects()).endsWith(new FlowEffect.Ended(Outcome.SERVED));

        var unanswered = new Visit(flow).begins("direct");
        unanswered.gives(new FlowInput.DialAnswer(ticket, DialOutcome.NO_ANSWER));
        assertThat(unanswered.all(FlowEffect.Answer.class)).hasSize(1);
        assertThat(unanswered.heard()).containsExactly("sorry");
    }

    @Test
    void anEchoEndsAfterItsTime() {
        var flow = """
                flow: test
                name: {en: Test}
                start: echo
                steps:
                  echo: {echo: 10s, next: away}
                  away: {transfer: {number: "+442071234567"}}
                """;
        var visit = new Visit(flow).begins("test");
        assertThat(visit.effects()).contains(new FlowEffect.Answer(), new FlowEffect.Echo());

        visit.waits(10_000);
        assertThat(visit.effects())
                .endsWith(
                        new FlowEffect.Transfer(new FlowStep.Target(FlowStep.TargetKind.NUMBER, "+442071234567")),
                        new FlowEffect.Ended(Outcome.TRANSFERRED));
    }

    @Test
    void aSubFlowComesBackAndOneThatCallsItselfIsStopped() {
        var outer = """
                flow: outer
                name: {en: Outer}
                start: call
                steps:
                  call: {flow: inner, next: after}
                  after: {play: after, next: bye}
                  bye: {hang-up: }
                """;
        var inner = """
                flow: inner
                kind: part
                name: {en: Inner}
                start: inside
                steps:
                  inside: {play: inside, next: back}
                  back: {return: }
                """;
        assertThat(new Visit(outer, inner).begins("outer").listens().heard()).containsExactly("inside", "after");

        var endless = inner.replace("play: inside", "flow: inner");
        assertThat(new Visit(outer, endless).begins("outer").effects()).endsWith(new FlowEffect.Ended(Outcome.FAULT));
    }

    @Test
    void whoHangsUpHasLeftAndNothingFollows() {
        var visit = new Visit(MENU, WAITING).begins("shop").gives(new FlowInput.CallerHungUp());
        assertThat(visit.effects()).endsWith(new FlowEffect.Ended(Outcome.CALLER_LEFT));
        var before = visit.effects().size();

        assertThat(visit.presses("1")
                        .waits(60_000)
                        .gives(new FlowInput.CallerHungUp())
                        .effects())
                .hasSize(before);
        assertThat(visit.run().ended()).isTrue();
    }

    @Test
    void aFullQueueAndALeaverGoWhereTheFlowSays() {
        var full = new Visit(MENU, WAITING).begins("shop").presses("1").isToldByTheQueue(QueueOutcome.FULL, "");
        assertThat(full.path()).endsWith("orders", "bye");

        var left = new Visit(MENU, WAITING)
                .begins("shop")
                .presses("1")
                .isToldByTheQueue(QueueOutcome.QUEUED, "")
                .isToldByTheQueue(QueueOutcome.LEFT, "closed");
        assertThat(left.path()).endsWith("bye");
    }

    @Test
    void aRunIsKeptInPlainMaps() {
        var visit = new Visit(MENU, WAITING).begins("shop").presses("1").isToldByTheQueue(QueueOutcome.QUEUED, "");

        assertThat(visit.run().toMap().keySet())
                .containsExactly(
                        "format", "frames", "variables", "zone", "nextTicket", "answered", "faulted", "typedAhead");
        assertThat(visit.run().frames()).extracting(FlowRun.Frame::flow).containsExactly("shop", "waiting");
        assertThat(List.copyOf(visit.run().variables().keySet())).contains("language", "topic", "menu.key");
    }
}
