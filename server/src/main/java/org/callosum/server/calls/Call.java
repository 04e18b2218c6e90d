package org.callosum.server.calls;

import java.util.Map;
import java.util.Set;
import org.callosum.floor.EndedBy;
import org.callosum.floor.FloorEvent;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowInput;
import org.callosum.flow.FlowStep;
import org.callosum.kernel.id.InteractionId;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One customer on the line, from arrival until they have left: the flow leads, the floor decides, the voice
/// engine carries it out. Everything here runs in the call's mailbox, one thing after the other; what is heard
/// is brought to the part it concerns: the [Wait], the [DeskPhone] that rings, the [Conversation], an
/// [OutsideParty], a [VoiceMessage].
///
/// Two things may cross at any time (an agent accepts while the customer hangs up). The floor, which is asked by
/// command, says which came first; a refused command is then read as the other having won.
final class Call {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);

    private final CustomerOnLine on;
    private final DeskPhone phone;
    private final Wait wait;
    private final Conversation conversation;
    private final OutsideParty outside;
    private final VoiceMessage message;
    private final Runnable whenOver;

    Call(
            CallWorld world,
            Mailbox mailbox,
            EntryPoint entry,
            InteractionId interaction,
            LegId customer,
            FlowSession.Start start,
            Watcher watcher,
            Runnable whenOver) {
        this.on = new CustomerOnLine(world, mailbox, entry, interaction, customer, start, watcher, this::carryOut);
        var recorder = new CallRecorder(world, entry.tenant(), interaction);
        this.phone = new DeskPhone(on);
        this.wait = new Wait(on, phone);
        this.conversation = new Conversation(on, phone, recorder);
        this.outside = new OutsideParty(on);
        this.message = new VoiceMessage(on, recorder);
        this.whenOver = whenOver;
    }

    InteractionId interaction() {
        return on.interaction();
    }

    long tenant() {
        return on.tenant();
    }

    LegId customer() {
        return on.leg();
    }

    /// May be asked from any thread.
    boolean talksWith(String number) {
        return on.phase() instanceof Phase.Talking && on.flow().callerNumber().equals(number);
    }

    /// The customer is known as far as they are, and their arrival is stored.
    void begin(Caller known) {
        post(() -> {
            if (!(on.phase() instanceof Phase.Over)) {
                on.begin(known);
            }
        });
    }

    void heardCustomer(VoiceEvent.OfLeg event) {
        post(() -> customer(event));
    }

    void heardFloor(FloorEvent event) {
        post(() -> floor(event));
    }

    private void post(Runnable task) {
        on.mailbox().post(task);
    }

    // ---- asked by the customer's page

    void pressed(char key) {
        heardCustomer(new VoiceEvent.Digit(on.leg(), key, VoiceEvent.DigitSource.INFO));
    }

    void customerMutes(boolean muted) {
        post(() -> on.world().voice().mute(on.leg(), muted));
    }

    void customerHangsUp() {
        post(() -> on.world().voice().hangUp(on.leg()));
    }

    // ---- asked by the agent's desk

    /// The agent puts the conversation down.
    void agentHangsUp() {
        post(() -> {
            if (on.phase() instanceof Phase.Talking) {
                on.endConversation(EndedBy.AGENT);
            }
        });
    }

    void agentMutes(boolean muted) {
        post(() -> conversation.agentMutes(muted));
    }

    void agentSendsDigits(String digits) {
        post(() -> {
            if (on.phase() instanceof Phase.Talking) {
                on.world().voice().sendDigits(on.leg(), digits);
            }
        });
    }

    /// Who else wants to know what the call is doing.
    interface Watcher {
        /// @param phase what it does now
        void became(Phase phase);
    }

    // ---- the customer's leg

    private void customer(VoiceEvent.OfLeg event) {
        switch (event) {
            case VoiceEvent.Digit pressed -> {
                if (on.phase() instanceof Phase.Messaging && pressed.digit() == '#') {
                    message.finish();
                } else {
                    on.flow().take(new FlowInput.Digit(pressed.digit()));
                }
            }
            case VoiceEvent.PlayEnded ended -> on.flow().playEnded(ended.play());
            case VoiceEvent.Ended _ -> customerLeft();
            case VoiceEvent.Answered _,
                    VoiceEvent.IncomingCall _,
                    VoiceEvent.Ringing _,
                    VoiceEvent.Progress _,
                    VoiceEvent.SpeechStarted _,
                    VoiceEvent.SpeechStopped _,
                    VoiceEvent.PeerHeld _,
                    VoiceEvent.MediaStarted _,
                    VoiceEvent.MediaLost _,
                    VoiceEvent.QualityMeasured _ -> {
                // told to the history by the engine's counters; nothing changes for the call
            }
        }
    }

    private void customerLeft() {
        var was = on.phase();
        on.become(new Phase.Over());
        var hungUp = new FlowInput.CallerHungUp();
        switch (was) {
            case Phase.InFlow _ -> on.flow().take(hungUp);
            case Phase.Waiting waiting -> {
                phone.stop(waiting.ringing());
                on.flow().take(hungUp);
                wait.leaveFloor();
            }
            case Phase.Talking talking -> {
                on.flow().take(hungUp);
                conversation.customerLeft(talking, wait::leaveFloor);
            }
            case Phase.Dialled dialled -> {
                outside.customerLeft(dialled);
                on.flow().take(hungUp);
            }
            case Phase.Messaging left -> {
                message.keep(left);
                on.flow().take(hungUp);
            }
            case Phase.Over _ -> {}
        }
        var world = on.world();
        world.voice().unmix(on.mix());
        var outcome = on.flow().outcome(was);
        long at = world.now();
        LOG.info("Call of entry point {} is over: {}", on.entry().id(), outcome);
        on.afterCases(() -> world.history().ended(tenant(), interaction(), outcome, at));
        world.legs().forget(on.leg());
        whenOver.run();
    }

    // ---- the floor

    private void floor(FloorEvent event) {
        switch (event) {
            case FloorEvent.OfferMade made -> wait.offered(made);
            case FloorEvent.OfferAccepted accepted -> conversation.accepted(accepted.offer(), accepted.agent());
            case FloorEvent.OfferDeclined declined -> phone.offerOver(declined.offer());
            case FloorEvent.OfferExpired expired -> phone.offerOver(expired.offer());
            case FloorEvent.OfferWithdrawn withdrawn -> phone.offerOver(withdrawn.offer());
            case FloorEvent.InteractionLeftQueue left -> wait.left(left);
            case FloorEvent.HoldStarted _ -> conversation.hold(true);
            case FloorEvent.HoldEnded _ -> conversation.hold(false);
            case FloorEvent.ConversationEnded _ -> conversation.ended();
            case FloorEvent.InteractionInterrupted _ -> on.world().voice().hangUp(on.leg());
            case FloorEvent.InteractionQueued _,
                    FloorEvent.WaitingSuspended _,
                    FloorEvent.WaitingResumed _,
                    FloorEvent.ConversationStarted _,
                    FloorEvent.RequirementRelaxed _,
                    FloorEvent.PreferenceLapsed _,
                    FloorEvent.DeclineLapsed _,
                    FloorEvent.InteractionAbandoned _,
                    FloorEvent.WrapUpStarted _,
                    FloorEvent.WrapUpCompleted _,
                    FloorEvent.QueueConfigured _,
                    FloorEvent.QueueRetired _,
                    FloorEvent.AgentConfigured _,
                    FloorEvent.AgentRetired _,
                    FloorEvent.SkillGranted _,
                    FloorEvent.SkillRevoked _,
                    FloorEvent.AgentSignedIn _,
                    FloorEvent.AgentSignedOut _,
                    FloorEvent.SignOutDeferred _,
                    FloorEvent.SignOutCancelled _,
                    FloorEvent.AgentBecameReady _,
                    FloorEvent.AgentBecameNotReady _ -> {
                // the history and the board listen to these
            }
        }
    }

    // ---- what the flow asks beyond playing and asking

    private void carryOut(FlowEffect effect) {
        switch (effect) {
            case FlowEffect.Enqueue enqueue -> wait.begin(enqueue);
            case FlowEffect.LeaveQueue(var exit) -> wait.leave(exit);
            case FlowEffect.AskPosition(var ticket) -> wait.askPosition(ticket);
            case FlowEffect.Echo _ -> on.world().voice().mix(on.mix(), Map.of(on.leg(), Set.of(on.leg())));
            case FlowEffect.StopMedia _ -> {
                if (on.phase() instanceof Phase.InFlow) {
                    on.world().voice().unmix(on.mix()); // an echo
                }
            }
            case FlowEffect.Dial(var ticket, var target, var timeoutMillis) ->
                outside.dial(ticket, target, timeoutMillis);
            case FlowEffect.Transfer(var target) -> outside.dial(OutsideParty.TRANSFER, target, 60_000);
            case FlowEffect.Voicemail voicemail -> message.take(voicemail);
            case FlowEffect.HangUp(var cause) -> hangUp(cause);
            case FlowEffect.Answer _,
                    FlowEffect.Play _,
                    FlowEffect.Music _,
                    FlowEffect.Collect _,
                    FlowEffect.SetTimer _,
                    FlowEffect.CheckHours _,
                    FlowEffect.Lookup _,
                    FlowEffect.StepEntered _,
                    FlowEffect.Chosen _,
                    FlowEffect.Entered _,
                    FlowEffect.Faulted _,
                    FlowEffect.Ended _ ->
                throw new IllegalStateException("The flow session carries out " + effect + " itself");
        }
    }

    private void hangUp(FlowStep.HangUpCause cause) {
        if (cause == FlowStep.HangUpCause.FAULT) {
            on.oweCallBack("flow-fault", () -> letGo(cause));
        } else {
            letGo(cause);
        }
    }

    private void letGo(FlowStep.HangUpCause cause) {
        if (on.flow().answered()) {
            on.world().voice().hangUp(on.leg());
        } else {
            int status = switch (cause) {
                case BUSY -> 486;
                case REJECTED -> 603;
                case FAULT -> 500;
                case NORMAL -> 480;
            };
            on.world().voice().reject(on.leg(), status, 0);
        }
    }
}
