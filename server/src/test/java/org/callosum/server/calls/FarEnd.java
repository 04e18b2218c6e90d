package org.callosum.server.calls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.callosum.voice.AudioSource;
import org.callosum.voice.DialRequest;
import org.callosum.voice.DialTarget;
import org.callosum.voice.LegId;
import org.callosum.voice.PlayId;
import org.callosum.voice.RecordingId;
import org.callosum.voice.RecordingRequest;
import org.callosum.voice.SipBinding;
import org.callosum.voice.Sound;
import org.callosum.voice.TrunkSettings;
import org.callosum.voice.Voice;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.VoiceSettings;
import org.callosum.voice.recording.RecordingKey;

/// A telephone of its own, with a voice engine of its own: a customer's, or an agent's on the desk.
final class FarEnd implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    final RecordingKey key = RecordingKey.random(new SecureRandom());
    private final AtomicLong ids = new AtomicLong(1);
    private final BlockingQueue<VoiceEvent> heard = new LinkedBlockingQueue<>();
    private final Voice voice;

    private FarEnd(List<TrunkSettings> lines) throws IOException {
        this(VoiceSettings.loopback(0).withTrunks(lines));
    }

    private FarEnd(VoiceSettings settings) throws IOException {
        voice = Voice.start(settings.withLegIds(ids::incrementAndGet), (event, at) -> heard.add(event));
    }

    /// Another exchange, whose certificate `own` shows.
    static FarEnd exchange(SSLContext own) throws IOException {
        var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new FarEnd(VoiceSettings.loopback(0)
                .withSip(
                        List.of(
                                new SipBinding(SipBinding.Transport.UDP, here),
                                new SipBinding(SipBinding.Transport.TLS, here)),
                        own)
                .withTrunks(List.of(TrunkSettings.trusting("centre", List.of("127.0.0.1")))));
    }

    int port(SipBinding.Transport transport) {
        return java.util.Objects.requireNonNull(voice.sipAddress(transport)).getPort();
    }

    /// Registers with the centre over TLS, believing those that `trust` believes.
    static FarEnd phoneOverTls(String user, String secret, int centre, SSLContext trust) throws IOException {
        return new FarEnd(VoiceSettings.loopback(0)
                .withSip(
                        List.of(new SipBinding(
                                SipBinding.Transport.UDP, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))),
                        trust)
                .withTrunks(List.of(new TrunkSettings(
                        user, SipBinding.Transport.TLS, "127.0.0.1", centre, user, secret, true, List.of()))));
    }

    /// A customer's telephone that can be called, too.
    static FarEnd reachable() throws IOException {
        return new FarEnd(List.of(TrunkSettings.trusting("centre", List.of("127.0.0.1"))));
    }

    static FarEnd customer() throws IOException {
        return new FarEnd(List.of());
    }

    /// A telephone somewhere else, which takes calls of this machine.
    static FarEnd elsewhere() throws IOException {
        return new FarEnd(List.of(TrunkSettings.trusting("centre", List.of("127.0.0.1"))));
    }

    /// Registers with the centre on this port.
    static FarEnd phone(String user, String secret, int centre) throws IOException {
        var phone = new FarEnd(List.of(new TrunkSettings(
                user, SipBinding.Transport.UDP, "127.0.0.1", centre, user, secret, true, List.of("127.0.0.1"))));
        phone.await(VoiceEvent.TrunkRegistered.class);
        return phone;
    }

    LegId dial(String number, int centre) {
        var leg = new LegId(ids.incrementAndGet());
        voice.dial(new DialRequest(
                leg,
                new DialTarget.Address("sip:%s@127.0.0.1:%d".formatted(number, centre)),
                "85212345678",
                "",
                20_000));
        return leg;
    }

    /// Waits for the next event of a kind; others are passed over.
    <E extends VoiceEvent> E await(Class<E> kind) {
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (true) {
                var event = heard.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (event == null) {
                    throw new AssertionError("No " + kind.getSimpleName() + " came");
                }
                if (kind.isInstance(event)) {
                    return kind.cast(event);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    void answer(LegId leg) {
        voice.answer(leg);
    }

    void reject(LegId leg, int status) {
        voice.reject(leg, status, 0);
    }

    void hangUp(LegId leg) {
        voice.hangUp(leg);
    }

    /// A second call of a phone that has registered as this user.
    LegId calls(String user, String number) {
        var leg = new LegId(ids.incrementAndGet());
        voice.dial(new DialRequest(leg, new DialTarget.Number(user, number), user, "", 20_000));
        return leg;
    }

    /// Asks the centre to bring the partners of two calls together (REFER with Replaces).
    void bringsTogether(LegId one, LegId other) {
        voice.join(one, other);
    }

    /// Asks the centre to bring its partner elsewhere (REFER).
    void sendOn(LegId leg, String number) {
        voice.transfer(leg, new DialTarget.Address("sip:%s@127.0.0.1".formatted(number)));
    }

    void press(LegId leg, String keys) {
        voice.sendDigits(leg, keys);
    }

    /// Hums a steady tone until the call ends.
    void hum(LegId leg, double hertz) {
        voice.play(leg, new PlayId(ids.incrementAndGet()), List.of(new AudioSource.Clip(Tone.of(hertz, 1_000))), true);
    }

    /// Keeps what this telephone hears (left: the far side of its leg) and sends (right).
    RecordingId listen(LegId leg, Path file) {
        var recording = new RecordingId(ids.incrementAndGet());
        voice.record(new RecordingRequest(recording, file, key, leg, null));
        return recording;
    }

    /// How much of a tone is in what this telephone has heard last, 0 to 1; 0 before it has heard anything.
    double hears(Path file, double hertz) {
        try {
            return Tone.share(CallOverSipTest.lastSecond(file, key).left(), hertz);
        } catch (IOException | RuntimeException notYet) {
            return 0;
        }
    }

    @Override
    public void close() {
        voice.close();
    }

    /// Steady tones, and how much of one is in a sound.
    static final class Tone {
        private static final int RATE = 8_000;

        /// A tenth of a second: a lost or late packet costs the window it is in, not the whole by a leap of phase.
        private static final int WINDOW = RATE / 10;

        private Tone() {}

        static Sound of(double hertz, int millis) {
            var samples = new short[RATE * millis / 1_000];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (short) (8_000 * Math.sin(2 * Math.PI * hertz * i / RATE));
            }
            return Sound.ofLinear(samples);
        }

        /// The share of the sound's power that lies at this frequency (Goertzel), 0 to 1; 0 for silence.
        static double share(short[] samples, double hertz) {
            double tone = 0;
            double power = 0;
            for (int from = 0; from + WINDOW <= samples.length; from += WINDOW) {
                tone += 2 * at(samples, from, hertz) / WINDOW;
                for (int i = from; i < from + WINDOW; i++) {
                    power += (double) samples[i] * samples[i];
                }
            }
            return power < 1e6 ? 0 : tone / power;
        }

        /// Goertzel's sum over one window.
        private static double at(short[] samples, int from, double hertz) {
            double coefficient = 2 * Math.cos(2 * Math.PI * hertz / RATE);
            double before = 0;
            double last = 0;
            for (int i = from; i < from + WINDOW; i++) {
                double now = samples[i] + coefficient * last - before;
                before = last;
                last = now;
            }
            return last * last + before * before - coefficient * last * before;
        }
    }
}
