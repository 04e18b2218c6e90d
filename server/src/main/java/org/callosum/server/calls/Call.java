package org.callosum.server.calls;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.callosum.floor.EndedBy;
import org.callosum.floor.Exit;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowInput;
import org.callosum.flow.FlowStep;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.voice.DialRequest;
import org.callosum.voice.DialTarget;
import org.callosum.voice.LegId;
import org.callosum.voice.MixId;
import org.callosum.voice.ToneKind;
import org.callosum.voice.VoiceEvent;
import org.jspecify.annotations.Nullable;

/// One customer on the line, from arrival until they have left: the flow leads, the floor decides, the voice engine
/// carries it out. Everything here runs in the call's mailbox, one thing after the other.
///
/// Two things may cross at any time (an agent accepts while the customer hangs up). The floor, which is asked by
/// command,
/// says which came first; a refused command is then read as the other having won.
final class Call {
    private final CallWorld world;
    private final Mailbox mailbox;
    private final EntryPoint entry;
    private final InteractionId interaction;
    private final LegId customer;
    private final MixId mix;
    private final FlowSession flow;
    private final CallRecorder recorder;
    private final Watcher watcher;
    private final Runnable whenOver;
    private Caller caller = Caller.UNKNOWN;
    private volatile Phase phase = new Phase.InFlow();

    /// Offers so far, over all queues: an offer's id is never used twice.
    private int offers;

    Call(
            CallWorld world,
            Mailbox mailbox,
            EntryPoint entry,
            InteractionId interaction,
            LegId customer,
            FlowSession.Start start,
            Watcher watcher,
            Runnable whenOver) {
        this.world = world;
        this.mailbox = mailbox;
        this.entry = entry;
        this.interaction = interaction;
        this.customer = customer;
        this.mix = new MixId(world.ids().getAsLong());
        this.recorder = new CallRecorder(world, entry.tenant(), interaction);
        this.watcher = watcher;
        this.whenOver = whenOver;
        this.flow = new FlowSession(world, mailbox, entry, interaction, customer, start, this::carryOut);
    }

    InteractionId interaction() {
        return interaction;
    }

    long tenant() {
        return entry.tenant();
    }

    LegId customer() {
        return customer;
    }

    /// May be asked from any thread.
    boolean talksWith(String number) {
        return phase instanceof Phase.Talking && flow.callerNumber().equals(number);
    }

    /// The customer is known as far as they are, and their arrival is stored.
    void begin(Caller known) {
        mailbox.post(() -> {
            if (!(phase instanceof Phase.Over)) {
                caller = known;
                watcher.became(phase);
                flow.start(known);
            }
        });
    }

    void heardCustomer(VoiceEvent.OfLeg event) {
        mailbox.post(() -> customer(event));
    }

    void heardFloor(FloorEvent event) {
        mailbox.post(() -> floor(event));
    }

    // ---- asked by the customer's page

    void pressed(char key) {
        heardCustomer(new VoiceEvent.Digit(customer, key, VoiceEvent.DigitSource.INFO));
    }

    void customerMutes(boolean on) {
        mailbox.post(() -> world.voice().mute(customer, on));
    }

    void customerHangsUp() {
        mailbox.post(() -> world.voice().hangUp(customer));
    }

    // ---- asked by the agent's desk

    /// The agent puts the conversation down.
    void agentHangsUp() {
        mailbox.post(() -> {
            if (phase instanceof Phase.Talking) {
                endConversation(EndedBy.AGENT);
            }
        });
    }

    void agentMutes(boolean on) {
        mailbox.post(() -> {
            if (phase instanceof Phase.Talking talking && talking.line() != null) {
                world.voice().mute(talking.line(), on);
            }
        });
    }

    void agentSendsDigits(String digits) {
        mailbox.post(() -> {
            if (phase instanceof Phase.Talking) {
                world.voice().sendDigits(customer, digits);
            }
        });
    }

    /// Who else wants to know what the call is doing.
    interface Watcher {
        /// @param phase what it does now
        void became(Phase phase);
    }

    private void become(Phase next) {
        boolean another = phase.getClass() != next.getClass();
        phase = next;
        if (another) {
            watcher.became(next);
        }
    }

