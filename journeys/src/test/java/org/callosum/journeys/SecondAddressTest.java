package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.RunningCentre;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `--listen` on an address that is not the usual one: everything is HTTPS and WSS there.
@ExtendWith(Journey.class)
class SecondAddressTest {
    private static final String ADDRESS = "127.0.0.2";
    private static final Pattern ONE_TIME = Pattern.compile("one-time password: (\\S+)");
    private static final String PASSWORD = "nine plain barrels in the cellar";

    @Test
    void anAdministratorSignsInOverHttps(Chromium browser) throws IOException, InterruptedException {
        var data = RunningCentre.newData();
        Files.createDirectories(data);
        Files.writeString(data.resolve("callosum.yaml"), """
                voice:
                  sip-port: 0
                  sip-tls-port: 0
                """);
        try (var centre = RunningCentre.start(data, "--listen", ADDRESS)) {
            var address = centre.address();
            assertThat(address.toString()).startsWith("https://" + ADDRESS + ":");
            Await.until(
                    "its fingerprint",
                    () -> centre.line("Certificate fingerprint (SHA-256): ").isPresent());
            plainHttpIsRefused(address);

            var page = browser.person(URI.create("about:blank"), "en-GB");
            var live = new CopyOnWriteArrayList<String>();
            page.onWebSocket(socket -> socket.onFrameReceived(_ -> live.add(socket.url())));
            var front = page.navigate(address.toString());
            assertThat(front.headers().get("strict-transport-security")).startsWith("max-age=");
            assertThat(front.headers().get("content-security-policy"))
                    .contains("default-src 'self'")
                    .doesNotContain("unsafe-eval");

            var oneTime = ONE_TIME.matcher(centre.line("First administrator").orElseThrow());
            assertThat(oneTime.find()).isTrue();
            Chromium.signIn(page, "admin", oneTime.group(1));
            page.getByLabel("Present password").fill(oneTime.group(1));
            page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true))
                    .fill(PASSWORD);
            page.getByLabel("New password again").fill(PASSWORD);
            Chromium.button(page, "Change password").click();
            assertThat(page.getByRole(AriaRole.NAVIGATION).first()).isVisible();
            page.navigate(address.resolve("/floor").toString());
            Await.until("the board's live line over WSS", () -> {
                page.title(); // lets the page's events come
                return live.stream().anyMatch(each -> each.startsWith("wss://" + ADDRESS));
            });
            assertThat(page.context().cookies()).isNotEmpty().allSatisfy(cookie -> {
                assertThat(cookie.secure).as("%s is secure", cookie.name).isTrue();
                assertThat(cookie.httpOnly)
                        .as("%s is out of reach of scripts", cookie.name)
                        .isTrue();
            });
        }
    }

    private static void plainHttpIsRefused(URI address) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var plain = URI.create("http://%s:%d/api/health".formatted(ADDRESS, address.getPort()));
            var answer = client.send(HttpRequest.newBuilder(plain).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        }
        assertThatThrownBy(() -> {
                    try (var elsewhere = new Socket()) {
                        elsewhere.connect(new InetSocketAddress("127.0.0.1", address.getPort()));
                    }
                })
                .as("the other address does not answer")
                .isInstanceOf(IOException.class);
    }
}
