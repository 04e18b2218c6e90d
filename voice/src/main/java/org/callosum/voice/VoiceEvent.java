package org.callosum.voice;

import java.util.Map;
import org.callosum.voice.signals.LiveSignals;
import org.callosum.voice.signals.SpeechSummary;
import org.jspecify.annotations.Nullable;

/// What the engine tells. Events carry numbers and names of callers: they are for the room that asked, never for the
/// journal.
public sealed interface VoiceEvent {

    /// An event about one leg. After [Ended] no further event of that leg comes.
    sealed interface OfLeg extends VoiceEvent {
        LegId leg();
    }

    /// A caller rings in. Answer with `ring`, `early`, `answer` or `reject`; unanswered after 180 s it is rejected with
    /// 480.
    ///
    /// @param leg made by [VoiceSettings#legIds]
    /// @param fromNumber user part of P-Asserted-Identity (trusted trunks only) or From; empty if withheld
    /// @param fromName display name; may be empty
    /// @param dialled user part of the request's address
    /// @param source who brought the call, already authenticated
    /// @param headers Subject, Diversion, History-Info, X-… and Call-ID (key `call-id`), lower-case names,
    ///     at most 16
    record IncomingCall(
            LegId leg,
            String fromNumber,
            String fromName,
            String dialled,
            CallSource source,
            Map<String, String> headers)
            implements OfLeg {
        public IncomingCall {
            headers = Map.copyOf(headers);
        }
    }

    /// The dialled party's phone rings (180).
    record Ringing(LegId leg) implements OfLeg {}

    /// The dialled party sends sound before answering (183 with a description).
    record Progress(LegId leg) implements OfLeg {}

    /// The leg is up. SIP: answered (200) by us or by them. WebRTC: keys agreed, sound can flow.
    record Answered(LegId leg) implements OfLeg {}

    /// One key press; each press is told once, however often its packets repeat.
    ///
    /// @param digit one of `0123456789*#ABCD`
    record Digit(LegId leg, char digit, DigitSource source) implements OfLeg {}

    /// The party began to speak (at least 60 ms of voice).
    record SpeechStarted(LegId leg) implements OfLeg {}

    /// The party has been silent for 400 ms after speech.
    record SpeechStopped(LegId leg) implements OfLeg {}

    /// A play order ended.
    ///
    /// @param completed false if stopped, replaced by another play order, or cut by the leg's end
    record PlayEnded(LegId leg, PlayId play, boolean completed) implements OfLeg {}

    /// The far end put us on hold, or took us back.
    record PeerHeld(LegId leg, boolean on) implements OfLeg {}

    /// First sound packet from the far end.
    record MediaStarted(LegId leg) implements OfLeg {}

    /// No packet for the time in [VoiceSettings#mediaLossMillis] (SIP, not while held), or no consent check for 10 s
    /// (WebRTC). A warning: a WebRTC leg ends at 30 s, a SIP leg at twice the time; sound that returns is told by
    /// [MediaStarted].
    record MediaLost(LegId leg) implements OfLeg {}

    /// How the leg's sound was, told once, just before [Ended].
    record QualityMeasured(LegId leg, LegQuality quality) implements OfLeg {}

    /// The leg is gone; its id may not be used again.
    ///
    /// @param sipStatus the final SIP status where there was one (486, 503 …), else 0
    record Ended(LegId leg, EndCause cause, int sipStatus) implements OfLeg {}

    /// The recording is closed and its file complete.
    ///
    /// @param durationMillis sound stored, pauses included as silence
    record RecordingStopped(RecordingId recording, long durationMillis, RecordingStop reason) implements VoiceEvent {}

    /// Someone has to look: a recording could not be written. The call goes on.
    record RecordingAlarm(RecordingId recording, String reason) implements VoiceEvent {}

    /// An event about the speech of one conversation.
    sealed interface OfSignals extends VoiceEvent {
        SignalsId signals();
    }

    /// How the conversation sounds; told every second.
    record SpeechHeard(SignalsId signals, LiveSignals now) implements OfSignals {}

    /// The listening has stopped, by order or because the customer's last leg ended.
    ///
    /// @param beganAtMillis the instant from which the segments count their time
    record SpeechEnded(SignalsId signals, long beganAtMillis, SpeechSummary summary) implements OfSignals {}

    /// A desk phone registered or refreshed.
    ///
    /// @param contact its address as it gave it
    record DeviceRegistered(String device, String contact, long expiresSeconds) implements VoiceEvent {}

    record DeviceUnregistered(String device) implements VoiceEvent {}

    record TrunkRegistered(String trunk) implements VoiceEvent {}

    /// The carrier refuses or does not answer our registration; it is tried again.
    record TrunkLost(String trunk, String why) implements VoiceEvent {}

    /// The trunk answers when asked whether it is there; told when it begins to.
    record TrunkReachable(String trunk) implements VoiceEvent {}

    /// The trunk does not answer, or not as who it should be; told when that begins or its reason changes. It is asked
    /// again by itself.
    ///
    /// @param why in words, such as `no answer` or `the certificate has expired`
    record TrunkUnreachable(String trunk, String why) implements VoiceEvent {}

    /// A far end asks that its partner be connected elsewhere (REFER). Answer with [Voice#acceptTransfer] or
    /// [Voice#refuseTransfer] within 10 s; then it is refused.
    ///
    /// @param leg whose far end asks
    /// @param target user part of the address asked for: what was dialled
    /// @param replaces attended: the leg whose far end the partner shall talk with; null for a blind transfer
    record TransferRequested(
            LegId leg, String target, @Nullable LegId replaces) implements VoiceEvent {}

    /// How a transfer by [Voice#transfer] or [Voice#join] fares.
    ///
    /// @param sipStatus of the new call, or of the refusal; 0 when the far end does not say
    /// @param over whether this is the last word
    record TransferProgress(LegId leg, int sipStatus, boolean over) implements VoiceEvent {}

    /// How a digit came in.
    enum DigitSource {
        RFC4733,
        INFO,
        INBAND
    }

    enum EndCause {
        HUNG_UP_BY_PEER,
        HUNG_UP_BY_US,
        /// the caller gave up before we answered
        CANCELLED,
        /// refused by the far end (outgoing) or by us (incoming)
        REJECTED,
        /// a dialled party did not answer in time
        NO_ANSWER,
        MEDIA_LOST,
        FAILED
    }

    enum RecordingStop {
        REQUESTED,
        /// the left leg ended
        LEG_ENDED,
        /// the disk is full or the file could not be written; an alarm told why
        STORAGE_FAILED,
        /// the engine closed
        ENGINE_CLOSED
    }

    /// Who brought a call in.
    sealed interface CallSource {
        /// An address or registration that belongs to a trunk.
        record FromTrunk(String trunk) implements CallSource {}

        /// A desk phone that proved its secret.
        record FromDevice(String device) implements CallSource {}

        /// Whoever dialled something that [Passes] took for a proof.
        record WithPass() implements CallSource {}
    }

    /// The event's recording, where it has one.
    default @Nullable RecordingId recordingOrNull() {
        return switch (this) {
            case RecordingStopped stopped -> stopped.recording();
            case RecordingAlarm alarm -> alarm.recording();
            case OfLeg _,
                    OfSignals _,
                    DeviceRegistered _,
                    DeviceUnregistered _,
                    TrunkRegistered _,
                    TrunkLost _,
                    TrunkReachable _,
                    TrunkUnreachable _,
                    TransferRequested _,
                    TransferProgress _ -> null;
        };
    }
}
