package org.callosum.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.flow.FlowCatalogue;
import org.callosum.flow.FlowContext;
import org.callosum.flow.FlowDefinition;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowInput;
import org.callosum.flow.FlowInterpreter;
import org.callosum.flow.FlowLibrary;
import org.callosum.flow.FlowReader;
import org.callosum.flow.FlowRun;
import org.callosum.flow.FlowStep;
import org.callosum.kernel.expression.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Callers of the sample centre and of the bench reach what they came for.
class SampleCentreTest {
    private final Map<String, FlowDefinition> flows = new HashMap<>();
    private final FlowInterpreter interpreter = new FlowInterpreter(new FlowLibrary() {
        @Override
        public @Nullable FlowDefinition current(String code) {
            return flows.get(code);
        }

        @Override
        public @Nullable FlowDefinition version(String code, int version) {
            return flows.get(code);
        }
    });
    private final Map<String, String> ownOrders = Map.of("654321", "placed");
    private final List<FlowEffect> effects = new ArrayList<>();
    private final List<String> goodsAsked = new ArrayList<>();
    private FlowRun run;

    SampleCentreTest() throws IOException {
        for (var file : ShippedFlowsTest.flows()) {
            var definition = Objects.requireNonNull(FlowReader.read(Files.readString(file), 1, FlowCatalogue.unknown())
                    .definition());
            flows.put(definition.code(), definition);
        }
        run = start("bench-echo", Map.of());
    }

    private FlowRun start(String flow, Map<String, Value> values) {
        effects.clear();
        var context = new FlowContext("en", ZoneId.of("Europe/London"), values);
        return took(interpreter.start(Objects.requireNonNull(flows.get(flow)), context, 0));
    }

    private FlowRun took(FlowInterpreter.Step step) {
        effects.addAll(step.effects());
        run = step.run();
        return run;
    }

    private void gives(FlowInput input) {
        took(interpreter.resume(run, input, 0));
    }

    /// Hears announcements to the end, and finds the centre open.
    private void listens() {
        while (true) {
            switch (effects.getLast()) {
                case FlowEffect.Play play -> gives(new FlowInput.PlayEnded(play.ticket()));
                case FlowEffect.CheckHours(var ticket, var _) ->
                    gives(new FlowInput.HoursAnswer(ticket, true, "weekly"));
                case FlowEffect.Lookup lookup -> gives(answer(lookup));
                case FlowEffect _ -> {
                    return;
                }
            }
        }
    }

    /// The house knows the caller's orders by number, and cancels what is open.
    private FlowInput.LookupAnswer answer(FlowEffect.Lookup lookup) {
        var asked = lookup.method() == FlowStep.Method.POST ? lookup.body() : lookup.query();
        if (lookup.url().startsWith("https://account.")) {
            return new FlowInput.LookupAnswer(lookup.ticket(), 404, new LinkedHashMap<>()); // no CRM is connected
        }
        if (lookup.url().startsWith("https://goods.")) {
            return held(lookup, asked);
        }
        var state = ownOrders.get(asked.get("order"));
        var fields = new LinkedHashMap<String, String>();
        if (state != null) {
            fields.put("state", lookup.url().endsWith("/cancel") ? "cancelled" : state);
        }
        return new FlowInput.LookupAnswer(lookup.ticket(), state == null ? 404 : 200, fields);
    }

    /// The caller has two contracts, the second without an end, and ordered something before.
    private FlowInput.LookupAnswer held(FlowEffect.Lookup lookup, Map<String, String> asked) {
        var fields = new LinkedHashMap<String, String>();
        var second = "2".equals(asked.get("n"));
        fields.put("count", "2");
        fields.put("more", Boolean.toString(!second));
        fields.put("prolong", Boolean.toString(!second));
        fields.put("until", second ? "" : "2026-12-20");
        fields.put("number", "202611220042");
        if (!second) {
            fields.put("days", "17");
        }
        asked(lookup.url(), asked);
        return new FlowInput.LookupAnswer(lookup.ticket(), 200, fields);
    }

