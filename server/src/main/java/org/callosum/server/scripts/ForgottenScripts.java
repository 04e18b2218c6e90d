package org.callosum.server.scripts;

import java.time.Instant;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.interactions.TheirContacts;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.erasure.Eraser;
import org.callosum.server.platform.retention.Expiring;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What customers said in scripts goes with them and with the age of contacts: the run's values and its trail, free
/// answers, known answers; role plays, in which no customer is, with their age. What happened, in codes, stays. A run
/// that is emptied is over.
@Component
@Order(0) // before the customer's name and numbers are gone
@Transactional
class ForgottenScripts implements Eraser, Expiring {
    private static final String EMPTIED = """
            update script_run set run = '{"format":1,"frames":[],"variables":{},"zone":"UTC","nextTicket":1,"answered":false,"faulted":false,"typedAhead":""}',
                trail = '[]', state = case when state = 'open' then 'left' else state end, revision = revision + 1
            where (trail <> '[]' or run -> 'variables' <> '{}') and\s""";

    private final JdbcClient database;
    private final TheirContacts contacts;
    private final RolePlayStore plays;

    ForgottenScripts(JdbcClient database, TheirContacts contacts, RolePlayStore plays) {
        this.database = database;
        this.plays = plays;
        this.contacts = contacts;
    }

    @Override
    public String room() {
        return "scripts";
    }

    @Override
    public int erase(Erasure erasure) {
        var theirs = contacts.of(erasure).toArray(Long[]::new);
        int erased = database.sql(EMPTIED + "(interaction_id = any (:theirs) or customer_id = :customer)")
                .param("theirs", theirs)
                .param("customer", erasure.customerId())
                .update();
        erased += database.sql(
                        "delete from known_answer where interaction_id = any (:theirs) or customer_id = :customer")
                .param("theirs", theirs)
                .param("customer", erasure.customerId())
                .update();
        erased += database.sql("delete from script_free_answer where interaction_id = any (:theirs)")
                .param("theirs", theirs)
                .update();
        return erased;
    }

    @Override
    public Rule rule() {
        return Rule.INTERACTIONS;
    }

    @Override
    public long expire(ClientId client, Instant before) {
        long erased = database.sql(EMPTIED + "client_id = :client and moved_at < :before")
                .param("client", client.value())
                .param("before", Rows.moment(before))
                .update();
        erased += database.sql("delete from known_answer where client_id = :client and at < :before")
                .param("client", client.value())
                .param("before", Rows.moment(before))
                .update();
        erased += plays.forget(client.value(), before);
        return erased
                + database.sql("delete from script_free_answer where client_id = :client and at < :before")
                        .param("client", client.value())
                        .param("before", Rows.moment(before))
                        .update();
    }
}
