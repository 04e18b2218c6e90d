package org.callosum.server.calls;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.callosum.floor.Arrival;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowLibrary;
import org.callosum.flow.FlowStep;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.callosum.server.customers.Customer;
import org.callosum.server.customers.Customers;
import org.callosum.server.customers.Precedence;
import org.callosum.server.customers.Precedences;
import org.callosum.server.customers.connectors.SelfService;
import org.callosum.server.desk.DeskCallOuts;
import org.callosum.server.desk.Desks;
import org.callosum.server.flows.Flows;
import org.callosum.server.flows.Prompts;
import org.callosum.server.flows.speech.SpeechFailed;
import org.callosum.server.intents.Intents;
import org.callosum.server.interactions.InteractionLog;
import org.callosum.server.interactions.LastAgents;
import org.callosum.server.outreach.Channel;
import org.callosum.server.outreach.ContactGate;
import org.callosum.server.outreach.Purpose;
import org.callosum.server.people.Agents;
import org.callosum.server.people.Skills;
import org.callosum.server.platform.editing.AskedTogether;
import org.callosum.server.platform.editing.Remembered;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.queues.Calendars;
import org.callosum.server.queues.Queues;
import org.callosum.server.routing.LiveRouting;
import org.callosum.server.telephony.Dialled;
import org.callosum.server.telephony.EntryPoints;
import org.callosum.server.telephony.PhoneBook;
import org.callosum.server.telephony.TrunkHealth;
import org.callosum.server.telephony.Trunks;
import org.callosum.voice.AudioSource;
import org.callosum.voice.DialTarget;
import org.callosum.voice.Sound;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers from the rooms of the house. What calls ask all the time is kept in memory for a few seconds,
/// since a call is led by threads that must not queue for the database.
final class HouseDirectory implements Directory {
    private static final Logger LOG = LoggerFactory.getLogger(HouseDirectory.class);

    private static final Duration AGE = Duration.ofSeconds(5);

    private final Tenancy tenancy;
    private final EntryPoints entryPoints;
    private final Trunks trunks;
    private final Flows flows;
    private final Intents intents;
    private final Prompts prompts;
    private final Customers customers;
    private final Precedences precedences;
    private final LastAgents lastAgents;
    private final Queues queues;
    private final Skills skills;
    private final Agents agents;
    private final Calendars calendars;
    private final PhoneBook phones;
    private final ContactGate gate;
    private final TrunkHealth health;
    private final LookupClient lookups;
    private final SelfService selfService;
    private final InteractionLog log;
    private final RoutedContacts routing;
    private final Supplier<Desks> desks;
    private final Function<String, @Nullable DialTarget> farPhones;
    private final ExecutorService threads;
    private final Map<Long, Remembered<Copy>> copies = new ConcurrentHashMap<>();

    private final AskedTogether<Number, Caller> callers;

    private record Number(long tenant, long client, String number) {}

    /// @param refs the same queues by id
    /// @param clients codes by id
    private record Copy(
            Map<String, QueueRef> queues,
            Map<QueueId, QueueRef> refs,
            Map<String, SkillId> skills,
            Map<AgentId, String> devices,
            Map<ClientId, String> clients) {}

    HouseDirectory(
            Tenancy tenancy,
            EntryPoints entryPoints,
            Trunks trunks,
            Flows flows,
            Intents intents,
            Prompts prompts,
            Customers customers,
            Precedences precedences,
            LastAgents lastAgents,
            Queues queues,
            Skills skills,
            Agents agents,
            Calendars calendars,
            PhoneBook phones,
            ContactGate gate,
            TrunkHealth health,
            LookupClient lookups,
            SelfService selfService,
            InteractionLog log,
            LiveRouting routing,
            Supplier<Desks> desks,
            Function<String, @Nullable DialTarget> farPhones,
            ExecutorService threads) {
        this.tenancy = tenancy;
        this.entryPoints = entryPoints;
        this.trunks = trunks;
        this.flows = flows;
        this.intents = intents;
        this.prompts = prompts;
        this.customers = customers;
        this.precedences = precedences;
        this.lastAgents = lastAgents;
        this.queues = queues;
        this.skills = skills;
        this.agents = agents;
        this.calendars = calendars;
        this.phones = phones;
        this.gate = gate;
        this.health = health;
        this.lookups = lookups;
        this.selfService = selfService;
        this.log = log;
        this.routing = new RoutedContacts(routing);
        this.desks = desks;
        this.farPhones = farPhones;
        this.threads = threads;
        this.callers = new AskedTogether<>(this::callers, threads);
    }

