package org.callosum.server.sheets;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Rows of sheets and what hangs on them.
@Repository
class SheetStore {
    private static final TypeReference<LinkedHashMap<String, AnswerBody>> ANSWERS = new TypeReference<>() {};
    private static final int MOST_CHANGES = 200;
    private static final int MOST_SCORES = 200;
    private static final Map<String, String> SORTABLE = Map.of(
            "at",
            "s.at",
            "type",
            "s.type_code",
            "score",
            "s.score",
            "findings",
            "s.findings",
            "filledName",
            "s.filled_name");

    private static final String COUNTS = """
            select s.*, d.name as type_name,
                   (select count(*) from sheet_file f where f.sheet_id = s.id) as files,
                   (select count(*) from sheet_case c where c.sheet_id = s.id) as cases
              from sheet s left join definition d on d.kind = 'sheet-type' and d.code = s.type_code
            """;

    /// Own ones, and those of kinds that the reader reads; about an agent only where both share a client.
    private static final String SEEN = """
             (s.filled_by = :me or s.type_code = any (:readable))
             and (s.subject_kind <> 'agent' or\s""" + SheetSubjects.AGENT_SEEN.formatted("s.subject_id") + ")\n";

    private static final String FILTERED = " where " + SEEN + """
               and (cast(:type as text) is null or s.type_code = :type)
               and (cast(:subject as bigint) is null or s.subject_id = :subject)
               and (cast(:mine as boolean) is null or (s.filled_by = :me) = :mine)
               and (cast(:findings as boolean) is null or (s.findings > 0) = :findings)
               and (cast(:case as bigint) is null or exists (select from sheet_case c where c.sheet_id = s.id and c.case_id = :case))
               and (s.withdrawn_at is not null) = :withdrawn
               and (cast(:from as timestamptz) is null or s.at >= :from)
               and (cast(:until as timestamptz) is null or s.at < :until)
               and (:like = '%' or s.words ilike :like or s.subject_name::text ilike :like or s.filled_name ilike :like)
            """;

    private final JdbcClient database;
    private final JsonMapper json;
    private final Ids ids;

    SheetStore(JdbcClient database, JsonMapper json, Ids ids) {
        this.database = database;
        this.json = json;
        this.ids = ids;
    }

    /// @param readable codes of the kinds whose sheets the reader reads
    record Reader(long account, Collection<String> readable) {}

    /// Which sheets a list shows; null: any.
    record Filter(
            @Nullable String type,
            @Nullable Long subject,
            @Nullable Boolean mine,
            @Nullable Boolean findings,
            @Nullable Long caseId,
            boolean withdrawn,
            @Nullable Instant from,
            @Nullable Instant until) {}

    /// @param account who filled it in; null: the system
    record Kept(
            SheetView.Row row,
            @Nullable ClientId client,
            @Nullable Long account,
            int typeVersion,
            String formCode,
            int formVersion,
            Map<String, AnswerBody> answers,
            int answersVersion) {}

    /// @param draftKey unique for its account
    record New(
            long id,
            @Nullable ClientId client,
            String type,
            int typeVersion,
            String formCode,
            int formVersion,
            String subjectKind,
            @Nullable Long subject,
            @Nullable Text subjectName,
            Instant at,
            Instant filledAt,
            String draftKey) {}

    /// What the answers came to.
    record Judged(
            Map<String, AnswerBody> answers,
            String words,
            @Nullable Double score,
            int criticalErrors,
            int findings) {}

    Page<SheetView.Row> page(PageQuery query, Filter filter, Reader reader) {
        var values = values(filter, reader);
        values.put("like", query.like());
        var items = database.sql(COUNTS + FILTERED + " order by " + query.orderBy(SORTABLE, "s.at desc")
                        + ", s.id desc limit :size offset :offset")
                .params(values)
                .param("size", query.limit())
                .param("offset", query.offset())
                .query((row, _) -> row(row))
                .list();
        var total = database.sql("select count(*) from sheet s" + FILTERED)
                .params(values)
                .query(Long.class)
                .single();
        return new Page<>(items, total);
    }

    Optional<Kept> find(long id, Reader reader) {
        return one(id, reader, "");
    }

    /// Until the end of this transaction nobody else changes it.
    Optional<Kept> lock(long id, Reader reader) {
        return one(id, reader, " for update of s");
    }

