package org.callosum.server.sheets;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.blobs.Blobs;
import org.callosum.server.platform.blobs.FileKinds;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// Photos and papers beside a sheet.
@Service
class SheetFiles {
    /// Of one sheet.
    static final int MOST = 12;

    static final long LARGEST = 5L * 1024 * 1024;

    private final JdbcClient database;
    private final Blobs blobs;
    private final Ids ids;
    private final Audit audit;
    private final Clock clock;

    SheetFiles(JdbcClient database, Blobs blobs, Ids ids, Audit audit, Clock clock) {
        this.database = database;
        this.blobs = blobs;
        this.ids = ids;
        this.audit = audit;
        this.clock = clock;
    }

    /// A file with its content; whoever opens it closes it.
    record Opened(SheetView.File file, long sheet, InputStream content) {}

    List<SheetView.File> of(long sheet) {
        return database.sql("select * from sheet_file where sheet_id = :sheet order by id")
                .param("sheet", sheet)
                .query((row, _) -> new SheetView.File(
                        Rows.id(row, "id"),
                        row.getString("name"),
                        row.getString("media_type"),
                        row.getLong("size_bytes")))
                .list();
    }

    /// @throws Problem 413 `too-large`, 415 `file-kind-refused`, `sheet-files-full`
    SheetView.File store(SheetStore.Kept sheet, byte[] content, @Nullable String name) {
        if (content.length > LARGEST) {
            throw Problems.of(413, "too-large", Map.of());
        }
        var type = FileKinds.of(content);
        if (type == null) {
            throw Problems.of(415, "file-kind-refused", Map.of());
        }
        var id = Long.parseLong(sheet.row().id());
        if (of(id).size() >= MOST) {
            throw Problems.refused("sheet-files-full", Map.of("most", MOST));
        }
        var blob = blobs.store(sheet.client(), type, new ByteArrayInputStream(content), LARGEST);
        var file = new SheetView.File(Ids.text(ids.next()), FileKinds.name(name, type), type, blob.sizeBytes());
        database.sql("""
                        insert into sheet_file (id, tenant_id, client_id, sheet_id, blob_id, name, media_type, size_bytes, at, author)
                        values (:id, :tenant, :client, :sheet, :blob, :name, :type, :size, :now, :author)""")
                .param("id", Long.parseLong(file.id()))
                .param("tenant", Tenancy.current().tenantId())
                .param("client", sheet.client() == null ? null : sheet.client().value())
                .param("sheet", id)
                .param("blob", blob.id())
                .param("name", file.name())
                .param("type", type)
                .param("size", file.sizeBytes())
                .param("now", Rows.moment(clock.instant()))
                .param("author", Tenancy.current().name())
                .update();
        audit.record("sheet-file-added", "sheet", id, Map.of("file", file.id(), "type", type));
        return file;
    }

    Opened open(long id) {
        record Found(SheetView.File file, long sheet, long blob) {}
        var found = database.sql("select * from sheet_file where id = :id")
                .param("id", id)
                .query((row, _) -> new Found(
                        new SheetView.File(
                                Rows.id(row, "id"),
                                row.getString("name"),
                                row.getString("media_type"),
                                row.getLong("size_bytes")),
                        row.getLong("sheet_id"),
                        row.getLong("blob_id")))
                .optional()
                .orElseThrow(() -> Problems.notFound("file", id));
        return new Opened(found.file(), found.sheet(), blobs.open(found.blob()));
    }

    /// @return how many there were
    int forget(long sheet) {
        var kept = database.sql("select blob_id from sheet_file where sheet_id = :sheet")
                .param("sheet", sheet)
                .query((row, _) -> row.getLong("blob_id"))
                .list();
        database.sql("delete from sheet_file where sheet_id = :sheet")
                .param("sheet", sheet)
                .update();
        kept.forEach(blobs::delete);
        return kept.size();
    }
}