    // ---- the customer's leg

    private void customer(VoiceEvent.OfLeg event) {
        switch (event) {
            case VoiceEvent.Digit pressed -> {
                if (phase instanceof Phase.Messaging && pressed.digit() == '#') {
                    finishMessage(true);
                } else {
                    flow.take(new FlowInput.Digit(pressed.digit()));
                }
            }
            case VoiceEvent.PlayEnded ended -> flow.playEnded(ended.play());
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
        var was = phase;
        become(new Phase.Over());
        switch (was) {
            case Phase.InFlow _ -> flow.take(new FlowInput.CallerHungUp());
            case Phase.Waiting waiting -> {
                stopRinging(waiting.ringing());
                flow.take(new FlowInput.CallerHungUp());
                leaveFloor();
            }
            case Phase.Talking talking -> {
                letGo(talking);
                flow.take(new FlowInput.CallerHungUp());
                leaveFloor();
            }
            case Phase.Dialled dialled -> {
                dialled.ended().run();
                world.voice().hangUp(dialled.other());
                flow.take(new FlowInput.CallerHungUp());
            }
            case Phase.Messaging message -> {
                keepMessage(message);
                flow.take(new FlowInput.CallerHungUp());
            }
            case Phase.Over _ -> {}
        }
        world.voice().unmix(mix);
        world.history().ended(tenant(), interaction, flow.outcome(was), world.now());
        world.legs().forget(customer);
        whenOver.run();
    }

    /// The customer has hung up while the floor had them. Whether they were waiting or already talking is the floor's
    /// to say: an offer may have been accepted in the same moment.
    private void leaveFloor() {
        var floor = world.floor();
        floor.send(tenant(), new FloorCommand.Abandon(interaction)).thenAccept(abandoned -> {
            if (!abandoned) {
                floor.send(tenant(), new FloorCommand.EndConversation(interaction, EndedBy.CUSTOMER));
            }
        });
    }

    // ---- the floor

    private void floor(FloorEvent event) {
        switch (event) {
            case FloorEvent.OfferMade made -> offered(made);
            case FloorEvent.OfferAccepted accepted -> accepted(accepted.offer(), accepted.agent());
            case FloorEvent.OfferDeclined declined -> offerOver(declined.offer());
            case FloorEvent.OfferExpired expired -> offerOver(expired.offer());
            case FloorEvent.OfferWithdrawn withdrawn -> offerOver(withdrawn.offer());
            case FloorEvent.InteractionLeftQueue left -> {
                if (phase instanceof Phase.Waiting waiting) {
                    stopRinging(waiting.ringing());
                    become(new Phase.InFlow());
                    flow.take(new FlowInput.EnqueueAnswer(
                            waiting.ticket(),
                            FlowInput.QueueOutcome.LEFT,
                            left.exit().name().toLowerCase(Locale.ROOT)));
                }
            }
            case FloorEvent.HoldStarted _ -> hold(true);
            case FloorEvent.HoldEnded _ -> hold(false);
            case FloorEvent.ConversationEnded _ -> conversationEnded();
            case FloorEvent.InteractionInterrupted _ -> world.voice().hangUp(customer);
            case FloorEvent.InteractionQueued _,
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

    private void offered(FloorEvent.OfferMade made) {
        offers = made.offer().count();
        if (!(phase instanceof Phase.Waiting waiting)) {
            return;
        }
        switch (world.directory().line(tenant(), made.agent())) {
            case Directory.AgentLine.Browser _ -> {
                // the desk rings; its answer is a command to the floor
            }
            case Directory.AgentLine.Phone(var device) -> {
                var leg = world.newLeg();
                long left = Math.clamp(made.deadlineMillis() - world.now(), 1_000L, 180_000L);
                become(waiting.with(new Phase.Ringing(made.offer(), made.agent(), leg, false)));
                world.legs().listen(leg, event -> mailbox.post(() -> phone(leg, made.offer(), event)));
                world.voice()
                        .dial(new DialRequest(
                                leg, new DialTarget.Device(device), flow.callerNumber(), caller.name(), left));
            }
        }
    }

    /// The desk phone of an offer: answering it accepts, refusing it declines, letting it ring lets the offer expire.
    private void phone(LegId leg, OfferId offer, VoiceEvent.OfLeg event) {
        switch (event) {
            case VoiceEvent.Answered _ -> {
                if (phase instanceof Phase.Waiting waiting
                        && waiting.ringing() instanceof Phase.Ringing ringing
                        && ringing.leg().equals(leg)) {
                    become(waiting.with(new Phase.Ringing(offer, ringing.agent(), leg, true)));
                    world.floor()
                            .send(tenant(), new FloorCommand.AcceptOffer(offer))
                            .thenAccept(accepted -> {
                                if (!accepted) {
                                    world.voice().hangUp(leg);
                                }
                            });
                } else {
                    world.voice().hangUp(leg);
                }
            }
            case VoiceEvent.Digit _ -> {
                // keys of the agent's phone mean nothing yet
            }
            case VoiceEvent.Ended ended -> phoneEnded(leg, offer, ended);
            case VoiceEvent.IncomingCall _,
                    VoiceEvent.Ringing _,
                    VoiceEvent.Progress _,
                    VoiceEvent.SpeechStarted _,
                    VoiceEvent.SpeechStopped _,
                    VoiceEvent.PlayEnded _,
                    VoiceEvent.PeerHeld _,
                    VoiceEvent.MediaStarted _,
                    VoiceEvent.MediaLost _,
                    VoiceEvent.QualityMeasured _ -> {}
        }
    }

    private void phoneEnded(LegId leg, OfferId offer, VoiceEvent.Ended ended) {
        world.legs().forget(leg);
        switch (phase) {
            case Phase.Waiting waiting
            when waiting.ringing() instanceof Phase.Ringing ringing
                    && ringing.leg().equals(leg) -> {
                become(waiting.with(null));
                boolean refused = ended.cause() == VoiceEvent.EndCause.REJECTED || ringing.answered();
                boolean unreachable = ended.cause() == VoiceEvent.EndCause.FAILED;
                if (refused || unreachable) {
                    world.floor().send(tenant(), new FloorCommand.DeclineOffer(offer));
                }
            }
            case Phase.Talking talking
            when leg.equals(talking.line()) -> {
                become(talking.withLine(null));
                endConversation(EndedBy.AGENT);
            }
            case Phase.InFlow _,
                    Phase.Waiting _,
                    Phase.Talking _,
                    Phase.Dialled _,
                    Phase.Messaging _,
                    Phase.Over _ -> {}
        }
    }

    private void accepted(OfferId offer, AgentId agent) {
        if (!(phase instanceof Phase.Waiting waiting)) {
            return; // the customer has just gone; their leaving is on its way to the floor
        }
        LegId line;
        boolean phone;
        if (waiting.ringing() instanceof Phase.Ringing ringing
                && ringing.offer().equals(offer)) {
            line = ringing.leg();
            phone = true;
        } else {
            stopRinging(waiting.ringing());
            line = world.lines().connected(new AgentLines.Key(tenant(), agent));
            phone = false;
        }
        var talking = new Phase.Talking(waiting.ticket(), agent, phone, line, null, false);
        become(talking);
        flow.take(new FlowInput.EnqueueAnswer(waiting.ticket(), FlowInput.QueueOutcome.ANSWERED, ""));
        flow.silence();
        if (line != null && !phone) {
            world.voice().tone(line, ToneKind.ALERT);
        }
        join(talking);
        if (waiting.queue().record()) {
            recorder.start(customer, line, agent, mailbox, recording -> {
                if (phase instanceof Phase.Talking now) {
                    become(now.withRecording(recording));
                    // the agent's line may have changed while the key was being stored
                    world.voice().recordRight(recording, now.line());
                } else {
                    world.voice().stopRecording(recording);
                }
            });
        }
        if (!phone) {
            world.lines().onChange(new AgentLines.Key(tenant(), agent), () -> mailbox.post(this::agentLineChanged));
        }
    }

    /// Lets the two hear each other, or gives the customer music while the agent's line is away.
    private void join(Phase.Talking talking) {
        var line = talking.line();
        if (line == null) {
            world.voice().hold(customer, true);
            waitForAgent();
        } else {
            world.voice().hold(customer, talking.held());
            world.voice().mix(mix, Map.of(customer, Set.of(line), line, Set.of(customer)));
        }
    }

    private void agentLineChanged() {
        if (!(phase instanceof Phase.Talking talking) || talking.phone()) {
            return;
        }
        var line = world.lines().connected(new AgentLines.Key(tenant(), talking.agent()));
        if (Objects.equals(line, talking.line())) {
            return;
        }
        var now = talking.withLine(line);
        become(now);
        join(now);
        if (line != null && talking.recording() != null) {
            world.voice().recordRight(talking.recording(), line);
        }
    }

    private void waitForAgent() {
        long from = world.now();
        world.timers()
                .schedule(
                        () -> mailbox.post(() -> {
                            if (phase instanceof Phase.Talking talking
                                    && talking.line() == null
                                    && world.now() - from >= CallWorld.AGENT_RETURN.toMillis()) {
                                world.cases()
                                        .open(
                                                tenant(),
                                                entry.client(),
                                                interaction,
                                                caller.customer(),
                                                "call-back",
                                                "interrupted",
                                                null);
                                endConversation(EndedBy.SYSTEM);
                                world.voice().hangUp(customer);
                            }
                        }),
                        CallWorld.AGENT_RETURN.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void offerOver(OfferId offer) {
        if (phase instanceof Phase.Waiting waiting
                && waiting.ringing() instanceof Phase.Ringing ringing
                && ringing.offer().equals(offer)) {
            become(waiting.with(null));
            stopRinging(ringing);
        }
    }

    private void stopRinging(Phase.@Nullable Ringing ringing) {
        if (ringing != null) {
            world.voice().hangUp(ringing.leg());
        }
    }

    private void hold(boolean on) {
        if (phase instanceof Phase.Talking talking) {
            become(talking.withHeld(on));
            world.voice().hold(customer, on);
        }
    }

    private void endConversation(EndedBy by) {
        world.floor().send(tenant(), new FloorCommand.EndConversation(interaction, by));
    }

    /// The floor has ended the conversation: the agent's line is freed, the customer goes on with the flow, which hangs
    /// up if it has nothing more to say.
    private void conversationEnded() {
        if (phase instanceof Phase.Talking talking) {
            become(new Phase.InFlow());
            letGo(talking);
            world.voice().hold(customer, false);
            flow.take(new FlowInput.ConversationEnded());
        }
    }

    private void letGo(Phase.Talking talking) {
        if (talking.recording() != null) {
            world.voice().stopRecording(talking.recording());
        }
        world.voice().unmix(mix);
        var line = talking.line();
        if (talking.phone()) {
            if (line != null) {
                world.voice().hangUp(line);
            }
        } else {
            world.lines().onChange(new AgentLines.Key(tenant(), talking.agent()), null);
            if (line != null) {
                world.voice().mute(line, false);
            }
        }
    }

    // ---- what the flow asks beyond playing and asking

    private void carryOut(FlowEffect effect) {
        switch (effect) {
            case FlowEffect.Enqueue enqueue -> enqueue(enqueue);
            case FlowEffect.LeaveQueue(var exit) -> {
                if (phase instanceof Phase.Waiting waiting) {
                    stopRinging(waiting.ringing());
                    become(new Phase.InFlow());
                }
                world.floor().send(tenant(), new FloorCommand.LeaveQueue(interaction, floorExit(exit)));
            }
            case FlowEffect.AskPosition(var ticket) -> askPosition(ticket);
            case FlowEffect.Echo _ -> world.voice().mix(mix, Map.of(customer, Set.of(customer)));
            case FlowEffect.StopMedia _ -> {
                if (phase instanceof Phase.InFlow) {
                    world.voice().unmix(mix); // an echo
                }
            }
            case FlowEffect.Dial(var ticket, var target, var timeoutMillis) -> dial(ticket, target, timeoutMillis);
            case FlowEffect.Transfer(var target) -> dial(0, target, 60_000);
            case FlowEffect.Voicemail voicemail -> message(voicemail);
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
                    FlowEffect.Faulted _,
                    FlowEffect.Ended _ ->
                throw new IllegalStateException("The flow session carries out " + effect + " itself");
        }
    }

    private static Exit floorExit(FlowStep.QueueExit exit) {
        return switch (exit) {
            case OVERFLOW -> Exit.OVERFLOW;
            case CALLBACK -> Exit.CALLBACK;
            case VOICEMAIL -> Exit.VOICEMAIL;
            case CLOSED -> Exit.CLOSED;
        };
    }

    private void enqueue(FlowEffect.Enqueue enqueue) {
        var queue = world.directory().queue(tenant(), entry.client(), enqueue.queue());
        if (queue == null) {
            flow.take(new FlowInput.EnqueueAnswer(enqueue.ticket(), FlowInput.QueueOutcome.FULL, "unknown-queue"));
            return;
        }
        become(new Phase.Waiting(enqueue.ticket(), queue, null));
        var arrival = Arrivals.of(enqueue, caller, code -> world.directory().skill(tenant(), code))
                .withOffersBefore(offers);
        world.floor()
                .send(tenant(), new FloorCommand.Enqueue(interaction, queue.id(), arrival))
                .thenAccept(accepted -> mailbox.post(() -> queued(enqueue.ticket(), accepted)));
    }

    private void queued(int ticket, boolean accepted) {
        if (phase instanceof Phase.Over) {
            if (accepted) {
                leaveFloor(); // the customer left between the command and its answer
            }
            return;
        }
        if (!accepted) {
            become(new Phase.InFlow());
        }
        // An agent may have accepted already; the flow ignores what comes late.
        if (!(phase instanceof Phase.Talking)) {
            var outcome = accepted ? FlowInput.QueueOutcome.QUEUED : FlowInput.QueueOutcome.FULL;
            flow.take(new FlowInput.EnqueueAnswer(ticket, outcome, ""));
        }
    }

    private void askPosition(int ticket) {
        world.floor()
                .position(tenant(), interaction)
                .thenAccept(position -> mailbox.post(() -> flow.take(
                        new FlowInput.PositionAnswer(ticket, Math.max(1, position), flow.waitedMillis(), -1))));
    }

    private void dial(int ticket, FlowStep.Target target, long timeoutMillis) {
        switch (world.directory().route(tenant(), entry.client(), target)) {
            case Directory.Route.Refused(var reason) -> {
                world.history().event(tenant(), interaction, "dial-refused", world.now(), Map.of("reason", reason));
                dialAnswer(ticket, FlowInput.DialOutcome.FAILED);
            }
            case Directory.Route.Allowed(var to, var callerNumber, var ended) -> {
                var leg = world.newLeg();
                become(new Phase.Dialled(ticket, leg, false, ended));
                world.legs().listen(leg, event -> mailbox.post(() -> other(leg, event)));
                flow.ringBack();
                var number = callerNumber.isEmpty() ? flow.callerNumber() : callerNumber;
                world.voice()
                        .dial(new DialRequest(
                                leg, to, number, caller.name(), Math.clamp(timeoutMillis, 1_000L, 180_000L)));
            }
        }
    }

    private void other(LegId leg, VoiceEvent.OfLeg event) {
        if (!(phase instanceof Phase.Dialled dialled) || !dialled.other().equals(leg)) {
            if (event instanceof VoiceEvent.Ended) {
                world.legs().forget(leg);
            } else {
                world.voice().hangUp(leg);
            }
            return;
        }
        int ticket = dialled.ticket();
        switch (event) {
            case VoiceEvent.Answered _ -> {
                become(new Phase.Dialled(ticket, leg, true, dialled.ended()));
                flow.answerCaller();
                flow.silence();
                world.voice().mix(mix, Map.of(customer, Set.of(leg), leg, Set.of(customer)));
                dialAnswer(ticket, FlowInput.DialOutcome.ANSWERED);
            }
            case VoiceEvent.Ended ended -> {
                dialled.ended().run();
                world.legs().forget(leg);
                world.voice().unmix(mix);
                become(new Phase.InFlow());
                if (dialled.answered()) {
                    if (ticket == 0) {
                        world.voice().hangUp(customer);
                    } else {
                        flow.take(new FlowInput.ConversationEnded());
                    }
                } else {
                    flow.silence();
                    dialAnswer(ticket, dialOutcome(ended));
                }
            }
            case VoiceEvent.Ringing _,
                    VoiceEvent.Progress _,
                    VoiceEvent.IncomingCall _,
                    VoiceEvent.Digit _,
                    VoiceEvent.SpeechStarted _,
                    VoiceEvent.SpeechStopped _,
                    VoiceEvent.PlayEnded _,
                    VoiceEvent.PeerHeld _,
                    VoiceEvent.MediaStarted _,
                    VoiceEvent.MediaLost _,
                    VoiceEvent.QualityMeasured _ -> {}
        }
    }

    private static FlowInput.DialOutcome dialOutcome(VoiceEvent.Ended ended) {
        return switch (ended.cause()) {
            case NO_ANSWER, CANCELLED -> FlowInput.DialOutcome.NO_ANSWER;
            case REJECTED ->
                ended.sipStatus() == 486 || ended.sipStatus() == 600
                        ? FlowInput.DialOutcome.BUSY
                        : FlowInput.DialOutcome.FAILED;
            case HUNG_UP_BY_PEER, HUNG_UP_BY_US, MEDIA_LOST, FAILED -> FlowInput.DialOutcome.FAILED;
        };
    }

    /// A transfer has no flow left to answer to: if it fails, the customer is not left in silence.
    private void dialAnswer(int ticket, FlowInput.DialOutcome outcome) {
        if (ticket != 0) {
            flow.take(new FlowInput.DialAnswer(ticket, outcome));
        } else if (outcome != FlowInput.DialOutcome.ANSWERED) {
            world.cases()
                    .open(tenant(), entry.client(), interaction, caller.customer(), "call-back", "interrupted", null);
            world.voice().hangUp(customer);
        }
    }

    private void message(FlowEffect.Voicemail voicemail) {
        flow.beep();
        recorder.start(customer, null, null, mailbox, recording -> {
            if (phase instanceof Phase.InFlow) {
                become(new Phase.Messaging(
                        voicemail.ticket(), recording, voicemail.caseType(), voicemail.queue(), world.now()));
                world.timers()
                        .schedule(
                                () -> mailbox.post(() -> {
                                    if (phase instanceof Phase.Messaging message
                                            && message.recording().equals(recording)) {
                                        finishMessage(true);
                                    }
                                }),
                                voicemail.maxSeconds(),
                                TimeUnit.SECONDS);
            } else {
                world.voice().stopRecording(recording);
            }
        });
    }

    private void finishMessage(boolean kept) {
        if (phase instanceof Phase.Messaging message) {
            become(new Phase.InFlow());
            int seconds = keepMessage(message);
            flow.take(new FlowInput.VoicemailAnswer(message.ticket(), kept, seconds));
        }
    }

    private int keepMessage(Phase.Messaging message) {
        world.voice().stopRecording(message.recording());
        long now = world.now();
        int seconds = (int) ((now - message.startedMillis()) / 1_000);
        world.history()
                .event(tenant(), interaction, "voicemail-left", now, Map.of("seconds", Integer.toString(seconds)));
        world.cases()
                .open(
                        tenant(),
                        entry.client(),
                        interaction,
                        caller.customer(),
                        message.caseType(),
                        "voicemail",
                        message.queue());
        return seconds;
    }

    private void hangUp(FlowStep.HangUpCause cause) {
        if (cause == FlowStep.HangUpCause.FAULT) {
            world.cases()
                    .open(tenant(), entry.client(), interaction, caller.customer(), "call-back", "flow-fault", null);
        }
        if (flow.answered()) {
            world.voice().hangUp(customer);
        } else {
            int status = switch (cause) {
                case BUSY -> 486;
                case REJECTED -> 603;
                case FAULT -> 500;
                case NORMAL -> 480;
            };
            world.voice().reject(customer, status, 0);
        }
    }
}