    private void asked(String url, Map<String, String> with) {
        goodsAsked.add(url.substring(url.lastIndexOf('/') + 1) + with);
    }

    private void presses(String keys) {
        keys.chars().forEach(key -> gives(new FlowInput.Digit((char) key)));
        listens();
    }

    private <E extends FlowEffect> E last(Class<E> kind) {
        return effects.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList()
                .getLast();
    }

    @Test
    void aCallerInChineseReachesOrdersWithTheNumberReadBack() {
        start("harbour-main", Map.of());
        listens();
        presses("2");
        presses("1");
        presses("123456#");
        assertThat(run.variable("orderNumber")).isEqualTo(Value.of("123456"));
        presses("1");

        var enqueue = last(FlowEffect.Enqueue.class);
        assertThat(enqueue.queue()).isEqualTo("harbour-orders");
        assertThat(enqueue.attributes()).containsEntry("topic", "order").containsEntry("language", "zh-Hans");
        assertThat(last(FlowEffect.Play.class).language()).isEqualTo("zh-Hans");
    }

    @Test
    void aCallerHearsWhereTheirOrderStandsAndCancelsItByKey() {
        start("harbour-main", Map.of());
        listens();
        presses("1"); // English
        presses("1");
        presses("654321#");
        presses("1");
        assertThat(run.variable("orderState")).isEqualTo(Value.of("placed"));
        presses("1");
        assertThat(run.variable("orderNow")).isEqualTo(Value.of("cancelled"));
        presses("2");
        assertThat(effects).noneMatch(FlowEffect.Enqueue.class::isInstance);
        assertThat(last(FlowEffect.HangUp.class)).isNotNull();
    }

    @Test
    void optionThreeLeadsToThoseWhoKnowRenewalsBest() {
        start("northlight-main", Map.of("customer.language", Value.of("en"), "customer.rank", Value.of(3)));
        listens();
        presses("3");

        var enqueue = last(FlowEffect.Enqueue.class);
        assertThat(enqueue.queue()).isEqualTo("northlight-renewals");
        assertThat(enqueue.needs()).singleElement().satisfies(need -> {
            assertThat(need.skill()).isEqualTo("renewals");
            assertThat(need.minimum()).isEqualTo(4);
        });
        assertThat(enqueue.priority()).isEqualTo(7);
    }

    @Test
    void aCallerAfterHoursLeavesAMessage() {
        start("harbour-main", Map.of());
        gives(new FlowInput.PlayEnded(last(FlowEffect.Play.class).ticket()));
        gives(new FlowInput.Digit('1'));
        gives(new FlowInput.PlayEnded(last(FlowEffect.Play.class).ticket()));
        gives(new FlowInput.HoursAnswer(last(FlowEffect.CheckHours.class).ticket(), false, "weekly"));
        listens();

        assertThat(last(FlowEffect.Voicemail.class).caseType()).isEqualTo("message");
        gives(new FlowInput.VoicemailAnswer(last(FlowEffect.Voicemail.class).ticket(), true, 9));
        listens();
        assertThat(effects).endsWith(new FlowEffect.Ended(FlowEffect.Outcome.COMPLETED));
    }

