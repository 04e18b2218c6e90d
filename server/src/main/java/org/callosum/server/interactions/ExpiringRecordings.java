package org.callosum.server.interactions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.retention.Expiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Old recordings lose their key, which makes their files noise at once, and then their files.
@Component
@Transactional
class ExpiringRecordings implements Expiring {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiringRecordings.class);

    private final JdbcClient database;
    private final Path folder;

    ExpiringRecordings(JdbcClient database, Installation installation) {
        this.database = database;
        this.folder = installation.data().folder("recordings");
    }

    @Override
    public Rule rule() {
        return Rule.RECORDINGS;
    }

    @Override
    public long expire(ClientId client, Instant before) {
        List<String> files = database.sql("""
                        update recording set state = 'erased', wrapped_key = null
                        where client_id = :client and started_at < :before and state not in ('erased', 'recording')
                        returning file
                        """)
                .param("client", client.value())
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query((row, n) -> Objects.requireNonNull(row.getString(1)))
                .list();
        for (String file : files) {
            try {
                Files.deleteIfExists(folder.resolve(file));
            } catch (IOException stays) {
                LOG.warn("An expired recording's file stays, unreadable without its key: {}", file);
            }
        }
        return files.size();
    }
}
