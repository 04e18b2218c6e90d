package org.callosum.server.customers.goods;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What each contact was about: orders, products and cases (CON-19). Its reason stands in its
/// dispositions.
@Service
@Transactional
public class Subjects {
    private static final int MOST = 20;
    private static final Map<String, String> TABLES =
            Map.of("order", "customer_order", "product", "product", "case", "service_case");

    private final JdbcClient database;
    private final Audit audit;
    private final Clock clock;

    /// @param orders ids, as the other two
    @Schema(name = "ContactSubjects")
    record About(
            @Nullable List<String> orders,
            @Nullable List<String> products,
            @Nullable List<String> cases) {}

    Subjects(JdbcClient database, Audit audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    About of(long interaction) {
        client(interaction);
        return new About(of(interaction, "order"), of(interaction, "product"), of(interaction, "case"));
    }

    private List<String> of(long interaction, String kind) {
        return database.sql(
                        "select subject_id from contact_subject where interaction_id = :id and kind = :kind order by at, subject_id")
                .param("id", interaction)
                .param("kind", kind)
                .query((row, _) -> Rows.id(row, "subject_id"))
                .list();
    }

    /// What it was about, all told: what is not named any more goes. A list that is left out stays as
    /// it is.
    About put(long interaction, About wanted) {
        var client = client(interaction);
        var fields = new Fields();
        put(fields, interaction, client, "order", "orders", wanted.orders());
        put(fields, interaction, client, "product", "products", wanted.products());
        put(fields, interaction, client, "case", "cases", wanted.cases());
        fields.check();
        audit.record("contact-subjects-changed", "interaction", interaction);
        return of(interaction);
    }

    private void put(
            Fields fields, long interaction, long client, String kind, String field, @Nullable List<String> ids) {
        if (ids == null) {
            return;
        }
        var wanted = fields.ids(field, ids, MOST);
        if (ids.size() > MOST) {
            return;
        }
        database.sql("""
                        delete from contact_subject where interaction_id = :id and kind = :kind
                           and not subject_id = any (cast(:ids as bigint[]))""")
                .param("id", interaction)
                .param("kind", kind)
                .param("ids", Rows.array(wanted))
                .update();
        for (var subject : wanted) {
            if (!add(interaction, client, kind, subject)) {
                fields.add(field, "unknown", Map.of("value", Long.toString(subject)));
            }
        }
    }

    /// Notes that a contact was about an order; a contact nobody knows yet is no fault.
    public void aboutOrder(long interaction, long client, long order) {
        add(interaction, client, "order", order);
    }

    /// What a contact of the past was about.
    ///
    /// @param kind `order`, `product` or `case`
    public void past(long interaction, long client, String kind, long subject, Instant at) {
        database.sql("""
                        insert into contact_subject (interaction_id, kind, subject_id, tenant_id, client_id, at, by_name)
                        values (:id, :kind, :subject, :tenant, :client, :at, '') on conflict do nothing""")
                .param("id", interaction)
                .param("kind", kind)
                .param("subject", subject)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", client)
                .param("at", Rows.moment(at))
                .update();
    }

    private boolean add(long interaction, long client, String kind, long subject) {
        var there = database.sql("select exists (select from " + TABLES.get(kind)
                        + " where id = :subject and client_id = :client)")
                .param("subject", subject)
                .param("client", client)
                .query(Boolean.class)
                .single();
        if (!there) {
            return false;
        }
        database.sql("""
                        insert into contact_subject (interaction_id, kind, subject_id, tenant_id, client_id, at, by_name)
                        values (:id, :kind, :subject, :tenant, :client, :at, :by) on conflict do nothing""")
                .param("id", interaction)
                .param("kind", kind)
                .param("subject", subject)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", client)
                .param("at", Rows.moment(clock.instant()))
                .param(
                        "by",
                        Tenancy.current().accountId() == null
                                ? ""
                                : Tenancy.current().name())
                .update();
        return true;
    }

    private long client(long interaction) {
        return database.sql("select client_id from interaction where id = :id")
                .param("id", interaction)
                .query((row, _) -> row.getLong(1))
                .optional()
                .orElseThrow(() -> Problems.notFound("interaction", interaction));
    }
}