    @Test
    void whoWaitsIsToldTheirPlaceAndMayLeaveAMessage() {
        start("harbour-main", Map.of());
        listens();
        presses("1");
        presses("2");
        var enqueue = last(FlowEffect.Enqueue.class);
        gives(new FlowInput.EnqueueAnswer(enqueue.ticket(), FlowInput.QueueOutcome.QUEUED, ""));
        gives(new FlowInput.Timeout(last(FlowEffect.SetTimer.class).ticket()));
        listens();
        gives(new FlowInput.PositionAnswer(
                last(FlowEffect.AskPosition.class).ticket(), 3, 10_000, 150_000, 2, 4, 3, 5));
        assertThat(last(FlowEffect.Play.class).parts())
                .containsExactly(
                        new FlowEffect.Part.Clip("queue-position"),
                        new FlowEffect.Part.Clip("number-3"),
                        new FlowEffect.Part.Clip("queue-position-end"),
                        new FlowEffect.Part.Clip("queue-wait-between"),
                        new FlowEffect.Part.Clip("number-2"),
                        new FlowEffect.Part.Clip("queue-wait-and"),
                        new FlowEffect.Part.Clip("number-4"),
                        new FlowEffect.Part.Clip("minutes"));
        listens();
        assertThat(last(FlowEffect.CheckCallBack.class).number()).isEmpty();
        gives(new FlowInput.CallBackAnswer(last(FlowEffect.CheckCallBack.class).ticket(), false, "no-number"));
        presses("1");

        assertThat(effects).contains(new FlowEffect.LeaveQueue(FlowStep.QueueExit.VOICEMAIL));
        assertThat(last(FlowEffect.Voicemail.class).queue()).isEqualTo("harbour-orders");
    }

    private List<FlowEffect.Part> heard() {
        return effects.stream()
                .filter(FlowEffect.Play.class::isInstance)
                .map(FlowEffect.Play.class::cast)
                .flatMap(play -> play.parts().stream())
                .toList();
    }

    @Test
    void aCallerHearsWhatTheyHaveProlongsItByKeyAndReachesTheRightPeople() {
        start("northlight-main", Map.of());
        listens();
        presses("1");
        presses("4");
        presses("1");
        assertThat(heard())
                .containsSubsequence(
                        new FlowEffect.Part.Clip("account-runs"),
                        new FlowEffect.Part.Clip("number-2"),
                        new FlowEffect.Part.Clip("account-ends-in"),
                        new FlowEffect.Part.Clip("number-17"));
        presses("1");
        assertThat(goodsAsked).contains("prolong{n=1}");
        assertThat(heard()).contains(new FlowEffect.Part.Clip("account-prolonged"));
        presses("2");
        assertThat(heard()).contains(new FlowEffect.Part.Clip("account-no-end"));
        presses("0");
        assertThat(last(FlowEffect.Enqueue.class).queue()).isEqualTo("northlight-renewals");
    }

    @Test
    void openingHoursAreToldOnBothLines() {
        start("northlight-main", Map.of());
        listens();
        presses("1");
        presses("42");
        assertThat(heard()).contains(new FlowEffect.Part.Clip("hours-northlight"));
        start("harbour-main", Map.of());
        listens();
        presses("1");
        presses("3");
        assertThat(heard()).contains(new FlowEffect.Part.Clip("hours-harbour"));
    }

    @Test
    void theSameIsOrderedAgainByTwoKeys() {
        start("harbour-main", Map.of());
        listens();
        presses("1");
        presses("4");
        presses("1");
        assertThat(goodsAsked).contains("again{}");
        assertThat(heard()).contains(new FlowEffect.Part.Clip("again-placed"));
        presses("2");
        assertThat(effects).endsWith(new FlowEffect.Ended(FlowEffect.Outcome.COMPLETED));
    }

    @Test
    void theBenchsDigitsHangUpOn1234AndKeepTheLineOtherwise() {
        start("bench-digits", Map.of());
        presses("1234");
        assertThat(effects).endsWith(new FlowEffect.Ended(FlowEffect.Outcome.COMPLETED));

        start("bench-digits", Map.of());
        presses("1235");
        assertThat(effects)
                .endsWith(
                        new FlowEffect.SetTimer(last(FlowEffect.SetTimer.class).ticket(), 60_000));
    }

    @Test
    void theBenchsDirectCallIsNotAnsweredBeforeTheAgent() {
        start("bench-direct", Map.of());

        assertThat(effects)
                .contains(new FlowEffect.Dial(
                        1, new FlowStep.Target(FlowStep.TargetKind.AGENT_CONTACT, "bench-agent"), 30_000))
                .doesNotContain(new FlowEffect.Answer());
    }
}
