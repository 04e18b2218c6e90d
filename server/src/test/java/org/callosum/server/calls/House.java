package org.callosum.server.calls;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.flow.FlowDefinition;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowLibrary;
import org.callosum.flow.FlowStep;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.callosum.voice.AudioSource;
import org.callosum.voice.DialTarget;
import org.callosum.voice.LegId;
import org.callosum.voice.RecordingId;
import org.callosum.voice.SignalsId;
import org.callosum.voice.Sound;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.recording.RecordingKey;
import org.jspecify.annotations.Nullable;

/// A house with one number, one queue and one agent, in memory: mailboxes run at once, time stands still.
class House implements FloorGate, Directory, CallRecord, CallCases {
    static final long TENANT = 1;
    static final LegId CUSTOMER = new LegId(900);
    static final AgentId AMY = new AgentId(7);
    static final QueueId BILLING = new QueueId(3);
    static final double JINGLE_HERTZ = 620;
    static final EntryPoint NUMBER = new EntryPoint(TENANT, 5, new ClientId(2), "4001", "main", "en", ZoneOffset.UTC);

    final FakeVoice voice = new FakeVoice();
    final List<FloorCommand> commands = new CopyOnWriteArrayList<>();
    final List<String> history = new CopyOnWriteArrayList<>();
    final List<String> cases = new CopyOnWriteArrayList<>();
    final Map<String, FlowDefinition> flows = new ConcurrentHashMap<>();
    final ScheduledThreadPoolExecutor timers;
    final MemoryBook callBacks = new MemoryBook();
    final CallCentre centre;
    AgentLine line = new AgentLine.Browser();
    Caller caller = Caller.UNKNOWN;
    final java.util.function.LongSupplier time;
    Map<String, String> lastData = Map.of();
    private final Map<String, Map<String, String>> allData = new ConcurrentHashMap<>();
    String callBackRefused = "";

    /// For when a call-back was last asked about.
    long askedForMillis;

    java.util.function.Function<String, DialTarget> callBackTo = number -> new DialTarget.Device("customer-" + number);
    boolean open = true;

    /// What rules of routing make of whoever is about to wait.
    java.util.function.UnaryOperator<Placed> rules = placed -> placed;

    /// Of the queue itself; null: none of its own.
    @Nullable
    String queueHours;

    Place place = new Place(2, 3, 1, 100_000, 1, 3);
    boolean floorAccepts = true;
    boolean stored = true;

    /// When steps of a call can be read.
    CompletableFuture<Void> recorded = CompletableFuture.completedFuture(null);

    /// Whose desk was told to look again, in order.
    final List<AgentId> desksTold = new CopyOnWriteArrayList<>();
    volatile OtherNodes others = OtherNodes.NONE;

    /// Places of outside calls given back: whether they had been answered.
    final List<Boolean> placesBack = new CopyOnWriteArrayList<>();

    CompletableFuture<Void> caseStored = CompletableFuture.completedFuture(null);

    @Nullable
    InteractionId interaction;

    House(FlowDefinition... definitions) {
        this(Runnable::run, new StillTime(), definitions);
        centre.useVoice(voice);
    }

    /// A house whose voice engine comes later.
    House(
            java.util.concurrent.Executor mailboxes,
            java.util.function.LongSupplier clock,
            FlowDefinition... definitions) {
        this(
                mailboxes,
                clock,
                clock instanceof StillTime still
                        ? still.timers()
                        : new ScheduledThreadPoolExecutor(
                                1, Thread.ofPlatform().daemon().factory()),
                definitions);
    }

    House(
            java.util.concurrent.Executor mailboxes,
            java.util.function.LongSupplier clock,
            ScheduledThreadPoolExecutor timers,
            FlowDefinition... definitions) {
        this.timers = timers;
        this.time = clock;
        for (var definition : definitions) {
            flows.put(definition.code(), definition);
        }
        var ids = new AtomicLong(10_000);
        centre = new CallCentre(
                new CallCentre.Needs(
                        this,
                        this,
                        this,
                        this,
                        callBacks,
                        ids::incrementAndGet,
                        clock,
                        timers,
                        (agent, _) -> desksTold.add(agent.agent()),
                        (_, _) -> {},
                        new Neighbours(() -> others)),
                mailboxes);
    }

    InteractionId interaction() {
        var now = interaction;
        if (now == null) {
            throw new IllegalStateException("Nobody has called yet");
        }
        return now;
    }

