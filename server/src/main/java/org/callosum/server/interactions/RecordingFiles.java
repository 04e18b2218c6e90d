package org.callosum.server.interactions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.callosum.voice.recording.KeyWrapper;
import org.callosum.voice.recording.RecordingReader;
import org.jspecify.annotations.Nullable;

/// The files of recordings, opened with the keys of their rows.
final class RecordingFiles {
    private final Path folder;
    private final KeyWrapper keys;

    RecordingFiles(Path folder, KeyWrapper keys) {
        this.folder = folder;
        this.keys = keys;
    }

    /// @param file relative to the folder of recordings
    /// @return null if there is no such file
    /// @throws org.callosum.voice.recording.UnreadableRecording if it is no recording, or of another key
    @Nullable
    RecordingReader open(String file, byte[] wrappedKey) throws IOException {
        var path = folder.resolve(file).normalize();
        return path.startsWith(folder) && Files.exists(path) ? open(path, wrappedKey) : null;
    }

    /// A file that lies elsewhere, such as one fetched from another node.
    RecordingReader open(Path path, byte[] wrappedKey) throws IOException {
        return RecordingReader.open(path, keys.unwrap(wrappedKey));
    }
}
