package org.callosum.server.customers.connectors;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.callosum.flow.LookupPolicy;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.keys.MasterKey;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// The definitions of connectors, and what waits to be written to them.
@Service
@Transactional
public class Connectors {
    private static final int MOST_FIELDS = 30;
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_GATHERED = 500;
    private static final String SELECT = """
            select c.*, (select count(*) from connector_outbox o where o.connector_id = c.id and o.state = 'waiting') as waiting
              from connector c
            """;

    private final JdbcClient database;
    private final MasterKey masterKey;
    private final ConnectorCalls calls;
    private final LookupPolicy policy;
    private final Ids ids;
    private final Audit audit;
    private final JsonMapper json;
    private final Clock clock;

    Connectors(
            JdbcClient database,
            MasterKey masterKey,
            ConnectorCalls calls,
            Installation installation,
            Ids ids,
            Audit audit,
            JsonMapper json,
            Clock clock) {
        this.database = database;
        this.masterKey = masterKey;
        this.calls = calls;
        this.policy = new LookupPolicy(installation.settings().lookupHosts());
        this.ids = ids;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Page<Connector> page(PageQuery query) {
        return Listing.of(
                query,
                database.sql(SELECT + "order by c.client_id, c.code")
                        .query((row, _) -> connector(row))
                        .list(),
                each -> each.code() + " " + each.name() + " " + each.baseUrl(),
                Map.of("code", Comparator.comparing((Connector each) -> String.valueOf(each.code()))));
    }

    @Transactional(readOnly = true)
    public Connector one(long id) {
        return find(id).orElseThrow(() -> Problems.notFound("connector", id));
    }

    private Optional<Connector> find(long id) {
        return database.sql(SELECT + "where c.id = :id")
                .param("id", id)
                .query((row, _) -> connector(row))
                .optional();
    }

    public Connector create(Connector wanted) {
        var client = check(wanted, null);
        var id = ids.next();
        database.sql("""
                        insert into connector (id, tenant_id, client_id, code, name, kind, base_url, auth_header, secret, read_path,
                                               write_path, callers, spoken, mapping, timeout_millis, cache_minutes, active, auto_from)
                        values (:id, :tenant, :client, :code, cast(:name as jsonb), :kind, :base, :header, :secret, :read, :write, cast(:callers as jsonb), cast(:spoken as jsonb),
                                cast(:mapping as jsonb), :timeout, :cache, :active,
                                case when :auto then cast(:now as timestamptz) end)""")
                .params(values(wanted))
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", client)
                .param("secret", sealed(id, wanted))
                .update();
        var made = one(id);
        audit.record("connector-created", "connector", id, Changes.of(made));
        return made;
    }

    public Connector change(long id, Connector wanted) {
        var before = one(id);
        check(wanted, before);
        var changed = database.sql("""
                        update connector set code = :code, name = cast(:name as jsonb), kind = :kind, base_url = :base,
                               auth_header = :header, secret = coalesce(:secret, secret), read_path = :read, write_path = :write,
                               callers = cast(:callers as jsonb), spoken = cast(:spoken as jsonb),
                               mapping = cast(:mapping as jsonb), timeout_millis = :timeout, cache_minutes = :cache,
                               active = :active, version = version + 1,
                               auto_from = case when :auto then coalesce(auto_from, cast(:now as timestamptz)) end
                         where id = :id and version = :version""")
                .params(values(wanted))
                .param("id", id)
                .param("secret", sealed(id, wanted))
                .param("version", Objects.requireNonNullElse(wanted.version(), -1))
                .update();
        if (changed == 0) {
            throw Problems.editConflict(before);
        }
        calls.forget(id);
        var after = one(id);
        audit.record("connector-changed", "connector", id, Changes.between(before, after));
        return after;
    }

    public void delete(long id) {
        one(id);
        database.sql("delete from connector_outbox where connector_id = :id")
                .param("id", id)
                .update();
        database.sql("delete from connector where id = :id").param("id", id).update();
        calls.forget(id);
        audit.record("connector-deleted", "connector", id);
    }

    private byte @Nullable [] sealed(long id, Connector wanted) {
        return wanted.secret() == null || wanted.secret().isEmpty()
                ? null
                : masterKey.seal(wanted.secret().getBytes(StandardCharsets.UTF_8), "connector " + id);
    }

    private long check(Connector wanted, @Nullable Connector before) {
        var fields = new Fields();
        var client = fields.id("clientId", wanted.clientId());
        if (client != 0
                && !database.sql("select exists (select from client where id = :id)")
                        .param("id", client)
                        .query(Boolean.class)
                        .single()) {
            fields.add("clientId", "unknown");
        } else if (before != null && !Objects.equals(before.clientId(), wanted.clientId())) {
            fields.add("clientId", "cannot-change");
        }
        fields.code("code", wanted.code());
        fields.name("name", wanted.name());
        fields.oneOf("kind", wanted.kind(), List.of("crm", "orders"));
        fields.required("baseUrl", wanted.baseUrl(), 500);
        if (wanted.baseUrl() != null && policy.check(wanted.baseUrl()) instanceof LookupPolicy.Refused(var why)) {
            fields.add("baseUrl", "connector-address", Map.of("why", why.message()));
        }
        if (wanted.authHeader() != null && !wanted.authHeader().matches("[A-Za-z][A-Za-z0-9-]{0,60}")) {
            fields.add("authHeader", "wrong-form");
        }
        if (wanted.secret() != null && !wanted.secret().matches("[\\x20-\\x7e]{0,2000}")) {
            fields.add("secret", "wrong-form"); // an end of line would be another header
        }
        path(fields, "readPath", wanted.readPath(), true, "orders".equals(wanted.kind()) ? "order" : "number");
        path(fields, "writePath", wanted.writePath(), false, null);
        if (Boolean.TRUE.equals(wanted.autoNotes())
                && (!"crm".equals(wanted.kind())
                        || wanted.writePath() == null
                        || wanted.writePath().isBlank())) {
            fields.add("autoNotes", "connector-write-path");
        }
        fields.range("timeoutMillis", wanted.timeoutMillis(), 100, 10_000);
        fields.range("cacheMinutes", wanted.cacheMinutes(), 0, 60);
        var mapping = Objects.requireNonNullElse(wanted.mapping(), List.<Connector.Mapping>of());
        fields.count("mapping", mapping, MOST_FIELDS);
        for (var i = 0; i < Math.min(mapping.size(), MOST_FIELDS); i++) {
            fields.required("mapping[" + i + "].label", mapping.get(i).label(), 60);
            var path = mapping.get(i).path();
            if (path == null || !JsonPath.fits(path)) {
                fields.add("mapping[" + i + "].path", "connector-path");
            }
        }
        new ConnectorChecks(fields).callers(wanted);
        if (wanted.code() != null
                && client != 0
                && database.sql(
                                "select exists (select from connector where client_id = :client and code = :code and id <> :id)")
                        .param("client", client)
                        .param("code", wanted.code())
                        .param("id", before == null ? 0 : Long.parseLong(Objects.requireNonNull(before.id())))
                        .query(Boolean.class)
                        .single()) {
            fields.add("code", "taken");
        }
        fields.check();
        return client;
    }

    static void path(Fields fields, String name, @Nullable String path, boolean needed, @Nullable String placeholder) {
        if (path == null || path.isBlank()) {
            if (needed) {
                fields.add(name, "required");
            }
            return;
        }
        var names = ConnectorCalls.placeholders(path);
        if (!path.matches("/[A-Za-z0-9_.~/?=&{}%:,+-]{0,300}")
                || path.contains("..")
                || (placeholder != null ? !names.equals(List.of(placeholder)) : !names.isEmpty())) {
            fields.add(
                    name,
                    "connector-read-path",
                    Map.of("placeholder", placeholder == null ? "-" : "{" + placeholder + "}"));
        }
    }

    private Map<String, @Nullable Object> values(Connector wanted) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("code", wanted.code());
        values.put("name", Objects.requireNonNull(wanted.name()).json());
        values.put("kind", wanted.kind());
        values.put("base", Objects.requireNonNull(wanted.baseUrl()).replaceAll("/+$", ""));
        values.put("header", Objects.requireNonNullElse(wanted.authHeader(), "Authorization"));
        values.put("read", wanted.readPath());
        values.put("write", wanted.writePath() == null || wanted.writePath().isBlank() ? null : wanted.writePath());
        values.put("mapping", json.writeValueAsString(Objects.requireNonNullElse(wanted.mapping(), List.of())));
        var callers = "orders".equals(wanted.kind()) ? wanted.callers() : null;
        values.put("callers", callers == null ? null : json.writeValueAsString(callers));
        var spoken = "crm".equals(wanted.kind()) ? wanted.spoken() : null;
        values.put("spoken", json.writeValueAsString(Objects.requireNonNullElse(spoken, List.of())));
        values.put("timeout", Objects.requireNonNullElse(wanted.timeoutMillis(), 2_000));
        values.put("cache", Objects.requireNonNullElse(wanted.cacheMinutes(), 5));
        values.put("auto", Boolean.TRUE.equals(wanted.autoNotes()));
        values.put("now", Rows.moment(clock.instant()));
        values.put("active", Objects.requireNonNullElse(wanted.active(), true));
        return values;
    }

