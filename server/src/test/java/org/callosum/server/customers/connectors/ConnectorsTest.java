package org.callosum.server.customers.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.callosum.flow.LookupPolicy;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// A client's system, played by a small real server that behaves as badly as systems do.
@ServerTest
class ConnectorsTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    Connectors connectors;

    @Autowired
    JdbcClient database;

    @Autowired
    JsonMapper json;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private Instant now = NOON;
    private HttpServer server;
    private ConnectorCalls calls;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
        server.setExecutor(threads);
        server.createContext("/customer", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Key"));
            answer(
                    exchange,
                    200,
                    "{\"data\":{\"tier\":\"gold\",\"orders\":[{\"state\":\"sent\"}],\"deep\":{\"a\":1}},\"none\":null}");
        });
        server.createContext("/nobody", exchange -> answer(exchange, 404, "{}"));
        server.createContext("/failing", exchange -> {
            asked.add("failing");
            answer(exchange, 500, "{}");
        });
        server.createContext("/prose", exchange -> answer(exchange, 200, "<html>closed</html>"));
        server.createContext("/huge", exchange -> answer(exchange, 200, "{\"tier\":\"" + "x".repeat(100_000) + "\"}"));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/customer");
            answer(exchange, 302, "");
        });
        server.createContext("/silent", exchange -> {
            asked.add("silent");
            await(over);
            exchange.close();
        });
        server.createContext("/notes", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, asked.size() == 1 ? 503 : 201, "{}");
        });
        server.start();
        calls = new ConnectorCalls(new LookupPolicy(Set.of("127.0.0.1")), json, new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        });
    }

    @AfterEach
    void close() {
        over.countDown();
        server.stop(0);
        threads.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private ConnectorCalls.Target target(long id, int timeoutMillis, int cacheMinutes) {
        return new ConnectorCalls.Target(
                id,
                base(),
                "X-Key",
                "s3cret",
                timeoutMillis,
                cacheMinutes,
                List.of(
                        new Connector.Mapping("Tier", "data.tier"),
                        new Connector.Mapping("Last order", "data.orders[0].state"),
                        new Connector.Mapping("Nothing", "none"),
                        new Connector.Mapping("Deep", "data.deep"),
                        new Connector.Mapping("Missing", "data.orders[7].state")));
    }

    private static String code(ConnectorCalls.Outcome outcome) {
        return outcome instanceof ConnectorCalls.Outcome.Failed(var code) ? code : outcome.toString();
    }

    @Test
    void fieldsAreFoundByTheirPathsAndKeptForAWhile() {
        var path = ConnectorCalls.filled("/customer?phone={number}", Map.of("number", "+86 138&x=1"));
        var target = target(1, 2_000, 5);
        assertThat(calls.read(target, path))
                .isEqualTo(new ConnectorCalls.Outcome.Found(Map.of("Tier", "gold", "Last order", "sent")));
        calls.read(target, path);
        assertThat(asked).containsExactly("/customer?phone=%2B86+138%26x%3D1 s3cret"); // asked once
        now = NOON.plusSeconds(301);
        calls.read(target, path);
        assertThat(asked).hasSize(2);
        calls.forget();
        calls.read(target, path);
        assertThat(asked).hasSize(3);
    }

    @Test
    void whatGoesWrongIsNamed() {
        assertThat(calls.read(target(1, 2_000, 0), "/nobody")).isEqualTo(new ConnectorCalls.Outcome.NotThere());
        assertThat(code(calls.read(target(2, 2_000, 0), "/failing"))).isEqualTo("connector-failed");
        assertThat(code(calls.read(target(3, 2_000, 0), "/prose"))).isEqualTo("connector-unreadable");
        assertThat(code(calls.read(target(4, 2_000, 0), "/huge"))).isEqualTo("connector-failed");
        assertThat(code(calls.read(target(5, 2_000, 0), "/moved"))).isEqualTo("connector-failed");
        assertThat(asked).containsExactly("failing"); // nothing was followed
        assertThat(code(calls.read(target(6, 300, 0), "/silent"))).isEqualTo("connector-slow");
        var strict = new ConnectorCalls(LookupPolicy.publicOnly(), json, Clock.systemUTC());
        assertThat(code(strict.read(target(7, 300, 0), "/customer"))).isEqualTo("connector-refused");
    }

    @Test
    void whatKeepsFailingIsLeftAloneAndTriedAgainWithOneQuestion() {
        var target = target(1, 2_000, 0);
        for (var i = 0; i < Circuit.FAULTS; i++) {
            assertThat(code(calls.read(target, "/failing"))).isEqualTo("connector-failed");
        }
        assertThat(code(calls.read(target, "/customer"))).isEqualTo("connector-left-alone");
        assertThat(asked).hasSize(Circuit.FAULTS);
        assertThat(calls.circuit(1).state(now.toEpochMilli())).isEqualTo(Circuit.State.OPEN);
        now = now.plusMillis(Circuit.OPEN_MILLIS);
        assertThat(calls.circuit(1).state(now.toEpochMilli())).isEqualTo(Circuit.State.HALF_OPEN);
        assertThat(calls.read(target, "/customer")).isInstanceOf(ConnectorCalls.Outcome.Found.class);
        assertThat(calls.circuit(1).state(now.toEpochMilli())).isEqualTo(Circuit.State.CLOSED);
        // another system was never in doubt
        assertThat(calls.read(target(2, 2_000, 0), "/customer")).isInstanceOf(ConnectorCalls.Outcome.Found.class);
    }

    @Test
    void aSlowSystemHoldsFourQuestionsAndNoMore() throws Exception {
        var tries = new ArrayList<Callable<String>>();
        for (var i = 0; i < 12; i++) {
            tries.add(() -> code(calls.read(target(1, 1_500, 0), "/silent")));
        }
        var codes = new ArrayList<String>();
        for (var each : threads.invokeAll(tries)) {
            codes.add(each.get());
        }
        assertThat(codes)
                .isSubsetOf("connector-slow", "connector-busy", "connector-left-alone")
                .contains("connector-slow", "connector-busy");
        assertThat(asked.size()).isBetween(1, Circuit.AT_ONCE);
    }

    @Test
    void aDefinitionIsJudgedAndItsSecretNeverShown() {
        var here = Furnished.open(application);
        var wanted = new HashMap<String, Object>(Map.of(
                "clientId",
                here.client(),
                "code",
                "crm",
                "name",
                Map.of("en", "CRM"),
                "kind",
                "crm",
                "baseUrl",
                "https://crm.example.org/api/",
                "secret",
                "Bearer abc",
                "readPath",
                "/customers?phone={number}"));
        wanted.put("mapping", List.of(Map.of("label", "Tier", "path", "data.tier")));
        var id = here.id("/api/connectors", wanted);
        var shown = here.staff().get("/api/connectors/" + id).expect(200);
        assertThat(shown.text()).doesNotContain("abc");
        assertThat(shown.body().path("secretKept").asBoolean()).isTrue();
        assertThat(shown.body().path("baseUrl").asString()).isEqualTo("https://crm.example.org/api");
        assertThat(here.staff().get("/api/audit").expect(200).text())
                .contains("connector-created")
                .doesNotContain("abc");
        wanted.putAll(Map.of(
                "code",
                "other",
                "baseUrl",
                "http://169.254.169.254/",
                "readPath",
                "/../x?phone={order}",
                "secret",
                "a\nHost: b",
                "timeoutMillis",
                60_000,
                "mapping",
                List.of(Map.of("label", "x", "path", "a..b"))));
        assertThat(here.staff()
                        .post("/api/connectors", wanted)
                        .expect(400)
                        .body()
                        .path("fields")
                        .findValuesAsString("field"))
                .containsExactlyInAnyOrder("baseUrl", "readPath", "secret", "timeoutMillis", "mapping[0].path");
        var stranger = Furnished.open(application).staff();
        stranger.get("/api/connectors/" + id).expect(404);
        stranger.post("/api/connectors/" + id + "/try", Map.of("value", "1")).expect(404);
        stranger.delete("/api/connectors/" + id).expect(404);
        here.staff().delete("/api/connectors/" + id).expect(204);
    }

    @Test
    void aNoteOutlivesASystemThatIsDownAndTheProcessThatSentIt() {
        var here = Furnished.open(application);
        long tenant = here.house().tenantId();
        var customer = here.customer("Wu Xiaolin", "13800138000");
        tenancy.<Integer>asSystem(
                tenant,
                () -> database.sql("""
                        insert into connector (id, tenant_id, client_id, code, name, kind, base_url, read_path, write_path)
                        values (?, ?, ?, 'crm', '{"en":"CRM"}', 'crm', ?, '/customer?phone={number}', '/notes')""")
                        .params(tenant + 1, tenant, here.house().clientId(), base())
                        .update());
        assertThat(here.staff()
                        .post(
                                "/api/customers/" + customer + "/outside-notes",
                                Map.of("interactionId", "77", "text", "wants a refund"))
                        .expect(200)
                        .body()
                        .path("systems")
                        .asInt())
                .isOne();
        // the application's own sender may not reach this address: what it takes is refused, and due again later
        var outbox = new ConnectorOutbox(connectors, calls, tenancy, json, Clock.systemUTC());
        until("refused once by the system", () -> {
            due(tenant);
            outbox.send(tenant);
            return !asked.isEmpty();
        });
        assertThat(state(tenant)).isEqualTo("waiting");
        // taken by a process that is killed before it settles: due again when its time is over
        tenancy.<Integer>asSystem(
                tenant, () -> connectors.due(10, Instant.now().plusSeconds(60)).size());
        until("sent", () -> {
            due(tenant);
            outbox.send(tenant);
            return state(tenant).equals("sent");
        });
        assertThat(asked)
                .hasSize(2)
                .allMatch(body -> body.contains("wants a refund") && body.contains("+8613800138000"));
        here.staff()
                .post("/api/customers/" + customer + "/outside-notes", Map.of("text", "and another"))
                .expect(200);
        here.staff()
                .post("/api/customers/" + customer + "/erase", Map.of("reason", "asked in writing"))
                .expect(204);
        due(tenant);
        outbox.send(tenant);
        assertThat(asked).hasSize(2); // nobody is told of somebody forgotten
        assertThat(tenancy.<Long>asSystem(
                        tenant,
                        () -> database.sql(
                                        "select count(*) from connector_outbox where body is not null or customer_id is not null")
                                .query(Long.class)
                                .single()))
                .isZero();
    }

    @Test
    void whatTheWrapUpWroteIsToldByItselfWhereTheClientSaysSo() {
        var here = Furnished.open(application);
        long tenant = here.house().tenantId();
        var customer = Long.parseLong(here.customer("Wu Xiaolin", "13800138000"));
        var wanted = new HashMap<String, Object>(Map.of(
                "clientId", here.client(),
                "code", "crm",
                "name", Map.of("en", "CRM"),
                "kind", "crm",
                "baseUrl", "https://crm.example.org/api",
                "readPath", "/customers?phone={number}",
                "autoNotes", true));
        assertThat(here.staff().post("/api/connectors", wanted).expect(400).text())
                .contains("autoNotes");
        ended(here, customer, 71, "before the rule", Instant.now());
        wanted.put("writePath", "/notes");
        var id = here.id("/api/connectors", wanted);
        assertThat(here.staff()
                        .get("/api/connectors/" + id)
                        .expect(200)
                        .body()
                        .path("autoNotes")
                        .asBoolean())
                .isTrue();
        ended(here, customer, 72, "promised a call on Friday", Instant.now().plusSeconds(1));
        ended(here, customer, 73, "", Instant.now().plusSeconds(1));
        for (int i = 0; i < 3; i++) {
            tenancy.<Integer>asSystem(tenant, connectors::gather);
        }
        assertThat(tenancy.<List<String>>asSystem(
                        tenant,
                        () -> database.sql("select coalesce(body::text, '') from connector_outbox")
                                .query((row, _) -> row.getString(1))
                                .list()))
                .as("one contact, once: not the earlier one, and none about which nothing was written")
                .singleElement()
                .asString()
                .contains("promised a call on Friday", "+8613800138000", "issue-resolved");
    }

    @Test
    void whatIsWrittenAfterAContactWasToldIsToldAsWellAndOnce() {
        var here = Furnished.open(application);
        long tenant = here.house().tenantId();
        var customer = Long.parseLong(here.customer("Wu Xiaolin", "13800138000"));
        here.id(
                "/api/connectors",
                Map.of(
                        "clientId", here.client(),
                        "code", "crm",
                        "name", Map.of("en", "CRM"),
                        "kind", "crm",
                        "baseUrl", "https://crm.example.org/api",
                        "readPath", "/customers?phone={number}",
                        "writePath", "/notes",
                        "autoNotes", true));
        ended(here, customer, 81, "promised a call on Friday", Instant.now().plusSeconds(1));
        gathers(tenant);
        assertThat(bodies(tenant)).hasSize(1);
        note(here, 82, 81, "Friday is kept", "false");
        note(here, 83, 81, "still being typed", "true");
        note(here, 84, 80, "of a contact that nobody was told of", "false");
        tenancy.<Integer>asSystem(
                tenant,
                () -> database.sql("""
                        insert into interaction_disposition (tenant_id, client_id, interaction_id, revision, at, set_by, codes)
                        values (?, ?, ?, 2, now(), 'lead', '{escalated}')""")
                        .params(tenant, here.house().clientId(), tenant + 81)
                        .update());
        gathers(tenant);
        gathers(tenant);
        assertThat(bodies(tenant)).hasSize(3);
        assertThat(bodies(tenant).stream().filter(each -> each.contains("Friday is kept")))
                .as("the later note, with the results as they are now")
                .singleElement()
                .asString()
                .contains("escalated", "+8613800138000");
        assertThat(bodies(tenant).stream().filter(each -> each.contains("escalated")))
                .as("the note and the correction")
                .hasSize(2);
        here.staff()
                .post("/api/customers/" + customer + "/erase", Map.of("reason", "asked in writing"))
                .expect(204);
        gathers(tenant);
        assertThat(bodies(tenant)).as("nothing of a forgotten customer").containsOnly("");
    }

    private void gathers(long tenant) {
        tenancy.<Integer>asSystem(tenant, connectors::gather);
        tenancy.<Integer>asSystem(tenant, connectors::gatherLater);
    }

    private List<String> bodies(long tenant) {
        return tenancy.<List<String>>asSystem(
                tenant,
                () -> database.sql("select coalesce(body::text, '') from connector_outbox")
                        .query((row, _) -> row.getString(1))
                        .list());
    }

    private void note(Furnished here, int nr, int contact, String text, String draft) {
        long tenant = here.house().tenantId();
        tenancy.<Integer>asSystem(
                tenant,
                () -> database.sql("""
                                insert into interaction_note (id, tenant_id, client_id, interaction_id, at, author, text, draft)
                                values (?, ?, ?, ?, now(), 'Amy', ?, cast(? as boolean))""")
                        .params(tenant + nr, tenant, here.house().clientId(), tenant + contact, text, draft)
                        .update());
    }

    /// A contact whose agent has finished.
    private void ended(Furnished here, long customer, int nr, String note, Instant closed) {
        long tenant = here.house().tenantId();
        long id = tenant + nr;
        tenancy.<Integer>asSystem(tenant, () -> {
            database.sql("""
                            insert into interaction (id, tenant_id, client_id, direction, channel, arrived_at, closed_at, outcome,
                                customer_id) values (?, ?, ?, 'in', 'voice', now(), ?, 'handled', ?)""")
                    .params(id, tenant, here.house().clientId(), closed.atOffset(ZoneOffset.UTC), customer)
                    .update();
            if (note.isEmpty()) {
                return 0;
            }
            database.sql("""
                            insert into interaction_disposition (tenant_id, client_id, interaction_id, revision, at, set_by, codes)
                            values (?, ?, ?, 1, now(), 'agent 1', '{issue-resolved}')""").params(tenant, here.house().clientId(), id).update();
            return database.sql("""
                            insert into interaction_note (id, tenant_id, client_id, interaction_id, at, author, text)
                            values (?, ?, ?, ?, now(), 'Amy', ?)""")
                    .params(id, tenant, here.house().clientId(), id, note)
                    .update();
        });
    }

    private static void until(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void due(long tenant) {
        tenancy.<Integer>asSystem(
                tenant,
                () -> database.sql("update connector_outbox set next_at = now() - interval '1 hour'")
                        .update());
    }

    private String state(long tenant) {
        return tenancy.<String>asSystem(
                tenant,
                () -> database.sql("select state from connector_outbox order by id limit 1")
                        .query((row, _) -> row.getString(1))
                        .single());
    }
}
