package org.callosum.voice;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.callosum.voice.engine.VoiceEngine;
import org.jspecify.annotations.Nullable;

/// The voice engine: legs (SIP calls and browsers), what they play and hear, and recordings of them.
///
/// Every method may be called from any thread and returns at once; what comes of it is told to the [VoiceListener].
/// Orders for one leg are carried out in the order given. An order for a leg, mix or recording that is unknown or
/// already gone does nothing and is counted (`command.no-such-leg` and the like): a hang-up that crosses with an order
/// is an ordinary thing.
///
/// ```java
/// try (var voice = Voice.start(VoiceSettings.loopback(5060).withTrunks(trunks), (event, atMillis) -> {
///     switch (event) { case VoiceEvent.IncomingCall call -> …; … }
/// })) { … }
/// ```
public interface Voice extends AutoCloseable {

    /// Binds all addresses, starts the threads, and warms the key handshake beside.
    ///
    /// @throws IOException if an address cannot be bound; the message names it
    static Voice start(VoiceSettings settings, VoiceListener listener) throws IOException {
        return VoiceEngine.start(settings, listener);
    }

    /// Where SIP listens, or null if not on that transport; of several bindings the first.
    @Nullable
    InetSocketAddress sipAddress(SipBinding.Transport transport);

    /// Where browsers send their sound.
    List<InetSocketAddress> webRtcAddresses();

    // ---- calls

    /// Dials. Events: `Ringing`, `Progress`, then `Answered` or `Ended`.
    void dial(DialRequest request);

    /// Tells an incoming caller that it rings (180).
    void ring(LegId leg);

    /// Opens sound to an incoming caller before answering (183), for announcements that cost the caller nothing.
    void early(LegId leg);

    /// Answers an incoming call (200).
    void answer(LegId leg);

    /// Refuses an incoming call.
    ///
    /// @param sipStatus 300 to 699: 486 busy, 480 unavailable, 503 overloaded, 603 declined …
    /// @param retryAfterSeconds 0: no such header
    void reject(LegId leg, int sipStatus, int retryAfterSeconds);

    /// Ends a leg of any kind in any state: BYE, CANCEL, 603, or closing the browser's session.
    void hangUp(LegId leg);

    // ---- transfers by the far end (SIP)

    /// Asks the leg's far end to call somebody else in place of us (REFER). [VoiceEvent.TransferProgress] tells how it
    /// fares; the leg stays until somebody hangs up.
    void transfer(LegId leg, DialTarget target);

    /// Asks the leg's far end to take our place in the call with `other` (REFER with Replaces): the two far ends then
    /// talk
    /// without us.
    void join(LegId leg, LegId other);

    /// Says yes to [VoiceEvent.TransferRequested]; then tell by [#reportTransfer] how it fares.
    void acceptTransfer(LegId leg);

    /// @param sipStatus 300 to 699, such as 603
    void refuseTransfer(LegId leg, int sipStatus);

    /// @param sipStatus 100 to 199 while it is under way (180: it rings); anything else ends it (200: done)
    void reportTransfer(LegId leg, int sipStatus);

    // ---- browsers

    /// Takes a browser's offer (ICE, DTLS-SRTP, audio); `Answered` comes when its keys are agreed.
    ///
    /// @param leg new, never used before
    /// @return the answer's description; fails with [IllegalArgumentException] if the offer cannot be read or
    ///     has no G.711, with [IllegalStateException] if the engine is full
    CompletableFuture<String> openWebRtc(LegId leg, String offerSdp);

    /// As [#hangUp].
    void closeWebRtc(LegId leg);

    // ---- what a leg hears

    /// Plays the sources one after another; replaces what is playing. While a leg plays, it hears nobody else.
    ///
    /// @param loop start again after the last one, until stopped
    void play(LegId leg, PlayId play, List<AudioSource> sources, boolean loop);

    void stopPlaying(LegId leg);

    /// Plays a signal until stopped or replaced (ringback, busy), or once (beep, alert). No `PlayEnded` comes of it.
    void tone(LegId leg, ToneKind kind);

    /// On: the leg hears music, nobody hears it, and it hears nobody.
    void hold(LegId leg, boolean on);

    /// On: nobody hears the leg (and a recording of it is silent).
    void mute(LegId leg, boolean on);

    /// Who hears whom, replacing the mix's former matrix; a leg left out is taken out of the mix. A leg is in one mix
    /// at a time and is taken out of its former one. A leg may hear itself (echo test).
    ///
    /// @param hears listener → those it hears; at most 16 legs
    void mix(MixId mix, Map<LegId, Set<LegId>> hears);

    /// Dissolves the mix; its legs go on, in silence.
    void unmix(MixId mix);

    /// Sends key presses (RFC 4733, or as tones where the far end knows no such events), 100 ms each.
    ///
    /// @param digits of `0123456789*#ABCD`, at most 64
    void sendDigits(LegId leg, String digits);

    /// On: the leg's key tones reach neither other legs nor recordings (card data). They are still told as events.
    void suppressDigits(LegId leg, boolean on);

    // ---- recording

    /// Starts recording; a failure is told by `RecordingAlarm` and `RecordingStopped`.
    void record(RecordingRequest request);

    /// Hands the right channel to other legs (transfer, conference), whose voices are added up; to what the left leg
    /// hears while none of them is there.
    ///
    /// @param right at most 16
    void recordRight(RecordingId recording, Set<LegId> right);

    /// On: silence is stored instead, marked as a pause.
    void pauseRecording(RecordingId recording, boolean on);

    void stopRecording(RecordingId recording);

    // ---- signals from sound

    /// Listens to who speaks when: `SpeechHeard` comes every second, `SpeechEnded` with everything when it is
    /// stopped or the customer's last leg ends. A conversation is listened to once: a second listening to the same
    /// customer is refused and counted (`signals.refused`), and so is one to a customer who is gone; its
    /// `SpeechEnded` comes at once.
    void listenToSpeech(SignalsRequest request);

    void stopListening(SignalsId signals);

    // ---- looking at it

    /// The leg's packets so far, or null if there is no such leg.
    CompletableFuture<@Nullable LegQuality> quality(LegId leg);

    /// Counters by name (`rtp.foreign-source`, `stun.bad-integrity`, `sip.malformed` …) and levels (`legs`), for
    /// metrics.
    SortedMap<String, Long> counters();

    // ---- lines

    /// Replaces all trunks; calls in progress stay up.
    void configureTrunks(List<TrunkSettings> trunks);

    /// Ends all legs and recordings, tells their events, and frees the sockets; waits at most 5 s for that.
    @Override
    void close();
}
