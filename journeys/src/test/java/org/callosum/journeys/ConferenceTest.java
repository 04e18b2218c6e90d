package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.Recorded;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Staff;
import org.callosum.journeys.house.Stereo;
import org.callosum.journeys.house.Telephone;
import org.callosum.journeys.house.Tone;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two agents in two browsers and a customer on the telephone: asked, all together, handed over; who was heard
/// when is measured in the recording.
@ExtendWith(Journey.class)
class ConferenceTest {
    private static final String NORTHLIGHT = "8002";
    private static final String PRIYA = "+442079460213";
    private static final double CUSTOMERS_HUM = 1_000;
    private static final double AMYS_HUM = 600;
    private static final double INES_HUM = 1_400;

    @Test
    void aColleagueIsAskedJoinsAndKeepsTheCustomer(SampleCentre centre, Chromium browser, TestReporter reporter) {
        var ines = Staff.of(centre, "ines");
        var from = Instant.now();
        try (var telephone = new Telephone()) {
            var amysDesk = browser.humming(centre.address(), "en-GB", AMYS_HUM);
            Chromium.beginWork(amysDesk, centre.agent(), centre.agentPassword());
            var leg = telephone.call(NORTHLIGHT, PRIYA, centre.sipPort());
            telephone.hum(leg, CUSTOMERS_HUM);
            telephone.press(leg, "11"); // a fault, nothing works
            Chromium.button(amysDesk, "Accept").click();
            Chromium.hearEachOther(amysDesk);
            var inesDesk = browser.humming(centre.address(), "en-GB", INES_HUM);
            Chromium.beginWork(inesDesk, ines.account(), ines.password());

            amysDesk.keyboard().press("Alt+t");
            var search = amysDesk.getByRole(
                    AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Colleague, queue or number"));
            search.fill("Ines");
            assertThat(amysDesk.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Ines Marlow")))
                    .containsText("Free");
            assertThat(Chromium.button(amysDesk, "Hang up")).isVisible(); // nothing covers the call
            search.press("Enter");
            assertThat(inesDesk.getByText("asks you about Priya Larkin")).isVisible();
            inesDesk.keyboard().press("Alt+a");
            assertThat(amysDesk.getByText("customer on hold").first()).isVisible();
            Chromium.hearEachOther(amysDesk, inesDesk);

            amysDesk.keyboard().press("Alt+j");
            assertThat(inesDesk.getByText("The customer hears you")).isVisible();
            Chromium.hearEachOther(amysDesk, inesDesk);

            amysDesk.keyboard().press("Alt+o");
            assertThat(Chromium.button(inesDesk, "Transfer")).isVisible();
            Chromium.hearEachOther(inesDesk);
            Chromium.chooseFirstDisposition(amysDesk);

            inesDesk.keyboard().press("Alt+x");
            telephone.await(VoiceEvent.Ended.class);
            Chromium.chooseFirstDisposition(inesDesk);
        } finally {
            ines.session().send("POST", "desk/sign-out", null);
        }

        var administrator = centre.administrator();
        var row = Await.until(
                "the customer's contact in the history",
                () -> administrator
                        .get("interactions?from=" + from)
                        .path("items")
                        .path(0),
                each -> each.path("outcome").asString("").equals("handled"));
        assertThat(row.path("agentName").asString()).startsWith("Ines");
        var interaction = administrator.get("interactions/" + row.path("id").asString());
        assertThat(Recorded.steps(interaction))
                .containsSubsequence(
                        "answered",
                        "consult-started",
                        "consult-answered",
                        "conference-started",
                        "conversation-started");
        var recording = interaction.path("recordings");
        assertThat(recording).as("one story, one recording").hasSize(1);
        var sound = Stereo.of(
                administrator.bytes("recordings/" + recording.path(0).path("id").asString() + "/audio"));
        var heard = whoIsHeard(sound);
        reporter.publishEntry("who is heard, tenth by tenth", heard);
        assertThat(heard).containsPattern("a{10,}.*q{10,}.*t{10,}.*i{10,}");
        assertThat(heard).as("the customer is on the left alone").doesNotContain("!");
    }

    @Test
    void aCustomerSentUnaskedComesBackWhenTheColleagueDeclines(SampleCentre centre, Chromium browser) {
        var ines = Staff.of(centre, "ines");
        var from = Instant.now();
        try (var telephone = new Telephone()) {
            var amysDesk = browser.humming(centre.address(), "en-GB", AMYS_HUM);
            Chromium.beginWork(amysDesk, centre.agent(), centre.agentPassword());
            var leg = telephone.call(NORTHLIGHT, PRIYA, centre.sipPort());
            telephone.hum(leg, CUSTOMERS_HUM);
            telephone.press(leg, "11");
            Chromium.button(amysDesk, "Accept").click();
            Chromium.hearEachOther(amysDesk);
            var inesDesk = browser.humming(centre.address(), "en-GB", INES_HUM);
            Chromium.beginWork(inesDesk, ines.account(), ines.password());

            Chromium.button(amysDesk, "Transfer").click();
            var search = amysDesk.getByRole(
                    AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Colleague, queue or number"));
            search.fill("Ines");
            assertThat(amysDesk.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Ines Marlow")))
                    .containsText("Free");
            search.press("Control+Enter");
            assertThat(amysDesk.getByText("You leave the call.")).isVisible();
            search.press("Control+Enter");
            assertThat(Chromium.button(inesDesk, "Decline").first()).isVisible();
            inesDesk.keyboard().press("Alt+d");

            Chromium.finishWrapUp(amysDesk);
            Chromium.button(amysDesk, "Accept").first().click();
            Chromium.hearEachOther(amysDesk);
            amysDesk.keyboard().press("Alt+x");
            telephone.await(VoiceEvent.Ended.class);
            Chromium.chooseFirstDisposition(amysDesk);
        } finally {
            ines.session().send("POST", "desk/sign-out", null);
        }
        var administrator = centre.administrator();
        var row = Await.until(
                "the customer's contact in the history",
                () -> administrator
                        .get("interactions?from=" + from)
                        .path("items")
                        .path(0),
                each -> each.path("outcome").asString("").equals("handled"));
        var interaction = administrator.get("interactions/" + row.path("id").asString());
        assertThat(Recorded.steps(interaction))
                .containsSubsequence("answered", "transferred", "offer-declined", "transfer-recalled", "answered");
    }

    /// Tenths of a second: `a` Amy with the customer, `q` the two agents without the customer, `t` all three,
    /// `i` Ines with the customer, `!` the customer in the agents' channel, `.` anything else.
    private static String whoIsHeard(Stereo sound) {
        int tenth = Tone.RATE / 10;
        int tenths = Math.min(sound.left().length, sound.right().length) / tenth;
        return IntStream.range(0, tenths)
                .mapToObj(i -> {
                    var left = Arrays.copyOfRange(sound.left(), i * tenth, (i + 1) * tenth);
                    var right = Arrays.copyOfRange(sound.right(), i * tenth, (i + 1) * tenth);
                    boolean customer = Tone.share(left, CUSTOMERS_HUM) > 0.8;
                    boolean amy = Tone.share(right, AMYS_HUM) > 0.25;
                    boolean ines = Tone.share(right, INES_HUM) > 0.25;
                    if (Tone.share(right, CUSTOMERS_HUM) > 0.1) {
                        return "!";
                    }
                    if (amy && ines) {
                        return customer ? "t" : "q";
                    }
                    if (customer && amy != ines) {
                        return amy ? "a" : "i";
                    }
                    return ".";
                })
                .collect(Collectors.joining());
    }
}