    /// Something in the tables was edited: the next question reads again.
    void forget(long tenant) {
        var copy = copies.get(tenant);
        if (copy != null) {
            copy.forget();
        }
    }

    private Copy copy(long tenant) {
        return copies.computeIfAbsent(
                        tenant, id -> new Remembered<>("queues and lines", AGE, System::nanoTime, () -> read(id)))
                .value();
    }

    private Copy read(long tenant) {
        return tenancy.asSystem(tenant, () -> {
            var hours = new HashMap<String, String>();
            calendars.all().forEach(each -> hours.put(each.id(), each.code()));
            var byCode = new HashMap<String, QueueRef>();
            for (var queue : queues.all()) {
                if (Boolean.TRUE.equals(queue.active())) {
                    byCode.put(
                            queue.clientId() + "/" + queue.code(),
                            new QueueRef(
                                    new QueueId(Long.parseLong(Objects.requireNonNull(queue.id()))),
                                    "all".equals(queue.recording()),
                                    TimeUnit.DAYS.toMillis(Objects.requireNonNullElse(queue.lastAgentDays(), 0)),
                                    TimeUnit.SECONDS.toMillis(Objects.requireNonNullElse(queue.knownAgentSeconds(), 0)),
                                    queue.treatmentFlow(),
                                    queue.calendarId() == null ? null : hours.get(queue.calendarId())));
                }
            }
            var bySkill = new HashMap<String, SkillId>();
            for (var skill : skills.all()) {
                bySkill.put(
                        Objects.requireNonNull(skill.code()),
                        new SkillId(Long.parseLong(Objects.requireNonNull(skill.id()))));
            }
            var devices = new HashMap<AgentId, String>();
            for (var agent : agents.active()) {
                devices.put(
                        new AgentId(Long.parseLong(Objects.requireNonNull(agent.id()))),
                        Objects.requireNonNullElse(agent.device(), "browser"));
            }
            return new Copy(
                    Map.copyOf(byCode),
                    byCode.values().stream().collect(Collectors.toUnmodifiableMap(QueueRef::id, ref -> ref)),
                    Map.copyOf(bySkill),
                    Map.copyOf(devices),
                    routing.clients());
        });
    }

    @Override
    public @Nullable EntryPoint entryPoint(String dialled, @Nullable String trunk) {
        var found = entryPoints.byNumber(dialled);
        if (found == null) {
            return null;
        }
        if (trunk != null && !trunk.isEmpty() && !ownsTrunk(found.tenantId(), trunk)) {
            return null; // another house's line has no business with this number
        }
        return entry(found);
    }

    @Override
    public @Nullable EntryPoint shown(long tenant, ClientId client) {
        var first = entryPoints.ofClient(tenant, client.value());
        return first == null ? null : entry(first);
    }

    private static EntryPoint entry(Dialled found) {
        return new EntryPoint(
                found.tenantId(),
                found.entryPointId(),
                new ClientId(found.clientId()),
                found.number(),
                found.flowCode(),
                found.language(),
                found.zone(),
                found.ringBack());
    }

    private boolean ownsTrunk(long tenant, String trunk) {
        return trunks.lines().stream().anyMatch(line -> line.name().equals(trunk) && line.tenantId() == tenant);
    }

    @Override
    public FlowLibrary flows(EntryPoint entry) {
        return flows.library(entry.tenant(), entry.client().value());
    }

    @Override
    public CompletableFuture<Caller> caller(EntryPoint entry, String number) {
        return callers.ask(new Number(entry.tenant(), entry.client().value(), number))
                .thenApply(known -> known == null ? Caller.UNKNOWN : known);
    }

    /// A transaction a tenant, a question a client.
    private Map<Number, Caller> callers(List<Number> numbers) {
        var found = new HashMap<Number, Caller>();
        numbers.stream()
                .collect(Collectors.groupingBy(Number::tenant))
                .forEach((tenant, ofTenant) -> tenancy.asSystem(
                        tenant,
                        () -> ofTenant.stream()
                                .collect(Collectors.groupingBy(Number::client))
                                .forEach((client, ofClient) -> found.putAll(callers(tenant, client, ofClient)))));
        return found;
    }

