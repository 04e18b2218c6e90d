package org.callosum.server.calls;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.flow.FlowDefinition;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.customers.Precedence;
import org.callosum.server.desk.DeskCallOuts;
import org.callosum.server.platform.system.Correlation;
import org.callosum.voice.LegId;
import org.callosum.voice.Voice;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.VoiceListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All calls of this node: takes what the voice engine and the floor tell, and brings it to the call it
/// concerns.
///
/// Thread-safe. Nothing here waits: each call has its own mailbox. The number of calls is bounded by the voice
/// engine's legs.
final class CallCentre implements VoiceListener {
    private static final Logger LOG = LoggerFactory.getLogger(CallCentre.class);

    /// How long a look-up of the customer may hold a ringing call up.
    private static final long LOOKUP_MILLIS = 500;

    private final Map<InteractionId, Call> calls = new ConcurrentHashMap<>();
    /// Questions of agents to colleagues, and whose call each is about: at most one a call.
    private final Map<InteractionId, InteractionId> consults = new ConcurrentHashMap<>();

    private final Map<LegId, Hearing> listeners = new ConcurrentHashMap<>();
    private final Seldom faultLog = new Seldom(20, 60_000);
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
    private final Backlog backlog = new Backlog();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Executor executor;
    private final Needs needs;
    private volatile @Nullable CallWorld world;
    private volatile @Nullable LentLines lent;
    private volatile boolean closing;

    /// @param interaction whose leg it is; null: nobody's yet
    private record Hearing(@Nullable InteractionId interaction, CallWorld.LegListener by) {}

    /// What the house lends the calls.
    record Needs(
            FloorGate floor,
            Directory directory,
            CallRecord history,
            CallCases cases,
            CallBackBook callBacks,
            LongSupplier ids,
            LongSupplier nowMillis,
            ScheduledExecutorService timers,
            BiConsumer<AgentLines.Key, AgentLines.State> lineChanged,
            VoiceListener others,
            OtherNodes nodes) {}

    /// @param executor runs mailboxes; virtual threads in the product
    CallCentre(Needs needs, Executor executor) {
        this.needs = needs;
        this.executor = executor;
    }

    /// Calls can come in from here on.
    void useVoice(Voice voice) {
        CallWorld.Legs legs = new CallWorld.Legs() {
            @Override
            public void listen(LegId leg, @Nullable InteractionId interaction, CallWorld.LegListener listener) {
                listeners.put(leg, new Hearing(interaction, listener));
            }

            @Override
            public void forget(LegId leg) {
                listeners.remove(leg);
            }
        };
        Supplier<LegId> newLeg = () -> new LegId(needs.ids().getAsLong());
        var lines = new AgentLines(
                voice,
                legs,
                newLeg,
                this::lineChanged,
                changed -> new FarLines(voice, legs, newLeg, needs.timers(), needs.nodes(), this::count, changed));
        lent = new LentLines(voice, legs, needs.ids(), lines, needs.nodes(), this::count);
        world = new CallWorld(
                voice,
                watched(needs.floor()),
                needs.directory(),
                needs.history(),
                needs.cases(),
                needs.callBacks(),
                needs.ids(),
                needs.nowMillis(),
                needs.timers(),
                lines,
                legs,
                new CallWorld.Consults() {
                    @Override
                    public void open(InteractionId consult, InteractionId of) {
                        consults.put(consult, of);
                    }

                    @Override
                    public void close(InteractionId consult) {
                        consults.remove(consult);
                    }
                },
                agent -> {
                    needs.lineChanged().accept(agent, lines.state(agent));
                    needs.nodes().deskChanged(agent);
                });
    }

    private void lineChanged(AgentLines.Key agent, AgentLines.State state) {
        needs.lineChanged().accept(agent, state);
        switch (state) {
            case CONNECTED -> needs.nodes().placed(agent, true);
            case NONE -> needs.nodes().placed(agent, false);
            case CONNECTING, LOST -> {
                // it may still be heard here in a moment
            }
        }
        var lending = lent;
        if (lending != null) {
            lending.browserChanged(agent);
        }
    }

