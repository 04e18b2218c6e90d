package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.callosum.journeys.house.Api;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.DeskPhones;
import org.callosum.journeys.house.RunningCentre;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Staff;
import org.callosum.journeys.house.Stereo;
import org.callosum.journeys.house.Telephone;
import org.callosum.journeys.house.Tone;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Customers call one node, the agents who serve them are connected to another: by desk phone, by
/// browser, and by a browser whose node dies.
class SoundAcrossNodesTest {
    private static final String NORTHLIGHT = "8002";
    private static final String FIRST = "+442079460320";
    private static final String SECOND = "+442079460321";
    private static final String THIRD = "+442079460322";
    private static final String PRINTED = "Callosum's database is ready: ";
    private static final Duration AGENT_GIVEN_UP = Duration.ofSeconds(90);
    private static final double CUSTOMERS_HUM = 1_000;
    private static final double AGENTS_HUM = 600;

    private record House(SampleCentre callers, SampleCentre agents, Telephone telephone) {
        LegId ring(String own) {
            var leg = telephone.call(NORTHLIGHT, own, callers.sipPort());
            telephone.hum(leg, CUSTOMERS_HUM);
            telephone.press(leg, "111"); // English, a fault, nothing works
            return leg;
        }
    }

    @Test
    void callersOfOneNodeAreServedByAgentsOfAnother(TestReporter reporter) {
        try (var database = RunningCentre.database(RunningCentre.newData())) {
            var shared = database.line(PRINTED).orElseThrow().substring(PRINTED.length());
            try (var callers = SampleCentre.node(RunningCentre.newData(), shared)) {
                callers.administrator(); // takes the one-time password away, for both nodes
                try (var agents = SampleCentre.node(RunningCentre.newData(), shared);
                        var telephone = new Telephone();
                        var browser = new Chromium()) {
                    var house = new House(callers, agents, telephone);
                    byDeskPhone(house);
                    var ines = Staff.of(agents, "ines");
                    var desk = browser.humming(agents.address(), "en-GB", AGENTS_HUM);
                    Chromium.beginWork(desk, ines.account(), ines.password());
                    byBrowser(house, desk, reporter);
                    theAgentsNodeDies(house, desk);
                }
            }
        }
    }

    private static void byDeskPhone(House house) {
        var harry = Staff.of(house.agents(), "harry");
        var phone = harry.phone(house.agents());
        try (var desk = new DeskPhones(
                Set.of(phone), Set.of(phone.user()), AGENTS_HUM, house.agents().sipPort())) {
            harry.beginWork();
            house.ring(FIRST);
            Await.until("Harry talks", () -> desk.talking() == 1);
            Await.until("for a while", () -> talkedFor(harry.desk(), 3));
            desk.hangUp();
            harry.wrapUp();
            harry.signOut();
        }
        var sound = sound(house, FIRST);
        assertThat(Tone.share(lastSecond(sound.left()), CUSTOMERS_HUM)).isGreaterThan(0.9);
        assertThat(Tone.share(lastSecond(sound.right()), AGENTS_HUM)).isGreaterThan(0.9);
    }

    private static boolean talkedFor(JsonNode desk, int seconds) {
        var since = desk.path("interaction").path("answeredAt").asString("");
        return !since.isEmpty() && Instant.parse(since).plusSeconds(seconds).isBefore(Instant.now());
    }

    private static void byBrowser(House house, Page desk, TestReporter reporter) {
        house.ring(SECOND);
        Chromium.button(desk, "Accept").first().click();
        Chromium.hearEachOther(desk);

        desk.keyboard().press("Alt+m");
        assertThat(Chromium.button(desk, "Unmute")).isVisible();
        Chromium.hearEachOther(desk);
        Chromium.button(desk, "Unmute").click();
        assertThat(Chromium.button(desk, "Unmute")).isHidden();
        Chromium.hearEachOther(desk);

        desk.keyboard().press("Alt+p");
        assertThat(desk.getByText("Recording paused")).isVisible();
        Chromium.hearEachOther(desk);
        desk.keyboard().press("Alt+p");
        assertThat(desk.getByText("Recording paused")).isHidden();
        Chromium.hearEachOther(desk);

        Chromium.button(desk, "Keypad").click();
        desk.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Keypad"))
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("5"))
                .click();
        assertThat(house.telephone().await(VoiceEvent.Digit.class).digit()).isEqualTo('5');
        desk.keyboard().press("Alt+k");

