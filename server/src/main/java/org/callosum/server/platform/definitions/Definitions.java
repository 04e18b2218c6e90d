package org.callosum.server.platform.definitions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Keeps what a site edits and approves: draft → approved with a time from which it serves, and until when →
/// retired. The body is text; whoever owns a kind checks it before it calls [#approve].
///
/// ```java
/// definitions.create("flow", "sales", client, Text.english("Sales"), yaml, "first draft");
/// definitions.approve("flow", "sales", 1, "tested with the team", null);
/// definitions.live("flow", "sales", now)
/// ```
@Service
public class Definitions {
    private static final int LONGEST_BODY = 1_000_000;

    private static final String VERSION = """
            select d.kind, d.code, d.name, d.client_id, v.version, v.state, v.body, v.created_at, v.author, v.reason,
                   v.valid_from, v.valid_to
            from definition d join definition_version v on v.definition_id = d.id
            where d.kind = :kind and d.code = :code\s""";

    private final JdbcClient database;
    private final Ids ids;
    private final Audit audit;
    private final Clock clock;

    Definitions(JdbcClient database, Ids ids, Audit audit, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.audit = audit;
        this.clock = clock;
    }

    /// Makes version 1 as a draft.
    ///
    /// @throws org.callosum.server.platform.problem.Problem `fields-invalid` when the code is taken
    @Transactional
    public DefinitionVersion create(
            String kind, String code, @Nullable ClientId client, Text name, String body, String reason) {
        requireSize(body);
        if (!code.matches("[a-z0-9][a-z0-9-]{0,59}")) {
            throw Problems.field("code", "wrong-code");
        }
        AccountContext who = Tenancy.current();
        long id = ids.next();
        int added = database.sql("""
                        insert into definition (id, tenant_id, client_id, kind, code, name)
                        values (:id, :tenant, :client, :kind, :code, cast(:name as jsonb))
                        on conflict (tenant_id, kind, code) do nothing""")
                .param("id", id)
                .param("tenant", who.tenantId())
                .param("client", client == null ? null : client.value())
                .param("kind", kind)
                .param("code", code)
                .param("name", name.json())
                .update();
        if (added == 0) {
            throw Problems.field("code", "taken");
        }
        insertVersion(id, client, 1, body, reason);
        return note(kind, code, 1, "drafted", reason);
    }

    /// Brings what the program ships, in service at once. A definition that a person ever touched stays as
    /// the site has made it; one that nobody did gets the later shipped body.
    ///
    /// @return whether anything changed
    /// @throws IllegalStateException when called on a person's behalf
    @Transactional
    public boolean bring(String kind, String code, Text name, String body) {
        if (Tenancy.current().accountId() != null) {
            throw new IllegalStateException("What is shipped is brought by the system; use asSystem");
        }
        var versions = versions(kind, code);
        if (versions.isEmpty()) {
            create(kind, code, null, name, body, "shipped");
            approve(kind, code, 1, "shipped", null);
            return true;
        }
        var latest = versions.getFirst();
        if (latest.body().equals(body) || touched(kind, code)) {
            return false;
        }
        draft(kind, code, latest.version(), body, "shipped");
        approve(kind, code, latest.version() + 1, "shipped", null);
        rename(kind, code, name);
        return true;
    }

    private boolean touched(String kind, String code) {
        return database.sql("""
                        select exists (select from definition_act a join definition d on d.id = a.definition_id
                         where d.kind = :kind and d.code = :code and a.author_id is not null)""")
                .param("kind", kind)
                .param("code", code)
                .query(Boolean.class)
                .single();
    }

