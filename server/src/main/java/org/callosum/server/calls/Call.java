package org.callosum.server.calls;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.callosum.floor.EndedBy;
import org.callosum.floor.Exit;
import org.callosum.floor.FloorEvent;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowInput;
import org.callosum.flow.FlowStep;
import org.callosum.flow.ScriptEffect;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.server.desk.DeskCallOuts;
import org.callosum.server.desk.DeskTransfers;
import org.callosum.server.supervision.monitoring.LineMonitor;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One customer on the line, from arrival until they have left: the flow leads, the floor decides, the voice
/// engine carries it out. Everything here runs in the call's mailbox, one thing after the other; what is heard
/// is brought to the part it concerns: the [Wait], the [DeskPhone] that rings, the [Conversation], an
/// [OutsideParty], a [VoiceMessage].
///
/// Two things may cross at any time (an agent accepts while the customer hangs up). The floor, which is asked
/// by command, says which came first; a refused command is then read as the other having won.
final class Call {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);

    private final CustomerOnLine on;
    private final DeskPhone phone;
    private final Wait wait;
    private final Conversation conversation;
    private final OutsideParty outside;
    private final Handover handover;
    private final VoiceMessage message;
    private final CallBack callBack;
    private final CallOut callOut;
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
        this.phone = new DeskPhone(on, new CustomersPhone(on, this::phoneHungUp, this::phoneHeld));
        this.wait = new Wait(on, phone);
        this.conversation = new Conversation(on, phone, recorder, this::handsOver);
        this.outside = new OutsideParty(on);
        this.handover = new Handover(on, phone, wait, conversation, outside);
        this.message = new VoiceMessage(on, recorder);
        this.callBack = new CallBack(on, wait, phone, conversation, this::heardCustomer, this::nobodyReached);
        this.callOut = new CallOut(on, phone, conversation, this::heardCustomer, this::nobodyReached);
        this.whenOver = whenOver;
    }

    private void phoneHungUp() {
        conversation.phoneHungUp();
    }

    private void phoneHeld(boolean held) {
        conversation.second().firstHeld(held);
    }

    private boolean handsOver() {
        return handover.leaves();
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

    /// Goes on with a call-back that an earlier process promised.
    void takeUp(CallBackPromise promise, Directory.QueueRef queue) {
        post(() -> callBack.takeUp(promise, queue));
    }

    /// Who the customer of a call-back is.
    void knownAs(Caller caller) {
        post(() -> on.knownAs(caller));
    }

    /// An agent calls the customer.
    ///
    /// @return empty when the agent is in conversation, else the floor's refusal
    CompletableFuture<String> callsOut(
            DeskCallOuts.Order order, Caller known, Directory.QueueRef queue, Directory.Route.Allowed route) {
        return asked(() -> {
            on.knownAs(known);
            return callOut.begin(order, queue, route);
        });
    }

    /// May be asked from any thread.
    DeskCallOuts.@Nullable Dialling dialling() {
        return on.dialling();
    }

    void heardCustomer(VoiceEvent.OfLeg event) {
        post(() -> customer(event));
    }

    /// @param about this call, or a question its agent asks
    void heardFloor(InteractionId about, FloorEvent event) {
        if (about.equals(on.interaction())) {
            post(() -> floor(event));
        } else {
            post(() -> {
                if (conversation.consult().is(about)) {
                    conversation.consult().floor(event);
                }
            });
        }
    }

    private void post(Runnable task) {
        on.mailbox().post(task);
    }

    // ---- asked by the customer's page

    void pressed(char key) {
        heardCustomer(new VoiceEvent.Digit(on.leg(), key, VoiceEvent.DigitSource.INFO));
    }

    /// The customer has written the answer to what they are asked.
    void customerWrites(String line) {
        post(() -> {
            if (!conversation.paused()) {
                on.flow().written(line);
            }
        });
    }

    /// They are writing it: the question waits a while.
    void customerIsWriting() {
        post(() -> on.flow().isWriting());
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
            } else if (!callBack.agentHangsUp()) {
                callOut.agentHangsUp();
            }
        });
    }

    /// @param of the customer's interaction for their agent, the question's for a colleague
    ///
    /// @return whether it was carried out
    CompletableFuture<Boolean> agentMutes(InteractionId of, boolean muted) {
        return on.mailbox()
                .ask(() -> of.equals(on.interaction())
                        ? conversation.agentMutes(muted)
                        : conversation.consult().is(of)
                                && conversation.consult().mutes(muted));
    }

    /// May be asked from any thread.
    boolean muted(InteractionId of) {
        return of.equals(on.interaction())
                ? conversation.muted()
                : conversation.consult().muted();
    }

    /// @return whether it was carried out
    CompletableFuture<Boolean> pausesRecording(boolean paused) {
        return on.mailbox().ask(() -> conversation.pauseRecording(paused));
    }

    /// May be asked from any thread.
    boolean recordingPaused() {
        return conversation.paused();
    }

    void heldFor(String reason) {
        post(() -> {
            if (on.phase() instanceof Phase.Talking talking) {
                on.step(
                        "hold-reason",
                        Map.of("reason", reason, "agent", talking.agent().toString()));
            }
        });
    }

    void agentSendsDigits(String digits) {
        post(() -> {
            if (on.phase() instanceof Phase.Talking talking) {
                on.world().voice().sendDigits(conversation.consult().keysFor(talking), digits);
            }
        });
    }

    /// As [DeskTransfers#transfer].
    CompletableFuture<String> transfer(DeskTransfers.Target whom) {
        return asked(() -> handover.transfer(whom));
    }

    /// Whether this agent talks here by their desk phone. May be asked from any thread.
    boolean talksByPhone(AgentId agent) {
        return on.phase() instanceof Phase.Talking talking
                && talking.phone()
                && talking.agent().equals(agent);
    }

    /// The desk phone of the agent calls somebody else, too.
    void phoneCalls(LegId incoming, String dialled) {
        post(() -> conversation.second().calls(incoming, dialled));
    }

    /// A far end asks by its telephone (REFER).
    void phoneTransfers(VoiceEvent.TransferRequested asked) {
        post(() -> handover.byPhone(asked));
    }

    /// As [DeskTransfers#consult].
    CompletableFuture<String> consult(DeskTransfers.Target whom) {
        return asked(() -> on.phase() instanceof Phase.Talking talking
                ? conversation.consult().ask(talking, whom)
                : CompletableFuture.completedFuture("conversation-over"));
    }

    /// As [DeskTransfers#together].
    CompletableFuture<String> together() {
        return on.mailbox().ask(() -> conversation.consult().join());
    }

    /// As [DeskTransfers#complete].
    CompletableFuture<String> complete() {
        return asked(handover::complete);
    }

    /// As [DeskTransfers#end].
    CompletableFuture<String> endConsult() {
        return on.mailbox().ask(() -> conversation.consult().end());
    }

    private CompletableFuture<String> asked(Supplier<CompletableFuture<String>> question) {
        return on.mailbox().ask(question).thenCompose(answer -> answer);
    }

    /// May be asked from any thread.
    DeskTransfers.@Nullable Asked asked() {
        return conversation.consult().shown();
    }

    // ---- asked by supervisors

    /// As [Conversation#supervise].
    CompletableFuture<LineMonitor.Answer> supervise(
            Party supervisor, LineMonitor.Announcement announcement, Consumer<LineMonitor.Gone> gone) {
        return on.mailbox().ask(() -> conversation.supervise(supervisor, announcement, gone));
    }

    /// @return whether they were there
    CompletableFuture<Boolean> supervised(AgentId supervisor) {
        return on.mailbox().ask(() -> conversation.supervised(supervisor));
    }

    /// Who else wants to know what the call is doing.
    interface Watcher {
        /// @param phase what it does now
        void became(Phase phase);

        /// What the customer is asked now, by voice and for whoever shows it; null: nothing any more.
        default void asks(FlowEffect.@Nullable Collect question) {}

        /// The customer's line is let go; they are called back.
        default void promised() {}
    }

    // ---- the customer's leg

    private void customer(VoiceEvent.OfLeg event) {
        switch (event) {
            case VoiceEvent.Digit pressed -> {
                if (conversation.paused()) {
                    return; // a card's number: it goes nowhere
                }
                if (on.phase() instanceof Phase.Messaging && pressed.digit() == '#') {
                    message.finish();
                } else {
                    on.flow().take(new FlowInput.Digit(pressed.digit()));
                }
            }
            case VoiceEvent.PlayEnded ended -> on.flow().playEnded(ended.play(), ended.completed());
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
        if (callBack.keepsPlace()) {
            callBack.customerGone();
            return;
        }
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
            case Phase.CallingOut _, Phase.Over _ -> {}
        }
        over(was);
    }

    /// Nobody is on the line who was called in vain, and nothing is left on the floor.
    private void nobodyReached() {
        var was = on.phase();
        on.become(new Phase.Over());
        over(was instanceof Phase.CallingOut ? was : new Phase.InFlow());
    }

    private void over(Phase was) {
        callBack.lineOver();
        callOut.lineOver();
        var world = on.world();
        on.ears().rest();
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
            case FloorEvent.OfferAccepted accepted -> {
                if (!callBack.accepted(accepted)) {
                    wait.answered();
                    handover.arrived();
                    conversation.accepted(accepted.offer(), accepted.agent());
                }
            }
            case FloorEvent.OfferDeclined declined -> offerOver(declined.offer());
            case FloorEvent.OfferExpired expired -> offerOver(expired.offer());
            case FloorEvent.OfferWithdrawn withdrawn -> phone.offerOver(withdrawn.offer());
            case FloorEvent.InteractionLeftQueue left -> {
                var why = left.exit() == Exit.TRANSFERRED
                        ? "no-answer"
                        : left.exit().name().toLowerCase(Locale.ROOT);
                if (!callBack.left(left) && !handover.left(why)) {
                    wait.left(left);
                }
            }
            case FloorEvent.HoldStarted _ -> conversation.hold(true);
            case FloorEvent.HoldEnded _ -> conversation.hold(false);
            case FloorEvent.ConversationEnded ended -> {
                if (callBack.conversationEnded() || callOut.conversationEnded()) {
                    return;
                }
                if (ended.by() == EndedBy.TRANSFERRED) {
                    handover.released();
                } else {
                    conversation.ended();
                }
            }
            case FloorEvent.ConversationStarted started -> moved(started);
            case FloorEvent.InteractionInterrupted _ -> {
                if (!callBack.interrupted() && !callOut.interrupted()) {
                    on.world().voice().hangUp(on.leg());
                }
            }
            case FloorEvent.InteractionQueued _,
                    FloorEvent.WaitingSuspended _,
                    FloorEvent.WaitingResumed _,
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

    private void offerOver(OfferId offer) {
        phone.offerOver(offer);
        handover.offerOver(offer);
    }

    private void moved(FloorEvent.ConversationStarted started) {
        wait.counted(started.offer());
        if (callOut.started(started)) {
            return;
        }
        handover.movedOn();
        var queue = on.world().directory().queue(tenant(), on.entry().client(), started.queue());
        if (queue == null) {
            queue = new Directory.QueueRef(started.queue(), false, 0, 0); // retired in this very moment
        }
        conversation.moved(started, queue);
    }

    // ---- what the flow asks beyond playing and asking

    private void carryOut(FlowEffect effect) {
        switch (effect) {
            case FlowEffect.Enqueue enqueue -> wait.begin(enqueue);
            case FlowEffect.LeaveQueue(var exit) -> {
                callBack.withdraw(exit.code());
                wait.leave(exit);
            }
            case FlowEffect.AskPosition(var ticket) -> wait.askPosition(ticket);
            case FlowEffect.WaitAnnounced announced -> wait.announced(announced);
            case FlowEffect.PauseOffers(var pause) -> wait.pauseOffers(pause);
            case FlowEffect.CheckCallBack check -> callBack.check(check);
            case FlowEffect.PromiseCallBack order -> callBack.promise(order);
            case FlowEffect.RingOff _ -> callBack.ringOff();
            case FlowEffect.Echo _ -> on.ears().hear(Parties.Hearing.echo(on.leg()));
            case FlowEffect.StopMedia _ -> {
                if (on.phase() instanceof Phase.InFlow) {
                    on.ears().rest(); // an echo
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
                    FlowEffect.Understand _,
                    FlowEffect.Lookup _,
                    FlowEffect.StepEntered _,
                    FlowEffect.Chosen _,
                    FlowEffect.Entered _,
                    FlowEffect.GaveUp _,
                    FlowEffect.Faulted _,
                    FlowEffect.Ended _,
                    ScriptEffect _ ->
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