    /// A floor that is late with its answers is a reason to take no more calls.
    private FloorGate watched(FloorGate floor) {
        return new FloorGate() {
            @Override
            public CompletableFuture<Boolean> send(long tenant, FloorCommand command) {
                return timed(() -> floor.send(tenant, command));
            }

            @Override
            public CompletableFuture<String> ask(long tenant, FloorCommand command) {
                return timed(() -> floor.ask(tenant, command));
            }

            private <T> CompletableFuture<T> timed(Supplier<CompletableFuture<T>> question) {
                long ticket = backlog.begin(needs.nowMillis().getAsLong());
                CompletableFuture<T> answer;
                try {
                    answer = question.get();
                } catch (RuntimeException closing) {
                    backlog.end(ticket);
                    throw closing;
                }
                return answer.whenComplete((_, _) -> backlog.end(ticket));
            }

            @Override
            public CompletableFuture<Place> place(long tenant, InteractionId interaction) {
                return floor.place(tenant, interaction);
            }
        };
    }

    CallWorld world() {
        var ready = world;
        if (ready == null) {
            throw new IllegalStateException("The voice engine has not started yet; try again in a moment");
        }
        return ready;
    }

    private LentLines lending() {
        var ready = lent;
        if (ready == null) {
            throw new IllegalStateException("The voice engine has not started yet; try again in a moment");
        }
        return ready;
    }

    /// The engine is about to stop, and will end every leg. Whoever is on the line then has not left us, we
    /// have left them: nothing is concluded from their legs' ends any more, so that the next start finds their
    /// contacts open and interrupted, each with a call-back, as after a crash.
    void closing() {
        closing = true;
    }

    // ---- what happens

    @Override
    public void on(VoiceEvent event, long atMillis) {
        try {
            bring(event, atMillis);
        } catch (RuntimeException fault) {
            count("events.failed");
            LOG.error(
                    "A {} of the voice engine could not be taken",
                    event.getClass().getSimpleName(),
                    fault);
        }
    }

    /// The engine says that something of its own failed. Whoever finds a way to cause faults must not fill the log with
    /// them: twenty a minute are written, all are counted.
    @Override
    public void fault(@Nullable LegId leg, RuntimeException thrown) {
        count("voice.faults");
        if (!faultLog.may(needs.nowMillis().getAsLong())) {
            return;
        }
        var hearing = leg == null ? null : listeners.get(leg);
        var interaction = hearing == null ? null : hearing.interaction();
        if (interaction == null) {
            LOG.error("The voice engine failed at leg {}; everything else goes on", leg, thrown);
            return;
        }
        try (var _ = Correlation.with(interaction)) {
            LOG.error("The voice engine failed at leg {} of this call; everything else goes on", leg, thrown);
        }
    }

    private void bring(VoiceEvent event, long atMillis) {
        switch (event) {
            case VoiceEvent.IncomingCall incoming -> {
                if (closing) {
                    refuse(incoming.leg(), 503, "closing");
                } else {
                    incoming(incoming, atMillis);
                }
            }
            case VoiceEvent.TransferRequested asked -> {
                var hearing = listeners.get(asked.leg());
                var interaction = hearing == null ? null : hearing.interaction();
                var call = interaction == null || closing ? null : call(interaction);
                if (call == null && lending().transferRequested(asked)) {
                    count("transfers.passed-on");
                } else if (call == null) {
                    count("transfers.refused");
                    world().voice().refuseTransfer(asked.leg(), 603);
                } else {
                    count("transfers.asked");
                    call.phoneTransfers(asked);
                }
            }
            case VoiceEvent.TransferProgress told -> {
                count("transfers.told");
                lending().transferProgress(told);
            }
            case VoiceEvent.OfLeg ofLeg -> {
                var listener = listeners.get(ofLeg.leg());
                if (listener != null && !closing) {
                    listener.by().heard(ofLeg);
                }
            }
            case VoiceEvent.RecordingStopped _,
                    VoiceEvent.RecordingAlarm _,
                    VoiceEvent.OfSignals _,
                    VoiceEvent.DeviceRegistered _,
                    VoiceEvent.DeviceUnregistered _,
                    VoiceEvent.TrunkRegistered _,
                    VoiceEvent.TrunkLost _,
                    VoiceEvent.TrunkReachable _,
                    VoiceEvent.TrunkUnreachable _ -> needs.others().on(event, atMillis);
        }
    }

    /// Told after the event is durable, in the journal's order.
    void heardFloor(FloorEvent event) {
        var interaction = interactionOf(event);
        if (interaction != null) {
            var call = call(interaction);
            if (call != null) {
                call.heardFloor(interaction, event);
            }
        }
    }

