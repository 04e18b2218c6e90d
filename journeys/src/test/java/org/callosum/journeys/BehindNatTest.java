package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.PrivateNetworks;
import org.callosum.journeys.house.SampleCentre;
import org.junit.jupiter.api.Test;

/// Agents and customers in browsers anywhere (SYS-09): behind a router that translates addresses and makes ports up,
/// and
/// with the centre behind a router of its own, known by its public address. Real namespaces and the kernel's own
/// translation, so it takes root; where there are none, one line says so.
class BehindNatTest {
    private static final double CUSTOMERS_HUM = 1_000;
    private static final double AGENTS_HUM = 600;

    /// The addresses of the pair that sound takes.
    private static final String WAY = """
            async () => {
              const rows = new Map();
              (await window.__line.getStats()).forEach((row) => rows.set(row.id, row));
              const all = [...rows.values()];
              const transport = all.find((row) => row.type === 'transport');
              const pair = rows.get(transport.selectedCandidatePairId);
              return {
                own: rows.get(pair.localCandidateId).address,
                kind: rows.get(pair.localCandidateId).candidateType,
                centre: rows.get(pair.remoteCandidateId).address,
              };
            }
            """;

    @Test
    void anAgentAndACustomerBehindOneRouterTalk() {
        if (said(PrivateNetworks.refusal())) {
            return;
        }
        try (var networks = PrivateNetworks.ofABrowser();
                var centre = SampleCentre.elsewhere(networks.inCentre(), List.of("--listen", networks.centre()), "")) {
            talk(networks, centre);
        }
    }

    @Test
    void theyTalkWithACentreBehindARouterOfItsOwn() {
        if (said(PrivateNetworks.refusal())) {
            return;
        }
        try (var networks = PrivateNetworks.ofBrowserAndCentre();
                var centre = SampleCentre.elsewhere(
                        networks.inCentre(),
                        List.of("--listen", networks.centre()),
                        "  public-address: " + networks.seenFromOutside())) {
            talk(networks, centre);
        }
    }

    private static boolean said(Optional<String> refusal) {
        refusal.ifPresent(why -> System.out.println("not run: a browser behind a router, for there is " + why));
        return refusal.isPresent();
    }

    private static void talk(PrivateNetworks networks, SampleCentre centre) {
        try (var browser = new Chromium(networks::inBrowser)) {
            var desk = browser.humming(seen(networks, centre.address()), "en-GB", AGENTS_HUM);
            Chromium.beginWork(desk, centre.agent(), centre.agentPassword());
            var customer = browser.humming(seen(networks, centre.callPage()), "en-GB", CUSTOMERS_HUM);
            customer.getByLabel("Your name (optional)").fill("Wendy Oakes");
            Chromium.button(customer, "Start the call").click();
            var state = customer.getByRole(AriaRole.STATUS);
            assertThat(state).containsText("Connected. Please listen.");
            Chromium.button(customer, "Key 1").click(); // English
            Chromium.button(customer, "Key 2").click(); // returns and refunds
            var offer = desk.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Incoming call · Returns"));
            assertThat(offer.getByRole(AriaRole.HEADING)).hasText("Wendy Oakes");
            Chromium.button(desk, "Accept").click();
            assertThat(state).containsText("You are talking with an agent.");
            Chromium.hearEachOther(desk, customer);
            for (var page : List.of(desk, customer)) {
                var way = (Map<?, ?>) page.evaluate(WAY);
                assertThat(way.get("kind")).isEqualTo("prflx");
                assertThat(way.get("own"))
                        .as("what the centre told the browser of itself: the router's address, not its own")
                        .isEqualTo(networks.router());
                assertThat(way.get("centre")).isEqualTo(networks.seenFromOutside());
            }
            assertThat(networks.translated())
                    .as("both lines went through the router")
                    .isGreaterThanOrEqualTo(2);
            Chromium.button(desk, "Hang up").click();
            Chromium.chooseFirstDisposition(desk);
        }
    }

    /// As browsers know it.
    private static URI seen(PrivateNetworks networks, URI address) {
        return URI.create(
                address.toString().replace("//" + networks.centre() + ":", "//" + networks.seenFromOutside() + ":"));
    }
}