    Call call() {
        var call = centre.call(interaction());
        if (call == null) {
            throw new IllegalStateException("The call is over");
        }
        return call;
    }

    void rings() {
        hears(new VoiceEvent.IncomingCall(
                CUSTOMER, "85212345678", "", "4001", new VoiceEvent.CallSource.FromTrunk("carrier"), Map.of()));
    }

    void hears(VoiceEvent event) {
        centre.on(event, 1_000_000L);
    }

    void presses(char key) {
        hears(new VoiceEvent.Digit(CUSTOMER, key, VoiceEvent.DigitSource.RFC4733));
    }

    void hearsToTheEnd() {
        var play = voice.lastPlay;
        if (play == null) {
            throw new IllegalStateException("Nothing plays");
        }
        hears(new VoiceEvent.PlayEnded(CUSTOMER, play, true));
    }

    void leaves() {
        hears(new VoiceEvent.Ended(CUSTOMER, VoiceEvent.EndCause.HUNG_UP_BY_PEER, 0));
    }

    /// Time passes; timers that are due go off.
    void passes(long millis) {
        ((StillTime) time).passes(millis);
    }

    void floor(FloorEvent event) {
        centre.heardFloor(event);
    }

    // ---- the floor: writes down what is asked

    @Override
    public CompletableFuture<Boolean> send(long tenant, FloorCommand command) {
        commands.add(command);
        return CompletableFuture.completedFuture(floorAccepts);
    }

    @Override
    public CompletableFuture<Place> place(long tenant, InteractionId waiting) {
        return CompletableFuture.completedFuture(place);
    }

    // ---- the directory

    @Override
    public @Nullable EntryPoint entryPoint(String dialled, @Nullable String trunk) {
        return switch (dialled) {
            case "4001" -> NUMBER;
            // numbers with content of their own before anybody answers
            case "4008" -> NUMBER.ringingBack("short-jingle");
            case "4009" -> NUMBER.ringingBack("long-jingle");
            default -> null;
        };
    }

    @Override
    public FlowLibrary flows(EntryPoint entry) {
        return new FlowLibrary() {
            @Override
            public @Nullable FlowDefinition current(String code) {
                return flows.get(code);
            }

            @Override
            public @Nullable FlowDefinition version(String code, int version) {
                return flows.get(code);
            }
        };
    }

    @Override
    public CompletableFuture<Caller> caller(EntryPoint entry, String number) {
        return CompletableFuture.completedFuture(caller);
    }

    @Override
    public @Nullable QueueRef queue(long tenant, ClientId client, String code) {
        return code.equals("billing") ? new QueueRef(BILLING, true, 500_000, 15_000, null, queueHours) : null;
    }

    @Override
    public @Nullable QueueRef queue(long tenant, ClientId client, QueueId queue) {
        return queue.equals(BILLING) ? new QueueRef(BILLING, true, 500_000, 15_000, null, queueHours) : null;
    }

    @Override
    public @Nullable Owner owner(String phoneUser) {
        return phoneUser.equals("amy-phone") ? new Owner(TENANT, AMY) : null;
    }

    @Override
    public @Nullable AgentId colleague(long tenant, String phoneUser) {
        return phoneUser.equals("ben-phone") ? new AgentId(8) : null;
    }

    @Override
    public Route outside(long tenant, ClientId client, InteractionId id, String number) {
        return number.startsWith("+852")
                ? new Route.Allowed(
                        new DialTarget.Number("carrier", number), "4001", answered -> placesBack.add(answered))
                : new Route.Refused("no-rule");
    }

    @Override
    public Placed placed(EntryPoint entry, QueueRef queue, org.callosum.floor.Arrival arrival, Caller known) {
        return rules.apply(new Placed(queue, arrival));
    }

    @Override
    public @Nullable SkillId skill(long tenant, String code) {
        return code.equals("billing") ? new SkillId(4) : null;
    }

    @Override
    public @Nullable Sound clip(long tenant, ClientId client, String code, String language) {
        return switch (code) {
            case "missing" -> null;
            case "short-jingle" -> FarEnd.Tone.of(JINGLE_HERTZ, 500);
            case "long-jingle" -> FarEnd.Tone.of(JINGLE_HERTZ, 30_000);
            default -> Sound.ofMuLaw(new byte[800]);
        };
    }

