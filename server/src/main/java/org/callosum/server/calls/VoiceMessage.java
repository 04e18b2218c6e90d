package org.callosum.server.calls;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowInput;
import org.callosum.voice.RecordingId;

/// A message that the customer leaves: a recording, and a case for whoever calls back.
final class VoiceMessage {
    private final CustomerOnLine on;
    private final CallRecorder recorder;

    VoiceMessage(CustomerOnLine on, CallRecorder recorder) {
        this.on = on;
        this.recorder = recorder;
    }

    void take(FlowEffect.Voicemail voicemail) {
        var world = on.world();
        on.flow().beep();
        recorder.start(on.leg(), null, null, on.mailbox(), recording -> {
            if (on.phase() instanceof Phase.InFlow) {
                on.become(new Phase.Messaging(
                        voicemail.ticket(), recording, voicemail.caseType(), voicemail.queue(), world.now()));
                world.timers()
                        .schedule(
                                () -> on.mailbox().post(() -> full(recording)),
                                voicemail.maxSeconds(),
                                TimeUnit.SECONDS);
            } else {
                world.voice().stopRecording(recording);
            }
        });
    }

    private void full(RecordingId recording) {
        if (on.phase() instanceof Phase.Messaging message && message.recording().equals(recording)) {
            finish();
        }
    }

    /// The customer has said all, or the message is as long as it may be.
    void finish() {
        if (on.phase() instanceof Phase.Messaging message) {
            on.become(new Phase.InFlow());
            int seconds = keep(message);
            on.flow().take(new FlowInput.VoicemailAnswer(message.ticket(), true, seconds));
        }
    }

    /// @return its length
    int keep(Phase.Messaging message) {
        var world = on.world();
        world.voice().stopRecording(message.recording());
        long now = world.now();
        int seconds = (int) ((now - message.startedMillis()) / 1_000);
        world.history()
                .event(
                        on.tenant(),
                        on.interaction(),
                        "voicemail-left",
                        now,
                        Map.of("seconds", Integer.toString(seconds)));
        on.openCase(message.caseType(), on.flow().messageReason(), message.queue());
        return seconds;
    }
}