    private Optional<Kept> one(long id, Reader reader, String lock) {
        return database.sql(COUNTS + " where s.id = :id and" + SEEN + lock)
                .param("id", id)
                .param("me", reader.account())
                .param("readable", reader.readable().toArray(String[]::new))
                .query((row, _) -> {
                    var client = Rows.longOrNull(row, "client_id");
                    return new Kept(
                            row(row),
                            client == null ? null : new ClientId(client),
                            Rows.longOrNull(row, "filled_by"),
                            row.getInt("type_version"),
                            row.getString("form_code"),
                            row.getInt("form_version"),
                            json.readValue(row.getString("answers"), ANSWERS),
                            row.getInt("answers_version"));
                })
                .optional();
    }

    /// @return false where this account has sent it before
    boolean insert(New sheet, Judged judged) {
        var who = Tenancy.current();
        return database.sql("""
                        insert into sheet (id, tenant_id, client_id, type_code, type_version, form_code, form_version, subject_kind,
                                           subject_id, subject_name, at, filled_at, filled_by, filled_name, draft_key, answers,
                                           words, score, critical_errors, findings)
                        values (:id, :tenant, :client, :type, :typeVersion, :form, :formVersion, :subjectKind, :subject,
                                cast(:subjectName as jsonb), :at, :filledAt, :account, :name, :key, cast(:answers as jsonb),
                                :words, :score, :critical, :findings)
                        on conflict (tenant_id, filled_by, draft_key) do nothing""")
                        .param("id", sheet.id())
                        .param("tenant", who.tenantId())
                        .param(
                                "client",
                                sheet.client() == null ? null : sheet.client().value())
                        .param("type", sheet.type())
                        .param("typeVersion", sheet.typeVersion())
                        .param("form", sheet.formCode())
                        .param("formVersion", sheet.formVersion())
                        .param("subjectKind", sheet.subjectKind())
                        .param("subject", sheet.subject())
                        .param(
                                "subjectName",
                                sheet.subjectName() == null
                                        ? null
                                        : sheet.subjectName().json())
                        .param("at", Rows.moment(sheet.at()))
                        .param("filledAt", Rows.moment(sheet.filledAt()))
                        .param("account", who.accountId())
                        .param("name", who.name())
                        .param("key", sheet.draftKey())
                        .param("answers", json.writeValueAsString(judged.answers()))
                        .param("words", judged.words())
                        .param("score", judged.score())
                        .param("critical", judged.criticalErrors())
                        .param("findings", judged.findings())
                        .update()
                == 1;
    }

    boolean isEmpty() {
        return !database.sql("select exists (select from sheet)")
                .query(Boolean.class)
                .single();
    }

    Optional<Long> sent(long account, String draftKey) {
        return database.sql("select id from sheet where filled_by = :account and draft_key = :key")
                .param("account", account)
                .param("key", draftKey)
                .query(Long.class)
                .optional();
    }

    void fill(long id, Judged judged) {
        database.sql("""
                        update sheet set answers = cast(:answers as jsonb), words = :words, score = :score,
                               critical_errors = :critical, findings = :findings, answers_version = answers_version + 1
                         where id = :id""")
                .param("answers", json.writeValueAsString(judged.answers()))
                .param("words", judged.words())
                .param("score", judged.score())
                .param("critical", judged.criticalErrors())
                .param("findings", judged.findings())
                .param("id", id)
                .update();
    }

    void withdrawn(long id, @Nullable Instant at, @Nullable String name) {
        database.sql("update sheet set withdrawn_at = :at, withdrawn_name = :name where id = :id")
                .param("at", Rows.moment(at))
                .param("name", name)
                .param("id", id)
                .update();
    }

    // ---- history

    void changed(
            Kept sheet,
            String field,
            boolean sensitive,
            @Nullable Object before,
            @Nullable Object after,
            String reason,
            Instant at) {
        var who = Tenancy.current();
        database.sql("""
                        insert into sheet_change (id, tenant_id, client_id, sheet_id, at, author_id, author_name, field, sensitive,
                                                  before, after, reason)
                        values (:id, :tenant, :client, :sheet, :at, :author, :name, :field, :sensitive,
                                cast(:before as jsonb), cast(:after as jsonb), :reason)""")
                .param("id", ids.next())
                .param("tenant", who.tenantId())
                .param("client", sheet.client() == null ? null : sheet.client().value())
                .param("sheet", Long.parseLong(sheet.row().id()))
                .param("at", Rows.moment(at))
                .param("author", who.accountId())
                .param("name", who.name())
                .param("field", field)
                .param("sensitive", sensitive)
                .param("before", before == null ? null : json.writeValueAsString(before))
                .param("after", after == null ? null : json.writeValueAsString(after))
                .param("reason", reason)
                .update();
    }

