package org.callosum.server.interactions;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How one agent's conversation with the customer sounded: `docs/metrics.md`, section 10, without hold.
///
/// @param beganAt what the segments' times count from
@Schema(name = "ConversationSpeech")
record ConversationSpeech(
        String agentId,
        Instant beganAt,
        long conversationMillis,
        long silenceMillis,
        int silences,
        long longestSilenceMillis,
        long overtalkMillis,
        SideSpeech customer,
        SideSpeech agent,
        int segmentsLeftOut) {
    private static final long LEAST_FOR_A_RATE_MILLIS = 10_000;

    /// One side.
    ///
    /// @param syllablesPerMinute estimated from loudness, of own speech time; null below ten seconds of it, which
    ///     say nothing about a rate
    /// @param segments from and to in milliseconds; empty once the recording has expired
    @Schema(name = "SideSpeech")
    record SideSpeech(
            long speechMillis,
            int interruptions,
            @Nullable Integer syllablesPerMinute,
            long raisedMillis,
            int raisedTimes,
            List<Stretch> segments) {}

    @Schema(name = "SpeechStretch")
    record Stretch(
            @JsonProperty("from") long fromMillis,
            @JsonProperty("to") long toMillis) {}

    static ConversationSpeech of(ResultSet row) throws SQLException {
        return new ConversationSpeech(
                row.getString("agent_id"),
                row.getObject("began_at", OffsetDateTime.class).toInstant(),
                row.getLong("conversation_millis"),
                row.getLong("silence_millis"),
                row.getInt("silences"),
                row.getLong("longest_silence_millis"),
                row.getLong("overtalk_millis"),
                side(row, "customer_"),
                side(row, "agent_"),
                row.getInt("segments_left_out"));
    }

    private static SideSpeech side(ResultSet row, String side) throws SQLException {
        var spoken = row.getLong(side + "speech_millis");
        var syllables = row.getInt(side + "syllables");
        var packed = (Integer[]) row.getArray(side + "segments").getArray();
        var segments = new ArrayList<Stretch>(packed.length / 2);
        for (var i = 0; i + 1 < packed.length; i += 2) {
            segments.add(new Stretch(packed[i], packed[i + 1]));
        }
        return new SideSpeech(
                spoken,
                row.getInt(side + "interruptions"),
                spoken < LEAST_FOR_A_RATE_MILLIS ? null : (int) Math.round(syllables * 60_000.0 / spoken),
                row.getLong(side + "raised_millis"),
                row.getInt(side + "raised_times"),
                segments);
    }
}
