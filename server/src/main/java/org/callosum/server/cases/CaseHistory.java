package org.callosum.server.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What hangs on a case: its answers, who changed what, when somebody wants to hear of it again, and other
/// cases.
@Repository
class CaseHistory {
    private static final TypeReference<LinkedHashMap<String, AnswerBody>> ANSWERS = new TypeReference<>() {};
    private static final int MOST_CHANGES = 200;

    private final JdbcClient database;
    private final JsonMapper json;
    private final Ids ids;

    CaseHistory(JdbcClient database, JsonMapper json, Ids ids) {
        this.database = database;
        this.json = json;
        this.ids = ids;
    }

    /// @param form null: its type names none
    record Filling(long client, @Nullable String form, int formVersion, Map<String, AnswerBody> answers, int version) {}

    Optional<Filling> filling(long id) {
        return filling(id, "");
    }

    /// Until the end of this transaction nobody else changes the answers.
    Optional<Filling> lockFilling(long id) {
        return filling(id, " for update");
    }

    private Optional<Filling> filling(long id, String lock) {
        return database.sql(
                        "select client_id, form_code, form_version, answers, answers_version from service_case where id = :id"
                                + lock)
                .param("id", id)
                .query((row, _) -> new Filling(
                        row.getLong("client_id"),
                        row.getString("form_code"),
                        row.getInt("form_version"),
                        json.readValue(row.getString("answers"), ANSWERS),
                        row.getInt("answers_version")))
                .optional();
    }

    void fill(long id, Map<String, AnswerBody> answers, String words) {
        database.sql("""
                        update service_case set answers = cast(:answers as jsonb), words = :words,
                               answers_version = answers_version + 1 where id = :id""")
                .param("answers", json.writeValueAsString(answers))
                .param("words", words)
                .param("id", id)
                .update();
    }

    void changed(
            long caseId,
            long client,
            String field,
            boolean sensitive,
            @Nullable Object before,
            @Nullable Object after) {
        var who = Tenancy.current();
        database.sql("""
                        insert into case_change (id, tenant_id, client_id, case_id, author_id, author_name, field, sensitive,
                                                 before, after)
                        values (:id, :tenant, :client, :case, :author, :name, :field, :sensitive,
                                cast(:before as jsonb), cast(:after as jsonb))""")
                .param("id", ids.next())
                .param("tenant", who.tenantId())
                .param("client", client)
                .param("case", caseId)
                .param("author", who.accountId())
                .param("name", who.name())
                .param("field", field)
                .param("sensitive", sensitive)
                .param("before", before == null ? null : json.writeValueAsString(before))
                .param("after", after == null ? null : json.writeValueAsString(after))
                .update();
    }

    /// @param all whether sensitive values may be seen
    List<CaseRow.Change> changes(long caseId, boolean all) {
        return database.sql("select * from case_change where case_id = :case order by id desc limit " + MOST_CHANGES)
                .param("case", caseId)
                .query((row, _) -> {
                    var masked = row.getBoolean("sensitive") && !all;
                    return new CaseRow.Change(
                            Rows.instant(row, "at"),
                            row.getString("author_name"),
                            row.getString("field"),
                            masked ? null : plain(row.getString("before")),
                            masked ? null : plain(row.getString("after")),
                            masked);
                })
                .list();
    }

    private @Nullable Object plain(@Nullable String stored) {
        return stored == null ? null : json.readValue(stored, Object.class);
    }

    // ---- reminders

    void remind(
            long id,
            long caseId,
            long client,
            Instant at,
            @Nullable Long account,
            @Nullable String notify,
            String text) {
        var who = Tenancy.current();
        database.sql("""
                        insert into case_reminder (id, tenant_id, client_id, case_id, at, account_id, notify, author_name, text)
                        values (:id, :tenant, :client, :case, :at, :account, :notify, :name, :text)""")
                .param("id", id)
                .param("tenant", who.tenantId())
                .param("client", client)
                .param("case", caseId)
                .param("at", Rows.moment(at))
                .param("account", account)
                .param("notify", notify)
                .param("name", who.name())
                .param("text", text)
                .update();
    }

    /// @return false: such a reminder was given within four weeks
    boolean remindOnce(long id, CaseRow row, Instant at, String text) {
        return database.sql("""
                        with held as (select id, client_id, owner_id from service_case where id = :case for update)
                        insert into case_reminder (id, tenant_id, client_id, case_id, at, account_id, author_name, text)
                        select :id, :tenant, h.client_id, h.id, :at, h.owner_id, :name, :text from held h
                         where not exists (select from case_reminder r where r.case_id = h.id and r.author_name = :name
                            and r.at > cast(:at as timestamptz) - interval '28 days')""")
                        .param("case", Long.valueOf(Objects.requireNonNull(row.id())))
                        .param("id", id)
                        .param("tenant", Tenancy.current().tenantId())
                        .param("at", Rows.moment(at))
                        .param("name", Tenancy.current().name())
                        .param("text", text)
                        .update()
                == 1;
    }

