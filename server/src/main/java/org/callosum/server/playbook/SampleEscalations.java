package org.callosum.server.playbook;

import static org.callosum.server.playbook.SampleCentre.id;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.escalations.Department;
import org.callosum.server.escalations.EscalationBook;
import org.callosum.server.escalations.EscalationRoute;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Who is responsible for what in the sample centre, as its page `who-is-responsible` says.
@Component
class SampleEscalations {
    private final EscalationBook book;
    private final JdbcClient database;

    SampleEscalations(EscalationBook book, JdbcClient database) {
        this.book = book;
        this.database = database;
    }

    private record Place(String code, Text name, String owner) {}

    /// @param queue where such contacts are sent; null: to people
    /// @param page the written procedure
    private record Matter(
            String code,
            Text name,
            String client,
            String department,
            @Nullable String queue,
            String person,
            String page) {}

    private static final List<Place> PLACES = List.of(
            new Place("customer-accounts", Text.of("Customer accounts", "客户账户部", "客戶帳務部"), "bo"),
            new Place("product-desk", Text.of("Product desk", "产品支持部", "產品支援部"), "harry"),
            new Place("leadership", Text.of("Leadership", "管理层", "管理階層"), "harry"));

    private static final List<Matter> MATTERS = List.of(
            new Matter(
                    "money",
                    Text.of("Money and bills", "款项与账单", "款項與帳單"),
                    "harbour",
                    "customer-accounts",
                    null,
                    "bo",
                    "escalate-money"),
            new Matter(
                    "goods",
                    Text.of("Damaged or missing goods", "商品破损或缺件", "商品破損或缺件"),
                    "harbour",
                    "product-desk",
                    "harbour-returns",
                    "bo",
                    "escalate-goods"),
            new Matter(
                    "law",
                    Text.of("Law, press, safety", "法律、媒体、安全", "法律、媒體、安全"),
                    "harbour",
                    "leadership",
                    null,
                    "bo",
                    "escalate-law"),
            new Matter(
                    "technical",
                    Text.of("Line and router", "线路与路由器", "線路與路由器"),
                    "northlight",
                    "product-desk",
                    "northlight-faults",
                    "harry",
                    "escalate-technical"),
            new Matter(
                    "bills",
                    Text.of("Bills", "账单", "帳單"),
                    "northlight",
                    "customer-accounts",
                    null,
                    "harry",
                    "escalate-bills"),
            new Matter(
                    "law",
                    Text.of("Law, press, safety", "法律、媒体、安全", "法律、媒體、安全"),
                    "northlight",
                    "leadership",
                    null,
                    "harry",
                    "escalate-law"));

    /// A house that has any department is left alone.
    void bring(Map<String, Long> clients, Map<String, Long> queues, Map<String, Long> agents) {
        if (!book.departments().isEmpty()) {
            return;
        }
        for (var place : PLACES) {
            book.create(new Department(
                    null, null, place.code(), place.name(), account(id(agents, place.owner())), true, null, null));
        }
        var order = 0;
        for (var matter : MATTERS) {
            order += 10;
            var department = book.departments().stream()
                    .filter(each -> matter.department().equals(each.code()))
                    .findFirst()
                    .orElseThrow();
            book.create(new EscalationRoute(
                    null,
                    null,
                    matter.code(),
                    matter.name(),
                    Long.toString(id(clients, matter.client())),
                    Objects.requireNonNull(department.id()),
                    null,
                    matter.queue() == null ? null : Long.toString(id(queues, matter.queue())),
                    List.of(Long.toString(id(agents, matter.person()))),
                    matter.page(),
                    true,
                    order,
                    null,
                    null,
                    null,
                    null));
        }
    }

    private @Nullable String account(long agent) {
        return database
                .sql("select account_id from agent where id = :id and account_id is not null")
                .param("id", agent)
                .query((row, _) -> Long.toString(row.getLong(1)))
                .list()
                .stream()
                .findFirst()
                .orElse(null);
    }
}
