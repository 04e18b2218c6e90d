package org.callosum.server.interactions;

import org.callosum.server.platform.erasure.Eraser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Forgets a customer in the record of contacts: numbers, names, keys pressed, notes, and the keys of recordings,
/// without
/// which their files are noise. Times, outcomes and dispositions stay, so that figures do not change.
///
/// Contacts are those the customer was recognised in, and those of the same client whose number was theirs alone.
@Component
@Transactional
class ErasedPeople implements Eraser {
    private static final String THEIRS = """
            select i.id from interaction i
             where i.customer_id = :customer
                or (i.customer_id is null and i.client_id = :client and i.id in (
                    select p.interaction_id from interaction_person p
                     where p.client_id = :client and p.number = any (:numbers)
                       and not exists (select from customer_number n
                                        where n.client_id = p.client_id and n.number = p.number and n.customer_id <> :customer)))""";

    private final JdbcClient database;

    ErasedPeople(JdbcClient database) {
        this.database = database;
    }

    @Override
    public String room() {
        return "interactions";
    }

    @Override
    public int erase(Erasure erasure) {
        // the numbers go last: they tell which contacts are theirs
        return change("delete from interaction_key where interaction_id in (", erasure)
                + change("delete from interaction_note where interaction_id in (", erasure)
                + change(
                        "update recording set wrapped_key = null, state = 'erased' where state <> 'recording' and interaction_id in (",
                        erasure)
                + change("update interaction_person set number = '', name = null where interaction_id in (", erasure);
    }

    private int change(String sql, Erasure erasure) {
        return database.sql(sql + THEIRS + ")")
                .param("customer", erasure.customerId())
                .param("client", erasure.clientId())
                .param("numbers", erasure.numbers().toArray(String[]::new))
                .update();
    }
}
