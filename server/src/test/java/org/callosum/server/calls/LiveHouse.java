package org.callosum.server.calls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Channel;
import org.callosum.floor.Decision;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.QueueRules;
import org.callosum.flow.FlowDefinition;
import org.callosum.flow.FlowStep;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.SkillId;
import org.callosum.voice.Devices;
import org.callosum.voice.DialTarget;
import org.callosum.voice.Passes;
import org.callosum.voice.RecordingId;
import org.callosum.voice.SipBinding;
import org.callosum.voice.TrunkSettings;
import org.callosum.voice.Voice;
import org.callosum.voice.VoiceSettings;
import org.callosum.voice.recording.RecordingKey;
import org.jspecify.annotations.Nullable;

/// The house with a real floor and a real voice engine on loopback: only the database is missing.
final class LiveHouse extends House implements AutoCloseable {
    static final String PHONE = "amy-phone";
    static final String BENS_PHONE = "ben-phone";
    static final String LEAS_PHONE = "lea-phone";
    private static final Set<String> PHONES = Set.of(PHONE, BENS_PHONE, LEAS_PHONE);
    static final String SECRET = "a secret of the sample phone";

    final Floor floor = new Floor();
    final Voice engine;
    final Map<RecordingId, RecordingKey> keys = new ConcurrentHashMap<>();
    final Path folder;

    /// Where every outside number leads; null: as the house without sound has it.
    volatile @Nullable DialTarget elsewhere;

    /// By which line others than Amy are reached; who is not in it, as she is.
    final Map<AgentId, Supplier<AgentLine>> lines = new ConcurrentHashMap<>();

    /// By which other nodes are let in.
    volatile Passes passes = dialled -> false;

    private final ScheduledExecutorService floorThread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());

    /// A telephone that registers, too, and calls as a customer: for houses without a carrier.
    static final String CUSTOMERS_PHONE = "customers-phone";

    LiveHouse(Path folder, FlowDefinition... flows) throws IOException {
        this(List.of(TrunkSettings.trusting("carrier", List.of("127.0.0.1"))), folder, flows);
    }

    /// A house that knows telephones only by their secrets: no address on this machine is a carrier's.
    static LiveHouse withoutCarrier(Path folder, FlowDefinition... flows) throws IOException {
        return new LiveHouse(List.of(), folder, flows);
    }

    private LiveHouse(List<TrunkSettings> carriers, Path folder, FlowDefinition... flows) throws IOException {
        super(Executors.newVirtualThreadPerTaskExecutor(), System::currentTimeMillis, flows);
        this.folder = folder;
        line = new AgentLine.Phone(new DialTarget.Device(PHONE));
        engine = Voice.start(
                VoiceSettings.loopback(0)
                        .withTrunks(carriers)
                        .withDevices("callosum", LiveHouse::secret)
                        .withPasses(dialled -> passes.holds(dialled)),
                centre);
        centre.useVoice(engine);
        command(new FloorCommand.ConfigureQueue(BILLING, QueueRules.of(NUMBER.client(), Channel.VOICE, List.of())));
        command(new FloorCommand.ConfigureAgent(AMY, AgentRules.voice(NUMBER.client())));
        command(new FloorCommand.GrantSkill(AMY, new SkillId(4), 5));
        command(new FloorCommand.SignIn(AMY));
        command(new FloorCommand.GoReady(AMY));
    }

    int port() {
        var address = engine.sipAddress(SipBinding.Transport.UDP);
        if (address == null) {
            throw new IllegalStateException("SIP does not listen");
        }
        return address.getPort();
    }

    private static Devices.@Nullable Secret secret(String user) {
        return PHONES.contains(user) || user.equals(CUSTOMERS_PHONE)
                ? new Devices.Secret(user, hash("MD5", user), hash("SHA-256", user))
                : null;
    }

    private static String hash(String algorithm, String user) {
        try {
            var text = user + ":callosum:" + SECRET;
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    RecordingKey key(RecordingId recording) {
        var key = keys.get(recording);
        if (key == null) {
            throw new IllegalStateException("Nothing was recorded as " + recording);
        }
        return key;
    }

    private boolean command(FloorCommand command) {
        return send(TENANT, command).join();
    }

    /// As [#command], which the floor has to accept.
    void tell(FloorCommand command) {
        if (!command(command)) {
            throw new IllegalStateException("The floor refuses " + command);
        }
    }

    /// A colleague of Amy's, signed in and not ready.
    void employs(AgentId agent) {
        tell(new FloorCommand.ConfigureAgent(agent, AgentRules.voice(NUMBER.client())));
        tell(new FloorCommand.GrantSkill(agent, new SkillId(4), 3));
        tell(new FloorCommand.SignIn(agent));
    }

    @Override
    public AgentLine line(long tenant, AgentId agent) {
        return lines.getOrDefault(agent, () -> line).get();
    }

    @Override
    public CompletableFuture<Boolean> send(long tenant, FloorCommand command) {
        return CompletableFuture.supplyAsync(
                () -> switch (floor.handle(command, System.currentTimeMillis())) {
                    case Decision.Accepted(var events) -> {
                        events.forEach(centre::heardFloor);
                        advanceLater();
                        yield true;
                    }
                    case Decision.Refused _ -> false;
                },
                floorThread);
    }

    private void advanceLater() {
        long deadline = floor.nextDeadlineMillis();
        if (deadline != Long.MAX_VALUE) {
            floorThread.schedule(
                    () -> {
                        if (floor.nextDeadlineMillis() <= System.currentTimeMillis()) {
                            var unused = send(TENANT, new FloorCommand.AdvanceTime());
                        }
                    },
                    Math.max(1, deadline - System.currentTimeMillis()),
                    TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public Route outside(long tenant, ClientId client, InteractionId id, String number) {
        var target = elsewhere;
        return target == null
                ? super.outside(tenant, client, id, number)
                : new Route.Allowed(target, "4001", answered -> placesBack.add(answered));
    }

    @Override
    public Route route(long tenant, ClientId client, InteractionId id, FlowStep.Target target) {
        return target.kind() == FlowStep.TargetKind.NUMBER && elsewhere != null
                ? outside(tenant, client, id, target.value())
                : super.route(tenant, client, id, target);
    }

    @Override
    public CompletableFuture<Place> place(long tenant, InteractionId waiting) {
        return CompletableFuture.supplyAsync(() -> new Place(floor.position(waiting), 1, 1, 0, 0, 1), floorThread);
    }

    @Override
    public CompletableFuture<RecordingPlace> openRecording(
            long tenant, InteractionId id, RecordingId recording, RecordingKey key, @Nullable AgentId agent, long at) {
        keys.put(recording, key);
        return CompletableFuture.completedFuture(new RecordingPlace(folder.resolve(recording + ".rec")));
    }

    /// Who waits or rings, the longest wait first.
    List<InteractionId> waiting() {
        return CompletableFuture.supplyAsync(
                        () -> floor.waiting(BILLING).stream()
                                .map(org.callosum.floor.WorkView::interaction)
                                .toList(),
                        floorThread)
                .join();
    }

    /// What the floor says of Amy now.
    boolean wrapsUp() {
        return CompletableFuture.supplyAsync(
                        () -> floor.interactions().stream()
                                .anyMatch(work -> work.toString().contains("WRAPPING_UP")),
                        floorThread)
                .join();
    }

    @Override
    public void close() {
        engine.close();
        floorThread.shutdownNow();
        timers.shutdownNow();
    }
}
