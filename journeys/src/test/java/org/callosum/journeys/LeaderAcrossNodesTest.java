package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.journeys.house.CustomersTalk.AGENTS_HUM;
import static org.callosum.journeys.house.CustomersTalk.CUSTOMERS_HUM;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.CustomersTalk;
import org.callosum.journeys.house.Recorded;
import org.callosum.journeys.house.RunningCentre;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Staff;
import org.callosum.journeys.house.Unheard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// Customer and agent at one node, their leader at another: two processes on one database, three browsers,
/// each with a tone of their own.
class LeaderAcrossNodesTest {
    private static final String PRINTED = "Callosum's database is ready: ";

    /// None of the tones that quantisation makes of the other two.
    private static final double LEADERS_HUM = 1_700;

    @Test
    void aLeaderOfAnotherNodeHelpsWhispersTakesOverAndAsksTheAgentWhoGetsTheCustomerBack(TestReporter reporter) {
        try (var database = RunningCentre.database(RunningCentre.newData())) {
            var shared = database.line(PRINTED).orElseThrow().substring(PRINTED.length());
            try (var calls = SampleCentre.node(RunningCentre.newData(), shared)) {
                calls.administrator(); // takes the one-time password away, for both nodes
                try (var leaders = SampleCentre.node(RunningCentre.newData(), shared);
                        var browser = new Chromium()) {
                    var mei = Staff.of(leaders, "mei").promoted(leaders, "team-leader");
                    var leader = browser.humming(leaders.address(), "en-GB", LEADERS_HUM);
                    Chromium.beginShift(leader, mei.account(), mei.password());
                    leader.navigate(
                            leaders.address().resolve("/floor/agents?view=list").toString());
                    var talk = CustomersTalk.begin(calls, leaders, browser, "Wendy Oakes");
                    helps(talk, leader, reporter);
                    takesOver(talk, leader, reporter);
                    asksTheAgentBack(talk, leader, mei, agentOf(leaders));
                    isOnRecord(calls);
                }
            }
        }
    }

    private static void helps(CustomersTalk talk, Page leader, TestReporter reporter) {
        var desk = talk.desk();
        desk.keyboard().press("Alt+u");
        desk.getByLabel("What do you need? (one line)").fill("may I refund eighty?");
        desk.keyboard().press("Enter");
        var help = leader.locator(".help-list");
        assertThat(help).containsText("may I refund eighty?"); // told to the pages of the other node
        button(help, "I see to it").click();
        assertThat(desk.getByText("sees to it")).isVisible(); // and back

        button(help, "Listen").click();
        assertThat(leader.getByText("You listen to Amy")).isVisible();
        Chromium.hearTone(leader, AGENTS_HUM);
        Chromium.hearTone(leader, CUSTOMERS_HUM);
        Unheard.in(reporter, "listening", LEADERS_HUM, desk, talk.customer());
        leader.getByPlaceholder("Hint to Amy").fill("eighty is fine");
        leader.keyboard().press("Enter");
        assertThat(desk.locator(".desk-messages")).containsText("eighty is fine");

        button(help, "Whisper").click();
        assertThat(leader.getByText("You whisper to Amy")).isVisible();
        Chromium.hearTone(desk, LEADERS_HUM);
        Unheard.in(reporter, "whispering", LEADERS_HUM, talk.customer());
        Chromium.hearEachOther(desk, talk.customer());
        Chromium.hearTone(desk, LEADERS_HUM);
        assertThat(desk.getByText("sees to it")).isHidden(); // a whisper answers
    }

    private static void takesOver(CustomersTalk talk, Page leader, TestReporter reporter) {
        var row = leader.locator(".agent-list tr").filter(new Locator.FilterOptions().setHasText("Amy"));
        row.getByRole(AriaRole.BUTTON).click();
        button(leader.locator(".agent-panel"), "Take over").click();
        Chromium.button(leader, "Take over").last().click(); // sure
        assertThat(Chromium.button(leader, "Hang up")).isVisible();
        Chromium.hearTone(leader, CUSTOMERS_HUM);
        Chromium.hearTone(talk.customer(), LEADERS_HUM);
        Unheard.in(reporter, "taken over", AGENTS_HUM, talk.customer(), leader);
        Chromium.chooseFirstDisposition(talk.desk());
    }

    /// The leader's desk and their browser are at one node, the call and the colleague at the other.
    private static void asksTheAgentBack(CustomersTalk talk, Page leader, Staff mei, String amy) {
        var desk = talk.desk();
        var at =
                "desk/interactions/" + mei.desk().path("interaction").path("id").asString() + "/consult";
        mei.session().post(at, Map.of("agentId", amy));
        assertThat(desk.getByText("asks you about")).isVisible();
        desk.keyboard().press("Alt+a");
        Chromium.hearTone(desk, LEADERS_HUM);
        Chromium.hearTone(leader, AGENTS_HUM);
        mei.session().post(at + "/together", null);
        Chromium.hearTone(talk.customer(), AGENTS_HUM);
        Chromium.hearTone(talk.customer(), LEADERS_HUM);
        mei.session().post(at + "/complete", null);
        Chromium.hearTone(desk, CUSTOMERS_HUM);
        Await.until(
                "the leader hears the customer no more",
                () -> Chromium.level(leader, CUSTOMERS_HUM),
                decibels -> decibels < Unheard.DECIBELS);
        Chromium.hearEachOther(desk, talk.customer());
        desk.keyboard().press("Alt+x");
        assertThat(talk.state()).containsText("The call has ended.");
        Chromium.chooseFirstDisposition(desk);
        mei.wrapUp();
    }

    private static void isOnRecord(SampleCentre calls) {
        var administrator = calls.administrator();
        var row = Await.until(
                "the customer's contact in the history",
                () -> administrator.get("interactions?size=1").path("items").path(0),
                each -> each.path("outcome").asString("").equals("handled"));
        var id = row.path("id").asString();
        assertThat(Recorded.steps(administrator.get("interactions/" + id)))
                .containsSubsequence(
                        "answered",
                        "help-asked",
                        "help-taken",
                        "help-answered",
                        "conversation-started",
                        "consult-started",
                        "consult-answered",
                        "conference-started",
                        "ended");
        var stay = administrator
                .get("floor/monitoring-stays?interaction=" + id)
                .path("items")
                .path(0);
        assertThat(stay.path("rows").valueStream().map(each -> each.path("mode").asString()))
                .containsExactly("listen", "whisper", "take-over");
        assertThat(stay.path("hints").path(0).path("text").asString()).isEqualTo("eighty is fine");
    }

    private static String agentOf(SampleCentre last) {
        return last.agentsSession().get("desk").path("agentId").asString();
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}