    static @Nullable InteractionId interactionOf(FloorEvent event) {
        return switch (event) {
            case FloorEvent.OfferMade made -> made.interaction();
            case FloorEvent.OfferAccepted accepted -> accepted.interaction();
            case FloorEvent.OfferDeclined declined -> declined.interaction();
            case FloorEvent.OfferExpired expired -> expired.interaction();
            case FloorEvent.OfferWithdrawn withdrawn -> withdrawn.interaction();
            case FloorEvent.InteractionLeftQueue left -> left.interaction();
            case FloorEvent.WaitingSuspended suspended -> suspended.interaction();
            case FloorEvent.WaitingResumed resumed -> resumed.interaction();
            case FloorEvent.ConversationStarted started -> started.interaction();
            case FloorEvent.HoldStarted hold -> hold.interaction();
            case FloorEvent.HoldEnded hold -> hold.interaction();
            case FloorEvent.ConversationEnded ended -> ended.interaction();
            case FloorEvent.InteractionInterrupted interrupted -> interrupted.interaction();
            default -> null; // queues, agents, timers: no call waits for them
        };
    }

    private void incoming(VoiceEvent.IncomingCall incoming, long atMillis) {
        var now = world();
        if (!backlog.admits(atMillis, needs.nowMillis().getAsLong())) {
            refuse(incoming.leg(), 503, "overload");
            return;
        }
        var trunk = switch (incoming.source()) {
            case VoiceEvent.CallSource.FromTrunk(var name) -> name;
            case VoiceEvent.CallSource.FromDevice _ -> "";
            case VoiceEvent.CallSource.WithPass _ -> null;
        };
        if (trunk == null) {
            asked(incoming, needs.nodes().wanted(incoming.dialled()));
            return;
        }
        var entry = now.directory().entryPoint(incoming.dialled(), trunk);
        if (entry == null
                && incoming.source() instanceof VoiceEvent.CallSource.FromDevice(var user)
                && (byAgentInCall(user, incoming.leg(), incoming.dialled())
                        || lending().phoneCalls(incoming, user))) {
            return;
        }
        if (entry == null) {
            // A desk phone dials nothing outside by itself, and a carrier's call to a number that is not ours is no
            // reason to send it elsewhere.
            refuse(incoming.leg(), trunk.isEmpty() ? 403 : 404, "no-entry-point");
            return;
        }
        var flow = now.directory().flows(entry).current(entry.flow());
        if (flow == null) {
            LOG.error(
                    "Number {} leads to flow {}, which has no live version: approve one", entry.number(), entry.flow());
            refuse(incoming.leg(), 480, "no-live-flow");
            return;
        }
        var start = new FlowSession.Start(flow, incoming.fromNumber(), false);
        var call = open(entry, incoming.leg(), start, _ -> {});
        greet(call, entry, incoming.fromNumber(), incoming.fromName(), trunk.isEmpty() ? "device" : "trunk")
                .exceptionally(problem -> {
                    refuse(incoming.leg(), 503, "not-stored");
                    return null;
                });
    }

    /// Another node wants a line of this one, or brings the second call of a phone whose first is here.
    private void asked(VoiceEvent.IncomingCall incoming, OtherNodes.@Nullable Wanted wanted) {
        var second = incoming.headers().get(LentLines.SECOND.toLowerCase(Locale.ROOT));
        if (second == null) {
            lending().asked(incoming, wanted);
        } else if (!(wanted instanceof OtherNodes.Wanted.Phone phone)
                || !byAgentInCall(phone.user(), incoming.leg(), second)) {
            refuse(incoming.leg(), 403, "no-entry-point");
        }
    }

    /// A desk phone may call somebody while its agent has a customer on it: a consult by telephone.
    private boolean byAgentInCall(String user, LegId leg, String dialled) {
        var owner = world().directory().owner(user);
        if (owner == null) {
            return false;
        }
        for (var call : calls.values()) {
            if (call.tenant() == owner.tenant() && call.talksByPhone(owner.agent())) {
                count("consults.by-phone");
                call.phoneCalls(leg, dialled);
                return true;
            }
        }
        return false;
    }

    private void refuse(LegId leg, int status, String reason) {
        count("refused." + reason);
        world().voice().reject(leg, status, status == 503 ? 5 : 0);
    }