    /// Makes the next version, as a draft. Drafts before it stay in the history.
    ///
    /// @param baseVersion the newest version its author had seen
    /// @throws org.callosum.server.platform.problem.Problem `edit-conflict` with the newest version, if another
    @Transactional
    public DefinitionVersion draft(String kind, String code, int baseVersion, String body, String reason) {
        requireSize(body);
        Head head = lock(kind, code);
        if (head.latest() != baseVersion) {
            throw Problems.editConflict(require(kind, code, head.latest()));
        }
        int next = baseVersion + 1;
        insertVersion(head.id(), head.client(), next, body, reason);
        return note(kind, code, next, "drafted", reason);
    }

    /// Renames a definition; its versions stay.
    @Transactional
    public void rename(String kind, String code, Text name) {
        Head head = lock(kind, code);
        database.sql("update definition set name = cast(:name as jsonb) where id = :id")
                .param("name", name.json())
                .param("id", head.id())
                .update();
    }

    /// Puts a version into service. The one in service until then ends when this one begins.
    ///
    /// @param validFrom null or past for at once
    /// @throws org.callosum.server.platform.problem.Problem `definition-not-draft`
    @Transactional
    public DefinitionVersion approve(
            String kind, String code, int version, String reason, @Nullable Instant validFrom) {
        return approve(kind, code, version, reason, validFrom, null, Afterwards.ANOTHER);
    }

    /// What has to serve once a version has come to its end.
    public enum Afterwards {
        /// A number, a case or a form would be left without: another version has to be there.
        ANOTHER,
        /// It may simply be over, like a script for some weeks.
        NOTHING
    }

    /// Puts a version into service, for a time if `validTo` says so. One with an end lies over what serves
    /// otherwise, which serves again afterwards; one without an end ends what served before (decision 0183).
    ///
    /// @param validFrom null or past for at once
    /// @param validTo null: until another one is approved; after `validFrom` and ahead
    /// @throws org.callosum.server.platform.problem.Problem `definition-not-draft`; `fields-invalid`
    ///     for a `validTo` that is not after the start; `definition-ends-in-nothing` where another version has to
    ///     follow and none would
    @Transactional
    public DefinitionVersion approve(
            String kind,
            String code,
            int version,
            String reason,
            @Nullable Instant validFrom,
            @Nullable Instant validTo,
            Afterwards afterwards) {
        Head head = lock(kind, code);
        DefinitionVersion current = require(kind, code, version);
        if (current.state() != DefinitionVersion.State.DRAFT) {
            throw Problems.refused("definition-not-draft", Map.of("code", code, "version", version));
        }
        Instant now = clock.instant();
        Instant begins = validFrom == null || validFrom.isBefore(now) ? now : validFrom;
        OffsetDateTime from = utc(begins);
        if (validTo == null) {
            cut(head, version, from);
        } else if (!validTo.isAfter(begins)) {
            throw Problems.field("validTo", "not-after-from");
        } else if (afterwards == Afterwards.ANOTHER && live(kind, code, validTo) == null) {
            throw Problems.refused("definition-ends-in-nothing", Map.of("code", code, "version", version));
        }
        database.sql("""
                        update definition_version set state = 'approved', valid_from = :from, valid_to = :to
                        where definition_id = :id and version = :version""")
                .param("from", from)
                .param("to", validTo == null ? null : utc(validTo))
                .param("id", head.id())
                .param("version", version)
                .update();
        return note(kind, code, version, "approved", reason);
    }

    /// Ends every version that would serve beyond a moment, and keeps until when it would have.
    private void cut(Head head, int by, OffsetDateTime from) {
        database.sql("""
                        insert into definition_cut (definition_id, version, by_version, tenant_id, client_id, valid_to)
                        select definition_id, version, :by, tenant_id, client_id, valid_to from definition_version
                         where definition_id = :id and state = 'approved' and (valid_to is null or valid_to > :from)""")
                .param("by", by)
                .param("from", from)
                .param("id", head.id())
                .update();
        database.sql("""
                        update definition_version set valid_to = :from
                        where definition_id = :id and state = 'approved' and (valid_to is null or valid_to > :from)""").param("from", from).param("id", head.id()).update();
    }