    private List<Connector.Mapping> mapping(String text) {
        var list = new ArrayList<Connector.Mapping>();
        json.readTree(text)
                .valueStream()
                .forEach(each -> list.add(new Connector.Mapping(
                        each.path("label").asString(""), each.path("path").asString(""))));
        return List.copyOf(list);
    }

    private Connector.@Nullable Callers callers(@Nullable String text) {
        return text == null ? null : json.readValue(text, Connector.Callers.class);
    }

    private Connector connector(ResultSet row) throws SQLException {
        var circuit = calls.circuit(row.getLong("id"));
        return new Connector(
                Rows.id(row, "id"),
                row.getInt("version"),
                Rows.id(row, "client_id"),
                row.getString("code"),
                Rows.text(row, "name"),
                row.getString("kind"),
                row.getString("base_url"),
                row.getString("auth_header"),
                null,
                row.getBytes("secret") != null,
                row.getString("read_path"),
                row.getString("write_path"),
                row.getObject("auto_from") != null,
                mapping(row.getString("mapping")),
                callers(row.getString("callers")),
                List.of(json.readValue(row.getString("spoken"), Connector.Spoken[].class)),
                row.getInt("timeout_millis"),
                row.getInt("cache_minutes"),
                row.getBoolean("active"),
                circuit.state(clock.millis()).code(),
                row.getInt("waiting"),
                circuit.lastFault());
    }

