package org.callosum.journeys.house;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of the house as somebody finds it by its address.
///
/// @param name of its picture
/// @param then what they do there before they look
public record Stop(String name, String path, Act then) {
    /// What is done on a page, in any language.
    public enum Act {
        /// Only looks.
        LOOK,
        /// Opens the first row.
        FIRST_ROW,
        /// Opens the first row and reads on to its end.
        FIRST_ROW_END,
        /// Opens the first row and follows where it leads.
        FIRST_ROW_PAGE;

        /// Whether what was done before leads here without going to the address again.
        private boolean goesOnFrom(Act before) {
            return this == FIRST_ROW_END ? before == FIRST_ROW : this != LOOK && before == LOOK;
        }
    }

    private static Stop page(String name, String path) {
        return new Stop(name, path, Act.LOOK);
    }

    private static Stop record(String name, String path) {
        return new Stop(name, path, Act.FIRST_ROW);
    }

    private static Stop end(String name, String path) {
        return new Stop(name, path, Act.FIRST_ROW_END);
    }

    /// Every page behind the door except the desk itself, in the order of the rail; the records are the first of
    /// their lists.
    public static List<Stop> all() {
        return List.of(
                page("customers", "/desk/customers"),
                record("customer", "/desk/customers"),
                end("customer-end", "/desk/customers"),
                page("orders", "/desk/orders"),
                page("products", "/desk/products"),
                page("products-tree", "/desk/products?view=tree"),
                page("ending-contracts", "/desk/ending-contracts"),
                page("duplicates", "/desk/duplicates"),
                page("imports", "/desk/imports"),
                page("cases", "/desk/cases"),
                page("cases-board", "/desk/cases?view=board"),
                new Stop("case", "/desk/cases", Act.FIRST_ROW_PAGE),
                page("reminders", "/desk/reminders"),
                page("pages-to-read", "/desk/pages"),
                page("page-to-read", "/desk/pages/calm-words"),
                page("role-plays", "/desk/role-plays"),
                page("pages", "/quality/pages"),
                new Stop("page-editor", "/quality/pages", Act.FIRST_ROW_PAGE),
                page("page-care", "/quality/page-care"),
                page("board", "/floor"),
                page("board-agents", "/floor/agents"),
                page("floor-list", "/floor/agents?view=list"),
                page("floor-alarms", "/floor/alarms"),
                page("alarm-rules", "/floor/alarm-rules"),
                page("floor-actions", "/floor/actions"),
                page("rounds", "/floor/rounds"),
                page("sheet-blank", "/floor/rounds/new?type=patrol"),
                page("sheets", "/floor/records?type=environment-check"),
                new Stop("sheet", "/floor/records?type=patrol", Act.FIRST_ROW_PAGE),
                page("faults-and-improvements", "/floor/faults"),
                page("sheet-kinds", "/floor/record-kinds"),
                record("sheet-kind", "/floor/record-kinds"),
                page("wallboard", "/wallboard"),
                page("agents", "/people/agents"),
                record("agent", "/people/agents"),
                page("teams", "/people/teams"),
                record("team", "/people/teams"),
                page("skill-matrix", "/people/matrix"),
                page("skills", "/people/skills"),
                page("interactions", "/insight/interactions"),
                new Stop("interaction", "/insight/interactions?outcome=handled", Act.FIRST_ROW_PAGE),
                page("missed", "/insight/missed"),
                page("flow-figures", "/insight/flows"),
                page("repeats", "/insight/repeats"),
                page("script-figures", "/insight/scripts"),
                page("peak-hours", "/insight/peak-hours"),
                page("contact-drivers", "/insight/drivers"),
                page("escalation-figures", "/insight/escalations"),
                page("need-figures", "/insight/needs"),
                page("note-figures", "/insight/notes"),
                page("case-times", "/insight/case-times"),
                page("connectors", "/settings/connectors"),
                page("clients", "/settings/clients"),
                record("client", "/settings/clients"),
                end("client-end", "/settings/clients"),
                page("sites", "/settings/sites"),
                page("departments", "/settings/departments"),
                record("department", "/settings/departments"),
                page("responsible", "/settings/responsible"),
                record("responsible-record", "/settings/responsible"),
                page("escalation-signs", "/settings/escalation-signs"),
                page("accounts", "/settings/accounts"),
                record("account", "/settings/accounts"),
                page("roles", "/settings/roles"),
                record("role", "/settings/roles"),
                page("tokens", "/settings/tokens"),
                page("audit", "/settings/audit"),
                page("queues", "/settings/queues"),
                record("queue", "/settings/queues"),
                end("queue-end", "/settings/queues"),
                page("routing-rules", "/settings/routing"),
                page("intents", "/settings/intents"),
                page("dispositions", "/settings/dispositions"),
                record("disposition", "/settings/dispositions"),
                page("not-ready-reasons", "/settings/not-ready-reasons"),
                page("desk-reasons", "/settings/desk-reasons"),
                page("need-types", "/settings/need-types"),
                record("need-type", "/settings/need-types"),
                page("flows", "/settings/flows"),
                new Stop("flow", "/settings/flows", Act.FIRST_ROW_PAGE),
                page("forms", "/settings/forms"),
                new Stop("form", "/settings/forms", Act.FIRST_ROW_PAGE),
                page("note-rules", "/settings/note-rules"),
                page("case-types", "/settings/case-types"),
                new Stop("case-type", "/settings/case-types", Act.FIRST_ROW_PAGE),
                page("application-tasks", "/settings/case-types/from-playbook"),
                page("prompts", "/settings/prompts"),
                page("script-settings", "/settings/scripts"),
                record("prompt", "/settings/prompts"),
                page("opening-hours", "/settings/hours"),
                record("opening-hours-record", "/settings/hours"),
                end("opening-hours-end", "/settings/hours"),
                page("numbers", "/settings/numbers"),
                record("number", "/settings/numbers"),
                page("trunks", "/settings/trunks"),
                record("trunk", "/settings/trunks"),
                page("desk-phones", "/settings/desk-phones"),
                record("desk-phone", "/settings/desk-phones"),
                page("dialling", "/settings/dialling"),
                page("call-buttons", "/settings/call-button"),
                record("call-button", "/settings/call-button"),
                page("system", "/settings/system"),
                page("no-such-page", "/settings/nothing-here"));
    }

