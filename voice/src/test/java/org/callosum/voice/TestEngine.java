package org.callosum.voice;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// A real engine on loopback whose events can be waited for.
final class TestEngine implements AutoCloseable {
    private static final AtomicLong IDS = new AtomicLong(1_000);
    private static final AtomicLong PORTS = new AtomicLong(20_000);
    private static final long PATIENCE_SECONDS = 20;

    final Voice voice;
    private final List<VoiceEvent> events = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    TestEngine() throws IOException {
        this(settings());
    }

    TestEngine(VoiceSettings settings) throws IOException {
        voice = Voice.start(settings, (event, atMillis) -> {
            lock.lock();
            try {
                events.add(event);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        });
    }

    static VoiceSettings settings() {
        var low = (int) PORTS.getAndAdd(200);
        var base = VoiceSettings.loopback(0);
        return base.withTrunks(List.of(TrunkSettings.trusting("line", List.of("127.0.0.0/8"))))
                .withMedia(base.mediaAddress(), null, low, low + 199)
                .withLegIds(IDS::incrementAndGet);
    }

    static long nextId() {
        return IDS.incrementAndGet();
    }

    String address(String user) {
        var at = voice.sipAddress(SipBinding.Transport.UDP);
        return "sip:%s@127.0.0.1:%d".formatted(user, at == null ? 0 : at.getPort());
    }

    /// Waits for an event of a kind that fits; events already there count.
    <E extends VoiceEvent> E await(Class<E> kind, Predicate<E> fits) {
        lock.lock();
        try {
            var left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (true) {
                for (var event : events) {
                    if (kind.isInstance(event) && fits.test(kind.cast(event))) {
                        return kind.cast(event);
                    }
                }
                if (left <= 0) {
                    throw new AssertionError(
                            "No such " + kind.getSimpleName() + " among " + events + "; counters " + voice.counters());
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            lock.unlock();
        }
    }

    <E extends VoiceEvent> E await(Class<E> kind) {
        return await(kind, event -> true);
    }

    <E extends VoiceEvent> List<E> all(Class<E> kind) {
        lock.lock();
        try {
            return events.stream().filter(kind::isInstance).map(kind::cast).toList();
        } finally {
            lock.unlock();
        }
    }

    List<VoiceEvent> all() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    /// Dials and waits until both ends are up.
    static Pair call(TestEngine from, TestEngine to, String number) {
        var near = new LegId(nextId());
        var before = to.all(VoiceEvent.IncomingCall.class).size();
        from.voice.dial(new DialRequest(near, new DialTarget.Address(to.address(number)), "100", "Amy", 10_000));
        var incoming = to.await(
                VoiceEvent.IncomingCall.class,
                call -> to.all(VoiceEvent.IncomingCall.class).indexOf(call) >= before
                        && call.dialled().equals(number));
        to.voice.answer(incoming.leg());
        from.await(VoiceEvent.Answered.class, event -> event.leg().equals(near));
        to.await(VoiceEvent.Answered.class, event -> event.leg().equals(incoming.leg()));
        return new Pair(near, incoming.leg());
    }

    /// @param near leg at the dialling engine
    /// @param far the same call at the other one
    record Pair(LegId near, LegId far) {}

    static Sound tone(double hertz, int millis) {
        var samples = new short[8 * millis];
        for (var i = 0; i < samples.length; i++) {
            samples[i] = (short) (8_000 * Math.sin(2 * Math.PI * hertz * i / 8_000));
        }
        return Sound.ofLinear(samples);
    }

    @Override
    public void close() {
        voice.close();
    }
}
