package org.callosum.server.waiting;

import java.time.Instant;
import java.time.ZoneOffset;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.erasure.Eraser;
import org.callosum.server.platform.retention.Expiring;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Numbers of call-backs go with their age and with their customer; what became of them stays, so that
/// figures do.
@Component
@Transactional
class ForgottenCallBacks implements Eraser, Expiring {
    private static final String FORGET = """
            update call_back set number = '', kept = null,
                reason = case when state in ('promised', 'dialling', 'resting') then 'forgotten' else reason end,
                state = case when state in ('promised', 'dialling', 'resting') then 'withdrawn' else state end
             where (number <> '' or kept is not null) and\s""";

    private final JdbcClient database;

    ForgottenCallBacks(JdbcClient database) {
        this.database = database;
    }

    @Override
    public String room() {
        return "waiting";
    }

    @Override
    public int erase(Erasure erasure) {
        return database.sql(
                        FORGET
                                + "(customer_id = :customer or client_id = :client and customer_id is null and number = any (:numbers))")
                .param("customer", erasure.customerId())
                .param("client", erasure.clientId())
                .param("numbers", erasure.numbers().toArray(String[]::new))
                .update();
    }

    @Override
    public Rule rule() {
        return Rule.INTERACTIONS;
    }

    @Override
    public long expire(ClientId client, Instant before) {
        return database.sql(FORGET + "client_id = :client and queued_at < :before")
                .param("client", client.value())
                .param("before", before.atOffset(ZoneOffset.UTC))
                .update();
    }
}
