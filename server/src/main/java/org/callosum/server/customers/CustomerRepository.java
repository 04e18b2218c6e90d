package org.callosum.server.customers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class CustomerRepository {
    private static final Map<String, String> SORTABLE = Map.of(
            "name",
            "c.name",
            "createdAt",
            "c.created_at",
            "valueRank",
            "c.value_rank",
            "memberLevel",
            "c.member_level");

    private final JdbcClient database;
    private final JsonMapper json;

    CustomerRepository(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /// @param digits of the search; empty when it holds none worth looking for
    Page<Customer> page(PageQuery query, String digits, CustomerFilter filter) {
        var where = """
                 where c.erased_at is null and c.merged_into is null
                   and (cast(:client as bigint) is null or c.client_id = :client)
                   and (cast(:level as text) is null or c.member_level = :level)
                   and (cast(:rank as int) is null or c.value_rank >= :rank)
                   and (cast(:product as bigint) is null or exists (
                        select from customer_product h
                         where h.customer_id = c.id and h.product_id = :product and h.state <> 'ended'))
                   and (c.name ilike :like or c.member_level ilike :like or c.email ilike :like or c.name_key = :key
                        or exists (select from customer_order o where o.customer_id = c.id and o.number = :exact)
                        or (:digits <> '' and exists (
                        select from customer_number n where n.customer_id = c.id and n.number like '%' || :digits || '%')))""";
        var items = database.sql("select c.* from customer c " + where + " order by "
                        + query.orderBy(SORTABLE, "c.name") + ", c.id limit :size offset :offset")
                .params(filter.values())
                .param("key", query.q() == null ? "" : NameKey.of(query.q()))
                .param("exact", query.q() == null ? "" : query.q().strip())
                .param("like", query.like())
                .param("digits", digits)
                .param("size", query.limit())
                .param("offset", query.offset())
                .query(this::customer)
                .list();
        var total = database.sql("select count(*) from customer c " + where)
                .params(filter.values())
                .param("key", query.q() == null ? "" : NameKey.of(query.q()))
                .param("exact", query.q() == null ? "" : query.q().strip())
                .param("like", query.like())
                .param("digits", digits)
                .query(Long.class)
                .single();
        return new Page<>(withNumbers(items), total);
    }

    Optional<Customer> find(long id) {
        var found = database.sql("select * from customer where id = :id")
                .param("id", id)
                .query(this::customer)
                .list();
        return withNumbers(found).stream().findFirst();
    }

    /// The people with a number at a client: those for whom it is the primary one first, then who was
    /// there first.
    List<Customer> byNumber(long client, String number) {
        return withNumbers(database.sql("""
                        select c.* from customer c join customer_number n on n.customer_id = c.id
                         where n.client_id = :client and n.number = :number and c.erased_at is null and c.merged_into is null
                         order by n.is_primary desc, c.id limit 20""")
                .param("client", client)
                .param("number", number)
                .query(this::customer)
                .list());
    }

    /// Which of these numbers somebody at the client has; most callers of a busy hour are nobody known.
    List<String> knownNumbers(long client, Collection<String> numbers) {
        return database.sql(
                        "select distinct number from customer_number where client_id = :client and number = any (:numbers)")
                .param("client", client)
                .param("numbers", numbers.toArray(String[]::new))
                .query((row, _) -> row.getString(1))
                .list();
    }

    Map<Long, String> names(Collection<Long> customers) {
        var names = new HashMap<Long, String>();
        database.sql("select id, name from customer where id = any (cast(:ids as bigint[]))")
                .param("ids", Rows.array(customers))
                .query((row, _) -> names.put(row.getLong("id"), row.getString("name")))
                .list();
        return names;
    }

    /// What the contacts on record add up to.
    record Figures(int contacts, @Nullable Instant lastAt) {}

    Figures figures(long customer) {
        return database.sql(
                        "select count(*) as contacts, max(arrived_at) as last_at from interaction where customer_id = :id")
                .param("id", customer)
                .query((row, _) -> new Figures(row.getInt("contacts"), Rows.instantOrNull(row, "last_at")))
                .single();
    }

    boolean clientExists(long client) {
        return database.sql("select exists (select from client where id = :id)")
                .param("id", client)
                .query(Boolean.class)
                .single();
    }

    /// Whether an agent works for a client.
    boolean serves(long agent, long client) {
        return database.sql("select exists (select from agent_client where agent_id = :agent and client_id = :client)")
                .param("agent", agent)
                .param("client", client)
                .query(Boolean.class)
                .single();
    }

    /// Customers whose last contact, or whose record when there was none, is older than an instant, and
    /// for whom nobody has anything left to do.
    List<Long> lastSeenBefore(long client, Instant before) {
        return database.sql("""
                        select c.id from customer c
                         where c.client_id = :client and c.erased_at is null and c.merged_into is null
                           and c.created_at < :before
                           and not exists (select from customer_order o where o.customer_id = c.id and o.placed_at >= :before)
                           and not exists (select from customer_product h where h.customer_id = c.id and h.state <> 'ended')
                           and not exists (select from interaction i where i.customer_id = c.id and i.arrived_at >= :before)
                           and not exists (select from service_case s where s.customer_id = c.id and not s.closed)
                         order by c.id""")
                .param("client", client)
                .param("before", Rows.moment(before))
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /// Old values that nobody asks for any more.
    int forgetChanges(long client, Instant before) {
        return database.sql("delete from customer_change where client_id = :client and at < :before")
                .param("client", client)
                .param("before", Rows.moment(before))
                .update();
    }

    void insert(long id, Customer customer) {
        database.sql("""
                        insert into customer
                            (id, tenant_id, client_id, name, language, value_rank, member_level, consent, notes, preferred_agent_id,
                             email, preferred_channel, preferred_from, preferred_to, customer_since, name_key)
                        values (:id, :tenant, :client, :name, :language, :rank, :level, cast(:consent as jsonb), :notes, :agent,
                                :email, :channel, :from, :to, :since, :key)""")
                .params(values(customer))
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", Long.valueOf(Objects.requireNonNull(customer.clientId())))
                .update();
        numbers(id, customer);
    }

    boolean update(long id, int version, Customer customer) {
        var changed = database.sql("""
                        update customer set name = :name, language = :language, value_rank = :rank, member_level = :level,
                               consent = cast(:consent as jsonb), notes = :notes, preferred_agent_id = :agent,
                               email = :email, preferred_channel = :channel, preferred_from = :from, preferred_to = :to,
                               customer_since = :since, name_key = :key, version = version + 1
                         where id = :id and version = :version and erased_at is null and merged_into is null""")
                        .params(values(customer))
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
        if (changed) {
            numbers(id, customer);
        }
        return changed;
    }

    void consent(long id, Customer.Consent consent) {
        database.sql("""
                        update customer set consent = cast(:consent as jsonb), version = version + 1
                         where id = :id and erased_at is null""")
                .param("id", id)
                .param("consent", json.writeValueAsString(consent))
                .update();
    }

    /// What nobody needs for figures goes; the row stays for what points to it.
    int erase(long id, Instant at) {
        var rows = database.sql("delete from customer_number where customer_id = :id")
                .param("id", id)
                .update();
        rows += database.sql("delete from customer_change where customer_id = :id")
                .param("id", id)
                .update();
        return rows
                + database.sql("""
                        update customer set name = '', language = 'en', value_rank = null, member_level = null,
                               consent = '{}', notes = null, preferred_agent_id = null,
                               email = null, preferred_channel = null, preferred_from = null, preferred_to = null,
                               customer_since = null, name_key = null, erased_at = :at, version = version + 1
                         where id = :id and erased_at is null""").param("id", id).param("at", Rows.moment(at)).update();
    }

    void changed(long id, long customer, long client, Map<String, Object> changes) {
        var who = Tenancy.current();
        database.sql("""
                        insert into customer_change (id, tenant_id, client_id, customer_id, account_id, account_name, changes)
                        values (:id, :tenant, :client, :customer, :account, :name, cast(:changes as jsonb))""")
                .param("id", id)
                .param("tenant", who.tenantId())
                .param("client", client)
                .param("customer", customer)
                .param("account", who.accountId())
                .param("name", who.name())
                .param("changes", json.writeValueAsString(changes))
                .update();
    }

    List<CustomerChange> changes(long customer) {
        return database.sql("select * from customer_change where customer_id = :id order by id desc limit 500")
                .param("id", customer)
                .query((row, _) -> new CustomerChange(
                        Rows.id(row, "id"),
                        Rows.instant(row, "at"),
                        row.getString("account_name"),
                        json.readTree(row.getString("changes"))))
                .list();
    }

    /// The people of these ids, as far as they can be seen.
    List<Customer> all(Collection<Long> ids) {
        return withNumbers(database.sql("select * from customer where id = any (cast(:ids as bigint[])) order by id")
                .param("ids", Rows.array(ids))
                .query(this::customer)
                .list());
    }

    /// Whoever at a client has one of these numbers or emails (in small letters).
    List<Customer> known(long client, Collection<String> numbers, Collection<String> emails) {
        return withNumbers(database.sql("""
                        select c.* from customer c
                         where c.client_id = :client and c.erased_at is null and c.merged_into is null
                           and (c.id in (select n.customer_id from customer_number n
                                          where n.client_id = :client and n.number = any (:numbers))
                                or lower(c.email) = any (:emails))
                         order by c.id""")
                .param("client", client)
                .param("numbers", numbers.toArray(String[]::new))
                .param("emails", emails.toArray(String[]::new))
                .query(this::customer)
                .list());
    }

    /// For whom each of these numbers is the primary one.
    Map<String, Long> primaries(long client, Collection<String> numbers) {
        var primaries = new HashMap<String, Long>();
        database.sql("""
                        select number, min(customer_id) as customer from customer_number
                         where client_id = :client and number = any (:numbers) and is_primary group by number""")
                .param("client", client)
                .param("numbers", numbers.toArray(String[]::new))
                .query((row, _) -> primaries.put(row.getString("number"), row.getLong("customer")))
                .list();
        return primaries;
    }

    void numbersAnew(long id, Customer customer) {
        numbers(id, customer);
    }

    private void numbers(long id, Customer customer) {
        database.sql("delete from customer_number where customer_id = :id")
                .param("id", id)
                .update();
        var order = 0;
        for (var number : Objects.requireNonNullElse(customer.numbers(), List.<Customer.Number>of())) {
            database.sql("""
                            insert into customer_number (tenant_id, client_id, customer_id, number, kind, is_primary, sort_order)
                            values (:tenant, :client, :customer, :number, :kind, :primary, :order)""")
                    .param("tenant", Tenancy.current().tenantId())
                    .param("client", Long.valueOf(Objects.requireNonNull(customer.clientId())))
                    .param("customer", id)
                    .param("number", number.number())
                    .param("kind", number.kind())
                    .param("primary", Boolean.TRUE.equals(number.primary()))
                    .param("order", order++)
                    .update();
        }
    }

    private List<Customer> withNumbers(List<Customer> customers) {
        if (customers.isEmpty()) {
            return customers;
        }
        var byCustomer = new HashMap<String, List<Customer.Number>>();
        database.sql("""
                        select * from customer_number where customer_id = any (cast(:ids as bigint[]))
                         order by customer_id, is_primary desc, sort_order""")
                .param(
                        "ids",
                        Rows.array(customers.stream()
                                .map(each -> Long.valueOf(Objects.requireNonNull(each.id())))
                                .toList()))
                .query((row, _) -> byCustomer
                        .computeIfAbsent(Rows.id(row, "customer_id"), _ -> new ArrayList<>())
                        .add(new Customer.Number(
                                row.getString("number"), row.getString("kind"), row.getBoolean("is_primary"))))
                .list();
        return customers.stream()
                .map(each -> each.with(byCustomer.getOrDefault(each.id(), List.of())))
                .toList();
    }

    private Map<String, @Nullable Object> values(Customer customer) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("name", Objects.requireNonNull(customer.name()).strip());
        values.put("language", customer.language());
        values.put("rank", customer.valueRank());
        values.put("level", customer.memberLevel());
        values.put(
                "consent",
                json.writeValueAsString(Objects.requireNonNullElse(customer.consent(), Customer.Consent.NONE)));
        values.put("notes", customer.notes());
        values.put("agent", customer.preferredAgentId() == null ? null : Long.valueOf(customer.preferredAgentId()));
        values.put("email", customer.email());
        values.put("channel", customer.preferredChannel());
        values.put("from", customer.preferredFrom());
        values.put("to", customer.preferredTo());
        values.put("since", customer.customerSince());
        values.put("key", NameKey.of(Objects.requireNonNull(customer.name())));
        return values;
    }

    private Customer customer(ResultSet row, int number) throws SQLException {
        return new Customer(
                Rows.id(row, "id"),
                row.getInt("version"),
                Rows.id(row, "client_id"),
                row.getString("name"),
                List.of(),
                row.getString("language"),
                Rows.intOrNull(row, "value_rank"),
                json.readValue(row.getString("consent"), Customer.Consent.class),
                row.getString("member_level"),
                row.getString("notes"),
                Rows.idOrNull(row, "preferred_agent_id"),
                row.getString("email"),
                row.getString("preferred_channel"),
                row.getString("preferred_from"),
                row.getString("preferred_to"),
                row.getObject("customer_since", LocalDate.class),
                Rows.idOrNull(row, "merged_into"),
                Rows.instant(row, "created_at"),
                Rows.instantOrNull(row, "erased_at"));
    }
}