    /// A customer's browser calls.
    ///
    /// @return the interaction and the description to answer with; fails as [Voice#openWebRtc] does
    CompletableFuture<WebCall> fromBrowser(
            EntryPoint entry, FlowDefinition flow, String offerSdp, String name, Call.Watcher watcher) {
        var leg = world().newLeg();
        var call = open(entry, leg, new FlowSession.Start(flow, "", true), watcher);
        // The flow begins when sound can flow, so that the greeting is heard from its first word.
        var here = new java.util.concurrent.atomic.AtomicBoolean();
        listeners.put(leg, new Hearing(call.interaction(), event -> {
            if (event instanceof VoiceEvent.Answered && here.compareAndSet(false, true)) {
                greet(call, entry, "", name, "widget").exceptionally(problem -> {
                    world().voice().closeWebRtc(leg);
                    return null;
                });
            }
            call.heardCustomer(event);
        }));
        return world().voice().openWebRtc(leg, offerSdp).handle((answer, problem) -> {
            if (problem != null) {
                calls.remove(call.interaction());
                listeners.remove(leg);
                throw new java.util.concurrent.CompletionException(problem);
            }
            return new WebCall(call, answer);
        });
    }

    record WebCall(Call call, String answerSdp) {}

    /// A line that is nobody's contact: a tester's browser in a draft.
    ///
    /// @param whenOver once, when the line has ended
    TestCall test(InteractionId id, EntryPoint entry, FlowDefinition flow, Runnable whenOver) {
        var mailbox = new Mailbox(id, executor, dropped, failed);
        return new TestCall(world(), mailbox, id, entry, flow, whenOver);
    }

    /// Connects a tester's browser.
    ///
    /// @return the answer to its offer
    CompletableFuture<String> listenTo(TestCall test, String offerSdp) {
        return listenTo(test.leg(), test::heard, offerSdp);
    }

    /// Connects a browser that is nobody's contact.
    ///
    /// @return the answer to its offer
    CompletableFuture<String> listenTo(LegId leg, CallWorld.LegListener by, String offerSdp) {
        listeners.put(leg, new Hearing(null, by));
        return world().voice().openWebRtc(leg, offerSdp).whenComplete((_, problem) -> {
            if (problem != null) {
                listeners.remove(leg);
            }
        });
    }

    private Call open(EntryPoint entry, LegId leg, FlowSession.Start start, Call.Watcher watcher) {
        var interaction = new InteractionId(needs.ids().getAsLong());
        var mailbox = new Mailbox(interaction, executor, dropped, failed);
        var call = new Call(world(), mailbox, entry, interaction, leg, start, watcher, () -> calls.remove(interaction));
        calls.put(interaction, call);
        listeners.put(leg, new Hearing(interaction, call::heardCustomer));
        count("arrived");
        return call;
    }

    /// Goes on with a call-back that was promised by a process that has ended; there is no line yet.
    void takeUp(CallBackPromise promise) {
        var directory = world().directory();
        var entry = directory.entryPoint(promise.entryNumber(), null);
        var flow = entry == null ? null : directory.flows(entry).current(entry.flow());
        var queue = directory.queue(
                promise.tenant(), promise.client(), promise.enqueue().queue());
        if (entry == null || flow == null || queue == null) {
            // what it hung on has been taken away since: a person calls back
            needs.callBacks()
                    .keep(
                            promise.in(CallBackPromise.State.RAISED),
                            needs.nowMillis().getAsLong(),
                            "unknown-entry");
            needs.floor()
                    .send(promise.tenant(), new FloorCommand.Interrupt(promise.interaction()))
                    .thenAccept(accepted -> {
                        if (!accepted) {
                            needs.cases()
                                    .open(
                                            promise.tenant(),
                                            promise.client(),
                                            promise.interaction(),
                                            promise.customer(),
                                            "call-back",
                                            "requested",
                                            null);
                        }
                    });
            count("call-backs.homeless");
            return;
        }
        var interaction = promise.interaction();
        var mailbox = new Mailbox(interaction, executor, dropped, failed);
        var call = new Call(
                world(),
                mailbox,
                entry,
                interaction,
                world().newLeg(),
                new FlowSession.Start(flow, promise.number(), true),
                _ -> {},
                () -> calls.remove(interaction));
        if (calls.putIfAbsent(interaction, call) == null) {
            count("call-backs.taken-up");
            call.takeUp(promise, queue);
            directory.caller(entry, promise.number()).thenAccept(call::knownAs);
        }
    }