    private Map<Number, Caller> callers(long tenant, long client, List<Number> numbers) {
        var found = new HashMap<Number, Caller>();
        var known =
                customers.byNumbers(client, numbers.stream().map(Number::number).toList());
        if (!known.isEmpty()) {
            var precedence = precedences.of(client);
            known.forEach((number, customer) ->
                    found.put(new Number(tenant, client, number), this.known(customer, precedence)));
        }
        return found;
    }

    private Caller known(Customer customer, Precedence precedence) {
        long id = Long.parseLong(Objects.requireNonNull(customer.id()));
        var preferred = customer.preferredAgentId();
        var last = lastAgents.of(id);
        int rank = Objects.requireNonNullElse(customer.valueRank(), 0);
        int open = customers.openCases(id);
        return new Caller(
                id,
                Objects.requireNonNullElse(customer.name(), ""),
                rank,
                Objects.requireNonNullElse(customer.memberLevel(), ""),
                precedence.of(rank, customer.memberLevel(), open),
                customer.language(),
                preferred == null ? null : new AgentId(Long.parseLong(preferred)),
                last == null ? null : new Caller.Served(last.agent(), last.at().toEpochMilli()),
                facts(customer, id, open));
    }

    private Map<String, String> facts(Customer customer, long id, int openCases) {
        var facts = new HashMap<String, String>();
        int attempts = lastAgents.unservedSince(id, Instant.now().minus(Duration.ofDays(1)));
        facts.put("selfService.attempts", Integer.toString(attempts));
        facts.put("selfService.failed", Boolean.toString(attempts > 0));
        facts.put("customer.openCases", Integer.toString(openCases));
        facts.put(
                "customer.openComplaint", Boolean.toString(openCases > 0 && customers.openCases(id, "complaint") > 0));
        var level = customer.memberLevel();
        if (level != null && level.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,39}")) { // a code, no remark
            facts.put("customer.memberLevel", level);
        }
        return facts;
    }

    @Override
    public Placed placed(EntryPoint entry, QueueRef queue, Arrival arrival, Caller caller) {
        var copy = copy(entry.tenant());
        return routing.placed(entry, copy.clients(), arrival, queue, caller, copy.refs());
    }

    @Override
    public boolean shortWay(EntryPoint entry, Caller caller) {
        return routing.shortWay(entry, copy(entry.tenant()).clients(), caller);
    }

    @Override
    public @Nullable QueueRef queue(long tenant, ClientId client, String code) {
        return copy(tenant).queues().get(client + "/" + code);
    }

    @Override
    public @Nullable QueueRef queue(long tenant, ClientId client, QueueId queue) {
        for (var known : copy(tenant).queues().entrySet()) {
            if (known.getKey().startsWith(client + "/") && known.getValue().id().equals(queue)) {
                return known.getValue();
            }
        }
        return null;
    }

    @Override
    public @Nullable SkillId skill(long tenant, String code) {
        return copy(tenant).skills().get(code);
    }

    @Override
    public @Nullable Sound clip(long tenant, ClientId client, String code, String language) {
        return prompts.audio(tenant, client.value(), code, language);
    }

    @Override
    public CompletableFuture<Sound> speech(long tenant, String text, String language) {
        var spoken = new CompletableFuture<Sound>();
        threads.execute(() -> {
            try {
                spoken.complete(prompts.spoken(tenant, text, language));
            } catch (SpeechFailed | RuntimeException mute) {
                spoken.completeExceptionally(mute);
            }
        });
        return spoken;
    }

    @Override
    public AudioSource music(long tenant, ClientId client, String code) {
        var own = prompts.audio(tenant, client.value(), code, "en");
        return own == null ? new AudioSource.Music(Math.floorMod(code.hashCode(), 8)) : new AudioSource.Clip(own);
    }

    @Override
    public Hours hours(long tenant, ClientId client, String calendar, long atMillis) {
        return tenancy.asSystem(
                tenant,
                () -> calendars
                        .byCode(calendar)
                        .map(found -> calendars.isOpen(
                                Long.parseLong(Objects.requireNonNull(found.id())), Instant.ofEpochMilli(atMillis)))
                        .map(answer -> new Hours(answer.open(), answer.reason()))
                        .orElse(new Hours(true, "unknown")));
    }

    @Override
    public AgentLine line(long tenant, AgentId agent) {
        var chosen = desks.get().chosenDevice(tenant, agent);
        if ("phone".equals(chosen == null ? copy(tenant).devices().get(agent) : chosen)) {
            var phone = phones.ofAgent(agent.value());
            if (phone != null) {
                return new AgentLine.Phone(target(phone));
            }
        }
        return new AgentLine.Browser();
    }

    @Override
    public @Nullable Owner owner(String phoneUser) {
        var owner = phones.owner(phoneUser);
        return owner == null ? null : new Owner(owner.tenant(), new AgentId(owner.agent()));
    }

    @Override
    public @Nullable AgentId colleague(long tenant, String phoneUser) {
        var agent = phones.agentOf(tenant, phoneUser);
        return agent == null ? null : new AgentId(agent);
    }

    @Override
    public Route route(long tenant, ClientId client, InteractionId interaction, FlowStep.Target target) {
        return switch (target.kind()) {
            case DEVICE -> phone(tenant, target.value());
            case AGENT_CONTACT ->
                target.value().contains("@") ? contact(target.value()) : phone(tenant, target.value());
            case NUMBER -> outside(tenant, client, interaction, target.value(), "flow");
        };
    }

    @Override
    public Route outside(long tenant, ClientId client, InteractionId interaction, String number) {
        return outside(tenant, client, interaction, number, "desk");
    }

    private Route outside(long tenant, ClientId client, InteractionId interaction, String number, String origin) {
        return outside(tenant, attempt(client, interaction, 0, Purpose.TRANSFER, number, origin));
    }

    private Route phone(long tenant, String user) {
        var phone = phones.ofUser(tenant, user);
        return phone == null ? new Route.Refused("unknown-target") : new Route.Allowed(target(phone), "", _ -> {});
    }

    /// At its fixed address, where another node has it, or where it registered here.
    private DialTarget target(PhoneBook.Line phone) {
        var address = phone.address();
        if (address != null) {
            return new DialTarget.Address(address);
        }
        var elsewhere = farPhones.apply(phone.user());
        return elsewhere == null ? new DialTarget.Device(phone.user()) : elsewhere;
    }

    /// A contact is a SIP address on this machine's own network: no way around the dialling plan.
    private static Route contact(String address) {
        try {
            var host = address.replaceFirst("^sips?:", "")
                    .replaceFirst("^[^@]*@", "")
                    .replaceFirst("[:;].*$", "");
            return host.matches("[0-9.]+|\\[[0-9a-fA-F:]+]")
                            && InetAddress.getByName(host).isLoopbackAddress()
                    ? new Route.Allowed(new DialTarget.Address(address), "", _ -> {})
                    : new Route.Refused("unknown-target");
        } catch (java.net.UnknownHostException unreadable) {
            return new Route.Refused("unknown-target");
        }
    }

    private static ContactGate.Attempt attempt(
            ClientId client, InteractionId interaction, long customer, Purpose purpose, String number, String origin) {
        return new ContactGate.Attempt(
                client.value(),
                customer == 0 ? null : customer,
                Channel.CALL,
                purpose,
                number,
                origin,
                interaction.value());
    }

    @Override
    public @Nullable String mayCallBack(
            long tenant, ClientId client, InteractionId interaction, long customer, String number, long atMillis) {
        var attempt = attempt(client, interaction, customer, Purpose.CALL_BACK, number, "call-back");
        var at = Instant.ofEpochMilli(atMillis);
        return tenancy.asSystem(tenant, () -> switch (gate.check(attempt, at)) {
            case ContactGate.Answer.Refused refused -> refused.reason();
            case ContactGate.Answer.Allowed _ -> null;
        });
    }

    @Override
    public Route callBack(long tenant, ClientId client, InteractionId interaction, long customer, String number) {
        return outside(tenant, attempt(client, interaction, customer, Purpose.CALL_BACK, number, "call-back"));
    }

    /// Asked in the name of the agent: the ledger says who called.
    @Override
    public Route callOut(DeskCallOuts.Order order) {
        var attempt = new ContactGate.Attempt(
                order.client().value(), order.customer(), Channel.CALL, order.purpose(), order.number(), "desk", null);
        return Tenancy.bound(order.by(), () -> outside(order.by(), attempt));
    }

    private Route outside(long tenant, ContactGate.Attempt attempt) {
        // no transaction here: the gate's own ends before anything is dialled
        var system = AccountContext.system(tenant);
        return Tenancy.bound(system, () -> outside(system, attempt));
    }

    private Route outside(AccountContext system, ContactGate.Attempt attempt) {
        return switch (gate.ask(attempt)) {
            case ContactGate.Answer.Refused refused -> new Route.Refused(refused.reason());
            case ContactGate.Answer.Allowed(var permit) -> {
                var lines = trunks.lines().stream()
                        .filter(each -> each.tenantId() == system.tenantId())
                        .filter(each -> permit.trunkId() == null
                                || each.name().equals(permit.trunkId().toString()))
                        .filter(each -> each.trunk().host() != null
                                && !Objects.requireNonNull(each.trunk().host()).isBlank())
                        .toList();
                var line = lines.stream().filter(health::serves).findFirst();
                if (line.isEmpty()) {
                    gate.finish(permit, ContactGate.Result.NOT_MADE);
                    yield new Route.Refused(lines.isEmpty() ? "no-trunk" : "trunk-unreachable");
                }
                yield new Route.Allowed(
                        new DialTarget.Number(line.get().name(), permit.number()),
                        "",
                        answered -> tenancy.asSystem(
                                system.tenantId(),
                                () -> gate.finish(
                                        permit,
                                        answered ? ContactGate.Result.ANSWERED : ContactGate.Result.NOT_ANSWERED)),
                        () -> tenancy.asSystem(
                                system.tenantId(), () -> gate.finish(permit, ContactGate.Result.NOT_MADE)),
                        interaction ->
                                tenancy.asSystem(system.tenantId(), () -> gate.within(permit, interaction.value())));
            }
        };
    }

    /// Orders, goods and the account are answered inside the house, or by it from the client's own systems,
    /// for the customer who calls. What such a system did is a step of the contact; its number is not.
    @Override
    public CompletableFuture<Answer> lookup(
            long tenant, ClientId client, long customer, InteractionId interaction, FlowEffect.Lookup lookup) {
        if (!SelfService.answers(lookup.url())) {
            return lookup(interaction, lookup);
        }
        var asked = new LinkedHashMap<String, String>(lookup.query());
        asked.putAll(lookup.body());
        return CompletableFuture.supplyAsync(
                        () -> {
                            var told = selfService.answer(
                                    new SelfService.Contact(tenant, client.value(), customer, interaction.value()),
                                    lookup.url(),
                                    asked,
                                    lookup.timeoutMillis());
                            var did = told.did();
                            if (did != null) {
                                log.event(
                                        tenant,
                                        interaction,
                                        "connected-order-changed",
                                        Instant.now(),
                                        Map.of("act", did.act(), "connector", did.connector()));
                            }
                            return new Answer(told.status(), told.fields());
                        },
                        threads)
                .completeOnTimeout(new Answer(0, new LinkedHashMap<>()), lookup.timeoutMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletableFuture<String> intent(EntryPoint entry, String text, Set<String> among) {
        return CompletableFuture.supplyAsync(
                () -> tenancy.asSystem(entry.tenant(), () -> {
                    var intent =
                            intents.meant(entry.client(), text, among, null).intent();
                    if (intent == null) {
                        missed(entry, text);
                    }
                    return Objects.requireNonNullElse(intent, "");
                }),
                threads);
    }

    /// That words are counted must not cost the caller the next question.
    private void missed(EntryPoint entry, String text) {
        try {
            intents.missed(entry.client(), text);
        } catch (RuntimeException fault) {
            LOG.warn(
                    "Tenant {}: words that no intent took were not counted: {}",
                    entry.tenant(),
                    fault.getClass().getName());
        }
    }

    @Override
    public CompletableFuture<Answer> lookup(InteractionId interaction, FlowEffect.Lookup lookup) {
        return lookups.ask(interaction, lookup);
    }
}
