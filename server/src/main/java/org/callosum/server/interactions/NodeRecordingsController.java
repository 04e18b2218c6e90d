package org.callosum.server.interactions;

import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.callosum.server.platform.access.Public;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Gives another node of the house a recording that this one made, encrypted as it lies on the disk.
@Hidden
@RestController
class NodeRecordingsController {
    private final NodeRecordings files;

    NodeRecordingsController(NodeRecordings files) {
        this.files = files;
    }

    /// Whoever is not a node of the house learns nothing, not even whether there is such a file.
    @Public(why = "a node signs its request with the master key; without that the answer is always 404")
    @GetMapping("/api/nodes/recordings")
    ResponseEntity<Resource> recording(
            @RequestParam String file,
            @RequestHeader(name = NodeRecordings.SIGNATURE, required = false) @Nullable String signature)
            throws IOException {
        Path path = files.signed(file, signature) ? files.own(file) : null;
        if (path == null || !Files.isRegularFile(path)) {
            return ResponseEntity.notFound().build();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(new FileSystemResource(path));
    }
}
