package org.callosum.server.platform.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Files of a tenant under `blobs/TENANT/ID`, each with a row that says whose it is. The row is the truth: a file
/// without one is left over and may be removed.
@Service
public class Blobs {
    private static final int CHUNK = 64 * 1024;

    private final JdbcClient database;
    private final Ids ids;
    private final Path folder;

    /// @param sizeBytes of the content
    public record Blob(long id, @Nullable ClientId client, String mediaType, long sizeBytes) {}

    Blobs(JdbcClient database, Ids ids, Installation installation) {
        this.database = database;
        this.ids = ids;
        this.folder = installation.data().folder("blobs");
    }

    /// Stores what a stream gives, on disk before the transaction commits.
    ///
    /// @param client null for what the whole tenant shares
    /// @param mostBytes more is refused with 413 `too-large`, and nothing is kept
    @Transactional
    public Blob store(@Nullable ClientId client, String mediaType, InputStream content, long mostBytes) {
        long id = ids.next();
        Path file = file(id);
        Path half = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(
                    folder.resolve(Long.toString(Tenancy.current().tenantId())));
            long size;
            try (OutputStream out = Files.newOutputStream(half)) {
                size = copy(content, out, mostBytes);
            }
            if (size > mostBytes) {
                Files.delete(half);
                throw Problems.of(413, "too-large", Map.of());
            }
            try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
            database.sql("""
                            insert into blob (id, tenant_id, client_id, media_type, size_bytes)
                            values (:id, :tenant, :client, :type, :size)""")
                    .param("id", id)
                    .param("tenant", Tenancy.current().tenantId())
                    .param("client", client == null ? null : client.value())
                    .param("type", mediaType)
                    .param("size", size)
                    .update();
            removeFileUnlessCommitted(file);
            return new Blob(id, client, mediaType, size);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + "; is the disk full?", e);
        }
    }

    private static long copy(InputStream content, OutputStream out, long mostBytes) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long size = 0;
        for (int read = content.read(chunk); read >= 0 && size <= mostBytes; read = content.read(chunk)) {
            out.write(chunk, 0, read);
            size += read;
        }
        return size;
    }

    private static void removeFileUnlessCommitted(Path file) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status != STATUS_COMMITTED) {
                    deleteQuietly(file);
                }
            }
        });
    }

    /// @throws org.callosum.server.platform.problem.Problem `not-found` also for what belongs to others
    @Transactional(readOnly = true)
    public Blob find(long id) {
        return database.sql("select id, client_id, media_type, size_bytes from blob where id = :id")
                .param("id", id)
                .query((row, _) -> {
                    long client = row.getLong("client_id");
                    return new Blob(
                            id,
                            client == 0 ? null : new ClientId(client),
                            row.getString("media_type"),
                            row.getLong("size_bytes"));
                })
                .optional()
                .orElseThrow(() -> Problems.notFound("file", id));
    }

    /// The content; the caller closes it.
    @Transactional(readOnly = true)
    public InputStream open(long id) {
        find(id);
        try {
            return Files.newInputStream(file(id));
        } catch (IOException e) {
            throw new UncheckedIOException("Blob %d has a row but no file".formatted(id), e);
        }
    }

    /// Removes the row, and the file once that is committed.
    @Transactional
    public void delete(long id) {
        find(id);
        database.sql("delete from blob where id = :id").param("id", id).update();
        Path file = file(id);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                deleteQuietly(file);
            }
        });
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // left over: a file without a row is nobody's
        }
    }

    private Path file(long id) {
        return folder.resolve(Long.toString(Tenancy.current().tenantId())).resolve(Ids.text(id));
    }
}