    /// An agent calls a customer: first it is on record, then the floor is asked, then it rings.
    ///
    /// @return empty when the agent is in conversation; else the code of the refusal, and nobody was called
    CompletableFuture<String> callOut(
            DeskCallOuts.Order order, EntryPoint entry, Directory.QueueRef queue, Directory.Route.Allowed route) {
        if (closing) {
            route.notMade().run();
            return CompletableFuture.completedFuture("media-unavailable");
        }
        var interaction = new InteractionId(needs.ids().getAsLong());
        var mailbox = new Mailbox(interaction, executor, dropped, failed);
        var start = new FlowSession.Start(null, order.number(), true);
        Runnable whenOver = () -> calls.remove(interaction);
        var call = new Call(world(), mailbox, entry, interaction, world().newLeg(), start, _ -> {}, whenOver);
        calls.put(interaction, call);
        count("called-out");
        var known =
                new Caller(order.customer(), order.name(), 0, "", Precedence.Points.NONE, order.language(), null, null);
        long at = needs.nowMillis().getAsLong();
        return needs.history()
                .arrived(new CallRecord.Arrived(
                        entry.tenant(), interaction, entry, order.number(), order.name(), known, "desk", true, at))
                .thenCompose(_ -> {
                    route.within().accept(interaction);
                    return call.callsOut(order, known, queue, route);
                })
                .exceptionally(problem -> {
                    LOG.error("A call out could not be made: {}", problem.getMessage());
                    calls.remove(interaction);
                    route.notMade().run();
                    return "not-stored";
                });
    }

    /// Stores the arrival, then lets the flow begin.
    private CompletableFuture<Void> greet(Call call, EntryPoint entry, String number, String name, String via) {
        try (var _ = Correlation.with(call.interaction())) {
            LOG.debug("Arrived by {} at entry point {}", via, entry.id());
        }
        long at = needs.nowMillis().getAsLong();
        var known = number.isEmpty()
                ? CompletableFuture.completedFuture(Caller.UNKNOWN)
                : needs.directory()
                        .caller(entry, number)
                        .completeOnTimeout(Caller.UNKNOWN, LOOKUP_MILLIS, TimeUnit.MILLISECONDS)
                        .exceptionally(problem -> {
                            try (var _ = Correlation.with(call.interaction())) {
                                LOG.warn(
                                        "The customer behind the call could not be looked up; it goes on without",
                                        problem);
                            }
                            return Caller.UNKNOWN;
                        });
        // given back whatever happens: a ticket that stays would refuse all calls
        long ticket = backlog.begin(at);
        return known.thenCompose(caller -> needs.history()
                        .arrived(new CallRecord.Arrived(
                                entry.tenant(), call.interaction(), entry, number, name, caller, via, false, at))
                        .thenApply(_ -> caller))
                .whenComplete((_, _) -> backlog.end(ticket))
                .thenAccept(call::begin);
    }

    // ---- what desks ask

    /// @param interaction a customer's, or a question about it
    @Nullable
    Call call(InteractionId interaction) {
        var call = calls.get(interaction);
        if (call == null) {
            var of = consults.get(interaction);
            return of == null ? null : calls.get(of);
        }
        return call;
    }

    CompletableFuture<String> openLine(long tenant, AgentId agent, String offerSdp) {
        return world().lines().open(new AgentLines.Key(tenant, agent), offerSdp);
    }

    /// The agent's browser has connected to another node.
    void lineElsewhere(AgentLines.Key agent) {
        var running = world;
        if (running != null) {
            running.lines().connectedElsewhere(agent);
        }
    }

    /// A node has come or gone.
    void nodesChanged() {
        var running = world;
        if (running != null) {
            running.lines().nodesChanged();
        }
    }

    void closeLine(long tenant, AgentId agent) {
        world().lines().close(new AgentLines.Key(tenant, agent));
    }

    AgentLines.State lineState(long tenant, AgentId agent) {
        return world().lines().state(new AgentLines.Key(tenant, agent));
    }

    boolean talksWith(String callerNumber) {
        return calls.values().stream().anyMatch(call -> call.talksWith(callerNumber));
    }

    // ---- figures

    void count(String what) {
        counters.computeIfAbsent(what, _ -> new LongAdder()).increment();
    }

    /// Counters by name, and the number of calls now.
    SortedMap<String, Long> counters() {
        var all = new TreeMap<String, Long>();
        counters.forEach((name, count) -> all.put(name, count.sum()));
        needs.nodes().counters().forEach((name, count) -> all.put(name, count.sum()));
        all.put("now", (long) calls.size());
        all.put("durable.waiting", (long) backlog.size());
        all.put("mailbox.dropped", dropped.sum());
        all.put("mailbox.failed", failed.sum());
        return all;
    }
}
