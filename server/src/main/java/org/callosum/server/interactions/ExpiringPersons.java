package org.callosum.server.interactions;

import java.time.Instant;
import java.time.ZoneOffset;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.retention.Expiring;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Numbers, names, keys and notes of old contacts go; times, codes and figures stay.
@Component
@Transactional
class ExpiringPersons implements Expiring {
    private static final String OLD =
            " interaction_id in (select id from interaction where client_id = :client and arrived_at < :before)";

    private final JdbcClient database;

    ExpiringPersons(JdbcClient database) {
        this.database = database;
    }

    @Override
    public Rule rule() {
        return Rule.INTERACTIONS;
    }

    @Override
    public long expire(ClientId client, Instant before) {
        return run("delete from interaction_key where" + OLD, client, before)
                + run("delete from interaction_note where" + OLD, client, before)
                + run("update noted_value set interaction_id = null where" + OLD, client, before)
                + run(
                        "update interaction_person set number = '', name = null"
                                + " where (number <> '' or name is not null) and" + OLD,
                        client,
                        before);
    }

    private long run(String sql, ClientId client, Instant before) {
        return database.sql(sql)
                .param("client", client.value())
                .param("before", before.atOffset(ZoneOffset.UTC))
                .update();
    }
}