    /// Takes an approval back: what it had ended serves again, as if it had not been given. A version that has
    /// served is retired, one that was to begin later is a draft again.
    ///
    /// @throws org.callosum.server.platform.problem.Problem `definition-not-approved` for any other and for one
    ///     that is over; `definition-nothing-before` where nothing would serve then; `fields-invalid` without a
    ///     reason
    @Transactional
    public DefinitionVersion takeBack(String kind, String code, int version, String reason) {
        if (reason.isBlank()) {
            throw Problems.field("reason", "required");
        }
        Head head = lock(kind, code);
        DefinitionVersion current = require(kind, code, version);
        Instant now = clock.instant();
        Instant from = current.validFrom();
        Instant to = current.validTo();
        if (current.state() != DefinitionVersion.State.APPROVED || from == null || (to != null && !to.isAfter(now))) {
            throw Problems.refused("definition-not-approved", Map.of("code", code, "version", version));
        }
        boolean begun = !from.isAfter(now);
        database.sql("""
                        update definition_version v set valid_to = c.valid_to from definition_cut c
                         where c.definition_id = :id and c.by_version = :version
                           and v.definition_id = c.definition_id and v.version = c.version and v.state = 'approved'""").param("id", head.id()).param("version", version).update();
        database.sql("delete from definition_cut where definition_id = :id and by_version = :version")
                .param("id", head.id())
                .param("version", version)
                .update();
        database.sql(begun ? """
                        update definition_version set state = 'retired', valid_to = :now
                        where definition_id = :id and version = :version""" : """
                        update definition_version set state = 'draft', valid_from = null, valid_to = null
                        where definition_id = :id and version = :version and cast(:now as timestamptz) is not null""")
                .param("now", utc(now))
                .param("id", head.id())
                .param("version", version)
                .update();
        if (begun && live(kind, code, now) == null) {
            throw Problems.refused("definition-nothing-before", Map.of("code", code, "version", version));
        }
        return note(kind, code, version, "taken-back", reason);
    }

    /// Takes a version out of service at once, or drops a draft.
    @Transactional
    public DefinitionVersion retire(String kind, String code, int version, String reason) {
        Head head = lock(kind, code);
        if (require(kind, code, version).state() == DefinitionVersion.State.RETIRED) {
            throw Problems.refused("definition-retired", Map.of("code", code, "version", version));
        }
        database.sql("""
                        update definition_version set state = 'retired', valid_to = least(coalesce(valid_to, :now), :now)
                        where definition_id = :id and version = :version""")
                .param("now", utc(clock.instant()))
                .param("id", head.id())
                .param("version", version)
                .update();
        return note(kind, code, version, "retired", reason);
    }

    /// The version that serves at a moment, or null. One that is retired later has served until then.
    @Transactional(readOnly = true)
    public @Nullable DefinitionVersion live(String kind, String code, Instant at) {
        return database.sql(VERSION + """
                        and v.valid_from <= :at and (v.valid_to is null or v.valid_to > :at)
                        order by v.valid_from desc, v.version desc limit 1""")
                .param("kind", kind)
                .param("code", code)
                .param("at", utc(at))
                .query(Definitions::version)
                .optional()
                .orElse(null);
    }

    @Transactional(readOnly = true)
    public @Nullable DefinitionVersion find(String kind, String code, int version) {
        return database.sql(VERSION + "and v.version = :version")
                .param("kind", kind)
                .param("code", code)
                .param("version", version)
                .query(Definitions::version)
                .optional()
                .orElse(null);
    }

    /// The newest version, in service or not.
    @Transactional(readOnly = true)
    public DefinitionVersion latest(String kind, String code) {
        return database.sql(VERSION + "order by v.version desc limit 1")
                .param("kind", kind)
                .param("code", code)
                .query(Definitions::version)
                .optional()
                .orElseThrow(() -> Problems.notFound(kind, code));
    }

