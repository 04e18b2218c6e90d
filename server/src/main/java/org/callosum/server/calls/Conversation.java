package org.callosum.server.calls;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.callosum.floor.EndedBy;
import org.callosum.flow.FlowInput;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.OfferId;
import org.callosum.voice.LegId;
import org.callosum.voice.ToneKind;
import org.jspecify.annotations.Nullable;

/// An agent and the customer hear each other, are recorded, and are held together while the agent's browser
/// falls silent for a moment.
final class Conversation {
    private final CustomerOnLine on;
    private final DeskPhone phone;
    private final CallRecorder recorder;
    private final CallSignals signals;

    Conversation(CustomerOnLine on, DeskPhone phone, CallRecorder recorder) {
        this.on = on;
        this.phone = phone;
        this.recorder = recorder;
        this.signals = new CallSignals(on);
    }

    /// The floor has given the customer to this agent.
    void accepted(OfferId offer, AgentId agent) {
        if (!(on.phase() instanceof Phase.Waiting waiting)) {
            return; // the customer has just gone; their leaving is on its way to the floor
        }
        var world = on.world();
        LegId line;
        boolean byPhone;
        if (waiting.ringing() instanceof Phase.Ringing ringing
                && ringing.offer().equals(offer)) {
            line = ringing.leg();
            byPhone = true;
        } else {
            phone.stop(waiting.ringing());
            line = world.lines().connected(key(agent));
            byPhone = false;
        }
        var talking = new Phase.Talking(waiting.ticket(), agent, byPhone, line, null, false);
        on.become(talking);
        on.flow().take(new FlowInput.EnqueueAnswer(waiting.ticket(), FlowInput.QueueOutcome.ANSWERED, ""));
        on.flow().silence();
        if (line != null && !byPhone) {
            world.voice().tone(line, ToneKind.ALERT);
        }
        join(talking);
        if (waiting.queue().record()) {
            record(agent, line);
        }
        if (!byPhone) {
            world.lines().onChange(key(agent), () -> on.mailbox().post(this::agentLineChanged));
        }
    }

    private AgentLines.Key key(AgentId agent) {
        return new AgentLines.Key(on.tenant(), agent);
    }

    private void record(AgentId agent, @Nullable LegId line) {
        var voice = on.world().voice();
        recorder.start(on.leg(), line, agent, on.mailbox(), recording -> {
            if (on.phase() instanceof Phase.Talking now) {
                on.become(now.withRecording(recording));
                // the agent's line may have changed while the key was being stored
                voice.recordRight(recording, now.line());
            } else {
                voice.stopRecording(recording);
            }
        });
    }

    /// Lets the two hear each other, or gives the customer music while the agent's line is away.
    private void join(Phase.Talking talking) {
        var voice = on.world().voice();
        var line = talking.line();
        signals.listen(talking.agent(), line == null ? Set.of() : Set.of(line));
        if (line == null) {
            voice.hold(on.leg(), true);
            waitForAgent();
        } else {
            voice.hold(on.leg(), talking.held());
            voice.mix(on.mix(), Map.of(on.leg(), Set.of(line), line, Set.of(on.leg())));
        }
    }

    private void agentLineChanged() {
        if (!(on.phase() instanceof Phase.Talking talking) || talking.phone()) {
            return;
        }
        var line = on.world().lines().connected(key(talking.agent()));
        if (Objects.equals(line, talking.line())) {
            return;
        }
        var now = talking.withLine(line);
        on.become(now);
        join(now);
        if (line != null && talking.recording() != null) {
            on.world().voice().recordRight(talking.recording(), line);
        }
    }

    private void waitForAgent() {
        var world = on.world();
        long from = world.now();
        world.timers()
                .schedule(
                        () -> on.mailbox().post(() -> giveUpOnAgent(from)),
                        CallWorld.AGENT_RETURN.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void giveUpOnAgent(long fromMillis) {
        if (on.phase() instanceof Phase.Talking talking
                && talking.line() == null
                && on.world().now() - fromMillis >= CallWorld.AGENT_RETURN.toMillis()) {
            on.oweCallBack("interrupted", () -> {
                on.endConversation(EndedBy.SYSTEM);
                on.world().voice().hangUp(on.leg());
            });
        }
    }

    void hold(boolean held) {
        if (on.phase() instanceof Phase.Talking talking) {
            on.become(talking.withHeld(held));
            on.world().voice().hold(on.leg(), held);
        }
    }

    void agentMutes(boolean muted) {
        if (on.phase() instanceof Phase.Talking talking && talking.line() != null) {
            on.world().voice().mute(talking.line(), muted);
        }
    }

    /// The floor has ended the conversation: the agent's line is freed, the customer goes on with the flow,
    /// which hangs up if it has nothing more to say.
    void ended() {
        if (on.phase() instanceof Phase.Talking talking) {
            on.become(new Phase.InFlow());
            letGo(talking);
            on.world().voice().hold(on.leg(), false);
            on.flow().take(new FlowInput.ConversationEnded());
        }
    }

    /// The customer has hung up. Who gave up while the agent's browser was silent was cut off by us all the
    /// same.
    void customerLeft(Phase.Talking talking, Runnable then) {
        letGo(talking);
        if (talking.line() == null && !talking.phone()) {
            on.oweCallBack("interrupted", then);
        } else {
            then.run();
        }
    }

    /// Takes the agent's side down.
    private void letGo(Phase.Talking talking) {
        signals.stop();
        var world = on.world();
        if (talking.recording() != null) {
            world.voice().stopRecording(talking.recording());
        }
        world.voice().unmix(on.mix());
        var line = talking.line();
        if (talking.phone()) {
            if (line != null) {
                world.voice().hangUp(line);
            }
        } else {
            world.lines().onChange(key(talking.agent()), null);
            if (line != null) {
                world.voice().mute(line, false);
            }
        }
    }
}
