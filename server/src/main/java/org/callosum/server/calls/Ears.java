package org.callosum.server.calls;

import java.util.Objects;
import org.callosum.voice.MixId;
import org.callosum.voice.RecordingId;
import org.callosum.voice.Voice;
import org.jspecify.annotations.Nullable;

/// Lets the voice engine do what the parties of a call are to hear. Only what has changed is ordered. Belongs
/// to the call's mailbox.
final class Ears {
    private final Voice voice;
    private final MixId mix;
    private Parties.Hearing now = Parties.Hearing.NOTHING;
    private @Nullable RecordingId recording;

    Ears(Voice voice, MixId mix) {
        this.voice = voice;
        this.mix = mix;
    }

    /// What is heard now.
    Parties.Hearing now() {
        return now;
    }

    void hear(Parties parties) {
        hear(parties.hearing());
    }

    void hear(Parties.Hearing next) {
        var before = now;
        now = next;
        if (!next.hears().equals(before.hears())) {
            if (next.hears().isEmpty()) {
                voice.unmix(mix);
            } else {
                voice.mix(mix, next.hears());
            }
        }
        for (var leg : before.music()) {
            if (!next.music().contains(leg)) {
                voice.hold(leg, false);
            }
        }
        for (var leg : next.music()) {
            if (!before.music().contains(leg)) {
                voice.hold(leg, true);
            }
        }
        var tape = recording;
        if (tape != null && !next.agentsSide().equals(before.agentsSide())) {
            voice.recordRight(tape, next.agentsSide());
        }
    }

    /// The recording whose right channel is the agents' side from here on; null: none.
    void recordedBy(@Nullable RecordingId tape) {
        if (!Objects.equals(tape, recording)) {
            recording = tape;
            if (tape != null) {
                // the lines may have changed while the recording's key was being stored
                voice.recordRight(tape, now.agentsSide());
            }
        }
    }

    /// Nobody hears anybody, nor music: whoever stays is led by something else.
    void rest() {
        recording = null;
        hear(Parties.Hearing.NOTHING);
    }
}
