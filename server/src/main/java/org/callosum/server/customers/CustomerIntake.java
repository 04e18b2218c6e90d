package org.callosum.server.customers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.telephony.HomeCountries;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Takes many customers in at once, each judged as one that is typed: for files and for systems that
/// are connected.
///
/// Somebody is known by any of their numbers, else by their email. What comes in lays its filled fields
/// over what stands there; an empty one changes nothing, and numbers are added, never taken away.
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class CustomerIntake {
    private final Customers customers;
    private final CustomerRepository repository;
    private final HomeCountries countries;
    private final Ids ids;
    private final JdbcTemplate database;

    /// What to do with somebody who is known already.
    public enum Rule {
        UPDATE,
        SKIP,
        CREATE
    }

    public sealed interface Outcome {
        record Made() implements Outcome {}

        record Changed() implements Outcome {}

        record Skipped() implements Outcome {}

        record Wrong(List<Problem.Field> fields) implements Outcome {}
    }

    CustomerIntake(
            Customers customers,
            CustomerRepository repository,
            HomeCountries countries,
            Ids ids,
            JdbcTemplate database) {
        this.customers = customers;
        this.repository = repository;
        this.countries = countries;
        this.ids = ids;
        this.database = database;
    }

    /// What is known of those of a batch, so that each needs no question of its own.
    private static final class Known {
        final Map<String, Long> byNumber = new HashMap<>();
        final Map<String, Long> byEmail = new HashMap<>();
        final Map<Long, Customer> records = new HashMap<>();
        final Map<Long, Customer> fresh = new LinkedHashMap<>();
        final Map<Long, Customer> before = new LinkedHashMap<>();

        @Nullable
        Long of(Customer wanted) {
            for (var number : numbers(wanted)) {
                if (byNumber.get(number.number()) instanceof Long id) {
                    return id;
                }
            }
            return wanted.email() == null ? null : byEmail.get(low(wanted.email()));
        }

        void note(long id, Customer customer) {
            records.put(id, customer);
            numbers(customer).forEach(number -> byNumber.putIfAbsent(String.valueOf(number.number()), id));
            if (customer.email() != null) {
                byEmail.putIfAbsent(low(customer.email()), id);
            }
        }
    }

    private static String low(String email) {
        return email.toLowerCase(java.util.Locale.ROOT);
    }

    private static List<Customer.Number> numbers(Customer customer) {
        return Objects.requireNonNullElse(customer.numbers(), List.of());
    }

    /// @param wanted some hundreds at most, all of one client
    /// @param dry true: only judged
    /// @return what became of each, in their order
    public List<Outcome> take(long client, List<Customer> wanted, Rule rule, boolean dry) {
        var home = countries.of(client);
        var outcomes = new ArrayList<Outcome>();
        var tidy = new ArrayList<@Nullable Customer>();
        for (var each : wanted) {
            try {
                tidy.add(customers.tidied(new Fields(), each, client, home));
            } catch (Problem wrong) {
                tidy.add(null);
                outcomes.add(new Outcome.Wrong(wrong.fields()));
                continue;
            }
            outcomes.add(new Outcome.Skipped());
        }
        var known = known(client, tidy);
        for (var i = 0; i < tidy.size(); i++) {
            var each = tidy.get(i);
            if (each != null) {
                outcomes.set(i, place(each, rule, known));
            }
        }
        if (!dry) {
            store(client, known);
        }
        return outcomes;
    }

    private Known known(long client, List<@Nullable Customer> tidy) {
        var asked = new HashSet<String>();
        var emails = new HashSet<String>();
        for (var each : tidy) {
            if (each != null) {
                numbers(each).forEach(number -> asked.add(String.valueOf(number.number())));
                if (each.email() != null) {
                    emails.add(low(each.email()));
                }
            }
        }
        var known = new Known();
        repository
                .known(client, asked, emails)
                .forEach(each -> known.note(Long.parseLong(Objects.requireNonNull(each.id())), each));
        repository.primaries(client, asked).forEach((number, id) -> {
            if (known.records.containsKey(id)) {
                known.byNumber.put(number, id);
            }
        });
        return known;
    }

    private Outcome place(Customer wanted, Rule rule, Known known) {
        var id = rule == Rule.CREATE ? null : known.of(wanted);
        if (id == null) {
            long made = ids.next();
            known.fresh.put(made, wanted);
            known.note(made, wanted);
            return new Outcome.Made();
        }
        if (rule == Rule.SKIP) {
            return new Outcome.Skipped();
        }
        var before = Objects.requireNonNull(known.records.get(id));
        var after = laid(before, wanted);
        if (after.equals(before)) {
            return new Outcome.Skipped();
        }
        known.note(id, after);
        if (known.fresh.containsKey(id)) {
            known.fresh.put(id, after);
        } else {
            known.before.putIfAbsent(id, before);
        }
        return new Outcome.Changed();
    }

    private static Customer laid(Customer before, Customer over) {
        var numbers = new LinkedHashMap<String, Customer.Number>();
        numbers(before).forEach(number -> numbers.put(String.valueOf(number.number()), number));
        for (var number : numbers(over)) {
            numbers.putIfAbsent(
                    String.valueOf(number.number()),
                    numbers.isEmpty() ? number : new Customer.Number(number.number(), number.kind(), false));
        }
        return new Customer(
                before.id(),
                before.version(),
                before.clientId(),
                over.name(),
                List.copyOf(numbers.values()),
                "en".equals(over.language()) ? before.language() : over.language(),
                over.valueRank() == null ? before.valueRank() : over.valueRank(),
                before.consent(),
                over.memberLevel() == null ? before.memberLevel() : over.memberLevel(),
                over.notes() == null ? before.notes() : over.notes(),
                before.preferredAgentId(),
                over.email() == null ? before.email() : over.email(),
                over.preferredChannel() == null ? before.preferredChannel() : over.preferredChannel(),
                over.preferredFrom() == null ? before.preferredFrom() : over.preferredFrom(),
                over.preferredFrom() == null ? before.preferredTo() : over.preferredTo(),
                over.customerSince() == null ? before.customerSince() : over.customerSince(),
                before.mergedInto(),
                before.createdAt(),
                before.erasedAt());
    }

    @SuppressWarnings("NullAway") // JdbcTemplate takes null for SQL's null, its marks do not say so
    private void store(long client, Known known) {
        long tenant = Tenancy.current().tenantId();
        database.batchUpdate(
                """
                insert into customer (id, tenant_id, client_id, name, language, value_rank, member_level, consent, notes,
                                      email, preferred_channel, preferred_from, preferred_to, customer_since, name_key)
                values (?, ?, ?, ?, ?, ?, ?, '{}', ?, ?, ?, ?, ?, ?, ?)""",
                known.fresh.entrySet().stream()
                        .map(each -> {
                            var customer = each.getValue();
                            var name = Objects.requireNonNull(customer.name()).strip();
                            return new Object[] {
                                each.getKey(),
                                tenant,
                                client,
                                name,
                                customer.language(),
                                customer.valueRank(),
                                customer.memberLevel(),
                                customer.notes(),
                                customer.email(),
                                customer.preferredChannel(),
                                customer.preferredFrom(),
                                customer.preferredTo(),
                                customer.customerSince(),
                                NameKey.of(name)
                            };
                        })
                        .toList());
        var numbers = new ArrayList<Object[]>();
        known.fresh.forEach((id, customer) -> {
            var order = 0;
            for (var number : numbers(customer)) {
                numbers.add(new Object[] {
                    tenant, client, id, number.number(), number.kind(), Boolean.TRUE.equals(number.primary()), order++
                });
            }
        });
        database.batchUpdate("""
                insert into customer_number (tenant_id, client_id, customer_id, number, kind, is_primary, sort_order)
                values (?, ?, ?, ?, ?, ?, ?)""", numbers);
        known.before.forEach((id, before) -> {
            var after = Objects.requireNonNull(known.records.get(id));
            var version = Objects.requireNonNullElse(before.version(), 0);
            if (repository.update(id, version, after)) {
                var changes = Changes.between(before, repository.find(id).orElseThrow());
                if (!changes.isEmpty()) {
                    repository.changed(ids.next(), id, client, changes);
                }
            }
        });
    }
}
