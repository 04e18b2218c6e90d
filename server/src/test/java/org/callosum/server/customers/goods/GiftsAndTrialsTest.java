package org.callosum.server.customers.goods;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.playbook.Playbook;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// Gifts with a stock, once for each customer; products lent for a trial; what a caller does with what they hold.
@ServerTest
class GiftsAndTrialsTest {
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    OrderSelfService selfService;

    Furnished here;
    Caller staff;
    String customer;

    @BeforeEach
    void open() {
        here = Furnished.open(application);
        staff = here.staff();
        application.getBean(Playbook.class).bring(here.house().tenantId());
        customer = here.customer("Wu Xiaolin 吴晓琳", "13800138000");
    }

    private String product(String code, Map<String, ?> more) {
        var wanted = new HashMap<String, Object>(Map.of(
                "clientId",
                here.client(),
                "code",
                code,
                "name",
                Map.of("en", "The " + code, "zh-Hans", "产品" + code),
                "kind",
                "product"));
        wanted.putAll(more);
        return here.id("/api/products", wanted);
    }

    private Caller.Answer hold(String who, String product, String kind, Map<String, ?> more) {
        var wanted = new HashMap<String, Object>(
                Map.of("productId", product, "since", TODAY.toString(), "state", "active", "kind", kind));
        wanted.putAll(more);
        return staff.post("/api/customers/" + who + "/products", wanted);
    }

    private int stock(String product) {
        return staff.get("/api/products/" + product)
                .expect(200)
                .body()
                .path("stock")
                .asInt();
    }

    private OrderSelfService.Answer ask(String path, Map<String, String> asked) {
        return tenancy.asSystem(
                here.house().tenantId(),
                () -> selfService.answer(
                        here.house().clientId(),
                        Long.parseLong(customer),
                        0,
                        "https://goods.callosum.invalid" + path,
                        asked));
    }

    @Test
    void aGiftIsGivenOnceAndOnlyWhileThereIsOne() {
        var caddy = product("caddy", Map.of("stock", 1));
        hold(customer, caddy, "gift", Map.of()).expect(201);
        assertThat(stock(caddy)).isZero();
        assertThat(hold(customer, caddy, "gift", Map.of()).expect(409).code()).isEqualTo("gift-given-already");
        var other = here.customer("Li", "13800138001");
        assertThat(hold(other, caddy, "gift", Map.of()).expect(409).code()).isEqualTo("out-of-stock");
        // what is bought is not counted, and no gift
        hold(other, caddy, "bought", Map.of()).expect(201);
        hold(other, caddy, "present", Map.of()).expect(400);
    }

