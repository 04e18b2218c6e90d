package org.callosum.server.interactions;

import java.util.List;
import org.callosum.server.platform.erasure.Eraser.Erasure;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Which contacts are a customer's: those they were recognised in, and those of the same client whose number
/// was theirs alone.
@Component
public class TheirContacts {
    private static final String THEIRS = """
            select i.id from interaction i
             where i.customer_id = :customer
                or (i.customer_id is null and i.client_id = :client and i.id in (
                    select p.interaction_id from interaction_person p
                     where p.client_id = :client and p.number = any (:numbers)
                       and not exists (select from customer_number n
                                        where n.client_id = p.client_id and n.number = any (:numbers) and n.customer_id <> :customer)))""";

    private final JdbcClient database;

    TheirContacts(JdbcClient database) {
        this.database = database;
    }

    /// Ids of interactions. To be asked before the numbers are gone, which tell.
    public List<Long> of(Erasure erasure) {
        return database.sql(THEIRS)
                .param("customer", erasure.customerId())
                .param("client", erasure.clientId())
                .param("numbers", erasure.numbers().toArray(String[]::new))
                .query((row, _) -> row.getLong(1))
                .list();
    }
}
