package org.callosum.server.calls;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.callosum.floor.EndedBy;
import org.callosum.floor.FloorEvent;
import org.callosum.flow.FlowInput;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.OfferId;
import org.callosum.server.supervision.monitoring.LineMonitor;
import org.callosum.voice.LegId;
import org.callosum.voice.ToneKind;
import org.jspecify.annotations.Nullable;

/// An agent and the customer hear each other, with whoever the agent asks and whoever supervises; they are
/// recorded, and held together while the agent's browser falls silent for a moment.
final class Conversation {
    private final CustomerOnLine on;
    private final DeskPhone phone;
    private final CallRecorder recorder;
    private final CallSignals signals;
    private final Consult consult;
    private final SecondLine second;
    private final CardPause pause;
    private final BooleanSupplier handsOver;

    private volatile boolean muted;

    /// Counts the silences of the agent's browser, so that the timer of one does not end the next.
    private int silences;

    private final Supervisors supervisors;

    private final Announcing announcing;

    /// @param handsOver asked when the agent is gone: lets somebody who was asked have the customer, if there
    ///     is one
    Conversation(CustomerOnLine on, DeskPhone phone, CallRecorder recorder, BooleanSupplier handsOver) {
        this.on = on;
        this.phone = phone;
        this.recorder = recorder;
        this.signals = new CallSignals(on);
        this.consult = new Consult(on, this::hear);
        this.second = new SecondLine(on, consult, this::hear);
        this.pause = new CardPause(on);
        this.supervisors = new Supervisors(on, this::hear);
        this.announcing = new Announcing(on);
        this.handsOver = handsOver;
    }

    Consult consult() {
        return consult;
    }

    /// The second call of the agent's desk phone.
    SecondLine second() {
        return second;
    }

    /// May be asked from any thread.
    boolean paused() {
        return pause.paused();
    }

