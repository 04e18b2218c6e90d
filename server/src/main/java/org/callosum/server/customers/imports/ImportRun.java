package org.callosum.server.customers.imports;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file of customers on its way in.
///
/// @param kind what the file is of
/// @param fields what a column of such a file may be for
/// @param charset how it is written: found out, may be said otherwise
/// @param delimiter comma, semicolon, tab or bar
/// @param header the first row
/// @param sample the next rows, as many as fit on a screen
/// @param mapping per column what it is for; empty: left out
/// @param rule for somebody known already: `update`, `skip` or `create`
/// @param dryRun true: judged only, nothing is written
/// @param state `draft` until it runs; then the job's
/// @param done bytes of the file that have been read
/// @param fault why the file or the job came to an end, in words
@Schema(name = "CustomerImport")
record ImportRun(
        String id,
        int version,
        String clientId,

        @Schema(allowableValues = {"customers", "products", "orders"})
        String kind,

        List<String> fields,
        String fileName,
        String charset,
        String delimiter,
        List<String> header,
        List<List<String>> sample,
        List<String> mapping,

        @Schema(allowableValues = {"update", "skip", "create"})
        String rule,

        boolean dryRun,

        @Schema(allowableValues = {"draft", "queued", "running", "done", "failed", "cancelled"})
        String state,

        long done,
        @Nullable Long total,
        @Nullable String fault,
        long made,
        long changed,
        long skipped,
        long wrong,
        boolean fileKept,
        Instant createdAt,
        String by) {
    @Override
    public String toString() {
        return "ImportRun[" + id + "]"; // its rows are personal
    }
}
