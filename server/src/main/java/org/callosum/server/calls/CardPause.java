package org.callosum.server.calls;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.callosum.voice.RecordingId;
import org.jspecify.annotations.Nullable;

/// The customer says or types what nobody may keep, such as the number of a card: the recording holds silence,
/// the keys reach neither the agent's ear nor any record. Ends with the conversation, and by itself after
/// [#AT_MOST]: a pause that is forgotten would lose the rest of the call. Belongs to the call's mailbox.
final class CardPause {
    static final Duration AT_MOST = Duration.ofMinutes(5);

    private final CustomerOnLine on;

    /// Counts pauses, so that the time of one does not end the next.
    private int pauses;

    private volatile boolean paused;
    private @Nullable RecordingId recording;

    CardPause(CustomerOnLine on) {
        this.on = on;
    }

    /// May be asked from any thread.
    boolean paused() {
        return paused;
    }

    void begin(@Nullable RecordingId tape) {
        if (paused) {
            return;
        }
        paused = true;
        recording = tape;
        on.world().voice().suppressDigits(on.leg(), true);
        if (tape != null) {
            on.world().voice().pauseRecording(tape, true);
        }
        on.step("recording-paused", Map.of());
        int pause = ++pauses;
        on.world()
                .timers()
                .schedule(() -> on.mailbox().post(() -> forgotten(pause)), AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void forgotten(int pause) {
        if (paused && pause == pauses) {
            end("time");
        }
    }

    /// A recording that began meanwhile is paused, too.
    void recordedBy(RecordingId tape) {
        recording = tape;
        if (paused) {
            on.world().voice().pauseRecording(tape, true);
        }
    }

    /// @param why `agent`, `time` or `over`
    void end(String why) {
        if (!paused) {
            return;
        }
        paused = false;
        on.world().voice().suppressDigits(on.leg(), false);
        var tape = recording;
        if (tape != null) {
            on.world().voice().pauseRecording(tape, false);
        }
        on.step("recording-resumed", Map.of("why", why));
    }
}
