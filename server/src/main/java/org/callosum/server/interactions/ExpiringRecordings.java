package org.callosum.server.interactions;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.retention.Expiring;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Old recordings lose their key, which makes their files noise at once, and then their files. Files that an
/// earlier night or an erasure could not delete are tried again.
@Component
@Transactional
class ExpiringRecordings implements Expiring {
    private final JdbcClient database;
    private final ForgottenFiles files;

    ExpiringRecordings(JdbcClient database, ForgottenFiles files) {
        this.database = database;
        this.files = files;
    }

    @Override
    public Rule rule() {
        return Rule.RECORDINGS;
    }

    @Override
    public long expire(ClientId client, Instant before) {
        forgetFiles(client);
        List<String> expired = database.sql("""
                        update recording set state = 'erased', wrapped_key = null
                        where client_id = :client and started_at < :before and state not in ('erased', 'recording')
                        returning file
                        """)
                .param("client", client.value())
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query((row, n) -> Objects.requireNonNull(row.getString(1)))
                .list();
        files.deleteAfterCommit(expired);
        return expired.size();
    }

    /// Those of earlier nights and of erasures: gone for certain now, or tried again next night.
    private void forgetFiles(ClientId client) {
        record Left(long id, String file) {}
        List<Left> left = database.sql(
                        "select id, file from recording where client_id = :client and state = 'erased' and file <> ''")
                .param("client", client.value())
                .query((row, n) -> new Left(row.getLong(1), Objects.requireNonNull(row.getString(2))))
                .list();
        for (Left each : left) {
            if (files.delete(each.file())) {
                database.sql("update recording set file = '' where id = :id")
                        .param("id", each.id())
                        .update();
            }
        }
    }
}
