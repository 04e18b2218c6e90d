package org.callosum.server.cases;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Language;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Contracts of customers that come to their end, and the task of renewing each (APP-S6): one for each end of a
/// contract, however many people ask for it.
@Service
@Transactional
class Renewals {
    /// The task of the playbook that renews contracts.
    private static final String TASK = "service-contract";

    private static final int LONGEST_DAYS = 731;
    private static final Duration BEFORE = Duration.ofDays(14);

    private final Cases cases;
    private final CaseTypes types;
    private final Audit audit;
    private final JdbcClient database;
    private final Clock clock;

    Renewals(Cases cases, CaseTypes types, Audit audit, JdbcClient database, Clock clock) {
        this.cases = cases;
        this.types = types;
        this.audit = audit;
        this.database = database;
        this.clock = clock;
    }

    /// @param until its last day
    /// @param reference number of the contract
    /// @param caseId the task of its renewal; null: nobody has begun it
    /// @param result with which the task was closed; null: it is open or has none
    @Answered(except = {"reference", "caseId", "result"})
    @Schema(name = "EndingContract")
    record Ending(
            String id,
            String clientId,
            String customerId,
            String customerName,
            Text product,
            LocalDate until,
            @Nullable String reference,
            @Nullable String caseId,
            boolean closed,
            @Nullable String result) {
        @Override
        public String toString() {
            return "Ending[" + id + "]"; // nothing personal in a log
        }
    }

    /// What customers hold and what ends within some days, the next end first. Gifts and trials are no contracts.
    ///
    /// @param within days from today, 0 to 731; null: 60
    @Transactional(readOnly = true)
    Page<Ending> ending(PageQuery query, @Nullable Long client, @Nullable Integer within) {
        var fields = new Fields();
        fields.range("within", within, 0, LONGEST_DAYS);
        fields.check();
        var days = Objects.requireNonNullElse(within, 60);
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var where = """
                 from customer_product h join product p on p.id = h.product_id join customer c on c.id = h.customer_id
                 left join contract_renewal r on r.holding_id = h.id and r.until = h.until
                 left join service_case s on s.id = r.case_id
                where h.state = 'active' and h.kind = 'bought' and h.until between :today and :last and c.erased_at is null
                  and (cast(:client as bigint) is null or h.client_id = :client)""";
        var total = database.sql("select count(*)" + where)
                .param("today", today)
                .param("last", today.plusDays(days))
                .param("client", client)
                .query((row, _) -> row.getInt(1))
                .single();
        var items = database.sql("""
                        select h.id, h.client_id, h.customer_id, c.name as customer_name, p.name, h.until, h.reference, r.case_id,
                               coalesce(s.closed, false) as closed, s.result""" + where + " order by h.until, h.id limit :size offset :offset")
                .param("today", today)
                .param("last", today.plusDays(days))
                .param("client", client)
                .param("size", query.limit())
                .param("offset", query.offset())
                .query((row, _) -> new Ending(
                        Rows.id(row, "id"),
                        Rows.id(row, "client_id"),
                        Rows.id(row, "customer_id"),
                        Objects.requireNonNullElse(row.getString("customer_name"), ""),
                        Rows.text(row, "name"),
                        Objects.requireNonNull(row.getObject("until", LocalDate.class)),
                        row.getString("reference"),
                        Rows.idOrNull(row, "case_id"),
                        row.getBoolean("closed"),
                        row.getString("result")))
                .list();
        return new Page<>(items, total);
    }

    /// Opens the task of renewing a contract, filled in with what is known of it; the one there is, if there is one.
    ///
    /// @throws Problem 404; 409 `contract-without-end`, `no-renewal-task` where the client has not added it
    CaseRow renew(long holding) {
        var contract = database.sql("""
                        select h.client_id, h.customer_id, h.until, h.reference, p.name, c.language
                          from customer_product h join product p on p.id = h.product_id join customer c on c.id = h.customer_id
                         where h.id = :id and h.kind = 'bought' and c.erased_at is null for no key update of h""")
                .param("id", holding)
                .query((row, _) -> new Contract(
                        row.getLong("client_id"),
                        row.getLong("customer_id"),
                        row.getObject("until", LocalDate.class),
                        row.getString("reference"),
                        Rows.text(row, "name").in(Language.of(row.getString("language")))))
                .optional()
                .orElseThrow(() -> Problems.notFound("holding", holding));
        var until = contract.until();
        if (until == null) {
            throw Problems.refused("contract-without-end");
        }
        var there = database.sql("select case_id from contract_renewal where holding_id = :holding and until = :until")
                .param("holding", holding)
                .param("until", until)
                .query((row, _) -> row.getLong(1))
                .optional();
        if (there.isPresent()) {
            return cases.whole(there.get());
        }
        var client = Ids.text(contract.client());
        var type = types.live().stream()
                .filter(each -> each.active() && client.equals(each.clientId()) && TASK.equals(each.task()))
                .findFirst()
                .orElseThrow(() -> Problems.refused("no-renewal-task"));
        var answers = new LinkedHashMap<String, @Nullable AnswerBody>();
        answers.put("kind", new AnswerBody("renewal", null, false, false));
        answers.put("service", new AnswerBody(contract.product(), null, false, false));
        var former = contract.reference();
        if (former != null && former.length() <= 60) {
            answers.put("former", new AnswerBody(former, null, false, false));
        }
        var made = cases.create(new Cases.NewCase(
                type.code(),
                client,
                Ids.text(contract.customer()),
                null,
                null,
                contract.product() + " · " + until,
                null,
                null,
                null,
                null,
                due(until),
                answers));
        var id = Objects.requireNonNull(made.id());
        database.sql("""
                        insert into contract_renewal (holding_id, until, tenant_id, client_id, case_id)
                        values (:holding, :until, :tenant, :client, :case)""")
                .param("holding", holding)
                .param("until", until)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", contract.client())
                .param("case", Long.parseLong(id))
                .update();
        audit.record("contract-renewal-opened", "case", id, Map.of("holding", Ids.text(holding)));
        return made;
    }

    private record Contract(
            long client,
            long customer,
            @Nullable LocalDate until,
            @Nullable String reference,
            String product) {
        @Override
        public String toString() {
            return "Contract[" + client + "]"; // nothing personal in a log
        }
    }

    /// Two weeks before the end; tomorrow where that has gone by.
    private Instant due(LocalDate until) {
        var wanted = until.atStartOfDay(ZoneOffset.UTC).toInstant().minus(BEFORE);
        var tomorrow = clock.instant().plus(Duration.ofDays(1));
        return wanted.isBefore(tomorrow) ? tomorrow : wanted;
    }
}
