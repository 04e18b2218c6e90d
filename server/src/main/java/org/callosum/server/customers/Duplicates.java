package org.callosum.server.customers;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Finds records that may be one person: by number, by email, by name (folded, so that 吳曉琳, 吴晓琳 and
/// Xiaolin Wu meet). What speaks for it adds up as independent signs do, 1 − ∏(1 − sign); what speaks
/// against it takes a share away. The weights are ours (project default): number 0.6, email 0.6, name
/// 0.4; another name halves the sum, another email takes a fifth.
@Service
@Transactional
class Duplicates {
    private static final double BY_NUMBER = 0.6;
    private static final double BY_EMAIL = 0.6;
    private static final double BY_NAME = 0.4;
    private static final double OTHER_NAME = 0.5;
    private static final double OTHER_EMAIL = 0.8;

    /// A name or number that more people share than this says nothing about any two of them.
    private static final int MOST_SHARED = 12;

    private static final int MOST_PAIRS = 2_000;
    private static final int MOST_SHOWN = 200;
    private static final int KEYS_AT_ONCE = 5_000;

    private final JdbcClient database;
    private final CustomerRepository repository;
    private final Audit audit;
    private final Clock clock;

    Duplicates(JdbcClient database, CustomerRepository repository, Audit audit, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.audit = audit;
        this.clock = clock;
    }

    private record Two(long first, long second) {}

    /// The surest first, two hundred at most.
    Page<DuplicatePair> find(@Nullable Long client) {
        fillKeys();
        var signs = new LinkedHashMap<Two, Set<String>>();
        collect(signs, "number", """
                select n.customer_id as id, n.client_id, n.number as sign from customer_number n
                  join customer c on c.id = n.customer_id and c.merged_into is null and c.erased_at is null""", client);
        collect(signs, "email", """
                select c.id, c.client_id, lower(c.email) as sign from customer c
                 where c.email is not null and c.merged_into is null and c.erased_at is null""", client);
        collect(signs, "name", """
                select c.id, c.client_id, c.name_key as sign from customer c
                 where length(c.name_key) > 1 and c.merged_into is null and c.erased_at is null""", client);
        var ids = new LinkedHashSet<Long>();
        signs.keySet().forEach(two -> {
            ids.add(two.first());
            ids.add(two.second());
        });
        var known = new HashMap<Long, Customer>();
        repository.all(ids).forEach(each -> known.put(Long.valueOf(Objects.requireNonNull(each.id())), each));
        var pairs = new ArrayList<DuplicatePair>();
        signs.forEach((two, reasons) -> {
            var first = known.get(two.first());
            var second = known.get(two.second());
            if (first != null && second != null) {
                pairs.add(pair(first, second, reasons));
            }
        });
        pairs.sort(Comparator.comparingDouble(DuplicatePair::score)
                .reversed()
                .thenComparing(each -> String.valueOf(each.first().id())));
        return new Page<>(pairs.subList(0, Math.min(MOST_SHOWN, pairs.size())), pairs.size());
    }

    private void collect(Map<Two, Set<String>> signs, String reason, String source, @Nullable Long client) {
        database.sql("with s as (" + source + """
                        ), g as (select client_id, sign from s group by client_id, sign having count(*) between 2 and :shared)
                        select a.id as first, b.id as second from g
                          join s a on a.client_id = g.client_id and a.sign = g.sign
                          join s b on b.client_id = g.client_id and b.sign = g.sign and b.id > a.id
                         where (cast(:client as bigint) is null or g.client_id = :client)
                           and not exists (select from customer_distinct d where d.first_id = a.id and d.second_id = b.id)
                         order by a.id, b.id limit :most""")
                .param("shared", MOST_SHARED)
                .param("client", client)
                .param("most", MOST_PAIRS)
                .query((row, _) -> signs.computeIfAbsent(
                                new Two(row.getLong("first"), row.getLong("second")), _ -> new LinkedHashSet<>())
                        .add(reason))
                .list();
    }

    static DuplicatePair pair(Customer first, Customer second, Set<String> signs) {
        var against = 1.0;
        var doubt = 1.0;
        var reasons = new ArrayList<>(signs);
        doubt *= signs.contains("number") ? 1 - BY_NUMBER : 1;
        doubt *= signs.contains("email") ? 1 - BY_EMAIL : 1;
        doubt *= signs.contains("name") ? 1 - BY_NAME : 1;
        if (!signs.contains("name")) {
            against *= OTHER_NAME;
            reasons.add("other-name");
        }
        if (!signs.contains("email") && first.email() != null && second.email() != null) {
            against *= OTHER_EMAIL;
            reasons.add("other-email");
        }
        return new DuplicatePair(first, second, Math.round((1 - doubt) * against * 100) / 100.0, List.copyOf(reasons));
    }

    /// Records from before names had keys get theirs.
    private void fillKeys() {
        database.sql(
                        "select id, name from customer where name_key is null and erased_at is null and merged_into is null limit :most")
                .param("most", KEYS_AT_ONCE)
                .query((row, _) -> Map.entry(row.getLong("id"), row.getString("name")))
                .list()
                .forEach(each -> database.sql("update customer set name_key = :key where id = :id")
                        .param("id", each.getKey())
                        .param("key", NameKey.of(each.getValue()))
                        .update());
    }

    /// Two people after all: they are not proposed again.
    void distinct(long one, long other) {
        var client = Customers.living(repository.find(one), one);
        if (Customers.living(repository.find(other), other) != client || one == other) {
            throw Problems.field("other", "unknown");
        }
        database.sql("""
                        insert into customer_distinct (first_id, second_id, tenant_id, client_id, at, account_name)
                        values (:first, :second, :tenant, :client, :at, :name) on conflict do nothing""")
                .param("first", Math.min(one, other))
                .param("second", Math.max(one, other))
                .param("tenant", Tenancy.current().tenantId())
                .param("client", client)
                .param("at", Rows.moment(clock.instant()))
                .param("name", Tenancy.current().name())
                .update();
        audit.record("customers-told-apart", "customer", one, Map.of("other", Long.toString(other)));
    }
}
