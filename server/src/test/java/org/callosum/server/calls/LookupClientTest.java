package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowStep;
import org.callosum.flow.LookupPolicy;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.platform.install.Certificates;
import org.callosum.server.platform.install.DataFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Look-ups against a small real server that behaves as badly as services do.
class LookupClientTest {
    private static final String HOST = "crm.internal";
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    Path folder = Path.of("");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    LookupClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
    }

    @BeforeEach
    void serve() {
        serve(server);
    }

    private void serve(HttpServer at) {
        at.setExecutor(threads);
        at.createContext("/customer", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body + " for "
                    + exchange.getRequestHeaders().getFirst("Host").replaceFirst(":.*", ""));
            answer(exchange, 200, "{\"level\":\"gold\",\"orders\":3,\"open\":true,\"none\":null,\"deep\":{\"a\":1}}");
        });
        at.createContext("/failing", exchange -> answer(exchange, 500, "{\"level\":\"unknown\"}"));
        at.createContext("/prose", exchange -> answer(exchange, 200, "<html>Sorry, we are closed</html>"));
        at.createContext("/secret", exchange -> {
            asked.add("secret");
            answer(exchange, 200, "{\"level\":\"secret\"}");
        });
        at.createContext("/moved", exchange -> {
            exchange.getResponseHeaders()
                    .add("Location", "http://127.0.0.1:" + server.getAddress().getPort() + "/secret");
            answer(exchange, 302, "");
        });
        at.createContext("/huge", exchange -> answer(exchange, 200, "{\"level\":\"" + "x".repeat(100_000) + "\"}"));
        at.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0); // chunked
            try (var body = exchange.getResponseBody()) {
                while (over.getCount() > 0) {
                    body.write("x".repeat(8_192).getBytes(StandardCharsets.US_ASCII));
                }
            }
        });
        at.createContext("/chunks", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                body.write("{\"level\":".getBytes(StandardCharsets.US_ASCII));
                body.flush();
                body.write("\"silver\"}".getBytes(StandardCharsets.US_ASCII));
            }
        });
        at.createContext("/silent", exchange -> {
            await(over);
            exchange.close();
        });
        at.start();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var to = exchange.getResponseBody()) {
            to.write(bytes);
        }
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private String url(String path) {
        return "http://" + HOST + ":" + server.getAddress().getPort() + path;
    }

    private LookupClient client(LookupClient.Resolver names, String... allowed) {
        return new LookupClient(
                new LookupPolicy(Set.of(allowed)),
                names,
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                JsonMapper.builder().build(),
                threads);
    }

    private Directory.Answer ask(LookupClient client, FlowEffect.Lookup lookup) {
        return client.ask(new InteractionId(77), lookup)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private Directory.Answer ask(String path) {
        return ask(client(_ -> List.of(HERE), HOST), get(url(path), 20_000));
    }

    private static FlowEffect.Lookup get(String url, long timeoutMillis) {
        return new FlowEffect.Lookup(
                1,
                url,
                FlowStep.Method.GET,
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                List.of("level", "orders", "open", "none", "deep", "absent"),
                timeoutMillis);
    }

    @Test
    void theFieldsAskedForAreReadFromTheAnswer() {
        var query = new LinkedHashMap<>(Map.of("number", "+852 1111&x"));
        var lookup = new FlowEffect.Lookup(
                1,
                url("/customer?of=shop"),
                FlowStep.Method.GET,
                query,
                new LinkedHashMap<>(),
                List.of("level", "orders", "open", "none", "deep", "absent"),
                20_000);
        var answer = ask(client(_ -> List.of(HERE), HOST), lookup);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.fields())
                .containsExactly(Map.entry("level", "gold"), Map.entry("orders", "3"), Map.entry("open", "true"));
        assertThat(asked).containsExactly("GET /customer?of=shop&number=%2B852+1111%26x  for " + HOST);
    }

    @Test
    void aBodyIsPostedAsJson() {
        var lookup = new FlowEffect.Lookup(
                1,
                url("/customer"),
                FlowStep.Method.POST,
                new LinkedHashMap<>(),
                new LinkedHashMap<>(Map.of("name", "吴")),
                List.of("level"),
                20_000);
        assertThat(ask(client(_ -> List.of(HERE), HOST), lookup).fields()).containsEntry("level", "gold");
        assertThat(asked).containsExactly("POST /customer {\"name\":\"吴\"} for " + HOST);
    }

    @Test
    void anAnswerInChunksIsPutTogether() {
        assertThat(ask("/chunks").fields()).containsEntry("level", "silver");
    }

    @Test
    void aServiceThatFailsTellsItsStatus() {
        assertThat(ask("/failing").status()).isEqualTo(500);
    }

    @Test
    void aServiceThatIsSilentCostsTheStepsTimeAndNoMore() {
        var answer = ask(client(_ -> List.of(HERE), HOST), get(url("/silent"), 300));
        assertThat(answer.status()).isZero();
        assertThat(answer.fields()).isEmpty();
    }

    @Test
    void aServiceThatIsNotThereIsNoAnswer() throws IOException {
        int free;
        try (var taken = new java.net.ServerSocket(0, 1, HERE)) {
            free = taken.getLocalPort();
        }
        assertThat(ask(client(_ -> List.of(HERE), HOST), get("http://" + HOST + ":" + free + "/", 20_000))
                        .status())
                .isZero();
        assertThat(ask(
                                client(
                                        host -> {
                                            throw new java.net.UnknownHostException(host);
                                        },
                                        HOST),
                                get(url("/customer"), 20_000))
                        .status())
                .isZero();
    }

    @Test
    void aRedirectIntoTheHouseIsNotFollowed() {
        var answer = ask("/moved");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.fields()).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void aHugeBodyIsNotReadWhetherItSaysSoOrNot() {
        assertThat(ask("/huge").status()).isZero();
        assertThat(ask("/endless").status()).isZero();
    }

    @Test
    void whatIsNotJsonHasNoFields() {
        var answer = ask("/prose");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.fields()).isEmpty();
    }

    @Test
    void aPrivateHostIsReachedOnlyWhenTheSiteNamesIt() {
        assertThat(ask(client(_ -> List.of(HERE)), get(url("/customer"), 20_000))
                        .status())
                .isZero();
        assertThat(ask(client(_ -> List.of(HERE), "another.internal"), get(url("/customer"), 20_000))
                        .status())
                .isZero();
        assertThat(asked).isEmpty();
        assertThat(ask("/customer").status()).isEqualTo(200);
    }

    @Test
    void aPublicNameThatPointsIntoTheHouseIsRefusedEvenWhenOnlyOneOfItsAddressesDoes() throws IOException {
        var somewhere = InetAddress.getByAddress(new byte[] {8, 8, 4, 4});
        var lookup = get("https://rebind.example.com:" + server.getAddress().getPort() + "/customer", 20_000);
        assertThat(ask(client(_ -> List.of(HERE)), lookup).status()).isZero();
        assertThat(ask(client(_ -> List.of(somewhere, HERE)), lookup).status()).isZero();
        assertThat(asked).isEmpty();
    }

    @Test
    void aNameIsResolvedOnceSoItCannotTurnPrivateBetweenCheckAndConnection() throws IOException {
        // The first answer of a rebinding name server is harmless, every later one points into the house. The harmless
        // address is one where nothing listens: 127.0.0.2 stands for it, under a policy that allows the name.
        var times = new AtomicInteger();
        var harmless = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        var answer = ask(
                client(_ -> List.of(times.getAndIncrement() == 0 ? harmless : HERE), HOST),
                get(url("/customer"), 20_000));
        assertThat(times).hasValue(1);
        assertThat(answer.status()).isZero();
        assertThat(asked).isEmpty();
    }

    @Test
    void overTlsTheCertificateIsCheckedAgainstTheNameAlthoughTheAddressIsFixed() throws Exception {
        try (var data = DataFolder.open(folder.resolve("data"))) {
            var files = Certificates.selfSigned(data, HERE, Instant.now());
            var context = context(files.chain(), files.key());
            var secure = HttpsServer.create(new InetSocketAddress(HERE, 0), 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(context));
            serve(secure);
            try {
                var client = new LookupClient(
                        new LookupPolicy(Set.of(HERE.getHostAddress(), "other.internal")),
                        _ -> List.of(HERE),
                        context.getSocketFactory(),
                        JsonMapper.builder().build(),
                        threads);
                int port = secure.getAddress().getPort();
                var right = URI.create("https://" + HERE.getHostAddress() + ":" + port + "/customer");
                assertThat(ask(client, get(right.toString(), 20_000)).fields()).containsEntry("level", "gold");
                var wrong = "https://other.internal:" + port + "/customer";
                assertThat(ask(client, get(wrong, 20_000)).status()).isZero();
                assertThat(asked).hasSize(1);
            } finally {
                secure.stop(0);
            }
        }
    }

    private static SSLContext context(Path chain, Path key) throws IOException, GeneralSecurityException {
        var pem = Files.readString(key).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem));
        var certificate = Certificates.read(chain);
        var password = "unused".toCharArray();
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        store.setKeyEntry(
                "server",
                KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                        .generatePrivate(spec),
                password,
                new ArrayList<>(List.of(certificate)).toArray(java.security.cert.Certificate[]::new));
        store.setCertificateEntry("trusted", certificate);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
