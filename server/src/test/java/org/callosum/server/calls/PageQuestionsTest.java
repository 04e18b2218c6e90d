package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.callosum.flow.FlowCatalogue;
import org.callosum.flow.FlowDefinition;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowReader;
import org.callosum.server.platform.text.Text;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the voice asks a customer on a web page is shown there, and may be answered there: a call-back at a chosen
/// hour, as the shipped flow offers it.
class PageQuestionsTest {
    private static final long MINUTE = 60_000;
    private static final WidgetSites.Site SHOP =
            new WidgetSites.Site("shop", House.NUMBER, Text.english("Shop"), List.of(), 10, 1);

    private final House house = new House(Flows.treated("billing", "beside"), shipped(), read("""
            flow: beside
            kind: treatment
            name: {en: Beside}
            start: ask
            steps:
              ask: {flow: ask-call-back, next: music}
              music: {pause: 30s, music: hold, next: music}
            """));
    private final WidgetCalls calls = new WidgetCalls(house.centre, house.time);
    private final List<WidgetCalls.Told> told = new CopyOnWriteArrayList<>();
    private final WidgetCalls.Open page = begins();
    private final LegId leg = house.voice.browser();

    private static FlowDefinition read(String yaml) {
        return Objects.requireNonNull(
                FlowReader.read(yaml, 1, FlowCatalogue.unknown()).definition());
    }

    private static FlowDefinition shipped() {
        try (var file = Objects.requireNonNull(
                PageQuestionsTest.class.getResourceAsStream("/playbook/flows/ask-call-back.yaml"))) {
            return read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private WidgetCalls.Open begins() {
        var begun = calls.begin(SHOP, "127.0.0.1", "offer", "en", "Wang").join();
        var open = Objects.requireNonNull(calls.find(begun.callId(), begun.secret()));
        open.watch(told::add);
        house.hears(new VoiceEvent.Answered(house.voice.browser()));
        return open;
    }

    private FlowEffect.Collect asked() {
        return Objects.requireNonNull(told.getLast().asks(), () -> "nothing is asked: " + told);
    }

    private FlowEffect.Entry entry() {
        return Objects.requireNonNull(asked().entry(), () -> "nothing is to be entered: " + told);
    }

    private void hearsToTheEnd() {
        house.hears(new VoiceEvent.PlayEnded(leg, Objects.requireNonNull(house.voice.lastPlay), true));
    }

    private void choosesAnHour() {
        assertThat(asked().choices())
                .extracting(FlowEffect.Choice::label)
                .containsExactly("Call-back", "Stay on the line");
        page.press('1');
        assertThat(entry()).isEqualTo(new FlowEffect.Entry("Call-back number", 3, false, false));
        page.write("852 1234-5678");
        assertThat(asked().choices()).hasSize(3);
        page.press('1');
        page.press('2');
        assertThat(entry()).isEqualTo(new FlowEffect.Entry("Hour of the call-back", 1, false, true));
    }

    @Test
    void whoChoosesAnHourOnThePageIsPromisedACallFromThen() {
        assertThat(told.getLast().state()).isEqualTo("waiting");
        choosesAnHour();
        page.write("1"); // it is 00:16:40
        assertThat(told.getLast().asks()).isNull();
        assertThat(house.callBacks.last().number()).isEqualTo("85212345678");
        assertThat(house.callBacks.last().notBeforeMillis()).isEqualTo(60 * MINUTE);
        hearsToTheEnd();
        assertThat(told.getLast()).isEqualTo(new WidgetCalls.Told("promised", null));
        assertThat(house.voice.orders).last().isEqualTo("hang up " + leg);
        var tellings = told.size();
        house.hears(new VoiceEvent.Ended(leg, VoiceEvent.EndCause.HUNG_UP_BY_US, 0));
        house.passes(50 * MINUTE);
        assertThat(told).as("the page has gone").hasSize(tellings);
        assertThat(house.history).contains("customer-away", "call-back-due");
        calls.begin(SHOP, "127.0.0.1", "offer", "en", "Wang").join(); // the only line of this site is free again
    }

    @Test
    void aQuestionWaitsForWhoeverIsWritingButNotForEver() {
        choosesAnHour();
        hearsToTheEnd();
        var hour = house.voice.lastPlay;
        page.isWriting();
        house.passes(9_900);
        assertThat(house.voice.lastPlay).as("it was not asked again").isEqualTo(hour);
        for (var i = 0; i < 6; i++) {
            page.isWriting();
            house.passes(9_900);
        }
        assertThat(house.voice.lastPlay).as("it was, after a minute").isNotEqualTo(hour);
    }

    @Test
    void itIsSentAsThePageReadsIt() {
        var json = JsonMapper.builder().build();
        JsonNode menu = json.valueToTree(told.getLast());
        assertThat(menu.propertyNames()).containsExactlyInAnyOrder("state", "asks");
        assertThat(menu.at("/asks/choices/0/key").asString()).isEqualTo("1");
        assertThat(menu.at("/asks/choices/0/label").asString()).isEqualTo("Call-back");
        choosesAnHour();
        JsonNode hour = json.valueToTree(told.getLast());
        assertThat(hour.at("/asks/max").asInt()).isEqualTo(2);
        assertThat(hour.at("/asks/entry/hour").asBoolean()).isTrue();
    }

    @Test
    void aLineAnswersNoMenu() {
        page.write("1");
        assertThat(asked().choices()).hasSize(2);
        assertThat(house.history).doesNotContain("menu-choice");
    }
}