    /// Every version, newest first.
    @Transactional(readOnly = true)
    public List<DefinitionVersion> versions(String kind, String code) {
        return database.sql(VERSION + "order by v.version desc")
                .param("kind", kind)
                .param("code", code)
                .query(Definitions::version)
                .list();
    }

    /// The versions of a kind that serve at a moment and may be seen, by code.
    @Transactional(readOnly = true)
    public List<DefinitionVersion> serving(String kind, Instant at) {
        return database.sql("""
                        select distinct on (d.code) d.kind, d.code, d.name, d.client_id, v.version, v.state, v.body,
                               v.created_at, v.author, v.reason, v.valid_from, v.valid_to
                        from definition d join definition_version v on v.definition_id = d.id
                        where d.kind = :kind and v.valid_from <= :at and (v.valid_to is null or v.valid_to > :at)
                        order by d.code, v.valid_from desc, v.version desc""")
                .param("kind", kind)
                .param("at", utc(at))
                .query(Definitions::version)
                .list();
    }

    /// A version that serves and comes to its end by itself.
    ///
    /// @param approver the account that said so; what the system approved is left out
    public record Ending(
            String kind,
            String code,
            Text name,
            @Nullable ClientId client,
            int version,
            Instant servesFrom,
            Instant endsAt,
            long approver) {}

    /// Those of every kind that end within a time; where another version was approved to begin at that moment,
    /// nothing ends.
    @Transactional(readOnly = true)
    public List<Ending> ending(Instant now, Instant until) {
        return database.sql("""
                        select d.kind, d.code, d.name, d.client_id, v.version, v.valid_from, v.valid_to, a.author_id
                        from definition d join definition_version v on v.definition_id = d.id
                        join lateral (select n.author_id from definition_act n where n.definition_id = d.id
                                  and n.version = v.version and n.act = 'approved' order by n.id desc limit 1) a
                          on a.author_id is not null
                        where v.state = 'approved' and v.valid_from <= :now and v.valid_to > :now and v.valid_to <= :until
                          and not exists (select from definition_version w where w.definition_id = d.id
                                  and w.version <> v.version and w.state = 'approved' and w.valid_from = v.valid_to)
                        order by v.valid_to, d.id limit 1000""")
                .param("now", utc(now))
                .param("until", utc(until))
                .query((row, _) -> new Ending(
                        row.getString("kind"),
                        row.getString("code"),
                        Text.fromJson(row.getString("name")),
                        client(row),
                        row.getInt("version"),
                        Objects.requireNonNull(instant(row, "valid_from")),
                        Objects.requireNonNull(instant(row, "valid_to")),
                        row.getLong("author_id")))
                .list();
    }

