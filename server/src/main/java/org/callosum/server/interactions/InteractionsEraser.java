package org.callosum.server.interactions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.callosum.server.platform.erasure.Eraser;
import org.callosum.server.platform.install.Installation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Forgets what the history holds of a customer: numbers, names, keys, notes, and the keys of recordings, which makes
/// their files noise at once; the files go after the commit. Times, queues and outcomes stay, so figures do not change.
@Component
class InteractionsEraser implements Eraser {
    private static final Logger LOG = LoggerFactory.getLogger(InteractionsEraser.class);

    private final JdbcClient database;
    private final Path folder;

    InteractionsEraser(JdbcClient database, Installation installation) {
        this.database = database;
        this.folder = installation.data().folder("recordings");
    }

    @Override
    public String room() {
        return "interactions";
    }

    @Override
    public int erase(Erasure erasure) {
        var theirs = database.sql("""
                        select i.id from interaction i left join interaction_person p on p.interaction_id = i.id
                        where i.client_id = :client and (i.customer_id = :customer
                            or (i.customer_id is null and p.number in (:numbers)))
                        """)
                .param("client", erasure.clientId())
                .param("customer", erasure.customerId())
                .param("numbers", erasure.numbers().isEmpty() ? Set.of("none") : erasure.numbers())
                .query((row, _) -> row.getLong("id"))
                .list();
        if (theirs.isEmpty()) {
            return 0;
        }
        int emptied =
                run("update interaction_person set number = '', name = null where interaction_id in (:ids)", theirs)
                        + run("delete from interaction_key where interaction_id in (:ids)", theirs)
                        + run("delete from interaction_note where interaction_id in (:ids)", theirs);
        var files = database.sql("""
                        update recording set state = 'erased', wrapped_key = null
                        where interaction_id in (:ids) and state <> 'erased' returning file
                        """)
                .param("ids", theirs)
                .query((row, _) -> Objects.requireNonNull(row.getString("file")))
                .list();
        afterCommit(files);
        return emptied + files.size();
    }

    private int run(String sql, List<Long> ids) {
        return database.sql(sql).param("ids", ids).update();
    }

    private void afterCommit(List<String> files) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                for (var file : files) {
                    try {
                        Files.deleteIfExists(folder.resolve(file));
                    } catch (IOException problem) {
                        LOG.warn(
                                "The file of an erased recording stays, unreadable without its key: {}",
                                problem.getMessage());
                    }
                }
            }
        });
    }
}
