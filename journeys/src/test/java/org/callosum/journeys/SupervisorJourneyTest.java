package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.journeys.house.CustomersTalk.AGENTS_HUM;
import static org.callosum.journeys.house.CustomersTalk.CUSTOMERS_HUM;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.CustomersTalk;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.Recorded;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Staff;
import org.callosum.journeys.house.Stereo;
import org.callosum.journeys.house.Tone;
import org.callosum.journeys.house.Unheard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/// A customer, an agent who asks for help, and a team leader, in three browsers, each with a tone of their
/// own: who hears whom is measured in what the browsers receive and in the recording.
@ExtendWith(Journey.class)
class SupervisorJourneyTest {
    /// None of the tones that quantisation makes of the other two.
    private static final double LEADERS_HUM = 1_700;

    /// In speech often, in no tone of this call.
    private static final double NOBODYS_HUM = 450;

    private static final double SPOKEN_DECIBELS = -55;

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(1_200);

    @Test
    void aWhisperIsHeardByTheAgentAloneAJoinByAllAndATakeOverLeavesTheAgentOut(
            SampleCentre centre, Chromium browser, TestReporter reporter) {
        var mei = Staff.of(centre, "mei").promoted(centre, "team-leader");
        var from = Instant.now();
        try {
            var leader = browser.humming(centre.address(), "en-GB", LEADERS_HUM);
            Chromium.beginShift(leader, mei.account(), mei.password());
            leader.navigate(centre.address().resolve("/floor/agents?view=list").toString());
            var talk = CustomersTalk.begin(centre, browser, "Wendy Oakes");
            var desk = talk.desk();
            var customer = talk.customer();

            desk.keyboard().press("Alt+u");
            desk.getByLabel("What do you need? (one line)").fill("may I refund eighty?");
            desk.keyboard().press("Enter");
            assertThat(desk.getByText("You asked for help")).isVisible();
            var help = leader.locator(".help-list");
            assertThat(help).containsText("may I refund eighty?");
            button(help, "I see to it").click();
            assertThat(desk.getByText("sees to it")).isVisible();

            Unheard.in(reporter, "unannounced", NOBODYS_HUM, desk, customer);
            help.getByRole(AriaRole.COMBOBOX, new Locator.GetByRoleOptions().setName("Announced listening"))
                    .click();
            leader.getByText("A sentence to agent and customer").last().click();
            button(help, "Listen").click();
            isAnnounced(desk, customer);
            isSaid(desk, customer);
            assertThat(leader.getByText("You listen to Amy")).isVisible();
            Chromium.hearTone(leader, AGENTS_HUM);
            Chromium.hearTone(leader, CUSTOMERS_HUM);
            Unheard.in(reporter, "listening", LEADERS_HUM, desk, customer);
            leader.getByPlaceholder("Hint to Amy").fill("eighty is fine");
            leader.keyboard().press("Enter");
            assertThat(desk.locator(".desk-messages")).containsText("eighty is fine");

            button(help, "Whisper").click();
            assertThat(leader.getByText("You whisper to Amy")).isVisible();
            Chromium.hearTone(desk, LEADERS_HUM);
            Unheard.in(reporter, "whispering", LEADERS_HUM, customer);
            Chromium.hearEachOther(desk, customer);
            Chromium.hearTone(desk, LEADERS_HUM);
            Unheard.in(reporter, "whispering on", LEADERS_HUM, customer);
            assertThat(desk.getByText("sees to it")).isHidden(); // a whisper answers

            var row = leader.locator(".agent-list tr").filter(new Locator.FilterOptions().setHasText("Amy"));
            row.getByRole(AriaRole.BUTTON).click();
            var person = leader.locator(".agent-panel");
            button(person, "Join").click();
            Chromium.hearTone(customer, LEADERS_HUM);
            Chromium.hearTone(desk, LEADERS_HUM);
            Chromium.hearEachOther(desk, customer, leader);

            button(person, "Take over").click();
            Chromium.button(leader, "Take over").last().click(); // sure
            assertThat(Chromium.button(leader, "Hang up")).isVisible();
            Chromium.hearTone(leader, CUSTOMERS_HUM);
            Chromium.hearTone(customer, LEADERS_HUM);
            Unheard.in(reporter, "taken over", AGENTS_HUM, customer, leader);
            Chromium.hearEachOther(customer, leader);
            Chromium.chooseFirstDisposition(desk);
            leader.keyboard().press("Alt+x");
            assertThat(talk.state()).containsText("The call has ended.");
            mei.wrapUp();
        } finally {
            mei.session().send("POST", "desk/sign-out", null);
        }
        measureTheRecording(centre, from, reporter);
    }