    /// Every definition of a kind that may be seen, by code.
    @Transactional(readOnly = true)
    public List<DefinitionSummary> list(String kind) {
        return database.sql("""
                        select d.kind, d.code, d.name, d.client_id, v.version, v.state, v.created_at, v.author,
                               l.version as live, l.valid_to as ends
                        from definition d
                        left join lateral (select s.version, s.valid_to from definition_version s where s.definition_id = d.id
                                  and s.valid_from <= :now and (s.valid_to is null or s.valid_to > :now)
                                  order by s.valid_from desc, s.version desc limit 1) l on true
                        join lateral (select * from definition_version n where n.definition_id = d.id order by n.version desc limit 1) v on true
                        where d.kind = :kind order by d.code""")
                .param("kind", kind)
                .param("now", utc(clock.instant()))
                .query((row, _) -> new DefinitionSummary(
                        row.getString("kind"),
                        row.getString("code"),
                        Text.fromJson(row.getString("name")),
                        client(row),
                        DefinitionVersion.State.of(row.getString("state")),
                        row.getObject("live", Integer.class),
                        instant(row, "ends"),
                        row.getInt("version"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getString("author")))
                .list();
    }

    /// Who did what and why, newest first.
    @Transactional(readOnly = true)
    public List<DefinitionAct> history(String kind, String code) {
        return database.sql("""
                        select a.version, a.act, a.at, a.author, a.reason
                        from definition_act a join definition d on d.id = a.definition_id
                        where d.kind = :kind and d.code = :code order by a.id desc""")
                .param("kind", kind)
                .param("code", code)
                .query((row, _) -> new DefinitionAct(
                        row.getInt("version"),
                        row.getString("act"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("author"),
                        row.getString("reason")))
                .list();
    }

    /// Line by line, what leads from one version to another.
    @Transactional(readOnly = true)
    public List<LineDifference.Line> difference(String kind, String code, int from, int to) {
        return LineDifference.between(
                require(kind, code, from).body(), require(kind, code, to).body());
    }

    private record Head(long id, @Nullable ClientId client, int latest) {}

    /// Takes the definition for this transaction, so that two edits come one after the other.
    private Head lock(String kind, String code) {
        record Row(long id, @Nullable ClientId client) {}
        Row row = database.sql("select id, client_id from definition where kind = :kind and code = :code for update")
                .param("kind", kind)
                .param("code", code)
                .query((found, _) -> new Row(found.getLong("id"), client(found)))
                .optional()
                .orElseThrow(() -> Problems.notFound(kind, code));
        int latest = database.sql("select max(version) from definition_version where definition_id = :id")
                .param("id", row.id())
                .query(Integer.class)
                .single();
        return new Head(row.id(), row.client(), latest);
    }

    private void insertVersion(long id, @Nullable ClientId client, int version, String body, String reason) {
        AccountContext who = Tenancy.current();
        database.sql("""
                        insert into definition_version
                            (definition_id, version, tenant_id, client_id, state, body, created_at, author_id, author, reason)
                        values (:id, :version, :tenant, :client, 'draft', :body, :now, :authorId, :author, :reason)""")
                .param("id", id)
                .param("version", version)
                .param("tenant", who.tenantId())
                .param("client", client == null ? null : client.value())
                .param("body", body)
                .param("now", utc(clock.instant()))
                .param("authorId", who.accountId())
                .param("author", who.name())
                .param("reason", reason)
                .update();
    }

    private DefinitionVersion note(String kind, String code, int version, String act, String reason) {
        AccountContext who = Tenancy.current();
        database.sql("""
                        insert into definition_act (id, definition_id, tenant_id, client_id, version, act, at, author_id, author, reason)
                        select :act_id, id, tenant_id, client_id, :version, :act, :now, :authorId, :author, :reason
                        from definition where kind = :kind and code = :code""")
                .param("act_id", ids.next())
                .param("version", version)
                .param("act", act)
                .param("now", utc(clock.instant()))
                .param("authorId", who.accountId())
                .param("author", who.name())
                .param("reason", reason)
                .param("kind", kind)
                .param("code", code)
                .update();
        audit.record("definition-" + act, kind, code, Map.of("version", version));
        return require(kind, code, version);
    }

    private DefinitionVersion require(String kind, String code, int version) {
        DefinitionVersion found = find(kind, code, version);
        if (found == null) {
            throw Problems.notFound(kind, code + " version " + version);
        }
        return found;
    }

    private static void requireSize(String body) {
        if (body.length() > LONGEST_BODY) {
            throw Problems.of(413, "too-large", Map.of());
        }
    }

    private static DefinitionVersion version(ResultSet row, int number) throws SQLException {
        return new DefinitionVersion(
                row.getString("kind"),
                row.getString("code"),
                Text.fromJson(row.getString("name")),
                client(row),
                row.getInt("version"),
                DefinitionVersion.State.of(row.getString("state")),
                row.getString("body"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("author"),
                row.getString("reason"),
                instant(row, "valid_from"),
                instant(row, "valid_to"));
    }

    private static @Nullable ClientId client(ResultSet row) throws SQLException {
        long id = row.getLong("client_id");
        return row.wasNull() ? null : new ClientId(id);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