    /// What several agents did at one moment.
    private List<Integer> together(List<Callable<Integer>> work) throws InterruptedException, ExecutionException {
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newFixedThreadPool(work.size())) {
            for (var done : threads.invokeAll(work)) {
                statuses.add(done.get());
            }
        }
        return statuses;
    }

    private Callable<Integer> giving(String who, String product) {
        return () -> hold(who, product, "gift", Map.of()).status();
    }

    @Test
    void severalAgentsAtOnceGiveTheSameCustomerOneGift() throws InterruptedException, ExecutionException {
        var caddy = product("caddy", Map.of("stock", 10));
        var statuses = together(List.of(
                giving(customer, caddy),
                giving(customer, caddy),
                giving(customer, caddy),
                giving(customer, caddy),
                giving(customer, caddy),
                giving(customer, caddy)));
        assertThat(statuses).containsOnlyOnce(201);
        assertThat(statuses).filteredOn(status -> status != 201).containsOnly(409);
        assertThat(stock(caddy)).isEqualTo(9);
    }

    @Test
    void theLastOnesGoToAsManyAsThereAre() throws InterruptedException, ExecutionException {
        var caddy = product("caddy", Map.of("stock", 2));
        var work = new ArrayList<Callable<Integer>>();
        for (var i = 0; i < 6; i++) {
            work.add(giving(here.customer("Customer " + i, "1380013900" + i), caddy));
        }
        assertThat(together(work)).filteredOn(status -> status == 201).hasSize(2);
        assertThat(stock(caddy)).isZero();
    }

    @Test
    void aTrialLeavesAFollowUpOnItsDayAndGoesBackIntoTheStock() {
        var lamp = product("lamp", Map.of("stock", 3));
        hold(customer, lamp, "trial", Map.of()).expect(400); // no day on which it is to be back
        var until = TODAY.plusDays(14);
        var lent = hold(customer, lamp, "trial", Map.of("until", until.toString()))
                .expect(201)
                .body();
        assertThat(stock(lamp)).isEqualTo(2);
        var due = staff.get("/api/cases?type=follow-up")
                .expect(200)
                .body()
                .path("items")
                .get(0);
        assertThat(due.path("subject").asString()).isEqualTo("The lamp · " + until);
        assertThat(due.path("reason").asString()).isEqualTo("trial-return");
        assertThat(due.path("dueAt").asString()).startsWith(until.toString());
        assertThat(due.path("customerId").asString()).isEqualTo(customer);

        var back = change(lent, Map.of("state", "ended")).expect(200).body();
        assertThat(stock(lamp)).isEqualTo(3);
        change(back, Map.of("state", "active")).expect(400);
        change(back, Map.of("kind", "gift")).expect(400);
        assertThat(stock(lamp)).isEqualTo(3);
    }

    private Caller.Answer change(JsonNode held, Map<String, ?> more) {
        var wanted = new HashMap<String, Object>();
        for (var name : List.of("id", "version", "customerId", "productId", "since", "until", "state", "kind")) {
            if (!held.path(name).isMissingNode()) {
                wanted.put(name, held.path(name));
            }
        }
        wanted.putAll(more);
        return staff.put(
                "/api/customers/" + customer + "/products/" + held.path("id").asString(), wanted);
    }

    @Test
    void aScriptGivesAndLendsByTheNameOfTheProduct() {
        var caddy = product("caddy", Map.of("stock", 1));
        assertThat(ask("/give", Map.of("product", "the CADDY")).fields()).containsEntry("given", "yes");
        assertThat(ask("/give", Map.of("product", "caddy")).fields()).containsEntry("given", "already");
        assertThat(ask("/lend", Map.of("product", "产品caddy")).fields()).containsEntry("given", "none-left");
        assertThat(ask("/give", Map.of("product", "moon")).fields()).containsEntry("given", "unknown");
        assertThat(stock(caddy)).isZero();
        product("lamp", Map.of());
        assertThat(ask("/lend", Map.of("product", "lamp", "days", "7")).fields())
                .containsEntry("given", "yes")
                .containsEntry("until", TODAY.plusDays(7).toString());
    }

    @Test
    void aCallerHearsWhatTheyHoldAndProlongsItOnce() {
        var line = product("fibre", Map.of("kind", "service"));
        var tv = product("tv", Map.of("kind", "service"));
        hold(customer, tv, "bought", Map.of()).expect(201);
        hold(customer, line, "bought", Map.of("until", TODAY.plusDays(20).toString()))
                .expect(201);
        hold(customer, product("caddy", Map.of()), "gift", Map.of()).expect(201);

        assertThat(ask("/held", Map.of("language", "zh-Hans")).fields())
                .containsEntry("count", "2")
                .containsEntry("name", "产品fibre")
                .containsEntry("days", "20")
                .containsEntry("prolong", "true")
                .containsEntry("more", "true");
        assertThat(ask("/held", Map.of("n", "2")).fields())
                .containsEntry("name", "The tv")
                .containsEntry("prolong", "false")
                .doesNotContainKey("days")
                .containsEntry("more", "false");
        var longer = ask("/prolong", Map.of("n", "1"));
        assertThat(longer.status()).isEqualTo(200);
        assertThat(longer.fields())
                .containsEntry("until", TODAY.plusDays(20).plusYears(1).toString());
        assertThat(ask("/prolong", Map.of("n", "1")).status()).isEqualTo(409);
        assertThat(ask("/prolong", Map.of("n", "2")).status()).isEqualTo(409);
        assertThat(ask("/prolong", Map.of("n", "9")).status()).isEqualTo(404);
    }

    private OrderSelfService.Answer order(String what, Map<String, String> asked) {
        return tenancy.asSystem(
                here.house().tenantId(),
                () -> selfService.answer(
                        here.house().clientId(),
                        Long.parseLong(customer),
                        0,
                        "https://orders.callosum.invalid/" + what,
                        asked));
    }

    @Test
    void ofAnOrderWithSeveralLinesEachIsToldAndTheOneThatIsMeantIsChanged() {
        var tea = product("tea", Map.of());
        var pot = product("pot", Map.of());
        var number = staff.post(
                        "/api/orders",
                        Map.of(
                                "customerId",
                                customer,
                                "currency",
                                "CNY",
                                "lines",
                                List.of(
                                        Map.of("productId", tea, "quantity", 2, "priceMinor", 4_500),
                                        Map.of("productId", pot, "quantity", 1, "priceMinor", 20_000))))
                .expect(201)
                .body()
                .path("number")
                .asString();
        assertThat(order("line", Map.of("order", number)).fields())
                .containsEntry("quantity", "2")
                .containsEntry("more", "true");
        assertThat(order("line", Map.of("order", number, "n", "2")).fields())
                .containsEntry("quantity", "1")
                .containsEntry("more", "false");
        assertThat(order("line", Map.of("order", number, "n", "3")).status()).isEqualTo(404);
        assertThat(order("quantity", Map.of("order", number, "quantity", "3")).status())
                .as("which one is not said")
                .isEqualTo(409);
        assertThat(order("quantity", Map.of("order", number, "quantity", "3", "line", "3"))
                        .status())
                .isEqualTo(409);
        assertThat(order("quantity", Map.of("order", number, "quantity", "3", "line", "2"))
                        .status())
                .isEqualTo(200);
        var lines =
                staff.get("/api/orders?customer=" + customer).expect(200).body().at("/items/0/lines");
        assertThat(lines).extracting(each -> each.path("quantity").asInt()).containsExactly(2, 3);
    }

    @Test
    void whatWasOrderedLastIsOrderedAgainOnceAndChangedByKey() {
        assertThat(ask("/again", Map.of()).status()).isEqualTo(404);
        var tea = product("tea", Map.of());
        staff.post(
                        "/api/orders",
                        Map.of(
                                "customerId", customer,
                                "currency", "CNY",
                                "placedAt", "2026-01-05T08:00:00Z",
                                "state", "delivered",
                                "lines", List.of(Map.of("productId", tea, "quantity", 2, "priceMinor", 4_500))))
                .expect(201);
        var again = ask("/again", Map.of()).fields();
        assertThat(again).containsEntry("placed", "now");
        assertThat(ask("/again", Map.of()).fields())
                .containsEntry("placed", "before")
                .containsEntry("number", again.get("number"));
        var number = String.valueOf(again.get("number"));
        var changed = order("quantity", Map.of("order", number, "quantity", "5"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.fields()).containsEntry("quantity", "5");
        var orders = staff.get("/api/orders?customer=" + customer).expect(200).body();
        assertThat(orders.path("total").asInt()).isEqualTo(2);
        assertThat(orders.path("items")
                        .valueStream()
                        .filter(each -> each.path("number").asString().equals(number))
                        .map(each -> each.path("totalMinor").asLong()))
                .containsExactly(22_500L);
    }
}
