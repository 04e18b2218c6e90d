package org.callosum.server.interactions;

import java.util.List;
import java.util.Objects;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.erasure.Eraser;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Forgets a customer in the record of contacts: numbers, names, keys pressed, notes, recordings with their
/// keys and files. Times, outcomes and dispositions stay, so that figures do not change.
///
/// The last room to be asked: which contacts are theirs is told by the numbers that go here.
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
@Transactional
class ErasedPeople implements Eraser {
    private final JdbcClient database;
    private final TheirContacts contacts;
    private final ForgottenFiles files;

    ErasedPeople(JdbcClient database, TheirContacts contacts, ForgottenFiles files) {
        this.database = database;
        this.contacts = contacts;
        this.files = files;
    }

    @Override
    public String room() {
        return "interactions";
    }

    @Override
    public int erase(Erasure erasure) {
        List<Long> theirs = contacts.of(erasure);
        List<String> recordings = database.sql(
                        "update recording set wrapped_key = null, state = 'erased' where state not in ('recording', 'erased') and"
                                + " interaction_id = any (cast(:ids as bigint[])) returning file")
                .param("ids", Rows.array(theirs))
                .query((row, _) -> Objects.requireNonNull(row.getString(1)))
                .list();
        files.deleteAfterCommit(recordings);
        return recordings.size()
                + change("delete from interaction_key where", theirs)
                + change("delete from interaction_note where", theirs)
                + change("update noted_value set interaction_id = null where", theirs)
                + change(
                        "update speech set customer_segments = '{}', agent_segments = '{}' where"
                                + " (customer_segments <> '{}' or agent_segments <> '{}') and",
                        theirs)
                + change(
                        "update interaction_person set number = '', name = null where (number <> '' or name is not null) and",
                        theirs);
    }

    private int change(String sql, List<Long> interactions) {
        return database.sql(sql + " interaction_id = any (cast(:ids as bigint[]))")
                .param("ids", Rows.array(interactions))
                .update();
    }
}