    /// What the customer says or types from here on is kept nowhere, or is kept again.
    ///
    /// @return false if nobody talks
    boolean pauseRecording(boolean paused) {
        if (!(on.phase() instanceof Phase.Talking talking)) {
            return false;
        }
        if (paused) {
            pause.begin(talking.recording());
        } else {
            pause.end("agent");
        }
        on.world().deskChanged().accept(on.key(talking.agent()));
        return true;
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
            line = world.lines().connected(on.key(agent));
            byPhone = false;
        }
        begin(waiting.ticket(), waiting.queue(), agent, byPhone, line);
    }

    /// Agent and customer are on the line.
    ///
    /// @param ticket of the flow's queue step
    void begin(int ticket, Directory.QueueRef queue, AgentId agent, boolean byPhone, @Nullable LegId line) {
        var world = on.world();
        on.become(new Phase.Talking(ticket, queue, agent, byPhone, line, null, false));
        on.flow().take(new FlowInput.EnqueueAnswer(ticket, FlowInput.QueueOutcome.ANSWERED, ""));
        on.flow().silence();
        if (line != null && !byPhone) {
            world.voice().tone(line, ToneKind.ALERT);
        }
        hear();
        if (queue.record()) {
            record(agent, line);
        }
        if (!byPhone) {
            world.lines().onChange(on.key(agent), () -> on.mailbox().post(this::agentLineChanged));
        }
        if (line == null) {
            waitForAgent();
        }
    }

    private void record(AgentId agent, @Nullable LegId line) {
        var voice = on.world().voice();
        recorder.start(on.leg(), line, agent, on.mailbox(), recording -> {
            if (on.phase() instanceof Phase.Talking now && now.recording() == null) {
                on.become(now.withRecording(recording));
                on.ears().recordedBy(recording);
                pause.recordedBy(recording);
                on.world().deskChanged().accept(on.key(now.agent())); // a recording can be paused once there is one
            } else {
                voice.stopRecording(recording);
            }
        });
    }

    /// Who is in it now.
    private Parties parties(Phase.Talking talking) {
        return Parties.of(
                        Party.customer(on.leg()).held(talking.held()),
                        Party.agent(talking.agent(), second.ear(talking)))
                .and(consult.parties(talking))
                .and(supervisors.parties());
    }

    /// Somebody has come, gone, been held or lost their line: all hear what follows from it.
    private void hear() {
        if (on.phase() instanceof Phase.Talking talking) {
            second.follow();
            on.ears().hear(parties(talking));
            signals.listen(talking.agent(), on.ears().now().agentsSide());
            consult.heard(talking);
        }
    }

    private void agentLineChanged() {
        if (!(on.phase() instanceof Phase.Talking talking) || talking.phone()) {
            return;
        }
        var line = on.world().lines().connected(on.key(talking.agent()));
        if (Objects.equals(line, talking.line())) {
            return;
        }
        on.become(talking.withLine(line));
        hear();
        if (line == null) {
            waitForAgent();
        } else {
            announcing.agentIsBack(supervisors.loudest(), line);
        }
    }

    private void waitForAgent() {
        int silence = ++silences;
        on.world()
                .timers()
                .schedule(
                        () -> on.mailbox().post(() -> giveUpOnAgent(silence)),
                        CallWorld.AGENT_RETURN.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /// A colleague who is on the line takes the customer over; without one, we owe the customer a call.
    private void giveUpOnAgent(int silence) {
        if (on.phase() instanceof Phase.Talking talking
                && talking.line() == null
                && silence == silences
                && !handsOver.getAsBoolean()) {
            on.oweCallBack("interrupted", () -> {
                on.endConversation(EndedBy.SYSTEM);
                on.world().voice().hangUp(on.leg());
            });
        }
    }

    void hold(boolean held) {
        if (on.phase() instanceof Phase.Talking talking) {
            on.become(talking.withHeld(held));
            hear();
            if (!held) {
                announcing.customerIsBack();
            }
        }
    }

    /// @return false if there is no line to be silenced
    boolean agentMutes(boolean silenced) {
        if (on.phase() instanceof Phase.Talking talking && talking.line() != null) {
            on.world().voice().mute(talking.line(), silenced);
            muted = silenced;
            return true;
        }
        return false;
    }

    /// Whether the agent has silenced themselves. May be asked from any thread.
    boolean muted() {
        return muted;
    }

    /// The agent has hung up their desk phone: with a colleague on the line, that hands the customer over.
    void phoneHungUp() {
        if (on.phase() instanceof Phase.Talking talking) {
            on.become(talking.withLine(null));
            hear();
            if (!handsOver.getAsBoolean()) {
                on.endConversation(EndedBy.AGENT);
            }
        }
    }

    // ---- supervisors

    /// A supervisor comes in as [Party.Role#LISTENER], [Party.Role#WHISPERER] or [Party.Role#JOINED], or
    /// changes between these. They hear by the line their browser keeps open.
    ///
    /// @param announcement as [LineMonitor.Coming#announcement]
    /// @param gone as [LineMonitor.Coming#gone]
    LineMonitor.Answer supervise(
            Party supervisor, LineMonitor.Announcement announcement, Consumer<LineMonitor.Gone> gone) {
        var who = Objects.requireNonNull(supervisor.agent());
        if (!(on.phase() instanceof Phase.Talking talking) || talking.agent().equals(who) || consult.with(who)) {
            supervised(who);
            return LineMonitor.Answer.NOT_HERE;
        }
        var before = supervisors.announced(who);
        // what was said once holds for the whole stay, also when the contact passes to another agent
        var said = announcement.saysMoreThan(before) ? announcement : before;
        var answer = supervisors.add(supervisor, said, gone);
        hear(); // who is refused is in it no longer
        if (answer == LineMonitor.Answer.IN && announcement.saysMoreThan(before)) {
            announcing.say(announcement, talking);
        }
        return answer;
    }

    /// @return false if they were not there
    boolean supervised(AgentId supervisor) {
        boolean was = supervisors.remove(supervisor);
        if (was) {
            hear();
        }
        return was;
    }

    // ---- the end of it, or of one agent's part

    /// The conversation has passed to another agent: to the colleague who was asked, or to whoever takes over.
    void moved(FloorEvent.ConversationStarted started, Directory.QueueRef queue) {
        if (!(on.phase() instanceof Phase.Talking talking)) {
            return;
        }
        free(talking);
        second.over();
        pause.end("over"); // the next agent decides for themselves
        var agent = started.agent();
        supervisors.remove(agent);
        supervisors.whisperNoMore(); // a whisper meant for one agent is not for the next
        var colleague = consult.becomesAgent(agent);
        boolean byPhone = colleague != null && colleague.phone();
        var line = colleague == null ? on.world().lines().connected(on.key(agent)) : colleague.line();
        var recording = talking.recording();
        on.become(new Phase.Talking(talking.ticket(), queue, agent, byPhone, line, recording, false));
        if (byPhone && line != null) {
            phone.adopt(line, started.offer());
        } else if (!byPhone) {
            on.world().lines().onChange(on.key(agent), () -> on.mailbox().post(this::agentLineChanged));
        }
        hear();
        announcing.sayToNext(supervisors.loudest(), line);
        if (queue.record() && recording == null) {
            record(agent, line);
        } else if (!queue.record() && recording != null) {
            on.ears().recordedBy(null);
            on.world().voice().stopRecording(recording);
            on.become(new Phase.Talking(talking.ticket(), queue, agent, byPhone, line, null, false));
        }
        if (line == null) {
            waitForAgent();
        }
    }

    /// The floor has ended the conversation: the agent's line is freed, the customer goes on with the flow,
    /// which hangs up if it has nothing more to say.
    void ended() {
        if (on.phase() instanceof Phase.Talking talking) {
            on.become(new Phase.InFlow());
            letGo(talking, LineMonitor.Gone.OVER);
            on.flow().take(new FlowInput.ConversationEnded());
        }
    }

    /// The agent has let the customer go on elsewhere: nobody hears them until they arrive there.
    void released() {
        if (on.phase() instanceof Phase.Talking talking) {
            on.become(new Phase.InFlow());
            letGo(talking, LineMonitor.Gone.SENT_ON);
        }
    }

    /// The customer has hung up. Who gave up while the agent's browser was silent was cut off by us all the
    /// same.
    void customerLeft(Phase.Talking talking, Runnable then) {
        boolean cutOff = talking.line() == null && !talking.phone() && !consult.together();
        letGo(talking, LineMonitor.Gone.OVER);
        if (cutOff) {
            on.oweCallBack("interrupted", then);
        } else {
            then.run();
        }
    }

    /// Takes the agents' side down.
    private void letGo(Phase.Talking talking, LineMonitor.Gone why) {
        signals.stop();
        supervisors.dismiss(why);
        announcing.over();
        consult.over();
        second.over();
        pause.end("over");
        if (talking.recording() != null) {
            on.world().voice().stopRecording(talking.recording());
        }
        on.ears().rest();
        free(talking);
    }

    /// The agent's line is theirs again.
    private void free(Phase.Talking talking) {
        muted = false;
        var world = on.world();
        var line = talking.line();
        if (talking.phone()) {
            if (line != null) {
                world.voice().hangUp(line);
            }
        } else {
            world.lines().onChange(on.key(talking.agent()), null);
            if (line != null) {
                world.voice().mute(line, false);
            }
        }
    }
}
