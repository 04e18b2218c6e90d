package org.callosum.journeys.house;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/// Leads a visitor through all pages of a house in both looks: the door, the customer's page, the desk during a call,
/// every list and record.
public final class Gallery {
    private Gallery() {}

    /// Where a house can be entered.
    ///
    /// @param callPage the customer's page
    /// @param wanted names of the pictures that are asked for; the others are passed by
    public record Doors(
            URI address,
            URI callPage,
            String administrator,
            String administratorPassword,
            String agent,
            String agentPassword,
            Predicate<String> wanted) {
        /// To a few pages only.
        public Doors to(Set<String> few) {
            return new Doors(
                    address, callPage, administrator, administratorPassword, agent, agentPassword, few::contains);
        }
    }

    /// All doors of a sample centre whose administrator has signed in for the first time.
    public static Doors doors(SampleCentre centre) {
        return new Doors(
                centre.address(),
                centre.callPage(),
                "admin",
                SampleCentre.NEW_PASSWORD,
                centre.agent(),
                centre.agentPassword(),
                any -> true);
    }

    /// Looks at a page.
    public interface Visitor {
        /// @param name of the page, the same in both looks
        void see(String name, Look look, Page page);

        /// Is told of a page that could not be reached; goes on with the next one if it returns.
        default void missed(String name, Look look, Throwable why) {
            throw new AssertionError(name + " " + look.suffix() + " was not reached", why);
        }
    }

    /// Lets one customer call, in whatever way.
    public interface Caller {
        void call();
    }

    public static void walk(Doors doors, Chromium browser, Caller caller, Visitor visitor) {
        for (var look : Look.BOTH) {
            walk(doors, browser, look, caller, visitor);
        }
    }

    public static void walk(Doors doors, Chromium browser, Look look, Caller caller, Visitor visitor) {
        if (doors.wanted().test("sign-in")) {
            reach("sign-in", look, visitor, () -> door(doors, browser, look, visitor));
        }
        if (doors.wanted().test("call-page")) {
            reach("call-page", look, visitor, () -> customersPage(doors, browser, look, visitor));
        }
        if (doors.wanted().test("desk")) {
            reach("desk", look, visitor, () -> {
                var desk = look.signedIn(browser, doors.address(), doors.agent(), doors.agentPassword());
                DeskDay.work(desk, caller::call, (name, page) -> visitor.see(name, look, page));
                desk.context().close();
            });
        }
        var stops = Stop.all().stream()
                .filter(each -> doors.wanted().test(each.name()))
                .toList();
        if (!stops.isEmpty()) {
            var page = look.signedIn(browser, doors.address(), doors.administrator(), doors.administratorPassword());
            var at = new AtomicReference<Stop>();
            for (var stop : stops) {
                reach(stop.name(), look, visitor, () -> {
                    stop.visit(page, at.getAndSet(null));
                    visitor.see(stop.name(), look, page);
                    at.set(stop);
                });
            }
            page.context().close();
        }
    }

    private static void reach(String name, Look look, Visitor visitor, Runnable way) {
        try {
            way.run();
        } catch (AssertionError | PlaywrightException why) {
            visitor.missed(name, look, why);
        }
    }

    private static void door(Doors doors, Chromium browser, Look look, Visitor visitor) {
        var page = look.visitor(browser, doors.address());
        PlaywrightAssertions.assertThat(page.locator("input[autocomplete=username]"))
                .isVisible();
        Stop.settled(page);
        visitor.see("sign-in", look, page);
        page.context().close();
    }

    private static void customersPage(Doors doors, Chromium browser, Look look, Visitor visitor) {
        var page = look.visitor(browser, doors.callPage());
        PlaywrightAssertions.assertThat(page.locator(".call-start")).isVisible();
        visitor.see("call-page", look, page);
        page.locator(".call-start").click();
        PlaywrightAssertions.assertThat(page.locator(".call-pad button").first())
                .isEnabled();
        visitor.see("call-page-in-call", look, page);
        page.locator(".call-end").click();
        PlaywrightAssertions.assertThat(page.locator(".call-start")).isVisible();
        page.context().close();
    }
}
