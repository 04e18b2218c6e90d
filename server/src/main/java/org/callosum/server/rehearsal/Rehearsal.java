package org.callosum.server.rehearsal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.callosum.voice.AudioSource;
import org.callosum.voice.DialRequest;
import org.callosum.voice.DialTarget;
import org.callosum.voice.LegId;
import org.callosum.voice.PlayId;
import org.callosum.voice.SipBinding;
import org.callosum.voice.Sound;
import org.callosum.voice.TrunkSettings;
import org.callosum.voice.Voice;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.VoiceSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A day of simulated customers and agents, over real SIP and real sound, by a voice engine of its own.
///
/// Everything runs on one thread; chance comes from one seeded stream a purpose, so that more agents do not change who
/// calls.
public final class Rehearsal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final int MEAN_PATIENCE_SECONDS = 110;
    private static final double BREAK_CHANCE = 0.04;

    private final RehearsalPlan plan;
    private final RehearsalHouse house;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("rehearsal").daemon().factory());
    private final RandomGenerator arrivals;
    private final RandomGenerator patience;
    private final RandomGenerator habits;
    private final AtomicLong ids = new AtomicLong(1);
    private final List<Sound> voices = new ArrayList<>();
    private final Map<LegId, CallerOnLine> callers = new HashMap<>();
    private final Map<LegId, RehearsalPlan.Phone> answering = new HashMap<>();
    private final Map<String, RehearsalPlan.Phone> phones = new HashMap<>();
    private final Set<String> busyNumbers = new HashSet<>();
    private final Set<String> working = new HashSet<>();
    private final Voice voice;
    private int nextCaller;

    private record CallerOnLine(String number) {}

    private Rehearsal(RehearsalPlan plan, RehearsalHouse house) throws IOException {
        this.plan = plan;
        this.house = house;
        this.arrivals = stream(1);
        this.patience = stream(2);
        this.habits = stream(3);
        for (double pitch : new double[] {105, 125, 180, 205, 230}) {
            voices.add(Murmur.of(pitch, 40, habits));
        }
        for (var phone : plan.phones()) {
            phones.put(phone.user(), phone);
        }
        var trunks = plan.phones().stream()
                .map(phone -> new TrunkSettings(
                        phone.user(),
                        SipBinding.Transport.UDP,
                        plan.centre().getAddress().getHostAddress(),
                        plan.centre().getPort(),
                        phone.user(),
                        phone.secret(),
                        true,
                        List.of(plan.centre().getAddress().getHostAddress())))
                .toList();
        this.voice = Voice.start(
                VoiceSettings.loopback(0).withTrunks(trunks).withLegIds(ids::incrementAndGet),
                (event, _) -> now(() -> heard(event)));
    }

    private RandomGenerator stream(long purpose) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(plan.seed() * 31 + purpose);
    }

    /// Registers the phones and lets the first caller come.
    ///
    /// @throws IOException if no free port can be opened
    public static Rehearsal start(RehearsalPlan plan, RehearsalHouse house) throws IOException {
        var rehearsal = new Rehearsal(plan, house);
        rehearsal.now(rehearsal::scheduleNextCall);
        return rehearsal;
    }

    private void now(Runnable what) {
        thread.execute(guarded(what));
    }

    private void later(double seconds, Runnable what) {
        thread.schedule(guarded(what), (long) (seconds * 1_000), TimeUnit.MILLISECONDS);
    }

    private static Runnable guarded(Runnable what) {
        return () -> {
            try {
                what.run();
            } catch (RuntimeException | LinkageError fault) {
                LOG.warn("The rehearsal goes on after a fault", fault);
            }
        };
    }

    private static double exponential(RandomGenerator chance, double mean) {
        return -mean * Math.log(1 - chance.nextDouble());
    }

    // ---- customers

    private void scheduleNextCall() {
        later(exponential(arrivals, 60 / plan.callsPerMinute()), () -> {
            scheduleNextCall();
            call();
        });
    }

    private void call() {
        var number = plan.callers().get(nextCaller++ % plan.callers().size());
        var dialled = plan.numbers().get(arrivals.nextInt(plan.numbers().size()));
        if (!busyNumbers.add(number)) {
            return; // still on the line from before
        }
        var leg = new LegId(ids.incrementAndGet());
        callers.put(leg, new CallerOnLine(number));
        voice.dial(new DialRequest(
                leg,
                new DialTarget.Address("sip:%s@%s:%d"
                        .formatted(
                                dialled,
                                plan.centre().getAddress().getHostAddress(),
                                plan.centre().getPort())),
                number,
                "",
                30_000));
    }

    private void answered(LegId leg) {
        talk(leg);
        // A language, then a choice; who presses nothing is led on by the flow.
        later(5 + habits.nextDouble() * 3, () -> press(leg, habits.nextInt(3) == 0 ? "2" : "1"));
        later(12 + habits.nextDouble() * 4, () -> press(leg, Integer.toString(1 + habits.nextInt(3))));
        later(20 + exponential(patience, MEAN_PATIENCE_SECONDS), () -> loseHeart(leg));
    }

    private void press(LegId leg, String digits) {
        if (callers.containsKey(leg)) {
            voice.sendDigits(leg, digits);
        }
    }

    private void loseHeart(LegId leg) {
        var caller = callers.get(leg);
        if (caller == null) {
            return;
        }
        if (house.isServed(caller.number())) {
            later(exponential(patience, plan.talkSeconds()), () -> loseHeart(leg));
        } else {
            voice.hangUp(leg);
        }
    }

    private void talk(LegId leg) {
        var sound = voices.get(habits.nextInt(voices.size()));
        voice.play(leg, new PlayId(ids.incrementAndGet()), List.of(new AudioSource.Clip(sound)), true);
    }

    // ---- agents

    private void rings(VoiceEvent.IncomingCall call) {
        var phone = phones.get(call.dialled());
        if (phone == null) {
            voice.reject(call.leg(), 404, 0);
            return;
        }
        answering.put(call.leg(), phone);
        voice.ring(call.leg());
        later(1 + habits.nextDouble() * 4, () -> {
            if (answering.containsKey(call.leg())) {
                voice.answer(call.leg());
            }
        });
    }

    private void served(LegId leg) {
        talk(leg);
        later(8 + exponential(habits, plan.talkSeconds()), () -> {
            if (answering.containsKey(leg)) {
                voice.hangUp(leg);
            }
        });
    }

    private void finished(RehearsalPlan.Phone phone) {
        later(4 + habits.nextDouble() * 12, () -> {
            house.finishWrapUp(phone.agent());
            if (habits.nextDouble() < BREAK_CHANCE) {
                house.takeBreak(phone.agent());
                later(45 + habits.nextDouble() * 60, () -> house.startWork(phone.agent()));
            } else {
                house.startWork(phone.agent());
            }
        });
    }

    // ---- what happens

    private void heard(VoiceEvent event) {
        switch (event) {
            case VoiceEvent.IncomingCall call -> rings(call);
            case VoiceEvent.Answered(var leg) -> {
                if (callers.containsKey(leg)) {
                    answered(leg);
                } else if (answering.containsKey(leg)) {
                    served(leg);
                }
            }
            case VoiceEvent.Ended ended -> {
                var caller = callers.remove(ended.leg());
                if (caller != null) {
                    busyNumbers.remove(caller.number());
                }
                var phone = answering.remove(ended.leg());
                if (phone != null) {
                    finished(phone);
                }
            }
            case VoiceEvent.TrunkRegistered(var user) -> {
                LOG.debug("Phone {} is registered", user);
                var phone = phones.get(user);
                if (phone != null && working.add(user)) {
                    house.startWork(phone.agent());
                }
            }
            case VoiceEvent.TrunkLost(var user, var why) -> LOG.warn("Phone {} is not registered: {}", user, why);
            case VoiceEvent.TrunkReachable _,
                    VoiceEvent.TrunkUnreachable _,
                    VoiceEvent.TransferRequested _,
                    VoiceEvent.TransferProgress _,
                    VoiceEvent.Ringing _,
                    VoiceEvent.Progress _,
                    VoiceEvent.Digit _,
                    VoiceEvent.SpeechStarted _,
                    VoiceEvent.SpeechStopped _,
                    VoiceEvent.PlayEnded _,
                    VoiceEvent.PeerHeld _,
                    VoiceEvent.MediaStarted _,
                    VoiceEvent.MediaLost _,
                    VoiceEvent.QualityMeasured _,
                    VoiceEvent.RecordingStopped _,
                    VoiceEvent.RecordingAlarm _,
                    VoiceEvent.OfSignals _,
                    VoiceEvent.DeviceRegistered _,
                    VoiceEvent.DeviceUnregistered _ -> {
                // a caller hears these; nothing to do
            }
        }
    }

    /// Hangs everybody up.
    @Override
    public void close() {
        thread.shutdownNow();
        voice.close();
    }
}
