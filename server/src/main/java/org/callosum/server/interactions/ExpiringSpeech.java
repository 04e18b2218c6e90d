package org.callosum.server.interactions;

import java.time.Instant;
import java.time.ZoneOffset;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.retention.Expiring;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Who spoke when goes with the recording it describes; what it added up to stays, as all figures do.
@Component
@Transactional
class ExpiringSpeech implements Expiring {
    private final JdbcClient database;

    ExpiringSpeech(JdbcClient database) {
        this.database = database;
    }

    @Override
    public Rule rule() {
        return Rule.RECORDINGS;
    }

    @Override
    public long expire(ClientId client, Instant before) {
        return database.sql("""
                        update speech set customer_segments = '{}', agent_segments = '{}'
                        where client_id = :client and began_at < :before
                          and (customer_segments <> '{}' or agent_segments <> '{}')
                        """)
                .param("client", client.value())
                .param("before", before.atOffset(ZoneOffset.UTC))
                .update();
    }
}
