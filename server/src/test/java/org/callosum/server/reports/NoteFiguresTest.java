package org.callosum.server.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.notes.FilledNotes;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.playbook.Playbook;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.ServerTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// What agents noted in templates, counted: how often, over time, by queue and product, and which solution solved.
@ServerTest
class NoteFiguresTest {
    private static final Instant DAY = Instant.now().minus(Duration.ofDays(10));

    private final ApplicationContext application;
    private final Furnished here;
    private final Caller admin;
    private final PastContacts past;
    private final QueueId faults;
    private final QueueId sales;
    private final AgentId amy;

    NoteFiguresTest(@Autowired ApplicationContext application) {
        this.application = application;
        this.here = Furnished.open(application);
        application.getBean(Playbook.class).bring(here.house().tenantId());
        this.admin = here.staff();
        this.past = new PastContacts(application, here.house());
        this.faults = here.queue("faults", Map.of());
        this.sales = here.queue("sales", Map.of());
        this.amy = here.agent("Amy Chen", "7", Map.of());
    }

    /// A contact of the past and its note, written as at the desk.
    private String noted(Instant at, QueueId queue, String form, Map<String, String> answers) {
        var id = past.at(at, null)
                .stayed(queue.value(), "handled", amy.value())
                .id
                .value();
        var given = new java.util.LinkedHashMap<String, @Nullable AnswerBody>();
        answers.forEach((item, value) -> given.put(item, new AnswerBody(value, null, null, null)));
        application
                .getBean(Tenancy.class)
                .asSystem(
                        here.house().tenantId(),
                        () -> application
                                .getBean(FilledNotes.class)
                                .write(
                                        new FilledNotes.Contact(id, here.house().clientId(), queue.value()),
                                        form,
                                        0,
                                        given));
        return Long.toString(id);
    }

    private void diagnosed(Instant at, String cause, String solution, String result) {
        noted(
                at,
                faults,
                "note-diagnosis",
                Map.of("symptom", "slow", "cause", cause, "solution", solution, "result", result));
    }

    private static JsonNode one(JsonNode list, String field, String value) {
        return list.valueStream()
                .filter(each -> each.path(field).asString().equals(value))
                .findFirst()
                .orElseThrow();
    }

    private long total(String query) {
        return admin.get("/api/interactions?" + query)
                .expect(200)
                .body()
                .path("total")
                .asLong();
    }

    @Test
    void causesSolutionsAndWhatSolvedAreCounted() {
        diagnosed(DAY, "settings", "settings", "solved");
        diagnosed(DAY, "settings", "settings", "solved");
        diagnosed(DAY, "settings", "restart", "unsolved");
        diagnosed(DAY.plus(Duration.ofDays(8)), "outage", "restart", "solved");
        diagnosed(Instant.now().minus(Duration.ofDays(60)), "device", "exchange", "solved"); // before the period
        var figures = admin.get("/api/reports/notes").expect(200).body();
        assertThat(figures.path("form").asString()).isEqualTo("note-diagnosis");
        assertThat(figures.at("/forms/0/notes").asInt()).isEqualTo(4);
        var cause = one(figures.path("items"), "item", "cause");
        assertThat(cause.path("answered").asInt()).isEqualTo(4);
        var first = cause.path("values").get(0);
        assertThat(first.path("value").asString()).as("the most frequent first").isEqualTo("settings");
        assertThat(first.at("/share/part").asInt()).isEqualTo(3);
        assertThat(first.at("/name/zh-Hant").asString()).isEqualTo("設定有誤");
        assertThat(one(cause.path("values"), "value", "device")
                        .at("/share/part")
                        .asInt())
                .as("an answer that nobody gave is told as none")
                .isZero();
        var trend =
                first.path("trend").valueStream().mapToLong(JsonNode::asLong).toArray();
        assertThat(trend).as("four weeks").hasSize(4);
        assertThat(java.util.Arrays.stream(trend).sum()).isEqualTo(3);
        var cross = admin.get("/api/reports/notes/cross?form=note-diagnosis&item=solution&by=item:result")
                .expect(200)
                .body();
        assertThat(cross.path("columns")
                        .valueStream()
                        .map(each -> each.path("value").asString()))
                .as("in the form's order, of those that occur")
                .containsExactly("solved", "unsolved");
        var restart = one(cross.path("rows"), "value", "restart");
        assertThat(restart.path("notes").asInt()).isEqualTo(2);
        assertThat(restart.at("/cells/0/part").asInt()).isEqualTo(1);
        assertThat(one(cross.path("rows"), "value", "settings")
                        .at("/cells/0/part")
                        .asInt())
                .isEqualTo(2);
        assertThat(total("noted=note-diagnosis/solution/restart")).isEqualTo(2);
        assertThat(total("noted=note-diagnosis/solution/restart,note-diagnosis/result/solved"))
                .as("the contacts behind one cell")
                .isEqualTo(1);
    }