    /// @param all whether sensitive values may be seen
    List<SheetView.Change> changes(long id, boolean all) {
        return database.sql("select * from sheet_change where sheet_id = :id order by id desc limit " + MOST_CHANGES)
                .param("id", id)
                .query((row, _) -> {
                    var masked = row.getBoolean("sensitive") && !all;
                    return new SheetView.Change(
                            Rows.instant(row, "at"),
                            row.getString("author_name"),
                            row.getString("field"),
                            masked ? null : plain(row.getString("before")),
                            masked ? null : plain(row.getString("after")),
                            masked,
                            row.getString("reason"));
                })
                .list();
    }

    private @Nullable Object plain(@Nullable String stored) {
        return stored == null ? null : json.readValue(stored, Object.class);
    }

    // ---- cases

    void opened(long id, long caseId, long client, String item, Instant at) {
        database.sql("""
                        insert into sheet_case (tenant_id, client_id, sheet_id, case_id, item, at)
                        values (:tenant, :client, :sheet, :case, :item, :at)""")
                .param("tenant", Tenancy.current().tenantId())
                .param("client", client)
                .param("sheet", id)
                .param("case", caseId)
                .param("item", item)
                .param("at", Rows.moment(at))
                .update();
    }

    List<SheetView.Opened> cases(long id) {
        return database.sql("""
                        select c.case_id, c.item, s.type, s.subject, s.closed
                          from sheet_case c join service_case s on s.id = c.case_id where c.sheet_id = :id order by c.case_id""")
                .param("id", id)
                .query((row, _) -> new SheetView.Opened(
                        Rows.id(row, "case_id"),
                        row.getString("item"),
                        row.getString("type"),
                        row.getString("subject"),
                        row.getBoolean("closed")))
                .list();
    }

    // ---- over time

    /// The newest scored ones, oldest first.
    List<SheetView.Score> scores(String type, @Nullable Long subject, Reader reader) {
        return database.sql("select s.* from sheet s where " + SEEN + """
                          and s.type_code = :type and s.score is not null and s.withdrawn_at is null
                          and (cast(:subject as bigint) is null or s.subject_id = :subject)
                        order by s.at desc, s.id desc limit """ + " " + MOST_SCORES)
                .param("me", reader.account())
                .param("readable", reader.readable().toArray(String[]::new))
                .param("type", type)
                .param("subject", subject)
                .query((row, _) -> new SheetView.Score(
                        Rows.id(row, "id"),
                        Rows.instant(row, "at"),
                        row.getDouble("score"),
                        row.getInt("critical_errors"),
                        Rows.idOrNull(row, "subject_id"),
                        name(row)))
                .list()
                .reversed();
    }

    /// When something was last looked at.
    record Done(long id, Instant at) {}

    /// By subject, 0 for what is about nothing; each list oldest first.
    Map<Long, List<Done>> done(String type, Instant since) {
        var done = new HashMap<Long, List<Done>>();
        database.sql("""
                        select id, at, subject_id from sheet
                         where type_code = :type and at >= :since and withdrawn_at is null order by at, id""")
                .param("type", type)
                .param("since", Rows.moment(since))
                .query((row, _) -> done.computeIfAbsent(row.getLong("subject_id"), _ -> new java.util.ArrayList<>())
                        .add(new Done(row.getLong("id"), Rows.instant(row, "at"))))
                .list();
        return done;
    }

    private static Map<String, @Nullable Object> values(Filter filter, Reader reader) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("me", reader.account());
        values.put("readable", reader.readable().toArray(String[]::new));
        values.put("type", filter.type());
        values.put("subject", filter.subject());
        values.put("mine", filter.mine());
        values.put("findings", filter.findings());
        values.put("case", filter.caseId());
        values.put("withdrawn", filter.withdrawn());
        values.put("from", Rows.moment(filter.from()));
        values.put("until", Rows.moment(filter.until()));
        return values;
    }

    private static @Nullable Text name(ResultSet row) throws SQLException {
        var stored = row.getString("subject_name");
        return stored == null ? null : Text.fromJson(stored);
    }

    private static SheetView.Row row(ResultSet row) throws SQLException {
        var score = row.getDouble("score");
        var unscored = row.wasNull();
        var typeName = row.getString("type_name");
        return new SheetView.Row(
                Rows.id(row, "id"),
                row.getString("type_code"),
                typeName == null ? Text.english(row.getString("type_code")) : Text.fromJson(typeName),
                Rows.idOrNull(row, "client_id"),
                row.getString("subject_kind"),
                Rows.idOrNull(row, "subject_id"),
                name(row),
                Rows.instant(row, "at"),
                Rows.instant(row, "filled_at"),
                row.getString("filled_name"),
                unscored ? null : score,
                row.getInt("critical_errors"),
                row.getInt("findings"),
                row.getInt("files"),
                row.getInt("cases"),
                row.getTimestamp("withdrawn_at") != null);
    }
}
