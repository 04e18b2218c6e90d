package org.callosum.journeys.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.callosum.voice.AudioSource;
import org.callosum.voice.DialRequest;
import org.callosum.voice.DialTarget;
import org.callosum.voice.LegId;
import org.callosum.voice.PlayId;
import org.callosum.voice.SipBinding;
import org.callosum.voice.TrunkSettings;
import org.callosum.voice.Voice;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.VoiceSettings;

/// A customer's telephone: a voice engine of its own that speaks SIP and RTP with the centre.
public final class Telephone implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final AtomicLong ids = new AtomicLong(1);
    private final BlockingQueue<VoiceEvent> heard = new LinkedBlockingQueue<>();
    private final Voice voice;

    public Telephone() {
        this(VoiceSettings.loopback(0));
    }

    /// One that others on this machine can call, too.
    public static Telephone reachable() {
        return new Telephone(
                VoiceSettings.loopback(0).withTrunks(List.of(TrunkSettings.trusting("centre", List.of("127.0.0.1")))));
    }

    private Telephone(VoiceSettings settings) {
        try {
            voice = Voice.start(settings.withLegIds(ids::incrementAndGet), (event, at) -> heard.add(event));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /// @param own number that the centre sees, E.164
    /// @param centre SIP port on this machine
    public LegId dial(String number, String own, int centre) {
        var leg = new LegId(ids.incrementAndGet());
        voice.dial(new DialRequest(
                leg, new DialTarget.Address("sip:%s@127.0.0.1:%d".formatted(number, centre)), own, "", 20_000));
        return leg;
    }

    /// Dials and waits until the centre answers.
    public LegId call(String number, String own, int centre) {
        var leg = dial(number, own, centre);
        await(VoiceEvent.Answered.class);
        return leg;
    }

    /// Waits for the next event of a kind; others are passed over.
    public <E extends VoiceEvent> E await(Class<E> kind) {
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

    /// Digits as telephone events (RFC 4733).
    public void press(LegId leg, String keys) {
        voice.sendDigits(leg, keys);
    }

    /// Hums a steady tone until the call ends.
    public void hum(LegId leg, double hertz) {
        voice.play(leg, new PlayId(ids.incrementAndGet()), List.of(new AudioSource.Clip(Tone.of(hertz, 1_000))), true);
    }

    public void answer(LegId leg) {
        voice.answer(leg);
    }

    public void reject(LegId leg, int status) {
        voice.reject(leg, status, 0);
    }

    /// Where it is called, over UDP.
    public int port() {
        return Objects.requireNonNull(voice.sipAddress(SipBinding.Transport.UDP))
                .getPort();
    }

    public void hangUp(LegId leg) {
        voice.hangUp(leg);
    }

    @Override
    public void close() {
        voice.close();
    }
}