    /// What was said is heard in the recording as the parties heard it: the whisper in no channel.
    private static void measureTheRecording(SampleCentre centre, Instant from, TestReporter reporter) {
        var administrator = centre.administrator();
        var row = Await.until(
                "the customer's contact in the history",
                () -> administrator
                        .get("interactions?from=" + from)
                        .path("items")
                        .path(0),
                each -> each.path("outcome").asString("").equals("handled"));
        var id = row.path("id").asString();
        var interaction = administrator.get("interactions/" + id);
        assertThat(Recorded.steps(interaction))
                .containsSubsequence(
                        "answered", "help-asked", "help-taken", "help-answered", "conversation-started", "ended");
        var stay = administrator
                .get("floor/monitoring-stays?interaction=" + id)
                .path("items")
                .path(0);
        assertThat(stay.path("rows").valueStream().map(each -> each.path("mode").asString()))
                .containsExactly("listen", "whisper", "join", "take-over");
        assertThat(stay.path("rows").path(0).path("announced").asString()).isEqualTo("both");
        assertThat(stay.path("hints").path(0).path("text").asString()).isEqualTo("eighty is fine");

        var sound = Stereo.of(administrator.bytes("recordings/"
                + interaction.path("recordings").path(0).path("id").asString() + "/audio"));
        var heard = whoIsHeard(sound);
        reporter.publishEntry("who is recorded, tenth by tenth", heard);
        assertThat(heard).matches("[^ljx!]*a{20,}[^ljx!]*x?j{10,}.*l{10,}.*");
        assertThat(heard).as("each side in its own channel").doesNotContain("!");
    }

    /// Tenths of a second: `a` the agent without the leader, `j` both, `l` the leader without the agent,
    /// `x` a trace of the leader, `!` a voice in the other side's channel, `.` anything else.
    private static String whoIsHeard(Stereo sound) {
        int tenth = Tone.RATE / 10;
        int tenths = Math.min(sound.left().length, sound.right().length) / tenth;
        return IntStream.range(0, tenths)
                .mapToObj(i -> {
                    var left = Arrays.copyOfRange(sound.left(), i * tenth, (i + 1) * tenth);
                    var right = Arrays.copyOfRange(sound.right(), i * tenth, (i + 1) * tenth);
                    double agent = Tone.share(right, AGENTS_HUM);
                    double leader = Tone.share(right, LEADERS_HUM);
                    if (Tone.share(right, CUSTOMERS_HUM) > 0.1
                            || Tone.share(left, AGENTS_HUM) > 0.1
                            || Tone.share(left, LEADERS_HUM) > 0.1) {
                        return "!";
                    }
                    if (leader > 0.25) {
                        return agent > 0.25 ? "j" : "l";
                    }
                    if (leader > 0.02) {
                        return "x";
                    }
                    return agent > 0.8 ? "a" : ".";
                })
                .collect(Collectors.joining());
    }

    /// Both hear a voice that nobody in the call has. Speech comes and goes, so it is looked for more than once; a torn
    /// packet is heard in one look.
    private static void isAnnounced(Page... pages) {
        var times = new int[pages.length];
        Await.until(
                "the sentence that a leader listens",
                () -> {
                    for (int i = 0; i < pages.length; i++) {
                        if (Chromium.level(pages[i], NOBODYS_HUM) > SPOKEN_DECIBELS) {
                            times[i]++;
                        }
                    }
                    return Arrays.stream(times).min().orElseThrow();
                },
                least -> least >= 5);
    }

    /// The sentence is over: speech has a little of every tone, and pauses shorter than this.
    private static void isSaid(Page... pages) {
        var spoken = new long[] {System.nanoTime()};
        Await.until(
                "silence after the sentence",
                () -> {
                    for (var page : pages) {
                        if (Chromium.level(page, NOBODYS_HUM) > SPOKEN_DECIBELS) {
                            spoken[0] = System.nanoTime();
                        }
                    }
                    return Duration.ofNanos(System.nanoTime() - spoken[0]);
                },
                quiet -> quiet.compareTo(LONGEST_PAUSE) > 0);
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}
