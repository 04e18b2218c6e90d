package org.callosum.server.customers;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes one customer of two, and two of one again (decision 0171).
///
/// What belonged to the merged record moves to the kept one, row by row, and each row is written down.
/// Undone, these rows go back; a contact that came since goes to the merged one if its number is theirs
/// alone, with the cases opened in it; all else that happened since stays with the kept one. Fields
/// that somebody changed since the merge stay as they are now. Facts are left as they were appended:
/// they hold no customer, so nothing in them is wrong.
@Service
@Transactional
class CustomerMerges {
    /// Fields of a record that one side or the other gives; numbers are joined, and a refused consent
    /// stays refused.
    static final List<String> CHOSEN = List.of(
            "name",
            "language",
            "valueRank",
            "memberLevel",
            "preferredAgentId",
            "email",
            "preferredChannel",
            "preferredFrom",
            "preferredTo",
            "customerSince",
            "notes");

    private static final String OURS =
            "'customer_number', 'customer_change', 'customer_merge', 'customer_merge_row', 'customer_distinct'";

    private final JdbcClient database;
    private final CustomerRepository repository;
    private final Customers customers;
    private final Ids ids;
    private final Audit audit;
    private final JsonMapper json;
    private final Clock clock;

    CustomerMerges(
            JdbcClient database,
            CustomerRepository repository,
            Customers customers,
            Ids ids,
            Audit audit,
            JsonMapper json,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.customers = customers;
        this.ids = ids;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /// @param other whose record is merged into this one
    /// @param fromOther names of the fields that come from it
    /// @param version of the kept record on the screen
    /// @param otherVersion of the other
    @Schema(name = "MergeWish")
    record Wish(
            @Nullable String other,
            @Nullable List<String> fromOther,
            @Nullable Integer version,
            @Nullable Integer otherVersion) {}

    @Schema(name = "CustomerMerge")
    record Done(
            String id,
            String keptId,
            String mergedId,
            Instant at,
            String by,
            @Nullable Instant undoneAt,
            @Nullable String undoneBy,
            boolean canUndo) {}

    /// A table that says which customer a row is about, and by which column a row of it is known.
    private record Source(String table, String key) {}

    /// Every table with a `customer_id` that we may change, except those in which there can be only one
    /// row a customer and those of this room that stay with their record. Asked of the database, so
    /// that a room that comes later is not forgotten.
    private List<Source> sources() {
        return database.sql("""
                        select c.relname as name, (select a.attname from pg_attribute a
                                                    where a.attrelid = c.oid and a.attnum = k.indkey[0]) as key
                          from pg_class c
                          join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
                          join pg_index k on k.indrelid = c.oid and k.indisprimary and k.indnkeyatts = 1
                          join pg_attribute about on about.attrelid = c.oid and about.attname = 'customer_id'
                           and not about.attisdropped and about.atttypid = 'bigint'::regtype
                         where c.relkind = 'r' and c.relname not in (%s)
                           and has_table_privilege(c.oid, 'update')
                           and not exists (select from pg_index u where u.indrelid = c.oid and u.indisunique
                                              and about.attnum = any (u.indkey::int2[]))
                         order by c.relname""".formatted(OURS))
                .query((row, _) -> new Source(row.getString("name"), row.getString("key")))
                .list();
    }

    Customer merge(long kept, Wish wish) {
        var fields = new Fields();
        var other = fields.id("other", wish.other());
        var fromOther = Objects.requireNonNullElse(wish.fromOther(), List.<String>of());
        for (var field : fromOther) {
            if (!CHOSEN.contains(field)) {
                fields.add(
                        "fromOther", "unknown", Map.of("value", field.length() > 40 ? field.substring(0, 40) : field));
            }
        }
        if (other == kept) {
            fields.add("other", "unknown");
        }
        fields.check();
        lock(kept, other);
        var client = Customers.living(repository.find(kept), kept);
        if (Customers.living(repository.find(other), other) != client) {
            throw Problems.field("other", "unknown");
        }
        var before = repository.find(kept).orElseThrow();
        var gone = repository.find(other).orElseThrow();
        if (!Objects.equals(wish.version(), before.version()) || !Objects.equals(wish.otherVersion(), gone.version())) {
            throw Problems.editConflict(before);
        }
        var id = ids.next();
        insert(id, kept, other, client, before, gone);
        for (var source : sources()) {
            move(id, source, other, kept, client);
        }
        database.sql("delete from customer_number where customer_id = :id")
                .param("id", other)
                .update();
        database.sql("update customer set merged_into = :kept, name_key = null, version = version + 1 where id = :id")
                .param("kept", kept)
                .param("id", other)
                .update();
        var after = customers.change(kept, joined(before, gone, fromOther));
        database.sql("update customer_merge set kept_after = cast(:after as jsonb) where id = :id")
                .param("after", json.writeValueAsString(after))
                .param("id", id)
                .update();
        audit.record("customers-merged", "customer", kept, Map.of("other", Long.toString(other)));
        return after;
    }

    /// Whoever merges two people waits for whoever merges one of them.
    private void lock(long one, long other) {
        database.sql("select id from customer where id in (:one, :other) order by id for update")
                .param("one", one)
                .param("other", other)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    private void insert(long id, long kept, long other, long client, Customer before, Customer gone) {
        database.sql("""
                        insert into customer_merge (id, tenant_id, client_id, kept_id, merged_id, at, account_name, kept_before, merged)
                        values (:id, :tenant, :client, :kept, :other, :at, :name, cast(:before as jsonb), cast(:gone as jsonb))""")
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", client)
                .param("kept", kept)
                .param("other", other)
                .param("at", Rows.moment(clock.instant()))
                .param("name", Tenancy.current().name())
                .param("before", json.writeValueAsString(before))
                .param("gone", json.writeValueAsString(gone))
                .update();
    }

    // names of tables and columns come from the database's own catalogue
    private void move(long merge, Source source, long from, long to, long client) {
        database.sql("""
                        with moved as (update %s set customer_id = :to where customer_id = :from returning %s as id)
                        insert into customer_merge_row (merge_id, source, row_id, tenant_id, client_id)
                        select :merge, :source, id, :tenant, :client from moved""".formatted(source.table(), source.key()))
                .param("to", to)
                .param("from", from)
                .param("merge", merge)
                .param("source", source.table())
                .param("tenant", Tenancy.current().tenantId())
                .param("client", client)
                .update();
    }

    private Customer joined(Customer kept, Customer other, List<String> fromOther) {
        var tree = (ObjectNode) json.valueToTree(kept);
        JsonNode theirs = json.valueToTree(other);
        for (var field : CHOSEN) {
            if (fromOther.contains(field) || empty(tree.path(field))) {
                tree.set(field, theirs.path(field).isMissingNode() ? json.nullNode() : theirs.path(field));
            }
        }
        var joined = json.treeToValue(tree, Customer.class);
        return new Customer(
                joined.id(),
                joined.version(),
                joined.clientId(),
                joined.name(),
                numbers(kept, other),
                joined.language(),
                joined.valueRank(),
                consent(kept, other),
                joined.memberLevel(),
                joined.notes(),
                joined.preferredAgentId(),
                joined.email(),
                joined.preferredChannel(),
                joined.preferredFrom(),
                joined.preferredTo(),
                joined.customerSince(),
                null,
                null,
                null);
    }

    private static boolean empty(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isString() && value.asString().isBlank());
    }

    private static List<Customer.Number> numbers(Customer kept, Customer other) {
        var numbers = new LinkedHashMap<String, Customer.Number>();
        for (var number : of(kept)) {
            numbers.put(String.valueOf(number.number()), number);
        }
        var first = numbers.isEmpty();
        for (var number : of(other)) {
            numbers.putIfAbsent(
                    String.valueOf(number.number()),
                    first ? number : new Customer.Number(number.number(), number.kind(), false));
        }
        return List.copyOf(numbers.values());
    }

    private static List<Customer.Number> of(Customer customer) {
        return Objects.requireNonNullElse(customer.numbers(), List.of());
    }

    private static Customer.Consent consent(Customer kept, Customer other) {
        var one = Objects.requireNonNullElse(kept.consent(), Customer.Consent.NONE);
        var two = Objects.requireNonNullElse(other.consent(), Customer.Consent.NONE);
        return new Customer.Consent(
                stricter(one.phone(), two.phone()), stricter(one.sms(), two.sms()), stricter(one.email(), two.email()));
    }

    /// Who said no to one of two records said no.
    private static @Nullable Boolean stricter(@Nullable Boolean one, @Nullable Boolean two) {
        if (Boolean.FALSE.equals(one) || Boolean.FALSE.equals(two)) {
            return false;
        }
        return one == null ? two : one;
    }

    /// The merges that a record took part in, the newest first.
    @Transactional(readOnly = true)
    List<Done> of(long customer) {
        if (repository.find(customer).isEmpty()) {
            throw Problems.notFound("customer", customer);
        }
        return database.sql("""
                        select * from customer_merge where kept_id = :id or merged_id = :id order by id desc limit 50""")
                .param("id", customer)
                .query((row, _) -> new Done(
                        Rows.id(row, "id"),
                        Rows.id(row, "kept_id"),
                        Rows.id(row, "merged_id"),
                        Rows.instant(row, "at"),
                        row.getString("account_name"),
                        Rows.instantOrNull(row, "undone_at"),
                        row.getString("undone_by"),
                        row.getTimestamp("undone_at") == null && row.getString("merged") != null))
                .list();
    }

    private record Kept(
            long id,
            long kept,
            long merged,
            Instant at,
            JsonNode before,
            JsonNode after,
            Customer gone,
            boolean undone) {}

    /// Makes two of one again.
    ///
    /// @return the record that was kept, as it is now
    Customer undo(long merge) {
        var found = database.sql("select * from customer_merge where id = :id for update")
                .param("id", merge)
                .query((row, _) -> {
                    var gone = row.getString("merged");
                    if (gone == null) {
                        throw Problems.refused("customer-erased");
                    }
                    return new Kept(
                            row.getLong("id"),
                            row.getLong("kept_id"),
                            row.getLong("merged_id"),
                            Rows.instant(row, "at"),
                            json.readTree(row.getString("kept_before")),
                            json.readTree(row.getString("kept_after")),
                            json.readValue(gone, Customer.class),
                            row.getTimestamp("undone_at") != null);
                })
                .optional()
                .orElseThrow(() -> Problems.notFound("customer-merge", merge));
        if (found.undone()) {
            throw Problems.refused("merge-undone-already");
        }
        lock(found.kept(), found.merged());
        Customers.living(repository.find(found.kept()), found.kept());
        giveBack(found);
        giveTheirContacts(found);
        var now = repository.find(found.kept()).orElseThrow();
        database.sql("""
                        update customer set merged_into = null, name_key = :key, version = version + 1
                         where id = :id and merged_into = :kept""")
                .param("key", NameKey.of(String.valueOf(found.gone().name())))
                .param("id", found.merged())
                .param("kept", found.kept())
                .update();
        repository.numbersAnew(found.merged(), found.gone());
        var after = customers.change(found.kept(), asBefore(found, now));
        database.sql("update customer_merge set undone_at = :at, undone_by = :by where id = :id")
                .param("at", Rows.moment(clock.instant()))
                .param("by", Tenancy.current().name())
                .param("id", merge)
                .update();
        audit.record(
                "customers-merge-undone", "customer", found.kept(), Map.of("other", Long.toString(found.merged())));
        return after;
    }

    private void giveBack(Kept found) {
        var known = sources().stream().collect(Collectors.toMap(Source::table, Source::key));
        database.sql("select distinct source from customer_merge_row where merge_id = :id")
                .param("id", found.id())
                .query((row, _) -> row.getString(1))
                .list()
                .forEach(table -> {
                    var key = known.get(table);
                    if (key != null) {
                        database.sql("""
                                        update %s set customer_id = :merged where customer_id = :kept and %s in (
                                            select row_id from customer_merge_row where merge_id = :id and source = :source)""".formatted(table, key))
                                .param("merged", found.merged())
                                .param("kept", found.kept())
                                .param("id", found.id())
                                .param("source", table)
                                .update();
                    }
                });
    }

    /// Contacts that came since from a number that is theirs alone, and the cases opened in these.
    private void giveTheirContacts(Kept found) {
        var theirs = of(found.gone()).stream()
                .map(number -> String.valueOf(number.number()))
                .filter(number -> found.before()
                        .path("numbers")
                        .valueStream()
                        .noneMatch(mine -> number.equals(mine.path("number").asString())))
                .toArray(String[]::new);
        var contacts = database.sql("""
                        update interaction i set customer_id = :merged
                         where i.customer_id = :kept and i.arrived_at >= :at and exists (
                               select from interaction_person p where p.interaction_id = i.id and p.number = any (:numbers))
                        returning i.id""")
                .param("merged", found.merged())
                .param("kept", found.kept())
                .param("at", Rows.moment(found.at()))
                .param("numbers", theirs)
                .query((row, _) -> row.getLong(1))
                .list();
        database.sql("""
                        update service_case set customer_id = :merged
                         where customer_id = :kept and interaction_id = any (cast(:contacts as bigint[]))""")
                .param("merged", found.merged())
                .param("kept", found.kept())
                .param("contacts", Rows.array(contacts))
                .update();
    }

    /// Each field as it was before the merge, unless somebody has changed it since.
    private Customer asBefore(Kept found, Customer now) {
        var tree = (ObjectNode) json.valueToTree(now);
        var names = new ArrayList<>(CHOSEN);
        names.add("consent");
        for (var field : names) {
            if (same(tree.path(field), found.after().path(field))) {
                tree.set(
                        field,
                        found.before().path(field).isMissingNode()
                                ? json.nullNode()
                                : found.before().path(field));
            }
        }
        var numbers = of(now).stream()
                .filter(number -> of(found.gone()).stream()
                                .noneMatch(theirs -> Objects.equals(theirs.number(), number.number()))
                        || found.before()
                                .path("numbers")
                                .valueStream()
                                .anyMatch(mine -> mine.path("number").asString().equals(number.number())))
                .toList();
        return json.treeToValue(tree, Customer.class).with(numbers);
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return empty(one) ? empty(other) : one.equals(other);
    }
}
