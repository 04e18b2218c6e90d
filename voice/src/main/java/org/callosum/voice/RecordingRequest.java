package org.callosum.voice;

import java.nio.file.Path;
import org.callosum.voice.recording.RecordingKey;
import org.jspecify.annotations.Nullable;

/// What to record, where and under which key. Store the wrapped key before asking: a crash then loses at most the last
/// second.
///
/// @param recording new
/// @param file does not exist yet; its folder does
/// @param key the recording's own
/// @param left the customer: left channel is what this leg says
/// @param right the agent: right channel is what that leg says; without it, what the left leg hears (prompts, music)
public record RecordingRequest(
        RecordingId recording,
        Path file,
        RecordingKey key,
        LegId left,
        @Nullable LegId right) {}
