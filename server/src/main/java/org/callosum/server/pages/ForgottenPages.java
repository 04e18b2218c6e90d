package org.callosum.server.pages;

import java.time.Instant;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.erasure.Eraser;
import org.callosum.server.platform.retention.Expiring;
import org.callosum.server.platform.search.Folding;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What agents typed beside a contact may speak of its customer: words searched without result, doubts and their
/// answers. They go with the customer where they hold the name, and all of them with the age of contacts; that
/// somebody doubted a page, and when it was answered, stays.
@Component
@Order(0) // before the customer's name is gone
@Transactional
class ForgottenPages implements Eraser, Expiring {
    /// A shorter name would empty what has nothing to do with anybody.
    private static final int SHORTEST = 2;

    private final JdbcClient database;

    ForgottenPages(JdbcClient database) {
        this.database = database;
    }

    @Override
    public String room() {
        return "pages";
    }

    @Override
    public int erase(Erasure erasure) {
        var names = database.sql("select name from customer where id = :id")
                .param("id", erasure.customerId())
                .query((row, _) -> row.getString("name").strip())
                .list();
        int erased = 0;
        for (var name : names) {
            if (name.length() >= SHORTEST) {
                erased += database.sql("delete from page_miss where position(:name in words) > 0")
                        .param("name", Folding.fold(name))
                        .update();
                erased += database.sql("""
                                update page_doubt set text = '', answer = case when answer is null then null else '' end
                                where position(lower(:name) in lower(text)) > 0
                                   or position(lower(:name) in lower(coalesce(answer, ''))) > 0""").param("name", name).update();
            }
        }
        return erased;
    }

    @Override
    public Rule rule() {
        return Rule.INTERACTIONS;
    }

    /// What belongs to the whole house follows the first of its clients' rules to end.
    @Override
    public long expire(ClientId client, Instant before) {
        long erased = database.sql(
                        "delete from page_miss where (client_id = :client or client_id is null) and last_at < :before")
                .param("client", client.value())
                .param("before", Rows.moment(before))
                .update();
        return erased
                + database.sql("""
                                update page_doubt set text = '', answer = ''
                                where (client_id = :client or client_id is null) and answered_at < :before
                                  and (text <> '' or answer <> '')""")
                        .param("client", client.value())
                        .param("before", Rows.moment(before))
                        .update();
    }
}
