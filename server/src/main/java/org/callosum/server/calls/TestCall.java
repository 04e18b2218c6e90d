package org.callosum.server.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.callosum.flow.FlowDefinition;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowInput;
import org.callosum.kernel.id.InteractionId;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;

/// A tester's browser in a draft of a flow: the real sound, keys, hours and look-ups of the house, and nobody else. It
/// is no contact: nothing comes to the floor or into the history, nobody is dialled. What would have happened is
/// written down for the tester instead.
final class TestCall {
    static final int MOST_LINES = 400;
    static final long LONGEST_MILLIS = 600_000;
    private static final int PLACE = 2;

    /// @param kind a step, or what would have happened: `would-wait`, `would-dial` …
    record Line(long atMillis, String kind, Map<String, String> data) {}

    private final CallWorld world;
    private final Mailbox mailbox;
    private final EntryPoint entry;
    private final LegId leg;
    private final FlowSession session;
    private final Runnable whenOver;
    private final long beganMillis;
    private final List<Line> lines = new ArrayList<>();
    private boolean begun;
    private boolean over;
    private int queued;
    private long queuedAtMillis;

    /// @param world of all calls; its history and its ways out stay untouched
    TestCall(
            CallWorld world,
            Mailbox mailbox,
            InteractionId id,
            EntryPoint entry,
            FlowDefinition flow,
            Runnable whenOver) {
        this.world = world.withHistory(new NotedRecord(this::note));
        this.mailbox = mailbox;
        this.entry = entry;
        this.leg = world.newLeg();
        this.whenOver = whenOver;
        this.beganMillis = world.now();
        this.session = new FlowSession(
                this.world, mailbox, entry, id, leg, new FlowSession.Start(flow, "", true), _ -> {}, this::beyond);
        world.timers().schedule(this::hangUp, LONGEST_MILLIS, TimeUnit.MILLISECONDS);
    }

    LegId leg() {
        return leg;
    }

    /// What was done so far.
    List<Line> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    boolean over() {
        synchronized (lines) {
            return over;
        }
    }

    void press(char key) {
        mailbox.post(() -> session.take(new FlowInput.Digit(key)));
    }

    /// Whoever waits would be answered now: the draft has been heard, and the line ends.
    void agentAnswers() {
        mailbox.post(() -> {
            if (queued != 0) {
                note("would-answer", Map.of());
                session.take(new FlowInput.EnqueueAnswer(queued, FlowInput.QueueOutcome.ANSWERED, ""));
                hangUp();
            }
        });
    }

    void hangUp() {
        world.voice().closeWebRtc(leg);
        mailbox.post(this::ended);
    }

    void heard(VoiceEvent.OfLeg event) {
        mailbox.post(() -> happened(event));
    }

    private void happened(VoiceEvent.OfLeg event) {
        switch (event) {
            case VoiceEvent.Answered _ -> {
                if (!begun) {
                    begun = true;
                    session.start(Caller.UNKNOWN);
                }
            }
            case VoiceEvent.Digit pressed -> session.take(new FlowInput.Digit(pressed.digit()));
            case VoiceEvent.PlayEnded played -> session.playEnded(played.play(), played.completed());
            case VoiceEvent.Ended _ -> ended();
            case VoiceEvent.IncomingCall _,
                    VoiceEvent.Ringing _,
                    VoiceEvent.Progress _,
                    VoiceEvent.SpeechStarted _,
                    VoiceEvent.SpeechStopped _,
                    VoiceEvent.PeerHeld _,
                    VoiceEvent.MediaStarted _,
                    VoiceEvent.MediaLost _,
                    VoiceEvent.QualityMeasured _ -> {
                // a test is told of its flow only
            }
        }
    }

    private void ended() {
        synchronized (lines) {
            if (over) {
                return;
            }
            over = true;
        }
        session.take(new FlowInput.CallerHungUp());
        whenOver.run();
    }

    private void note(String kind, Map<String, String> data) {
        synchronized (lines) {
            if (lines.size() < MOST_LINES) {
                lines.add(new Line(world.now() - beganMillis, kind, data));
            }
        }
    }

    private void answer(FlowInput input) {
        mailbox.post(() -> session.take(input));
    }

    private void beyond(FlowEffect effect) {
        switch (effect) {
            case FlowEffect.Enqueue enqueue -> {
                var queue = world.directory().queue(entry.tenant(), entry.client(), enqueue.queue());
                note("would-wait", Map.of("queue", enqueue.queue(), "known", Boolean.toString(queue != null)));
                queued = enqueue.ticket();
                queuedAtMillis = world.now();
                answer(
                        queue == null
                                ? new FlowInput.EnqueueAnswer(queued, FlowInput.QueueOutcome.FULL, "unknown-queue")
                                : new FlowInput.EnqueueAnswer(
                                        queued, FlowInput.QueueOutcome.QUEUED, "", queue.treatment()));
            }
            case FlowEffect.AskPosition(var ticket) ->
                answer(new FlowInput.PositionAnswer(
                        ticket, PLACE, world.now() - queuedAtMillis, 180_000, 2, 4, PLACE, 1));
            case FlowEffect.CheckCallBack(var ticket, var _, var _) ->
                answer(new FlowInput.CallBackAnswer(ticket, true, ""));
            case FlowEffect.PromiseCallBack(var ticket, var _, var _, var _) -> {
                note("would-call-back", Map.of());
                answer(new FlowInput.CallBackAnswer(ticket, true, ""));
            }
            case FlowEffect.LeaveQueue(var exit) -> note("would-leave", Map.of("exit", exit.code()));
            case FlowEffect.Dial(var ticket, var target, var _) -> {
                note("would-dial", Map.of("target", target.value()));
                answer(new FlowInput.DialAnswer(ticket, FlowInput.DialOutcome.FAILED));
            }
            case FlowEffect.Voicemail voicemail -> {
                note("would-record", Map.of("case", voicemail.caseType()));
                answer(new FlowInput.VoicemailAnswer(voicemail.ticket(), true, 0));
            }
            case FlowEffect.Transfer(var target) -> {
                note("would-transfer", Map.of("target", target.value()));
                hangUp();
            }
            case FlowEffect.RingOff _, FlowEffect.HangUp _ -> hangUp();
            case FlowEffect.Echo _ -> note("would-echo", Map.of());
            case FlowEffect _ -> {
                // pauses of offers and what is told of a wait concern a floor that knows nothing of this call
            }
        }
    }
}
