package org.callosum.server.interactions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.system.Alarms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The files of recordings that are to go. Their keys go first, in the transaction; a file that outlives a
/// crash in between
/// is noise, and is deleted by the next night's retention.
@Component
class ForgottenFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ForgottenFiles.class);

    private final Path folder;
    private final Alarms alarms;

    ForgottenFiles(Installation installation, Alarms alarms) {
        this.folder = installation.data().folder("recordings");
        this.alarms = alarms;
    }

    /// Deletes once the keys are gone for certain: a transaction that is rolled back keeps both.
    void deleteAfterCommit(List<String> files) {
        if (files.isEmpty()) {
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                files.forEach(ForgottenFiles.this::delete);
            }
        });
    }

    /// @return whether there is no such file any more
    boolean delete(String file) {
        try {
            Path path = folder.resolve(file).normalize();
            if (!path.startsWith(folder)) {
                throw new IOException("it lies outside the folder of recordings");
            }
            Files.deleteIfExists(path);
            return true;
        } catch (IOException stays) {
            LOG.warn("A recording's file stays, unreadable without its key: {} ({})", file, stays.getMessage());
            alarms.raise("recording-file-stays", file, String.valueOf(stays.getMessage()));
            return false;
        }
    }
}
