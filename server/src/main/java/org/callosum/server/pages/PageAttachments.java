package org.callosum.server.pages;

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
import org.springframework.transaction.annotation.Transactional;

/// Files of pages. One that was uploaded stays: an older version may still name it.
@Service
@Transactional
class PageAttachments {
    /// Of one page.
    static final int MOST = 50;

    static final long LARGEST = 5L * 1024 * 1024;

    private final JdbcClient database;
    private final Blobs blobs;
    private final Ids ids;
    private final Audit audit;
    private final Clock clock;

    PageAttachments(JdbcClient database, Blobs blobs, Ids ids, Audit audit, Clock clock) {
        this.database = database;
        this.blobs = blobs;
        this.ids = ids;
        this.audit = audit;
        this.clock = clock;
    }

    /// A file with its content; whoever opens it closes it.
    record Opened(PageView.Attachment file, InputStream content) {}

    @Transactional(readOnly = true)
    List<PageView.Attachment> of(long page) {
        return database.sql("select * from page_attachment where page_id = :page order by id")
                .param("page", page)
                .query((row, _) -> new PageView.Attachment(
                        Rows.id(row, "id"),
                        row.getString("name"),
                        row.getString("media_type"),
                        row.getLong("size_bytes")))
                .list();
    }

    /// @throws Problem 413 `too-large`, 415 `file-kind-refused`, `page-files-full`
    PageView.Attachment store(PageStore.Kept page, byte[] content, @Nullable String name) {
        if (content.length > LARGEST) {
            throw Problems.of(413, "too-large", Map.of());
        }
        var type = FileKinds.of(content);
        if (type == null) {
            throw Problems.of(415, "file-kind-refused", Map.of());
        }
        if (of(page.id()).size() >= MOST) {
            throw Problems.refused("page-files-full", Map.of("most", MOST));
        }
        var blob = blobs.store(page.client(), type, new ByteArrayInputStream(content), LARGEST);
        var file = new PageView.Attachment(Ids.text(ids.next()), FileKinds.name(name, type), type, blob.sizeBytes());
        database.sql("""
                        insert into page_attachment (id, tenant_id, client_id, page_id, blob_id, name, media_type, size_bytes, at, author)
                        values (:id, :tenant, :client, :page, :blob, :name, :type, :size, :now, :author)""")
                .param("id", Long.parseLong(file.id()))
                .param("tenant", Tenancy.current().tenantId())
                .param("client", page.client() == null ? null : page.client().value())
                .param("page", page.id())
                .param("blob", blob.id())
                .param("name", file.name())
                .param("type", type)
                .param("size", file.sizeBytes())
                .param("now", Rows.moment(clock.instant()))
                .param("author", Tenancy.current().name())
                .update();
        audit.record("page-file-added", PageBook.KIND, page.code(), Map.of("file", file.id(), "type", type));
        return file;
    }

    @Transactional(readOnly = true)
    Opened open(long id) {
        record Row(PageView.Attachment file, long blob) {}
        var row = database.sql("select * from page_attachment where id = :id")
                .param("id", id)
                .query((found, _) -> new Row(
                        new PageView.Attachment(
                                Rows.id(found, "id"),
                                found.getString("name"),
                                found.getString("media_type"),
                                found.getLong("size_bytes")),
                        found.getLong("blob_id")))
                .optional()
                .orElseThrow(() -> Problems.notFound("file", id));
        return new Opened(row.file(), blobs.open(row.blob()));
    }
}