    int remindersOf(long caseId) {
        return database.sql("select count(*) from case_reminder where case_id = :case")
                .param("case", caseId)
                .query(Integer.class)
                .single();
    }

    List<CaseRow.Reminder> reminders(long caseId) {
        return database.sql("select * from case_reminder where case_id = :case order by at, id")
                .param("case", caseId)
                .query(CaseHistory::reminder)
                .list();
    }

    /// Those of an account that are due, the oldest first: what they noted, and steps of an escalation
    /// that are for
    /// them.
    List<CaseRow.Reminder> due(long account, Instant now) {
        return database.sql("""
                        select r.* from case_reminder r
                         where r.at <= :now and (r.account_id = :account or r.case_id in (
                            select c.id from service_case c left join team m on m.id = c.team_id
                              left join agent a on a.id = m.leader_id
                             where not c.closed and (r.notify = 'owner' and c.owner_id = :account
                                or r.notify = 'team-leader' and a.account_id = :account)))
                         order by r.at, r.id limit 200""")
                .param("account", account)
                .param("now", Rows.moment(now))
                .query(CaseHistory::reminder)
                .list();
    }

    boolean forgetReminder(long caseId, long id) {
        return database.sql("delete from case_reminder where id = :id and case_id = :case")
                        .param("id", id)
                        .param("case", caseId)
                        .update()
                == 1;
    }

    /// A closed case needs nobody's help any more; what people noted for themselves stays.
    void dropEscalation(long caseId) {
        database.sql("delete from case_reminder where case_id = :case and notify is not null and announced_at is null")
                .param("case", caseId)
                .update();
    }

    /// A reminder whose time has come.
    ///
    /// @param owner who works on the case
    /// @param leader the account of the leader of the case's team
    record Announced(
            CaseRow.Reminder reminder,
            long client,
            @Nullable Long owner,
            @Nullable Long leader) {}

    /// Takes those that are due; each is taken once, whatever number of nodes look.
    List<Announced> announce(Instant now) {
        return database.sql("""
                        with taken as (
                            update case_reminder r set announced_at = :now
                             where r.id in (select d.id from case_reminder d where d.announced_at is null and d.at <= :now
                                             order by d.at limit 200 for update skip locked)
                            returning r.*)
                        select t.*, c.owner_id, a.account_id as leader
                          from taken t
                          join service_case c on c.id = t.case_id
                          left join team m on m.id = c.team_id
                          left join agent a on a.id = m.leader_id
                         order by t.at, t.id""")
                .param("now", Rows.moment(now))
                .query((row, _) -> new Announced(
                        reminder(row, 0),
                        row.getLong("client_id"),
                        Rows.longOrNull(row, "owner_id"),
                        Rows.longOrNull(row, "leader")))
                .list();
    }

    private static CaseRow.Reminder reminder(ResultSet row, int number) throws SQLException {
        return new CaseRow.Reminder(
                Rows.id(row, "id"),
                Rows.id(row, "case_id"),
                Rows.instant(row, "at"),
                Rows.idOrNull(row, "account_id"),
                row.getString("notify"),
                row.getString("author_name"),
                row.getString("text"),
                Rows.instantOrNull(row, "announced_at"));
    }

    // ---- relations

    /// @return false when it was there already
    boolean relate(long id, long caseId, long other, long client, String kind) {
        var who = Tenancy.current();
        return database.sql("""
                        insert into case_relation (id, tenant_id, client_id, case_id, other_id, kind, author_name)
                        values (:id, :tenant, :client, :case, :other, :kind, :name)
                        on conflict do nothing""")
                        .param("id", id)
                        .param("tenant", who.tenantId())
                        .param("client", client)
                        .param("case", caseId)
                        .param("other", other)
                        .param("kind", kind)
                        .param("name", who.name())
                        .update()
                == 1;
    }

    /// @param other the case at the other end
    record Relation(String id, String kind, boolean outgoing, long other) {}

    List<Relation> relations(long caseId) {
        var relations = new ArrayList<Relation>();
        database.sql("select * from case_relation where case_id = :case or other_id = :case order by id")
                .param("case", caseId)
                .query((row, _) -> {
                    var outgoing = row.getLong("case_id") == caseId;
                    return relations.add(new Relation(
                            Objects.requireNonNull(Rows.id(row, "id")),
                            row.getString("kind"),
                            outgoing,
                            row.getLong(outgoing ? "other_id" : "case_id")));
                })
                .list();
        return relations;
    }

    boolean separate(long caseId, long id) {
        return database.sql("delete from case_relation where id = :id and (case_id = :case or other_id = :case)")
                        .param("id", id)
                        .param("case", caseId)
                        .update()
                == 1;
    }
}