    @Override
    public CompletableFuture<Sound> speech(long tenant, String text, String language) {
        return CompletableFuture.failedFuture(new IllegalStateException("no speech configured"));
    }

    @Override
    public AudioSource music(long tenant, ClientId client, String code) {
        return new AudioSource.Music(0);
    }

    @Override
    public Hours hours(long tenant, ClientId client, String calendar, long atMillis) {
        return new Hours(open, "weekly");
    }

    @Override
    public AgentLine line(long tenant, AgentId agent) {
        return line;
    }

    @Override
    public Route route(long tenant, ClientId client, InteractionId id, FlowStep.Target target) {
        return target.kind() == FlowStep.TargetKind.NUMBER
                ? new Route.Refused("no-rule")
                : new Route.Allowed(new DialTarget.Device(target.value()), "", _ -> {});
    }

    @Override
    public @Nullable String mayCallBack(
            long tenant, ClientId client, InteractionId id, long customer, String number, long atMillis) {
        askedForMillis = atMillis;
        return callBackRefused.isEmpty() ? null : callBackRefused;
    }

    @Override
    public Route callBack(long tenant, ClientId client, InteractionId id, long customer, String number) {
        return callBackRefused.isEmpty()
                ? new Route.Allowed(callBackTo.apply(number), "", _ -> {})
                : new Route.Refused(callBackRefused);
    }

    @Override
    public @Nullable EntryPoint shown(long tenant, ClientId client) {
        return NUMBER;
    }

    @Override
    public Route callOut(org.callosum.server.desk.DeskCallOuts.Order order) {
        return callBackRefused.isEmpty()
                ? new Route.Allowed(
                        callBackTo.apply(order.number()),
                        "",
                        answered -> placesBack.add(answered),
                        () -> history.add("place not used"),
                        id -> history.add("place for a contact"))
                : new Route.Refused(callBackRefused);
    }

    @Override
    public CompletableFuture<String> intent(EntryPoint of, String text, Set<String> among) {
        return CompletableFuture.completedFuture(
                among.stream().filter(text::contains).findFirst().orElse(""));
    }

    @Override
    public CompletableFuture<Answer> lookup(InteractionId id, FlowEffect.Lookup lookup) {
        return CompletableFuture.completedFuture(new Answer(200, new LinkedHashMap<>()));
    }

    // ---- the record

    @Override
    public CompletableFuture<Void> arrived(Arrived arrived) {
        interaction = arrived.interaction();
        history.add("arrived");
        return stored
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new IllegalStateException("the database is away"));
    }

    @Override
    public CompletableFuture<Void> consultBegan(long tenant, InteractionId consult, InteractionId of, long atMillis) {
        history.add("consult began");
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> event(
            long tenant, InteractionId id, String type, long atMillis, Map<String, String> data) {
        history.add(type);
        lastData = data;
        allData.put(type, data);
        return recorded;
    }

    /// What was told with the last step of this kind.
    Map<String, String> dataOf(String type) {
        return allData.getOrDefault(type, Map.of());
    }

    @Override
    public void keys(
            long tenant, InteractionId id, String step, String keys, @Nullable LocaleText label, long atMillis) {
        history.add("keys " + keys);
    }

    @Override
    public CompletableFuture<Void> reached(long tenant, InteractionId id, long atMillis) {
        history.add("reached");
        return recorded;
    }

    @Override
    public void ended(long tenant, InteractionId id, String outcome, long atMillis) {
        history.add("ended " + outcome);
    }

    @Override
    public CompletableFuture<RecordingPlace> openRecording(
            long tenant, InteractionId id, RecordingId recording, RecordingKey key, @Nullable AgentId agent, long at) {
        history.add("recording opened");
        return CompletableFuture.completedFuture(new RecordingPlace(Path.of("unused")));
    }

    @Override
    public void closeRecording(RecordingId recording, long durationMillis, boolean complete) {
        history.add("recording closed");
    }

    @Override
    public void openSpeech(long tenant, InteractionId id, SignalsId signals, AgentId agent) {
        history.add("speech opened");
    }

    // ---- cases

    @Override
    public CompletableFuture<Void> open(
            long tenant,
            ClientId client,
            InteractionId id,
            long customer,
            String type,
            String reason,
            @Nullable String queue) {
        cases.add(type + " " + reason);
        return caseStored;
    }
}
