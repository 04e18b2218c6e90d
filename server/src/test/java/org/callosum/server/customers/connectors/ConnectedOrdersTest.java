package org.callosum.server.customers.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.callosum.flow.FlowCatalogue;
import org.callosum.flow.FlowContext;
import org.callosum.flow.FlowDefinition;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowInput;
import org.callosum.flow.FlowInterpreter;
import org.callosum.flow.FlowLibrary;
import org.callosum.flow.FlowReader;
import org.callosum.flow.LookupPolicy;
import org.callosum.server.customers.Customers;
import org.callosum.server.customers.goods.OrderSelfService;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.ServerTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Callers, and the systems of a client that know their orders and accounts, played by a small real server.
@ServerTest
class ConnectedOrdersTest {
    private static final String NUMBER = "13800138000";
    private static final String ORDERS = "https://orders.callosum.invalid/";
    private static final String ACCOUNT = "https://account.callosum.invalid/";
    private static final long CONTACT = 4711;

    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    Connectors connectors;

    @Autowired
    Customers customers;

    @Autowired
    OrderSelfService own;

    @Autowired
    Audit audit;

    @Autowired
    JdbcClient database;

    @Autowired
    JsonMapper json;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch over = new CountDownLatch(1);

    /// What was asked of the other system: method and path, and the body of what was posted.
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private volatile String order = "{}";
    private volatile int actStatus = 200;
    private volatile String afterAct = "";
    private HttpServer server;
    private SelfService selfService;
    private ConnectorCalls calls;
    private Furnished here;
    private long customer;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/orders/", exchange -> {
            var path = exchange.getRequestURI().getPath();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add((exchange.getRequestMethod() + " " + path + " " + body).strip());
            if (path.contains("silent")) {
                await(over);
                exchange.close();
            } else if (!path.startsWith("/orders/900100")) {
                answer(exchange, path.contains("broken") ? 500 : 404, "{}");
            } else if (exchange.getRequestMethod().equals("POST")) {
                if (actStatus == 0) {
                    await(over);
                    exchange.close();
                    return;
                }
                if (actStatus < 300 && !afterAct.isEmpty()) {
                    order = afterAct;
                }
                answer(exchange, actStatus, "{}");
            } else {
                answer(exchange, 200, order);
            }
        });
        server.createContext("/account", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            answer(
                    exchange,
                    200,
                    "{\"a\":{\"due\":\"2020-01-31\",\"owes\":128.5,\"used\":\"42.25\",\"plan\":\"Fibre 500\",\"odd\":\"x\"}}");
        });
        server.start();
        calls = new ConnectorCalls(new LookupPolicy(Set.of("127.0.0.1")), json, Clock.systemUTC());
        selfService = new SelfService(own, connectors, calls, customers, tenancy, audit, json, Clock.systemUTC());
        here = Furnished.open(application);
        customer = Long.parseLong(here.customer("Wu Xiaolin", NUMBER));
        order = order("+86 138-0013-8000", "In Packing");
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
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String order(String owner, String state) {
        return "{\"o\":{\"phone\":\"%s\",\"status\":\"%s\",\"due\":\"2099-05-01T10:00:00Z\",\"pieces\":[{\"n\":3}]}}"
                .formatted(owner, state);
    }

    private static Map<String, Object> callers() {
        var callers = new HashMap<String, Object>();
        callers.put("active", true);
        callers.put("ownerPath", "o.phone");
        callers.put("ownerIs", "number");
        callers.put("statePath", "o.status");
        callers.put("dayPath", "o.due");
        callers.put("quantityPath", "o.pieces[0].n");
        callers.put("cancelPath", "/orders/{order}/cancel");
        callers.put("postponePath", "/orders/{order}/postpone");
        callers.put("changePath", "/orders/{order}/change");
        callers.put(
                "states",
                List.of(
                        Map.of("theirs", "in packing", "ours", "confirmed"),
                        Map.of("theirs", "gone", "ours", "shipped"),
                        Map.of("theirs", "void", "ours", "cancelled")));
        return callers;
    }

    private Map<String, Object> wanted(String kind) {
        var wanted = new HashMap<String, Object>(Map.of(
                "clientId",
                here.client(),
                "code",
                "outside",
                "name",
                Map.of("en", "Outside"),
                "kind",
                kind,
                "baseUrl",
                "https://orders.example.org",
                "readPath",
                kind.equals("crm") ? "/account?of={number}" : "/orders/{order}"));
        wanted.put("cacheMinutes", 5);
        wanted.put("timeoutMillis", 2_000);
        return wanted;
    }

    /// Made at the interface, and then brought to where the small server is, which the interface refuses.
    private String connected(Map<String, Object> wanted) {
        var id = here.id("/api/connectors", wanted);
        tenancy.<Integer>asSystem(
                here.house().tenantId(),
                () -> database.sql("update connector set base_url = ? where id = ?")
                        .params("http://127.0.0.1:" + server.getAddress().getPort(), Long.valueOf(id))
                        .update());
        return id;
    }

    private String connected(Map<String, ?> callers, String readPath) {
        var wanted = wanted("orders");
        wanted.put("callers", callers);
        wanted.put("readPath", readPath);
        return connected(wanted);
    }

    private SelfService.Answer ask(long who, String act, Map<String, String> more) {
        return ask(who, act, more, 3_000);
    }

    private SelfService.Answer ask(long who, String act, Map<String, String> more, long within) {
        var asks = new HashMap<>(more);
        asks.putIfAbsent("order", "900100");
        return selfService.answer(
                new SelfService.Contact(here.house().tenantId(), here.house().clientId(), who, CONTACT),
                act.startsWith("https") ? act : ORDERS + act,
                asks,
                within);
    }

    private List<String> posted() {
        return asked.stream().filter(each -> each.startsWith("POST")).toList();
    }

    @Test
    void aCallerHearsWhereTheirOrderStandsAtTheClientsSystem() {
        connected(callers(), "/orders/{order}");
        assertThat(ask(customer, "status", Map.of()))
                .isEqualTo(new SelfService.Answer(
                        200,
                        new java.util.LinkedHashMap<>(Map.of(
                                "number", "900100",
                                "state", "confirmed",
                                "open", "true",
                                "day", "2099-05-01",
                                "lines", "1",
                                "quantity", "3")),
                        null));
        order = order("013800138000", "GONE");
        assertThat(ask(customer, "status", Map.of()).fields())
                .as("what is kept for agents is not told to callers")
                .containsEntry("state", "shipped")
                .containsEntry("open", "false");
    }

    @Test
    void nobodyElsesOrderIsThere() {
        connected(callers(), "/orders/{order}");
        var stranger = Long.parseLong(here.customer("Li Na", "13911112222"));
        var unknown = ask(customer, "status", Map.of("order", "777777"));
        assertThat(unknown).isEqualTo(SelfService.Answer.nothing(404));
        for (var act : List.of("status", "cancel", "postpone", "quantity", "else")) {
            assertThat(ask(stranger, act, Map.of("quantity", "2"))).as(act).isEqualTo(unknown);
            assertThat(ask(0, act, Map.of())).as(act).isEqualTo(unknown);
        }
        for (var owner : List.of("", " ", "nobody", "4")) {
            order = order(owner, "in packing");
            assertThat(ask(customer, "cancel", Map.of())).as(owner).isEqualTo(unknown);
        }
        order = "{\"o\":{\"status\":\"in packing\"}}";
        assertThat(ask(customer, "cancel", Map.of())).isEqualTo(unknown);
        assertThat(posted()).isEmpty();
    }

    @Test
    void theOwnerMayBeAnEMailAddress() {
        var callers = callers();
        callers.put("ownerIs", "email");
        connected(callers, "/orders/{order}");
        order = order("Wu@Example.org", "in packing");
        assertThat(ask(customer, "status", Map.of()).status())
                .as("no address is on the record")
                .isEqualTo(404);
        tenancy.<Integer>asSystem(
                here.house().tenantId(),
                () -> database.sql("update customer set email = 'wu@example.org' where id = ?")
                        .params(customer)
                        .update());
        assertThat(ask(customer, "status", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void aStateThatNobodyMappedIsNotGuessed() {
        connected(callers(), "/orders/{order}");
        order = order("+8613800138000", "quarantined");
        assertThat(ask(customer, "status", Map.of()).fields())
                .doesNotContainKey("state")
                .containsEntry("open", "false");
        assertThat(ask(customer, "cancel", Map.of()).status()).isEqualTo(409);
        assertThat(posted()).isEmpty();
    }

    @Test
    void pressingTwiceCancelsOnce() {
        connected(callers(), "/orders/{order}");
        afterAct = order("+8613800138000", "void");
        var first = ask(customer, "cancel", Map.of());
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.fields()).containsEntry("state", "cancelled").containsEntry("open", "false");
        assertThat(first.did()).isEqualTo(new SelfService.Did("cancel", "outside"));
        var second = ask(customer, "cancel", Map.of());
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.fields()).containsEntry("state", "cancelled");
        assertThat(second.did()).isNull();
        assertThat(posted())
                .singleElement()
                .asString()
                .startsWith("POST /orders/900100/cancel")
                .contains("\"contact\":\"4711\"", "\"order\":\"900100\"");
        var audited = here.staff().get("/api/audit").expect(200).text();
        assertThat(audited).contains("connected-order-changed").doesNotContain("900100");
    }

    @Test
    void deliveryIsPutOffFromThePromisedDayAndAQuantityChanged() {
        connected(callers(), "/orders/{order}");
        assertThat(ask(customer, "postpone", Map.of("days", "3")).status()).isEqualTo(200);
        assertThat(posted().getLast()).contains("/postpone", "\"deliverOn\":\"2099-05-04\"", "\"days\":3");
        assertThat(ask(customer, "quantity", Map.of("quantity", "2")).status()).isEqualTo(200);
        assertThat(posted().getLast()).contains("/change", "\"quantity\":2");
        assertThat(ask(customer, "quantity", Map.of("quantity", "0")).status()).isEqualTo(409);
        order = order("+8613800138000", "in packing").replace("2099-05-01T10:00:00Z", "next week");
        assertThat(ask(customer, "postpone", Map.of()).status())
                .as("it might be promised for later than what would be asked for")
                .isEqualTo(409);
        assertThat(posted()).hasSize(2);
    }

    @Test
    void whatCannotBeDoneIsTooLateAndWhatFailsHasNoAnswer() {
        var id = connected(callers(), "/orders/{order}");
        actStatus = 409;
        var late = ask(customer, "cancel", Map.of());
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.fields()).containsEntry("state", "confirmed");
        assertThat(calls.circuit(Long.parseLong(id)).lastFault())
                .as("a refusal is no fault")
                .isNull();
        actStatus = 500;
        assertThat(ask(customer, "cancel", Map.of())).isEqualTo(SelfService.Answer.nothing(0));
        assertThat(calls.circuit(Long.parseLong(id)).lastFault()).isEqualTo("connector-failed");
        actStatus = 0;
        assertThat(ask(customer, "cancel", Map.of(), 400)).isEqualTo(SelfService.Answer.nothing(0));
        order = order("+8613800138000", "gone");
        var before = posted().size();
        assertThat(ask(customer, "cancel", Map.of()).status()).isEqualTo(409);
        assertThat(posted()).as("what has gone is not asked for").hasSize(before);
    }

    @Test
    void anActWithoutAPathIsNotOffered() {
        var callers = callers();
        List.of("cancelPath", "postponePath", "changePath").forEach(callers::remove);
        connected(callers, "/orders/{order}");
        assertThat(ask(customer, "status", Map.of()).fields())
                .containsEntry("state", "confirmed")
                .containsEntry("open", "false")
                .containsEntry("lines", "");
        assertThat(ask(customer, "cancel", Map.of()).status()).isEqualTo(409);
        assertThat(posted()).isEmpty();
    }

    @Test
    void whatWasDoneIsToldAlsoWhereTheSystemIsThenSilent() {
        connected(callers(), "/orders/{order}");
        afterAct = "not json";
        var done = ask(customer, "cancel", Map.of());
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.fields()).containsEntry("state", "cancelled");
    }

    @Test
    void aSystemThatIsBrokenOrSlowIsLeftAlone() {
        var id = connected(callers(), "/orders/broken/{order}");
        for (var i = 0; i < Circuit.FAULTS; i++) {
            assertThat(ask(customer, "status", Map.of())).isEqualTo(SelfService.Answer.nothing(0));
        }
        assertThat(ask(customer, "status", Map.of())).isEqualTo(SelfService.Answer.nothing(0));
        assertThat(asked).as("left alone").hasSize(Circuit.FAULTS);
        calls.forget(Long.parseLong(id));
        tenancy.<Integer>asSystem(
                here.house().tenantId(),
                () -> database.sql("update connector set read_path = '/orders/silent/{order}'")
                        .update());
        assertThat(ask(customer, "status", Map.of(), 300)).isEqualTo(SelfService.Answer.nothing(0));
        assertThat(calls.circuit(Long.parseLong(id)).lastFault()).isEqualTo("connector-slow");
    }

    @Test
    void onlyTheClientsOwnActiveSystemsThatServeCallersAreAsked() {
        var stranger = Furnished.open(application);
        var theirs = new HashMap<>(wanted("orders"));
        theirs.put("clientId", stranger.client());
        theirs.put("callers", callers());
        var id = stranger.id("/api/connectors", theirs);
        tenancy.<Integer>asSystem(
                stranger.house().tenantId(),
                () -> database.sql("update connector set base_url = ? where id = ?")
                        .params("http://127.0.0.1:" + server.getAddress().getPort(), Long.valueOf(id))
                        .update());
        var closed = callers();
        closed.put("active", false);
        connected(closed, "/orders/{order}");
        var off = wanted("orders");
        off.put("code", "off");
        off.put("active", false);
        off.put("callers", callers());
        connected(off);
        assertThat(ask(customer, "status", Map.of())).isEqualTo(SelfService.Answer.nothing(404));
        assertThat(asked).isEmpty();
    }

    @Test
    void ownOrdersComeFirstAndWhoIsForgottenHearsNothing() {
        connected(callers(), "/orders/{order}");
        here.id(
                "/api/orders",
                Map.of(
                        "clientId",
                        here.client(),
                        "customerId",
                        Long.toString(customer),
                        "number",
                        "900100",
                        "currency",
                        "EUR",
                        "lines",
                        List.of(Map.of("name", "Tea", "quantity", 1, "priceMinor", 900))));
        assertThat(ask(customer, "status", Map.of()).fields()).containsEntry("state", "placed");
        assertThat(asked).isEmpty();
        var other = Long.parseLong(here.customer("Li Na", "13911112222"));
        order = order("13911112222", "gone");
        assertThat(ask(other, "status", Map.of()).status()).isEqualTo(200);
        here.staff()
                .post("/api/customers/" + other + "/erase", Map.of("reason", "asked in writing"))
                .expect(204);
        assertThat(ask(other, "status", Map.of())).isEqualTo(SelfService.Answer.nothing(404));
        assertThat(asked).hasSize(1);
    }

    @Test
    void theAccountIsToldByTheNumberOnTheRecord() throws IOException {
        var wanted = wanted("crm");
        wanted.put(
                "spoken",
                List.of(
                        Map.of("name", "balance", "path", "a.owes", "kind", "money"),
                        Map.of("name", "usage", "path", "a.used", "kind", "number"),
                        Map.of("name", "due", "path", "a.due", "kind", "date"),
                        Map.of("name", "plan", "path", "a.plan", "kind", "text"),
                        Map.of("name", "odd", "path", "a.odd", "kind", "money")));
        assertThat(ask(customer, ACCOUNT, Map.of()).status()).as("no CRM").isEqualTo(404);
        assertThat(walk("account-usage")).isEmpty();
        connected(wanted);
        var told = ask(customer, ACCOUNT, Map.of("number", "13911112222")).fields();
        assertThat(told)
                .containsEntry("balance", "128.50")
                .containsEntry("balanceWhole", "128")
                .containsEntry("balanceCents", "50")
                .containsEntry("usage", "42.25")
                .containsEntry("due", "2020-01-31")
                .containsEntry(
                        "dueDays",
                        Long.toString(LocalDate.now(ZoneOffset.UTC)
                                .until(LocalDate.of(2020, 1, 31), java.time.temporal.ChronoUnit.DAYS)))
                .containsEntry("plan", "Fibre 500")
                .doesNotContainKey("odd");
        assertThat(walk("account-usage"))
                .containsExactly(
                        "usage-balance",
                        "digit-1",
                        "digit-2",
                        "digit-8",
                        "usage-point",
                        "digit-5",
                        "digit-0",
                        "usage-used",
                        "number-40",
                        "number-2");
        assertThat(asked).containsOnly("/account?of=%2B8613800138000");
        assertThat(ask(0, ACCOUNT, Map.of()).status()).isEqualTo(404);
    }

    @Test
    void whatServesCallersIsJudged() {
        var wanted = wanted("orders");
        wanted.put(
                "callers",
                Map.of(
                        "active", true,
                        "ownerPath", "a..b",
                        "ownerIs", "name",
                        "postponePath", "/orders/postpone",
                        "changePath", "/orders/{order}/change",
                        "states",
                                List.of(
                                        Map.of("theirs", "Sent", "ours", "shipped"),
                                        Map.of("theirs", "sent", "ours", "lost"))));
        assertThat(wrong(wanted))
                .containsExactlyInAnyOrder(
                        "callers.ownerPath",
                        "callers.ownerIs",
                        "callers.statePath",
                        "callers.dayPath",
                        "callers.quantityPath",
                        "callers.postponePath",
                        "callers.states[1].theirs",
                        "callers.states[1].ours");
        var crm = wanted("crm");
        crm.put(
                "spoken",
                List.of(
                        Map.of("name", "balance", "path", "a", "kind", "money"),
                        Map.of("name", "balance", "path", "", "kind", "colour"),
                        Map.of("name", "Le solde", "path", "b", "kind", "text")));
        assertThat(wrong(crm))
                .containsExactlyInAnyOrder("spoken[1].name", "spoken[1].path", "spoken[1].kind", "spoken[2].name");
    }

    private List<String> wrong(Map<String, Object> wanted) {
        return here.staff()
                .post("/api/connectors", wanted)
                .expect(400)
                .body()
                .path("fields")
                .findValuesAsString("field");
    }

    @Test
    void aTrialTellsWhatACallerWouldHear() {
        var id = connected(callers(), "/orders/{order}");
        assertThat(here.staff()
                        .post("/api/connectors/" + id + "/try-caller", Map.of("number", NUMBER))
                        .expect(400)
                        .text())
                .contains("order");
        assertThat(tried(id, Map.of("number", "13911112222", "order", "900100"))
                        .path("status")
                        .asInt())
                .as("nobody known calls from there")
                .isEqualTo(404);
        assertThat(tried(id, Map.of("number", NUMBER, "order", "900100"))
                        .path("status")
                        .asInt())
                .as("the application may not reach this address")
                .isZero();
        long tenant = here.house().tenantId();
        var ready = tenancy.asSystem(tenant, () -> connectors.ready(Long.parseLong(id)));
        var known = tenancy.asSystem(tenant, () -> customers.find(customer).orElseThrow());
        assertThat(selfService.trial(tenant, ready, known, "900100").fields()).containsEntry("state", "confirmed");
        Furnished.open(application)
                .staff()
                .post("/api/connectors/" + id + "/try-caller", Map.of("number", NUMBER, "order", "1"))
                .expect(404);
    }

    private JsonNode tried(String id, Map<String, ?> trial) {
        return here.staff()
                .post("/api/connectors/" + id + "/try-caller", trial)
                .expect(200)
                .body();
    }

    /// The shipped flow, from the caller's keys to the recordings they hear.
    @Test
    void theShippedFlowServesAConnectedOrderFromKeyToPrompt() throws IOException {
        connected(callers(), "/orders/{order}");
        afterAct = order("+8613800138000", "void");
        var heard = walk("order-status", "900100#", "1", "1", "2");
        assertThat(heard)
                .containsSubsequence(
                        "enter-order",
                        "digit-9",
                        "confirm-entry",
                        "order-confirmed",
                        "order-menu-change",
                        "order-cancelled-now",
                        "order-menu",
                        "goodbye-harbour");
        assertThat(posted()).hasSize(1);
        var looked = callers();
        List.of("cancelPath", "postponePath", "changePath").forEach(looked::remove);
        tenancy.<Integer>asSystem(
                here.house().tenantId(),
                () -> database.sql("update connector set callers = cast(? as jsonb)")
                        .params(json.writeValueAsString(looked))
                        .update());
        order = order("+8613800138000", "in packing");
        assertThat(walk("order-status", "900100#", "1", "2"))
                .as("nothing is offered that cannot be done")
                .containsSubsequence("order-confirmed", "order-menu", "goodbye-harbour")
                .doesNotContain("order-menu-change", "order-menu-open");
        order = order("13911112222", "in packing");
        assertThat(walk("order-status", "900100#", "1")).doesNotContain("order-confirmed", "order-menu-change");
    }

    private final List<String> heard = new ArrayList<>();

    /// Plays a shipped flow; each time it listens the next keys are pressed.
    private List<String> walk(String code, String... keys) throws IOException {
        var interpreter = new FlowInterpreter(new Shipped());
        var first = Objects.requireNonNull(new Shipped().current(code));
        var press = new java.util.ArrayDeque<>(List.of(keys));
        heard.clear();
        var step = interpreter.start(first, new FlowContext("en", ZoneOffset.UTC, Map.of()), 0);
        var waits = new java.util.ArrayDeque<>(step.effects());
        var run = step.run();
        while (!waits.isEmpty()) {
            FlowInput input = switch (waits.poll()) {
                case FlowEffect.Play(var ticket, var parts, var _, var _) -> {
                    parts.forEach(
                            part -> heard.add(part instanceof FlowEffect.Part.Clip(var clip) ? clip : part.toString()));
                    yield new FlowInput.PlayEnded(ticket);
                }
                case FlowEffect.Lookup lookup -> {
                    assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                            .isFalse();
                    var values = new HashMap<String, String>(lookup.query());
                    values.putAll(lookup.body());
                    var told = selfService.answer(
                            new SelfService.Contact(
                                    here.house().tenantId(), here.house().clientId(), customer, CONTACT),
                            lookup.url(),
                            values,
                            lookup.timeoutMillis());
                    yield new FlowInput.LookupAnswer(lookup.ticket(), told.status(), told.fields());
                }
                default -> null;
            };
            if (input == null && waits.isEmpty() && !press.isEmpty()) {
                input = new FlowInput.Digits(press.poll());
            }
            if (input != null) {
                step = interpreter.resume(run, input, 0);
                run = step.run();
                waits.addAll(step.effects());
            }
        }
        return List.copyOf(heard);
    }

    private static final class Shipped implements FlowLibrary {
        @Override
        public @Nullable FlowDefinition current(String code) {
            try (InputStream yaml = Objects.requireNonNull(
                    Shipped.class.getResourceAsStream("/playbook/flows/" + code + ".yaml"), code)) {
                return FlowReader.read(
                                new String(yaml.readAllBytes(), StandardCharsets.UTF_8), 1, FlowCatalogue.unknown())
                        .definition();
            } catch (IOException broken) {
                throw new java.io.UncheckedIOException(broken);
            }
        }

        @Override
        public @Nullable FlowDefinition version(String code, int version) {
            return current(code);
        }
    }
}
