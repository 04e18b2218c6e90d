package org.callosum.server.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CaseRepository {
    private static final Map<String, String> SORTABLE = Map.of(
            "dueAt",
            "c.due_at",
            "createdAt",
            "c.created_at",
            "type",
            "c.type",
            "state",
            "c.state",
            "subject",
            "c.subject",
            "ownerName",
            "o.display_name");
    private static final String SELECT = """
            select c.*, p.name as customer_name, o.display_name as owner_name,
                   (select min(r.at) from case_reminder r where r.case_id = c.id and r.announced_at is null) as remind_at
            """;
    private static final String FROM = """
             from service_case c
             left join customer p on p.id = c.customer_id
             left join account o on o.id = c.owner_id
            """;
    private static final String WHERE = """
             where (cast(:type as text) is null or c.type = :type)
               and (cast(:state as text) is null or c.state = :state)
               and (cast(:owner as bigint) is null or c.owner_id = :owner)
               and (cast(:team as bigint) is null or c.team_id = :team)
               and (cast(:client as bigint) is null or c.client_id = :client)
               and (cast(:customer as bigint) is null or c.customer_id = :customer)
               and (cast(:interaction as bigint) is null or c.interaction_id = :interaction)
               and (cast(:open as boolean) is null or c.closed <> :open)
               and (cast(:overdue as boolean) is null or (not c.closed and c.due_at < :now) = :overdue)
               and (cast(:createdFrom as timestamptz) is null or c.created_at >= :createdFrom and c.created_at < :createdTo)
               and (cast(:reminded as bigint) is null or exists (select from case_reminder r
                     where r.case_id = c.id and r.account_id = :reminded and r.at <= :now))
               and (:like = '%' or c.subject ilike :like or p.name ilike :like or c.words ilike :like
                     or exists (select from case_note n where n.case_id = c.id and n.text ilike :like))
            """;

    private final JdbcClient database;

    CaseRepository(JdbcClient database) {
        this.database = database;
    }

    /// With codes in place of the names of type and state; so is [#find].
    Page<CaseRow> page(PageQuery query, CaseFilter filter, Instant now) {
        var values = values(filter, now);
        values.put("like", query.like());
        var items = database.sql(SELECT + FROM + WHERE
                        + " order by " + query.orderBy(SORTABLE, "c.closed, c.due_at nulls last")
                        + ", c.id limit :size offset :offset")
                .params(values)
                .param("size", query.limit())
                .param("offset", query.offset())
                .query((row, _) -> row(row, now))
                .list();
        var total = database.sql("select count(*)" + FROM + WHERE)
                .params(values)
                .query(Long.class)
                .single();
        return new Page<>(withNotes(items), total);
    }

    Optional<CaseRow> find(long id, Instant now) {
        var found = database.sql(SELECT + FROM + " where c.id = :id")
                .param("id", id)
                .query((row, _) -> row(row, now))
                .list();
        return withNotes(found).stream().findFirst();
    }

    Optional<Long> existing(long interaction, String type, @Nullable String reason) {
        return database.sql("""
                        select id from service_case
                         where interaction_id = :interaction and type = :type and reason is not distinct from :reason""")
                .param("interaction", interaction)
                .param("type", type)
                .param("reason", reason)
                .query(Long.class)
                .optional();
    }

    /// The call-back that a contact is owed already, for whatever reason.
    Optional<Long> callBack(long interaction) {
        return database.sql(
                        "select id from service_case where interaction_id = :interaction and type = 'call-back' order by id limit 1")
                .param("interaction", interaction)
                .query(Long.class)
                .optional();
    }

    /// @return false when the same case was there already
    boolean insert(
            long id,
            long client,
            CaseType type,
            @Nullable String reason,
            String subject,
            @Nullable Long customer,
            @Nullable Long interaction,
            @Nullable Long owner,
            @Nullable Long team,
            @Nullable Instant dueAt,
            @Nullable String form,
            @Nullable Integer formVersion) {
        return database.sql("""
                        insert into service_case (id, tenant_id, client_id, type, type_version, state, closed, reason, subject,
                                                  customer_id, interaction_id, owner_id, team_id, due_at, form_code, form_version)
                        values (:id, :tenant, :client, :type, :typeVersion, :state, :closed, :reason, :subject, :customer,
                                :interaction, :owner, :team, :due, :form, :formVersion)
                        on conflict do nothing""")
                        .param("typeVersion", type.version())
                        .param("form", form)
                        .param("formVersion", formVersion)
                        .param("id", id)
                        .param("tenant", Tenancy.current().tenantId())
                        .param("client", client)
                        .param("type", type.code())
                        .param("state", type.first().code())
                        .param("closed", type.first().closed())
                        .param("reason", reason)
                        .param("subject", subject)
                        .param("customer", customer)
                        .param("interaction", interaction)
                        .param("owner", owner)
                        .param("team", team)
                        .param("due", Rows.moment(dueAt))
                        .update()
                == 1;
    }

    boolean update(long id, int version, CaseRow wanted, boolean closed, Instant now) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("state", wanted.state());
        values.put("subject", wanted.subject());
        values.put("customer", wanted.customerId() == null ? null : Long.valueOf(wanted.customerId()));
        values.put("owner", wanted.ownerId() == null ? null : Long.valueOf(wanted.ownerId()));
        values.put("team", wanted.teamId() == null ? null : Long.valueOf(wanted.teamId()));
        values.put("due", Rows.moment(wanted.dueAt()));
        values.put("closed", closed);
        values.put("result", wanted.result());
        values.put("now", Rows.moment(now));
        return database.sql("""
                        update service_case set state = :state, subject = coalesce(:subject, subject), customer_id = :customer, owner_id = :owner,
                               team_id = :team, due_at = :due, closed = :closed,
                               result = case when :closed then coalesce(:result, result) end,
                               closed_at = case when :closed then coalesce(closed_at, :now) end, version = version + 1
                         where id = :id and version = :version""")
                        .params(values)
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
    }

    void note(long id, long caseId, long client, String text) {
        var who = Tenancy.current();
        database.sql("""
                        insert into case_note (id, tenant_id, client_id, case_id, author_id, author_name, text)
                        values (:id, :tenant, :client, :case, :author, :name, :text)""")
                .param("id", id)
                .param("tenant", who.tenantId())
                .param("client", client)
                .param("case", caseId)
                .param("author", who.accountId())
                .param("name", who.name())
                .param("text", text)
                .update();
    }

    int openOf(long customer, String type) {
        return database.sql(
                        "select count(*) from service_case where customer_id = :customer and type = :type and not closed")
                .param("customer", customer)
                .param("type", type)
                .query(Integer.class)
                .single();
    }

    int numberOf(long client) {
        return database.sql("select count(*) from service_case where client_id = :client")
                .param("client", client)
                .query(Integer.class)
                .single();
    }

    int openOf(long customer) {
        return database.sql("select count(*) from service_case where customer_id = :customer and not closed")
                .param("customer", customer)
                .query(Integer.class)
                .single();
    }

    /// Texts go, the case and its times stay.
    /// @param interactions contacts of the customer: a case of a contact is theirs even where nobody linked it
    ///     to them
    int erase(long customer, Collection<Long> interactions) {
        return forget(
                "customer_id = :customer or interaction_id = any (cast(:interactions as bigint[]))",
                statement -> statement.param("customer", customer).param("interactions", Rows.array(interactions)));
    }

    /// Texts of work that was done before an instant; that it was done stays.
    int forgetClosedBefore(long client, Instant before) {
        return forget(
                "closed and client_id = :client and closed_at < :before",
                statement -> statement.param("client", client).param("before", Rows.moment(before)));
    }

    private int forget(String which, UnaryOperator<JdbcClient.StatementSpec> values) {
        var rows = values.apply(database.sql(
                        "delete from case_note where case_id in (select id from service_case where " + which + ")"))
                .update();
        rows += values.apply(database.sql("""
                        delete from case_reminder where case_id in (select id from service_case where (""" + which + "))")).update();
        rows += values.apply(database.sql("""
                        update case_change set before = null, after = null
                         where (before is not null or after is not null)
                           and case_id in (select id from service_case where (""" + which + "))")).update();
        return rows + values.apply(database.sql("""
                        update service_case set subject = '', attributes = '{}', answers = '{}', words = '',
                               answers_version = answers_version + 1, version = version + 1
                         where (subject <> '' or attributes <> '{}' or answers <> '{}' or words <> '') and (""" + which + ")")).update();
    }

    /// Codes of the house's teams' ids that work.
    Set<String> teams() {
        return Set.copyOf(database.sql("select id from team where active")
                .query((row, _) -> Rows.id(row, "id"))
                .list());
    }

    boolean exists(String table, long id) {
        var sql = switch (table) {
            case "client" -> "select exists (select from client where id = :id)";
            case "account" -> "select exists (select from account where id = :id and active)";
            case "team" -> "select exists (select from team where id = :id and active)";
            default -> throw new IllegalArgumentException("Nobody asks for " + table);
        };
        return database.sql(sql).param("id", id).query(Boolean.class).single();
    }

    private static final String MAY_OWN = """
             from account a
             where a.active and a.display_name ilike :like
               and exists (select from account_role g join role r on r.id = g.role_id
                            where g.account_id = a.id and :right = any (r.rights))
            """;

    /// People who hold a right, by name.
    Page<Cases.Owner> owners(PageQuery query, String right) {
        var items = database.sql("select a.id, a.display_name" + MAY_OWN
                        + " order by lower(a.display_name), a.id limit :size offset :offset")
                .param("like", query.like())
                .param("right", right)
                .param("size", query.limit())
                .param("offset", query.offset())
                .query((row, _) -> new Cases.Owner(Rows.id(row, "id"), row.getString("display_name")))
                .list();
        var total = database.sql("select count(*)" + MAY_OWN)
                .param("like", query.like())
                .param("right", right)
                .query(Long.class)
                .single();
        return new Page<>(items, total);
    }

    /// The client a customer belongs to, if the customer may be seen.
    Optional<Long> clientOfCustomer(long customer) {
        return database.sql("select client_id from customer where id = :id and erased_at is null")
                .param("id", customer)
                .query(Long.class)
                .optional();
    }

    private static HashMap<String, @Nullable Object> values(CaseFilter filter, Instant now) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("type", filter.type());
        values.put("state", filter.state());
        values.put("owner", filter.owner());
        values.put("team", filter.team());
        values.put("client", filter.client());
        values.put("customer", filter.customer());
        values.put("interaction", filter.interaction());
        values.put("open", filter.open());
        values.put("overdue", filter.overdue());
        values.put("reminded", filter.reminded());
        values.put("createdFrom", Rows.moment(filter.createdFrom()));
        values.put("createdTo", Rows.moment(filter.createdTo()));
        values.put("now", Rows.moment(now));
        return values;
    }

    private List<CaseRow> withNotes(List<CaseRow> cases) {
        if (cases.isEmpty()) {
            return cases;
        }
        var byCase = new HashMap<String, List<CaseRow.Note>>();
        database.sql("select * from case_note where case_id = any (cast(:ids as bigint[])) order by case_id, id")
                .param(
                        "ids",
                        Rows.array(cases.stream()
                                .map(each -> Long.valueOf(Objects.requireNonNull(each.id())))
                                .toList()))
                .query((row, _) -> byCase.computeIfAbsent(Rows.id(row, "case_id"), _ -> new ArrayList<>())
                        .add(new CaseRow.Note(
                                Rows.instant(row, "at"), row.getString("author_name"), row.getString("text"))))
                .list();
        return cases.stream()
                .map(each -> with(each, byCase.getOrDefault(each.id(), List.of())))
                .toList();
    }

    private static CaseRow with(CaseRow row, List<CaseRow.Note> notes) {
        return row.named(
                Objects.requireNonNull(row.typeName()), Objects.requireNonNull(row.stateName()), List.copyOf(notes));
    }

    private static CaseRow row(ResultSet row, Instant now) throws SQLException {
        var code = row.getString("type");
        var state = row.getString("state");
        var due = Rows.instantOrNull(row, "due_at");
        var closed = row.getBoolean("closed");
        return new CaseRow(
                Rows.id(row, "id"),
                row.getInt("version"),
                code,
                row.getInt("type_version"),
                Text.english(code),
                state,
                Text.english(state),
                closed,
                row.getString("reason"),
                row.getString("result"),
                Rows.id(row, "client_id"),
                Rows.idOrNull(row, "customer_id"),
                row.getString("customer_name"),
                Rows.idOrNull(row, "interaction_id"),
                Rows.idOrNull(row, "owner_id"),
                row.getString("owner_name"),
                Rows.idOrNull(row, "team_id"),
                due,
                !closed && due != null && due.isBefore(now),
                Rows.instant(row, "created_at"),
                Rows.instantOrNull(row, "closed_at"),
                Rows.instantOrNull(row, "remind_at"),
                row.getString("subject"),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
