package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.callosum.journeys.house.Api;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Gallery;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.Look;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Telephone;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Whoever calls is known by number with what they have; their order is moved on beside the call. A file brings
/// somebody
/// a second time, and the two records become one and two again.
@ExtendWith(Journey.class)
class CustomersJourneyTest {
    private static final String NORTHLIGHT = "8002";
    private static final String NUMBER = "+442079460297";
    private static final String NAME = "Thea Marlow";
    private static final String TWICE = "Iris Ashdown";

    @Test
    void aKnownCustomersOrderIsMovedOnBesideTheCall(SampleCentre centre, Chromium browser) {
        var administrator = centre.administrator();
        var northlight = northlight(administrator);
        var customer = administrator
                .post(
                        "customers",
                        Map.of(
                                "clientId",
                                northlight,
                                "name",
                                NAME,
                                "language",
                                "en",
                                "numbers",
                                List.of(Map.of("number", NUMBER, "kind", "mobile"))))
                .path("id")
                .asString();
        var fibre = product(centre, northlight, "fibre-100");
        administrator.post("customers/" + customer + "/products", Map.of("productId", fibre, "since", "2021-05-01"));
        var order = administrator.post(
                "orders",
                Map.of(
                        "customerId",
                        customer,
                        "currency",
                        "GBP",
                        "lines",
                        List.of(Map.of(
                                "productId",
                                product(centre, northlight, "extender"),
                                "quantity",
                                1,
                                "priceMinor",
                                4_500))));
        var number = order.path("number").asString();
        answered(centre, browser, number);
        var moved = administrator.get("orders/" + order.path("id").asString());
        assertThat(moved.path("state").asString()).isEqualTo("confirmed");
        assertThat(moved.path("contacts").asInt()).isOne();
    }

    @Test
    void aFileBringsACustomerASecondTimeAndTheTwoBecomeOneAndTwoAgain(SampleCentre centre, Chromium browser) {
        var administrator = centre.administrator();
        administrator.post(
                "customers",
                Map.of(
                        "clientId",
                        northlight(administrator),
                        "name",
                        TWICE,
                        "language",
                        "en",
                        "numbers",
                        List.of(Map.of("number", "+442079460299", "kind", "mobile"))));
        var doors = Gallery.doors(centre);
        var staff = Look.DAY.signedIn(browser, centre.address(), doors.administrator(), doors.administratorPassword());
        takenIn(staff, centre);
        mergedAndApart(staff, centre);
    }

    private static String northlight(Api administrator) {
        return administrator
                .get("customers?q=442079460211")
                .path("items")
                .path(0)
                .path("clientId")
                .asString();
    }

    private static String product(SampleCentre centre, String client, String code) {
        return centre.administrator()
                .get("products?size=200&client=" + client)
                .path("items")
                .valueStream()
                .filter(each -> code.equals(each.path("code").asString()))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }

    /// The call itself: products in one look, the order marked and moved on, all without leaving it.
    private static void answered(SampleCentre centre, Chromium browser, String number) {
        try (var telephone = new Telephone()) {
            var desk = browser.person(centre.address(), "en-GB");
            Chromium.beginWork(desk, centre.agent(), centre.agentPassword());
            var leg = telephone.call(NORTHLIGHT, NUMBER, centre.sipPort());
            telephone.press(leg, "11");
            desk.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Incoming call · Faults"))
                    .waitFor();
            desk.keyboard().press("Alt+a");
            assertThat(Chromium.button(desk, "Hang up")).isVisible();
            var known = desk.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Products and orders"));
            assertThat(known.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Fibre 100")))
                    .isVisible();
            desk.keyboard().press("Alt+b");
            assertThat(known).isFocused();
            var about = known.getByRole(
                    AriaRole.CHECKBOX, new Locator.GetByRoleOptions().setName("The contact is about order " + number));
            about.click();
            assertThat(about).isChecked();
            known.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(number))
                    .click();
            Chromium.button(desk, "Confirmed").click();
            assertThat(desk.getByText("Placed → Confirmed")).isVisible();
            // the call went on meanwhile, its controls in reach
            assertThat(Chromium.button(desk, "Hang up")).isVisible();
            telephone.hangUp(leg);
            telephone.await(VoiceEvent.Ended.class);
            desk.navigate(centre.address().resolve("/desk").toString());
            Chromium.chooseFirstDisposition(desk);
        }
    }

    private static void takenIn(Page staff, SampleCentre centre) {
        staff.navigate(centre.address().resolve("/desk/imports").toString());
        staff.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Client"))
                .click();
        staff.locator(".ant-select-item-option", new Page.LocatorOptions().setHasText("Northlight"))
                .click();
        staff.locator("input[type=file]")
                .setInputFiles(new FilePayload(
                        "people.csv",
                        "text/csv",
                        ("Full name;Mobile;Remark\nAshdown Iris;+442079460298;\"moved; new number\"\n;+44;\n")
                                .getBytes(StandardCharsets.UTF_8)));
        Chromium.button(staff, "Try it").click();
        assertThat(staff.getByText("New: 1")).isVisible();
        assertThat(staff.getByText("Wrong: 1")).isVisible();
        assertThat(staff.getByText("Done").first()).isVisible();
        Chromium.button(staff, "Take it in").click();
        assertThat(staff.getByText("Taken in").first()).isVisible();
        assertThat(staff.getByText("Done").first()).isVisible();
    }

    private static void mergedAndApart(Page staff, SampleCentre centre) {
        staff.navigate(centre.address().resolve("/desk/duplicates").toString());
        var pair = staff.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText(TWICE));
        assertThat(pair.getByText("same name")).isVisible();
        pair.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Compare"))
                .click();
        staff.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Merge"))
                .click();
        assertThat(staff.getByText("Merged").first()).isVisible();
        assertThat(people(centre, "442079460298")).containsExactly(TWICE); // found by the other's number, too
        Chromium.button(staff, "Undo").click();
        assertThat(pair.getByText("same name")).isVisible();
        assertThat(people(centre, "442079460298")).containsExactly("Ashdown Iris");
        assertThat(people(centre, "442079460299")).containsExactly(TWICE);
    }

    private static List<String> people(SampleCentre centre, String number) {
        return centre.administrator().get("customers?q=" + number).path("items").findValuesAsString("name");
    }
}
