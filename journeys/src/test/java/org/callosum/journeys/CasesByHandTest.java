package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.Look;
import org.callosum.journeys.house.SampleCentre;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// An agent's cases without a call: opened by keys, found again by a word and by a view, carried over the
/// board, changed several at once, taken back, and put on paper.
@ExtendWith(Journey.class)
class CasesByHandTest {
    private static final Pattern CASE_PAGE = Pattern.compile(".*/desk/cases/\\d+.*");
    private static final Path PAPER = Path.of("target", "paper");
    private static final String KETTLE = "Osprey kettle without its lid";
    private static final String JUG = "Osprey jug without its handle";

    @Test
    void casesAreOpenedFoundCarriedOnChangedTogetherTakenBackAndPrinted(SampleCentre centre, Chromium browser) {
        var page = Look.DAY.signedIn(browser, centre.address(), centre.agent(), centre.agentPassword());
        page.navigate(centre.address().resolve("/desk/cases").toString());
        assertThat(page.getByRole(AriaRole.TABLE)).isVisible();
        opened(page, KETTLE);
        goBack(page);
        opened(page, JUG);
        printed(page, "case");
        goBack(page);
        found(page);
        printed(page, "cases");
        togetherAndBack(centre, page);
        carriedOn(centre, page);
    }

    /// By keys alone, from the list to the case's own page.
    private static void opened(Page page, String subject) {
        page.keyboard().press("Alt+c");
        var drawer = page.getByRole(AriaRole.DIALOG);
        assertThat(field(drawer, "Subject")).isFocused();
        page.keyboard().type(subject);
        page.keyboard().press("Enter");
        page.waitForURL(CASE_PAGE);
        assertThat(page.getByRole(AriaRole.HEADING, named(subject))).isVisible();
    }

    private static void goBack(Page page) {
        page.getByRole(AriaRole.LINK, named("All cases")).focus();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.TABLE)).isVisible();
    }

    /// By a word; the word is kept as a view, and the view finds the same again.
    private static void found(Page page) {
        page.keyboard().press("/");
        page.keyboard().type("osprey");
        assertThat(page.getByText("2 in all")).isVisible();
        button(page, "Saved views ▾").click();
        item(page, "Keep these filters as a view").click();
        page.getByLabel("Name").fill("Ospreys");
        page.getByLabel("Name").press("Enter");
        assertThat(button(page, "Ospreys ▾")).isVisible();
        var search = page.getByRole(AriaRole.TEXTBOX, named("Search"));
        search.fill("");
        button(page, "Saved views ▾").click();
        item(page, "Ospreys").click();
        assertThat(page.getByText("2 in all")).isVisible();
        assertThat(search).hasValue("osprey");
    }

    /// Both are given to a team, and taken back from it.
    private static void togetherAndBack(SampleCentre centre, Page page) {
        page.getByRole(AriaRole.CHECKBOX, named("Choose all on this page")).check();
        var chosen = page.getByRole(AriaRole.REGION, named("Chosen cases"));
        assertThat(chosen).containsText("2 chosen");
        button(chosen, "Team").click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        var team = dialog.getByRole(AriaRole.COMBOBOX);
        team.press("Enter");
        team.press("Enter");
        field(dialog, "Reason").fill("parts are on their way");
        button(dialog, "Save").click();
        assertThat(dialog).isHidden();
        Await.until("both are with a team", () -> ospreys(centre, "teamId"), teams -> !teams.contains(""));
        button(page, "Undo").click();
        Await.until("neither is with a team", () -> ospreys(centre, "teamId"), List.of("", "")::equals);
    }

    /// By keys over the board: two states on, one back by the notice, as the type has it.
    private static void carriedOn(SampleCentre centre, Page page) {
        page.getByText("Board").click();
        var board = page.getByRole(AriaRole.GROUP, named("Board"));
        var kettle = board.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(KETTLE));
        kettle.press("Alt+ArrowRight");
        assertThat(column(page, "In progress")).containsText(KETTLE);
        assertThat(kettle).isFocused();
        page.keyboard().press("Alt+ArrowRight");
        Await.until("one waits", () -> ospreys(centre, "state"), states -> states.contains("waiting"));
        button(page, "Undo").click();
        Await.until("it is in progress", () -> ospreys(centre, "state"), List.of("in-progress", "new")::equals);
        assertThat(column(page, "In progress")).containsText(KETTLE);
    }

    private static Locator column(Page page, String state) {
        return page.getByRole(AriaRole.REGION, named(state));
    }

    /// A field of the two cases, the older one first.
    private static List<String> ospreys(SampleCentre centre, String field) {
        return centre.administrator()
                .get("cases?q=osprey&sort=createdAt")
                .path("items")
                .valueStream()
                .map(each -> each.path(field).asString(""))
                .toList();
    }

    /// The sheet of paper that the browser would give to its printer.
    private static void printed(Page page, String name) {
        page.pdf(new Page.PdfOptions().setFormat("A4").setPath(PAPER.resolve(name + ".pdf")));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator item(Page page, String name) {
        return page.getByRole(
                AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator field(Locator within, String label) {
        return within.getByRole(AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName(label));
    }
}
