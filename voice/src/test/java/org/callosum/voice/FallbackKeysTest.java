package org.callosum.voice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.callosum.voice.VoiceEvent.DigitSource;
import org.callosum.voice.media.G711;
import org.callosum.voice.media.KeyTones;
import org.callosum.voice.sip.IncomingInvite;
import org.callosum.voice.sip.OutgoingInvite;
import org.callosum.voice.sip.SipCall;
import org.callosum.voice.sip.SipEnd;
import org.callosum.voice.sip.SipEndpoint;
import org.callosum.voice.sip.SipHandler;
import org.callosum.voice.sip.SipSettings;
import org.callosum.voice.sip.SipUri;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Key presses of callers that do not know named events (RFC 4733): as tones in the sound, and by SIP INFO. The caller
/// is
/// a bare SIP endpoint with a socket for its sound.
class FallbackKeysTest {
    private static final int FRAME = 160;
    private static final Pattern PORT = Pattern.compile("m=audio (\\d+)");

    private TestEngine centre;
    private SipEndpoint caller;
    private DatagramSocket sound;
    private final CompletableFuture<String> answer = new CompletableFuture<>();

    private final class Answers implements SipHandler {
        @Override
        public void onInvite(SipCall call, IncomingInvite invite) {
            call.reject(486, 0);
        }

        @Override
        public void onAnswered(SipCall call, @Nullable String sdp) {
            answer.complete(String.valueOf(sdp));
        }

        @Override
        public void onReinvite(SipCall call, @Nullable String offer) {
            call.rejectReinvite(488);
        }

        @Override
        public void onEnded(SipCall call, SipEnd cause, int status) {
            answer.completeExceptionally(new AssertionError(cause + " " + status));
        }
    }

    @BeforeEach
    void start() throws IOException {
        var here = InetAddress.getLoopbackAddress();
        centre = new TestEngine();
        sound = new DatagramSocket(0, here);
        caller = SipEndpoint.start(
                SipSettings.builder().udp(new InetSocketAddress(here, 0)).build(),
                new Answers(),
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextLong());
    }

    @AfterEach
    void stop() {
        caller.close();
        sound.close();
        centre.close();
    }

    /// Calls with a description that offers PCMU, and named events only if asked.
    private SipCall call(boolean namedEvents) throws Exception {
        var offer = String.join(
                        "\r\n",
                        "v=0",
                        "o=- 1 1 IN IP4 127.0.0.1",
                        "s=-",
                        "c=IN IP4 127.0.0.1",
                        "t=0 0",
                        "m=audio " + sound.getLocalPort() + " RTP/AVP 0" + (namedEvents ? " 101" : ""),
                        "a=rtpmap:0 PCMU/8000")
                + (namedEvents ? "\r\na=rtpmap:101 telephone-event/8000" : "")
                + "\r\n";
        var uri = Objects.requireNonNull(SipUri.parse(centre.address("1000")));
        var call = caller.invite(OutgoingInvite.to(uri, "100", offer));
        centre.voice.answer(centre.await(VoiceEvent.IncomingCall.class).leg());
        answer.get(20, TimeUnit.SECONDS);
        return call;
    }

    /// Sends tones of the keys as sound, 100 ms each with pauses as long, in real time.
    private void sing(String keys) throws Exception {
        var port = PORT.matcher(answer.get());
        assertThat(port.find()).isTrue();
        var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)));
        var next = System.nanoTime();
        var sequence = 0;
        for (var i = 0; i < keys.length(); i++) {
            var tone = KeyTones.sound(keys.charAt(i), 5 * FRAME);
            for (var frame = 0; frame < 10; frame++, sequence++) {
                var packet = ByteBuffer.allocate(12 + FRAME)
                        .put((byte) 0x80)
                        .put((byte) 0)
                        .putShort((short) sequence)
                        .putInt(sequence * FRAME)
                        .putInt(0x5eed);
                for (var sample = 0; sample < FRAME; sample++) {
                    packet.put(G711.toMuLaw(frame < 5 ? tone[frame * FRAME + sample] : (short) 0));
                }
                sound.send(new DatagramPacket(packet.array(), packet.capacity(), to));
                next += 20_000_000;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
    }

    private String keys() {
        var pressed = new StringBuilder();
        centre.all(VoiceEvent.Digit.class).forEach(digit -> pressed.append(digit.digit()));
        return pressed.toString();
    }

    @Test
    void withoutNamedEventsInTheDescriptionTonesAreKeys() throws Exception {
        call(false);
        sing("1*5#");
        Later.until("four keys", () -> keys().length() >= 4);
        assertThat(keys()).isEqualTo("1*5#");
        assertThat(centre.all(VoiceEvent.Digit.class))
                .allSatisfy(digit -> assertThat(digit.source()).isEqualTo(DigitSource.INBAND));
    }

    @Test
    void withNamedEventsInTheDescriptionTonesAreSound() throws Exception {
        var call = call(true);
        sing("15");
        call.sendDigit('9', 100);
        centre.await(VoiceEvent.Digit.class, digit -> digit.digit() == '9');
        assertThat(keys()).as("a key is not told twice").isEqualTo("9");
    }

    @Test
    void keysByInfoAreUnderstoodWhateverTheDescriptionSays() throws Exception {
        var call = call(false);
        call.sendDigit('7', 160);
        call.sendDigit('#', 160);
        Later.until("two keys", () -> keys().length() >= 2);
        assertThat(keys()).isEqualTo("7#");
        assertThat(centre.all(VoiceEvent.Digit.class))
                .allSatisfy(digit -> assertThat(digit.source()).isEqualTo(DigitSource.INFO));
    }
}
