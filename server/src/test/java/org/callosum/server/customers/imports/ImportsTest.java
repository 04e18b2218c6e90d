package org.callosum.server.customers.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.callosum.server.customers.Customers;
import org.callosum.server.platform.jobs.Jobs;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Customers, products and orders from a file: uploaded, tried, run, stopped, taken up again, refused.
@ServerTest
class ImportsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    Customers customers;

    @Autowired
    Imports imports;

    @Autowired
    ImportWork work;

    @Autowired
    Jobs jobs;

    @Autowired
    JdbcClient database;

    Furnished here;
    Caller staff;

    @BeforeEach
    void open() {
        here = Furnished.open(application);
        staff = here.staff();
    }

    private record Answer(int status, JsonNode body) {}

    private Answer upload(byte[] content) throws IOException, InterruptedException {
        return upload("customers", content);
    }

    private Answer upload(String kind, byte[] content) throws IOException, InterruptedException {
        var boundary = "boundary-of-the-test";
        var body = new ByteArrayOutputStream();
        body.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"client\"\r\n\r\n" + here.client()
                        + "\r\n--"
                        + boundary + "\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\n" + kind
                        + "\r\n--"
                        + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\n"
                        + "Content-Type: text/csv\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        body.write(content);
        body.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        var response = staff.http()
                .send(
                        HttpRequest.newBuilder(URI.create(staff.base() + "/api/customer-imports"))
                                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                                .header("X-CSRF-Token", String.valueOf(staff.csrfToken()))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
    }

    private JsonNode uploaded(String text, Charset charset) throws IOException, InterruptedException {
        var answer = upload(text.getBytes(charset));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.body();
    }

    private JsonNode uploaded(String kind, String text) throws IOException, InterruptedException {
        var answer = upload(kind, text.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.body();
    }

    private static List<Integer> counts(JsonNode run) {
        assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("done");
        return List.of(
                run.path("made").asInt(),
                run.path("changed").asInt(),
                run.path("skipped").asInt(),
                run.path("wrong").asInt());
    }

    private JsonNode get(String path) {
        return staff.get(path).expect(200).body();
    }

    private JsonNode run(JsonNode draft, Map<String, ?> wish) {
        var id = draft.path("id").asString();
        staff.post("/api/customer-imports/" + id + "/run", wish).expect(200);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            var now = get("/api/customer-imports/" + id);
            if (List.of("done", "failed", "cancelled")
                    .contains(now.path("state").asString())) {
                return now;
            }
            assertThat(System.nanoTime()).as("the import ends").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void aChineseFileIsReadTriedAndTakenIn() throws Exception {
        here.customer("Old Friend", "13911112222");
        var draft = uploaded(
                "姓名,手机号,邮箱,入会日期\n吴晓琳,13800138000,lin@example.org,2020/3/1\n欧阳明珠,139 1111 2222,,\n没有号码,不是号码,x,2020-13-01\n,abc,,\n",
                Charset.forName("GB18030"));
        assertThat(draft.path("charset").asString()).isEqualTo("GB18030");
        assertThat(draft.path("mapping").valueStream().map(JsonNode::asString))
                .containsExactly("name", "number", "email", "customerSince");
        assertThat(draft.path("sample").get(0).get(0).asString()).isEqualTo("吴晓琳");

        var tried = run(draft, Map.of("dryRun", true));
        assertThat(tried.path("state").asString()).isEqualTo("done");
        assertThat(List.of(
                        tried.path("made").asInt(),
                        tried.path("changed").asInt(),
                        tried.path("wrong").asInt()))
                .containsExactly(1, 1, 2);
        assertThat(get("/api/customers").path("total").asInt()).isOne(); // nothing was written

        var errors = staff.get("/api/customer-imports/" + draft.path("id").asString() + "/errors.csv")
                .expect(200);
        assertThat(errors.text()).contains("4,4,入会日期,", "5,1,姓名,", "5,2,手机号,").doesNotContain("不是号码");

        var done = run(draft, Map.of("dryRun", false));
        assertThat(done.path("made").asInt()).isOne();
        var made = get("/api/customers?q=13800138000").path("items").get(0);
        assertThat(made.path("name").asString()).isEqualTo("吴晓琳");
        assertThat(made.path("customerSince").asString()).isEqualTo("2020-03-01");
        assertThat(get("/api/customers?q=13911112222")
                        .path("items")
                        .get(0)
                        .path("name")
                        .asString())
                .isEqualTo("欧阳明珠");
        // run once more, nobody is there twice
        assertThat(run(draft, Map.of("dryRun", false)).path("skipped").asInt()).isEqualTo(2);
        assertThat(get("/api/customers").path("total").asInt()).isEqualTo(2);
    }

    @Test
    void productsAreTriedTakenInAndLaidOverThoseThatAreThere() throws Exception {
        var draft = uploaded(
                "products",
                "code,name,名称,type,parent,price,currency\n"
                        + "kettle,Kettle,电水壶,product,,199.00,CNY\n"
                        + "lid,Lid,,part,kettle,9.5,CNY\n"
                        + "lamp,Lamp,,gadget,,12,CNY\n"
                        + "desk,Desk,,product,nowhere,12.345,CNY\n");
        assertThat(draft.path("mapping").valueStream().map(JsonNode::asString))
                .containsExactly("code", "name", "nameZhHans", "kind", "parent", "price", "currency");
        assertThat(counts(run(draft, Map.of("dryRun", true))))
                .as("a trial judges each row for itself: the lid's kettle is not there yet")
                .containsExactly(1, 0, 0, 3);
        assertThat(get("/api/products").path("items").size()).isZero();
        assertThat(counts(run(draft, Map.of("dryRun", false)))).containsExactly(2, 0, 0, 2);
        var errors = staff.get("/api/customer-imports/" + draft.path("id").asString() + "/errors.csv")
                .expect(200)
                .text();
        assertThat(errors).contains("4,4,type,", "5,5,parent,").doesNotContain("nowhere", "gadget");

        var next = uploaded("products", "sku;price;currency\nkettle;189;CNY\nlid;9.50;CNY\n");
        assertThat(counts(run(next, Map.of("dryRun", false)))).containsExactly(0, 1, 1, 0);
        var kettle = get("/api/products?q=kettle").path("items").get(0);
        assertThat(kettle.path("priceMinor").asLong()).isEqualTo(18_900);
        assertThat(kettle.path("name").path("zh-Hans").asString()).isEqualTo("电水壶");
        assertThat(staff.post(
                                "/api/customer-imports/" + next.path("id").asString() + "/run",
                                Map.of("mapping", List.of("", "price", "")))
                        .expect(400)
                        .text())
                .contains("import-code-needed");
    }

    @Test
    void ordersAreTakenInAndMovedOn() throws Exception {
        here.customer("Wu Lin", "13800138000");
        run(uploaded("products", "code,name,price,currency\ntea,Tea,12.50,CNY\n"), Map.of("dryRun", false));
        var draft = uploaded(
                "orders",
                "order number,phone,date,status,sku,item,qty,price,currency,address\n"
                        + "A-1,138 0013 8000,2026-03-01,placed,tea,,2,,CNY,12 Mill Lane\n"
                        + "A-2,13800138000,2026/3/2,已发货,,Wrapping,1,3,CNY,\n"
                        + "A-3,13900000000,2026-03-02,placed,tea,,1,,CNY,\n"
                        + "A-4,13800138000,2026-03-02,lost,tea,,0,,CNY,\n");
        assertThat(counts(run(draft, Map.of("dryRun", true)))).containsExactly(2, 0, 0, 2);
        assertThat(get("/api/orders").path("total").asInt()).isZero();
        assertThat(counts(run(draft, Map.of("dryRun", false)))).containsExactly(2, 0, 0, 2);
        var made = get("/api/orders?q=A-1").path("items").get(0);
        assertThat(made.path("totalMinor").asLong()).isEqualTo(2_500);
        assertThat(made.path("source").asString()).isEqualTo("import");

        var next = uploaded(
                "orders",
                "order number,status,delivery date\nA-1,delivered,2026-03-09\nA-2,placed,\nA-2,shipped,\nA-9,placed,\n");
        assertThat(counts(run(next, Map.of("dryRun", false))))
                .as("one on, one not back, one as it is, one that nobody ordered")
                .containsExactly(0, 1, 1, 2);
        var after = get("/api/orders?q=A-1").path("items").get(0);
        assertThat(after.path("state").asString()).isEqualTo("delivered");
        assertThat(after.path("deliverOn").asString()).isEqualTo("2026-03-09");
        assertThat(get("/api/orders/" + after.path("id").asString() + "/history")
                        .toString())
                .as("each step is in its life")
                .contains("shipped", "import");
        assertThat(counts(run(next, Map.of("dryRun", false, "rule", "skip")))).containsExactly(0, 0, 3, 1);
    }

    @Test
    void aMappingIsKeptForTheNextFileOfTheSameColumns() throws Exception {
        var first = uploaded("who;where\nWu Lin;13800138000\n", StandardCharsets.UTF_8);
        assertThat(first.path("delimiter").asString()).isEqualTo(";");
        assertThat(staff.post("/api/customer-imports/" + first.path("id").asString() + "/run", Map.of())
                        .expect(400)
                        .body()
                        .path("fields")
                        .get(0)
                        .path("code")
                        .asString())
                .isEqualTo("import-name-needed");
        run(first, Map.of("dryRun", false, "mapping", List.of("name", "number")));
        var second = uploaded("who;where\nLi Na;13800138001\n", StandardCharsets.UTF_8);
        assertThat(second.path("mapping").valueStream().map(JsonNode::asString)).containsExactly("name", "number");
    }

    @Test
    void whoIsKnownIsLeftAloneOrTakenInAgainByTheRule() throws Exception {
        here.customer("Wu Lin", "13800138000");
        var draft = uploaded("name,number\nWu Xiaolin,13800138000\nWu Xiaolin,13800138000\n", StandardCharsets.UTF_8);
        assertThat(run(draft, Map.of("dryRun", false, "rule", "skip"))
                        .path("skipped")
                        .asInt())
                .isEqualTo(2);
        assertThat(get("/api/customers").path("items").get(0).path("name").asString())
                .isEqualTo("Wu Lin");
        assertThat(run(draft, Map.of("dryRun", false, "rule", "create"))
                        .path("made")
                        .asInt())
                .isEqualTo(2);
        assertThat(get("/api/customers").path("total").asInt()).isEqualTo(3);
    }

    @Test
    void whatIsNoTableIsRefusedAndSaysWhy() throws Exception {
        assertThat(upload(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 1, 0, 13})
                        .body()
                        .path("code")
                        .asString())
                .isEqualTo("csv-binary");
        assertThat(upload(new byte[0]).body().path("code").asString()).isEqualTo("csv-empty");
        assertThat(upload(",".repeat(10_000_000).getBytes(StandardCharsets.US_ASCII))
                        .body()
                        .path("code")
                        .asString())
                .isEqualTo("csv-columns-many");
        var broken = uploaded("name,number\nWu Lin,13800138000\n\"never closed,1\n", StandardCharsets.UTF_8);
        var ended = run(broken, Map.of("dryRun", false));
        assertThat(ended.path("state").asString()).isEqualTo("failed");
        assertThat(ended.path("fault").asString()).isEqualTo("csv-quote-open");
        assertThat(get("/api/customers").path("total").asInt()).isZero(); // a step is whole or not at all
        assertThat(upload(new byte[33 * 1024 * 1024]).status()).isEqualTo(413);
    }

    @Test
    void aJobThatDiedIsTakenUpWhereItStood() throws Exception {
        var rows = new StringBuilder("name,number\n");
        for (var i = 0; i < 3 * ImportWork.ROWS_A_STEP; i++) {
            rows.append("Person ")
                    .append(i)
                    .append(",138")
                    .append("%08d".formatted(i))
                    .append('\n');
        }
        var draft = uploaded(rows.toString(), StandardCharsets.UTF_8);
        long id = Long.parseLong(draft.path("id").asString());
        long tenant = here.house().tenantId();
        // a job as a node leaves it that was cut off after its first step, a minute ago
        tenancy.asSystem(tenant, () -> {
            database.sql("""
                            insert into job (id, tenant_id, client_id, kind, subject_id, state, created_at, account_name, heartbeat, runner)
                            values (?, ?, ?, 'customer-import', ?, 'running', now(), 'somebody', now() + interval '1 hour', 'gone')""")
                    .params(id + 1, tenant, here.house().clientId(), id)
                    .update();
            database.sql("update customer_import set job_id = ?, dry_run = false where id = ?")
                    .params(id + 1, id)
                    .update();
        });
        tenancy.asSystem(tenant, () -> {
            try (var steps = work.open(jobs.one(id + 1))) {
                assertThat(steps.next().finished()).isFalse();
            }
        });
        tenancy.asSystem(
                tenant,
                () -> database.sql("update job set heartbeat = now() - interval '1 minute' where id = ?")
                        .param(id + 1)
                        .update());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!get("/api/customer-imports/" + id).path("state").asString().equals("done")) {
            assertThat(System.nanoTime()).as("the import goes on").isLessThan(deadline);
            Thread.onSpinWait();
        }
        var ended = get("/api/customer-imports/" + id);
        assertThat(ended.path("made").asInt()).isEqualTo(3 * ImportWork.ROWS_A_STEP); // none twice, none left out
        assertThat(get("/api/customers").path("total").asInt()).isEqualTo(3 * ImportWork.ROWS_A_STEP);
    }

    @Test
    void filesAreForgottenAndNeverSeenAcrossTheWall() throws Exception {
        var draft = uploaded("name,number\nWu Lin,13800138000\n", StandardCharsets.UTF_8);
        var id = draft.path("id").asString();
        var other = Furnished.open(application).staff();
        other.get("/api/customer-imports/" + id).expect(404);
        other.post("/api/customer-imports/" + id + "/run", Map.of()).expect(404);
        other.get("/api/customer-imports/" + id + "/errors.csv").expect(404);
        assertThat(tenancy.<Integer>asSystem(
                        here.house().tenantId(), () -> imports.forgetFilesBefore(Duration.ofDays(30))))
                .isZero();
        assertThat(tenancy.<Integer>asSystem(here.house().tenantId(), () -> imports.forgetFilesBefore(Duration.ZERO)))
                .isOne();
        assertThat(get("/api/customer-imports/" + id).path("fileKept").asBoolean())
                .isFalse();
        assertThat(staff.post("/api/customer-imports/" + id + "/run", Map.of("mapping", List.of("name", "number")))
                        .expect(409)
                        .code())
                .isEqualTo("import-file-gone");
    }
}