        desk.keyboard().press("Alt+h");
        assertThat(Chromium.button(desk, "Resume").first()).isVisible();
        Chromium.button(desk, "Resume").first().click();
        assertThat(Chromium.button(desk, "Resume")).isHidden();
        Chromium.hearEachOther(desk);

        desk.keyboard().press("Alt+x");
        house.telephone().await(VoiceEvent.Ended.class);
        Chromium.chooseFirstDisposition(desk);

        var sound = sound(house, SECOND);
        var agent = hum(sound.right(), AGENTS_HUM);
        var customer = hum(sound.left(), CUSTOMERS_HUM);
        reporter.publishEntry("the agent, tenth by tenth", agent);
        reporter.publishEntry("the customer, tenth by tenth", customer);
        assertThat(agent)
                .as("heard, muted, heard, paused, heard")
                .containsPattern("#{10,}\\.{10,}#{10,}\\.{10,}#{10,}");
        assertThat(customer).as("heard, paused, heard").containsPattern("#{10,}\\.{10,}#{10,}");
    }

    private static void theAgentsNodeDies(House house, Page desk) {
        wrapUpTakesFiveSeconds(house.callers().administrator());
        house.ring(THIRD);
        Chromium.button(desk, "Accept").first().click();
        Chromium.hearEachOther(desk);
        house.agents().centre().kill();
        var administrator = house.callers().administrator();
        var lost = row(administrator, THIRD).path("id").asString();
        Await.until(
                "the call is ended by us, after the time an agent has to come back",
                AGENT_GIVEN_UP,
                () -> administrator.get("interactions/" + lost).path("timeline"),
                steps -> StreamSupport.stream(steps.spliterator(), false)
                        .anyMatch(each -> each.path("type").asString().equals("ended")
                                && each.path("data").path("by").asString("").equals("system")));
        house.telephone().await(VoiceEvent.Ended.class);
        Await.until(
                "and is owed a call",
                () -> administrator.get("cases?size=200").path("items"),
                cases -> StreamSupport.stream(cases.spliterator(), false)
                                .filter(each ->
                                        each.path("interactionId").asString("").equals(lost))
                                .count()
                        == 1);
        Await.until(
                "and closed by the floor's owner when the time for wrap-up is over, since nobody is there to wrap up",
                () -> row(administrator, THIRD),
                each -> each.path("outcome").asString("").equals("handled"));
    }

    private static void wrapUpTakesFiveSeconds(Api administrator) {
        for (var queue : administrator.get("queues?size=200").path("items")) {
            administrator.put(
                    "queues/" + queue.path("id").asString(), ((ObjectNode) queue.deepCopy()).put("wrapUpSeconds", 5));
        }
    }

    private static Stereo sound(House house, String from) {
        var administrator = house.callers().administrator();
        var row = Await.until(
                "the served call in the history",
                () -> row(administrator, from),
                each -> each.path("outcome").asString("").equals("handled")
                        && each.path("recordingIds").size() == 1);
        return Stereo.of(administrator.bytes(
                "recordings/" + row.path("recordingIds").path(0).asString() + "/audio"));
    }

    private static short[] lastSecond(short[] samples) {
        int end = Math.max(0, samples.length - Tone.RATE / 2); // whoever hangs up is silent a moment earlier
        return Arrays.copyOfRange(samples, Math.max(0, end - Tone.RATE), end);
    }

    private static String hum(short[] samples, double hertz) {
        int tenth = Tone.RATE / 10;
        return IntStream.range(0, samples.length / tenth)
                .mapToObj(i -> Arrays.copyOfRange(samples, i * tenth, (i + 1) * tenth))
                .map(part -> Tone.share(part, hertz) > 0.8 ? "#" : ".")
                .collect(Collectors.joining())
                .replaceAll("(?<=#)\\.(?=#)", "#");
    }

    private static JsonNode row(Api administrator, String from) {
        return StreamSupport.stream(
                        administrator.get("interactions?size=200").path("items").spliterator(), false)
                .filter(each -> each.path("from").asString("").equals(from))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no interaction from " + from));
    }
}