    /// A connector with its secret opened, ready to be asked.
    record Ready(Connector connector, ConnectorCalls.Target target) {}

    private Ready ready(ResultSet row) throws SQLException {
        var connector = connector(row);
        var sealed = row.getBytes("secret");
        var id = row.getLong("id");
        return new Ready(
                connector,
                new ConnectorCalls.Target(
                        id,
                        row.getString("base_url"),
                        row.getString("auth_header"),
                        sealed == null
                                ? null
                                : new String(masterKey.open(sealed, "connector " + id), StandardCharsets.UTF_8),
                        row.getInt("timeout_millis"),
                        row.getInt("cache_minutes"),
                        Objects.requireNonNull(connector.mapping())));
    }

    @Transactional(readOnly = true)
    List<Ready> active(long client, String kind) {
        return database.sql(SELECT + "where c.client_id = :client and c.kind = :kind and c.active order by c.code")
                .param("client", client)
                .param("kind", kind)
                .query((row, _) -> ready(row))
                .list();
    }

    @Transactional(readOnly = true)
    Ready ready(long id) {
        return database.sql(SELECT + "where c.id = :id")
                .param("id", id)
                .query((row, _) -> ready(row))
                .optional()
                .orElseThrow(() -> Problems.notFound("connector", id));
    }

    /// Writes a note of a contact into every CRM of the client that takes notes: stored here first, so
    /// that neither a kill nor a system that is down loses it.
    ///
    /// @return how many systems will hear of it
    public int note(long client, long customer, long interaction, String text) {
        var count = 0;
        for (var each : active(client, "crm")) {
            if (each.connector().writePath() != null) {
                var waiting = Objects.requireNonNullElse(each.connector().waiting(), 0);
                if (waiting >= MOST_WAITING) {
                    throw Problems.refused("connector-full", Map.of("max", MOST_WAITING));
                }
                var body = new LinkedHashMap<String, Object>();
                body.put("customerNumbers", numbers(customer));
                body.put("contact", Long.toString(interaction));
                body.put("at", clock.instant().toString());
                body.put("text", text);
                database.sql("""
                                insert into connector_outbox (id, tenant_id, client_id, connector_id, customer_id, body, created_at, next_at)
                                values (:id, :tenant, :client, :connector, :customer, cast(:body as jsonb), :now, :now)""")
                        .param("id", ids.next())
                        .param("tenant", Tenancy.current().tenantId())
                        .param("client", client)
                        .param("connector", each.target().id())
                        .param("customer", customer)
                        .param("body", json.writeValueAsString(body))
                        .param("now", Rows.moment(clock.instant()))
                        .update();
                count++;
            }
        }
        return count;
    }

