package org.callosum.server.platform.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// An uploaded file as it is handed out: pictures are shown where they stand, everything else is saved, and
/// neither may run anything.
public final class FileAnswer {
    private FileAnswer() {}

    /// @param content is closed
    public static ResponseEntity<byte[]> of(String name, String mediaType, InputStream content) {
        var how = mediaType.startsWith("image/") ? ContentDisposition.inline() : ContentDisposition.attachment();
        try (content) {
            return ResponseEntity.ok()
                    .contentType(MediaType.parseMediaType(mediaType))
                    .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                    .header("Content-Security-Policy", "default-src 'none'; sandbox")
                    .header("X-Content-Type-Options", "nosniff")
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            how.filename(name, StandardCharsets.UTF_8).build().toString())
                    .body(content.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
