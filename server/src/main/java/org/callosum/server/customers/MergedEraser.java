package org.callosum.server.customers;

import java.time.Clock;
import org.callosum.server.platform.erasure.Eraser;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Whoever is forgotten is forgotten with every record that was merged into theirs.
@Component
@Order(1)
@Transactional
class MergedEraser implements Eraser {
    private final JdbcClient database;
    private final CustomerRepository repository;
    private final Clock clock;

    MergedEraser(JdbcClient database, CustomerRepository repository, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.clock = clock;
    }

    @Override
    public String room() {
        return "merged-customers";
    }

    @Override
    public int erase(Erasure erasure) {
        var rows = 0;
        var merged = database.sql("""
                        with recursive theirs as (
                            select id from customer where merged_into = :id
                            union select c.id from customer c join theirs t on c.merged_into = t.id)
                        select id from theirs""")
                .param("id", erasure.customerId())
                .query((row, _) -> row.getLong(1))
                .list();
        for (var each : merged) {
            rows += repository.erase(each, clock.instant());
        }
        return rows
                + database.sql("""
                                update customer_merge set kept_before = null, kept_after = null, merged = null
                                 where (kept_id = :id or merged_id = :id or kept_id = any (cast(:merged as bigint[])))
                                   and merged is not null""")
                        .param("id", erasure.customerId())
                        .param("merged", org.callosum.server.platform.editing.Rows.array(merged))
                        .update();
    }
}