    /// Stores a note of each contact that ended since the connector tells them by itself and that it has not
    /// heard of: what the agents wrote, and their results. Of one contact once, however often this runs and
    /// on however many nodes. Looked for among the contacts of half a day; a connector with ten thousand
    /// waiting takes no more until some went.
    ///
    /// @return how many
    int gather() {
        var values = new HashMap<String, Object>();
        values.put("now", Objects.requireNonNull(Rows.moment(clock.instant())));
        values.put("most", MOST_GATHERED);
        values.put("full", MOST_WAITING);
        var found = database.sql("""
                        select c.id as connector, i.tenant_id, i.client_id, i.id, i.customer_id, i.closed_at,
                               coalesce(n.text, '') as text, coalesce(n.ids, '{}') as ids, coalesce(d.codes, '{}') as codes,
                               coalesce(d.revision, 0) as revision
                          from connector c
                          join interaction i on i.client_id = c.client_id and i.closed_at >= c.auto_from
                               and i.arrived_at >= cast(:now as timestamptz) - interval '12 hours'
                               and i.customer_id is not null and i.of_interaction_id is null and i.outcome <> 'open'
                          left join lateral (select string_agg(x.text, E'\n' order by x.at, x.id) as text, array_agg(x.id) as ids
                                from interaction_note x where x.interaction_id = i.id and not x.draft and x.text <> '') n on true
                          left join lateral (select x.codes, x.revision from interaction_disposition x
                                where x.interaction_id = i.id order by x.revision desc limit 1) d on true
                         where c.active and c.kind = 'crm' and c.write_path is not null
                           and (n.text is not null or d.codes <> '{}')
                           and not exists (select from connector_outbox o
                                where o.connector_id = c.id and o.interaction_id = i.id)
                           and (select count(*) from connector_outbox o
                                 where o.connector_id = c.id and o.state = 'waiting') < :full
                         order by i.closed_at limit :most""")
                .params(values)
                .query((row, _) -> {
                    var body = new LinkedHashMap<String, Object>();
                    body.put("customerNumbers", numbers(row.getLong("customer_id")));
                    body.put("contact", Rows.id(row, "id"));
                    body.put("at", Rows.instant(row, "closed_at").toString());
                    body.put("text", row.getString("text"));
                    body.put("results", Rows.strings(row, "codes"));
                    return new Ended(
                            row.getLong("connector"),
                            row.getLong("client_id"),
                            row.getLong("id"),
                            row.getLong("customer_id"),
                            Rows.ids(row, "ids").stream().map(Long::valueOf).toList(),
                            row.getInt("revision"),
                            body);
                })
                .list();
        var told = 0;
        for (var each : found) {
            told += database.sql("""
                            insert into connector_outbox (id, tenant_id, client_id, connector_id, customer_id, interaction_id, told_notes,
                                                          told_revision, body, created_at, next_at)
                            values (:id, :tenant, :client, :connector, :customer, :interaction, cast(:notes as bigint[]), :revision,
                                    cast(:body as jsonb), :now, :now)
                            on conflict (connector_id, interaction_id) where interaction_id is not null do nothing""")
                    .param("id", ids.next())
                    .param("tenant", Tenancy.current().tenantId())
                    .param("client", each.client())
                    .param("connector", each.connector())
                    .param("customer", each.customer())
                    .param("interaction", each.interaction())
                    .param("notes", Rows.array(each.notes()))
                    .param("revision", each.revision())
                    .param("body", json.writeValueAsString(each.body()))
                    .param("now", Rows.moment(clock.instant()))
                    .update();
        }
        return told;
    }