    /// Goes there and waits until nothing moves any more.
    ///
    /// @param before where they are, reached a moment ago; null: anywhere
    public void visit(Page page, @Nullable Stop before) {
        boolean there = before != null && before.path.equals(path) && then.goesOnFrom(before.then);
        if (!there) {
            page.navigate(URI.create(page.url()).resolve(path).toString());
            PlaywrightAssertions.assertThat(page.locator("h1").first()).isAttached();
            settled(page);
        }
        if (then != Act.LOOK) {
            if (!there || then != Act.FIRST_ROW_END) {
                openFirstRow(page);
            }
            if (then == Act.FIRST_ROW_END) {
                page.locator(".record-sheet .record-section, .record-sheet .record-more > *")
                        .last()
                        .evaluate("it => it.scrollIntoView({block: 'end'})");
                settled(page);
            }
        }
    }

    private void openFirstRow(Page page) {
        var row = page.locator(".list-open").first();
        PlaywrightAssertions.assertThat(row).isVisible();
        row.click();
        if (then == Act.FIRST_ROW_PAGE) {
            page.waitForURL(url -> !url.endsWith(path));
        } else {
            PlaywrightAssertions.assertThat(page.locator(".record .record-body"))
                    .isVisible();
        }
        settled(page);
    }

    /// Nothing is asked for or was during the last moments, no placeholder, all letters drawn.
    public static void settled(Page page) {
        page.waitForFunction("""
                () => {
                  const asked = performance.getEntriesByType('resource').length;
                  if (window.askedBefore !== asked) {
                    window.askedBefore = asked;
                    window.quietSince = performance.now();
                  }
                  return window.__asking === 0
                      && performance.now() - window.quietSince > 200
                      && document.fonts.status === 'loaded'
                      && !document.querySelector('.ant-skeleton, [aria-busy=true], .ant-message-notice');
                }
                """);
    }
}