    @Test
    void signalsOfTheMarketAreToldByQueueAndProduct() {
        var router = here.id(
                "/api/products",
                Map.of("clientId", here.client(), "code", "router", "name", Map.of("en", "Router"), "kind", "product"));
        var dear = noted(
                DAY,
                sales,
                "note-market",
                Map.of("kind", "criticism", "about", "price", "words", "Too dear", "led-to", "stayed"));
        noted(DAY, faults, "note-market", Map.of("kind", "criticism", "about", "quality", "words", "It hums"));
        admin.put("/api/interactions/" + dear + "/subjects", Map.of("products", List.of(router)))
                .expect(200);
        var ofSales = admin.get("/api/reports/notes?form=note-market&queue=" + sales)
                .expect(200)
                .body();
        assertThat(one(one(ofSales.path("items"), "item", "about").path("values"), "value", "price")
                        .at("/share/whole")
                        .asInt())
                .isEqualTo(1);
        var ofRouter = admin.get("/api/reports/notes?form=note-market&product=" + router)
                .expect(200)
                .body();
        assertThat(one(ofRouter.path("items"), "item", "kind").path("answered").asInt())
                .isEqualTo(1);
        var byQueue = admin.get("/api/reports/notes/cross?form=note-market&item=kind&by=queue")
                .expect(200)
                .body();
        assertThat(byQueue.path("columns")
                        .valueStream()
                        .map(each -> each.at("/name/en").asString()))
                .containsExactlyInAnyOrder("Sales", "Faults");
        var byProduct = admin.get("/api/reports/notes/cross?form=note-market&item=kind&by=product")
                .expect(200)
                .body();
        assertThat(byProduct.at("/columns/0/name/en").asString()).isEqualTo("Router");
        assertThat(byProduct.at("/rows/0/notes").asInt()).isEqualTo(2);
        assertThat(byProduct.at("/rows/0/cells/0/part").asInt()).isEqualTo(1);
        assertThat(total("noted=note-market/kind/criticism&notedQueue=" + sales))
                .isEqualTo(1);
        assertThat(total("noted=note-market/kind/criticism&product=" + router)).isEqualTo(1);
        assertThat(one(one(ofSales.path("items"), "item", "led-to").path("values"), "value", "stayed")
                        .at("/share/part")
                        .asInt())
                .as("an advice contact that kept the customer (STR-22)")
                .isEqualTo(1);
        admin.get("/api/reports/notes?client=" + here.client()).expect(200);
        assertThat(admin.get("/api/reports/notes/cross?form=note-market&item=kind&by=client")
                        .expect(200)
                        .body()
                        .path("columns")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void hostileQuestionsAreRefused() {
        admin.get("/api/reports/notes/cross?form=x&item=y&by=weather").expect(400);
        admin.get("/api/reports/notes/cross?form=x&item=y&by="
                        + URLEncoder.encode("item:'; drop table noted_value", StandardCharsets.UTF_8))
                .expect(400);
        admin.get("/api/reports/notes/cross").expect(400);
        admin.get("/api/interactions?noted=nothing").expect(400);
        admin.get("/api/interactions?noted=a/b/c,a/b/c,a/b/c,a/b/c,a/b/c").expect(400);
        assertThat(total("noted=a/b/c")).isZero();
    }
}