    /// Tells what was written about a contact after a connector had heard of it: notes that the first telling did
    /// not hold, and results that were corrected since. Looked for among what was written within a day.
    ///
    /// @return how many
    int gatherLater() {
        var found = database.sql("""
                        select c.id as connector, o.tenant_id, o.client_id, i.id, o.customer_id, w.part, w.at, w.text, d.codes
                          from (select 'note ' || n.id as part, n.interaction_id, n.at, n.text, n.id as note, 0 as revision
                                  from interaction_note n
                                 where n.at >= cast(:now as timestamptz) - interval '1 day' and not n.draft and n.text <> ''
                                union all
                                select 'results ' || x.interaction_id || ' ' || x.revision, x.interaction_id, x.at, '', null, x.revision
                                  from interaction_disposition x
                                 where x.at >= cast(:now as timestamptz) - interval '1 day' and x.revision > 1) w
                          join connector_outbox o on o.interaction_id = w.interaction_id and o.part is null
                          join connector c on c.id = o.connector_id and c.active and c.auto_from is not null
                               and c.kind = 'crm' and c.write_path is not null
                          join interaction i on i.id = w.interaction_id and i.customer_id = o.customer_id
                          left join lateral (select x.codes from interaction_disposition x
                                where x.interaction_id = i.id order by x.revision desc limit 1) d on true
                         where case when o.told_notes is null then w.at > o.created_at
                                    when w.note is not null then w.note <> all (o.told_notes)
                                    else w.revision > o.told_revision end
                           and not exists (select from connector_outbox p where p.connector_id = c.id and p.part = w.part)
                           and (select count(*) from connector_outbox p
                                 where p.connector_id = c.id and p.state = 'waiting') < :full
                         order by w.at limit :most""")
                .param("now", Rows.moment(clock.instant()))
                .param("most", MOST_GATHERED)
                .param("full", MOST_WAITING)
                .query((row, _) -> {
                    var body = new LinkedHashMap<String, Object>();
                    body.put("customerNumbers", numbers(row.getLong("customer_id")));
                    body.put("contact", Rows.id(row, "id"));
                    body.put("at", Rows.instant(row, "at").toString());
                    body.put("text", row.getString("text"));
                    body.put("results", Rows.strings(row, "codes"));
                    return new Later(
                            row.getLong("connector"),
                            row.getLong("client_id"),
                            row.getLong("customer_id"),
                            row.getString("part"),
                            body);
                })
                .list();
        var told = 0;
        for (var each : found) {
            told += database.sql("""
                            insert into connector_outbox (id, tenant_id, client_id, connector_id, customer_id, part, body,
                                                          created_at, next_at)
                            values (:id, :tenant, :client, :connector, :customer, :part, cast(:body as jsonb), :now, :now)
                            on conflict (connector_id, part) where part is not null do nothing""")
                    .param("id", ids.next())
                    .param("tenant", Tenancy.current().tenantId())
                    .param("client", each.client())
                    .param("connector", each.connector())
                    .param("customer", each.customer())
                    .param("part", each.part())
                    .param("body", json.writeValueAsString(each.body()))
                    .param("now", Rows.moment(clock.instant()))
                    .update();
        }
        return told;
    }

    private record Later(long connector, long client, long customer, String part, Map<String, Object> body) {
        @Override
        public String toString() {
            return "Later[" + part + "]"; // a note is personal
        }
    }

    private record Ended(
            long connector,
            long client,
            long interaction,
            long customer,
            List<Long> notes,
            int revision,
            Map<String, Object> body) {
        @Override
        public String toString() {
            return "Ended[" + interaction + "]"; // a note is personal
        }
    }

    private List<String> numbers(long customer) {
        return database.sql(
                        "select number from customer_number where customer_id = :id order by is_primary desc, sort_order")
                .param("id", customer)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /// A note that is due.
    record Due(long id, long connector, String body, int attempts) {
        @Override
        public String toString() {
            return "Due[" + id + "]"; // a note is personal
        }
    }

    /// Takes due notes for itself until an instant: whoever is killed meanwhile leaves them due again
    /// then.
    List<Due> due(int most, Instant until) {
        return database.sql("""
                        update connector_outbox set attempts = attempts + 1, next_at = :until where id in (
                            select id from connector_outbox where state = 'waiting' and next_at <= :now
                             order by next_at, id limit :most for update skip locked)
                        returning id, connector_id, body::text, attempts""")
                .param("until", Rows.moment(until))
                .param("now", Rows.moment(clock.instant()))
                .param("most", most)
                .query((row, _) -> new Due(row.getLong(1), row.getLong(2), row.getString(3), row.getInt(4)))
                .list();
    }

    /// What became of a note.
    ///
    /// @param again when to try once more; null: sent, or given up where there is a fault
    void settled(long id, @Nullable String fault, @Nullable Instant again) {
        database.sql("""
                        update connector_outbox set state = :state, fault = :fault, next_at = coalesce(:again, next_at),
                               body = case :state when 'waiting' then body end
                         where id = :id""")
                .param("id", id)
                .param("state", again != null ? "waiting" : fault == null ? "sent" : "given-up")
                .param("fault", fault)
                .param("again", Rows.moment(again))
                .update();
    }

    int forget(long customer) {
        calls.forget();
        return database.sql("""
                        update connector_outbox set body = null, customer_id = null,
                               state = case state when 'waiting' then 'given-up' else state end where customer_id = :id""").param("id", customer).update();
    }
}
