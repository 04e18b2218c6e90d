package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.OneCall;
import org.callosum.journeys.house.Recorded;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.SippCaller;
import org.callosum.journeys.house.Tone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls by a telephone that is not ours, SIPp: digits in all three forms, an agent in Chromium, an end from each side.
@ExtendWith(Journey.class)
class SippCallTest {
    private static final String NORTHLIGHT = "8002";
    private static final double CUSTOMERS_HUM = 1_000;
    private static final double AGENTS_HUM = 600;

    @Test
    void theAgentHangsUp(SampleCentre centre, Chromium browser) {
        talk(centre, browser, "+442079460371", "agent");
    }

    @Test
    void theCallerHangsUp(SampleCentre centre, Chromium browser) {
        talk(centre, browser, "+442079460372", "customer");
    }

    /// Nobody is ready: the callers wait, and hang up when they are told to.
    @ParameterizedTest
    @CsvSource({"INFO, +442079460373", "TONES, +442079460374"})
    void digitsLeadThroughTheMenuInOtherForms(SippCaller.Keys how, String own, SampleCentre centre) {
        var administrator = centre.administrator();
        if (how == SippCaller.Keys.TONES && !SippCaller.maySend()) {
            System.out.println("not run: SIPp may not send sound here (no raw sockets), so no tones");
            return;
        }
        try (var caller = SippCaller.call(
                NORTHLIGHT, own, how, "111", SippCaller.HangUp.CALLER, CUSTOMERS_HUM, centre.sipPort())) {
            var waiting = Await.until(
                    "the caller in the queue",
                    () -> administrator
                            .get("interactions?q=" + own.substring(1))
                            .path("items")
                            .path(0),
                    each -> each.path("queueName").path("en").asString("").equals("Faults"));
            caller.hangUp();
            caller.awaitEnd();
            var interaction = Await.until(
                    "the caller has left",
                    () -> administrator.get("interactions/" + waiting.path("id").asString()),
                    each -> each.path("outcome").asString().equals("abandoned"));
            assertThat(interaction.path("keys"))
                    .extracting(each -> each.path("digits").asString())
                    .containsExactly("1", "1", "1");
        }
    }

    /// SIPp, or where it may not send sound, the project's own caller.
    private static OneCall caller(SampleCentre centre, String own, String endedBy) {
        if (SippCaller.maySend()) {
            return SippCaller.call(
                    NORTHLIGHT,
                    own,
                    SippCaller.Keys.EVENTS,
                    "111", // English, a fault, nothing works
                    endedBy.equals("agent") ? SippCaller.HangUp.CENTRE : SippCaller.HangUp.CALLER,
                    CUSTOMERS_HUM,
                    centre.sipPort());
        }
        System.out.println("SIPp may not send sound here (no raw sockets): the project's own caller sends the digits");
        return OneCall.own(NORTHLIGHT, own, "111", CUSTOMERS_HUM, centre.sipPort());
    }

    private static void talk(SampleCentre centre, Chromium browser, String own, String endedBy) {
        var records = Recorded.before(centre.administrator(), "Faults");
        var desk = browser.humming(centre.address(), "en-GB", AGENTS_HUM);
        Chromium.beginWork(desk, centre.agent(), centre.agentPassword());
        try (var caller = caller(centre, own, endedBy)) {
            var offer = desk.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Incoming call · Faults"));
            assertThat(offer.getByRole(AriaRole.HEADING)).hasText(own);
            Chromium.button(desk, "Accept").click();
            Chromium.hearEachOther(desk);
            if (endedBy.equals("agent")) {
                Chromium.button(desk, "Hang up").click();
            } else {
                caller.hangUp();
            }
            caller.awaitEnd();
        }
        Chromium.chooseFirstDisposition(desk);
        var interaction = records.oneServedCall(endedBy);
        assertThat(interaction.path("from").asString()).isEqualTo(own);
        var sound = records.sound(interaction);
        assertThat(Tone.share(sound.left(), CUSTOMERS_HUM)).isGreaterThan(0.9);
        assertThat(Tone.share(sound.right(), AGENTS_HUM)).isGreaterThan(0.9);
    }
}
