package org.callosum.server.people;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.identity.SignInsOfAgents;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The people who serve customers. Retiring one keeps their history, skills and past teams; what they may serve ends.
@Service
@Transactional
public class Agents {
    private final AgentRepository repository;
    private final TeamRepository teams;
    private final QueueDirectory queues;
    private final DeskPhones phones;
    private final SignInsOfAgents signIns;
    private final Ids ids;
    private final Audit audit;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Agents(
            AgentRepository repository,
            TeamRepository teams,
            QueueDirectory queues,
            DeskPhones phones,
            SignInsOfAgents signIns,
            Ids ids,
            Audit audit,
            Clock clock,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.teams = teams;
        this.queues = queues;
        this.phones = phones;
        this.signIns = signIns;
        this.ids = ids;
        this.audit = audit;
        this.clock = clock;
        this.events = events;
    }

    /// @param active null for retired ones too
    @Transactional(readOnly = true)
    public Page<Agent> page(PageQuery query, @Nullable Boolean active) {
        return page(query, active, null, null);
    }

    /// @param active null for retired ones too
    /// @param team those who are its members today
    /// @param client those who are granted it
    @Transactional(readOnly = true)
    public Page<Agent> page(PageQuery query, @Nullable Boolean active, @Nullable Long team, @Nullable Long client) {
        var page = repository.page(query, today(), active, team, client);
        return new Page<>(withPhones(page.items()), page.total());
    }

    @Transactional(readOnly = true)
    public Optional<Agent> find(long id) {
        return repository
                .find(id, today())
                .map(agent -> withPhones(List.of(agent)).getFirst());
    }

    /// The agent behind an account, if it is one.
    @Transactional(readOnly = true)
    public Optional<AgentId> ofAccount(long account) {
        return repository.byAccount(account).map(AgentId::new);
    }

    @Transactional(readOnly = true)
    public List<Agent> active() {
        return withPhones(repository.active(today()));
    }

    @Transactional(readOnly = true)
    public Map<Long, String> names(Collection<Long> agents) {
        return repository.names(agents);
    }

    public Agent create(Agent wanted) {
        var clientByQueue = check(wanted, 0);
        var id = ids.next();
        repository.insert(id, wanted);
        repository.grant(id, clients(wanted), clientByQueue);
        phones.assign(id, wanted.deviceId() == null ? null : Long.valueOf(wanted.deviceId()));
        var after = find(id).orElseThrow();
        audit.record("agent-created", "agent", id, Changes.of(after));
        tell(id, true);
        return after;
    }

    /// An agent and their account in one act: both or neither.
    ///
    /// @param password shown once
    public record WithAccount(Agent agent, String signInName, String password) {}

    /// @param signInName of the account that is made; `wanted` names none
    public WithAccount createWithAccount(Agent wanted, String signInName) {
        if (wanted.accountId() != null) {
            throw Problems.field("accountId", "twice");
        }
        check(wanted, 0);
        var made = signIns.make(
                signInName,
                String.valueOf(wanted.name()),
                Objects.requireNonNullElse(wanted.clients(), List.of()),
                Long.parseLong(Objects.requireNonNull(wanted.siteId())));
        var agent = create(withAccount(wanted, Long.toString(made.accountId())));
        return new WithAccount(agent, signInName.strip(), made.password());
    }

    public Agent change(long id, Agent wanted) {
        var before = find(id).orElseThrow(() -> Problems.notFound("agent", id));
        var clientByQueue = check(wanted, id);
        if (!repository.update(id, Objects.requireNonNullElse(wanted.version(), -1), wanted)) {
            throw Problems.editConflict(before);
        }
        repository.grant(id, clients(wanted), clientByQueue);
        var active = !Boolean.FALSE.equals(wanted.active());
        phones.assign(id, active && wanted.deviceId() != null ? Long.valueOf(wanted.deviceId()) : null);
        if (!active) {
            teams.endMemberships(id, today());
        }
        var after = find(id).orElseThrow();
        audit.record("agent-changed", "agent", id, Changes.between(before, after));
        tell(id, active);
        return after;
    }

    /// Ends work and memberships today; what the agent did stays theirs.
    public void retire(long id) {
        if (find(id).isEmpty()) {
            throw Problems.notFound("agent", id);
        }
        repository.retire(id);
        teams.endMemberships(id, today());
        phones.assign(id, null);
        audit.record("agent-retired", "agent", id);
        tell(id, false);
    }

    private void tell(long id, boolean active) {
        events.publishEvent(new AgentChanged(Tenancy.current().tenantId(), new AgentId(id), active));
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private List<Agent> withPhones(List<Agent> agents) {
        var phoneOf = phones.of(agents.stream()
                .map(agent -> Long.valueOf(Objects.requireNonNull(agent.id())))
                .toList());
        return agents.stream()
                .map(agent -> {
                    var phone = phoneOf.get(Long.valueOf(Objects.requireNonNull(agent.id())));
                    return phone == null ? agent : withPhone(agent, Long.toString(phone));
                })
                .toList();
    }

    private static Agent withAccount(Agent a, String account) {
        return new Agent(
                a.id(),
                a.version(),
                account,
                a.name(),
                a.staffNumber(),
                a.teamId(),
                a.teamName(),
                a.siteId(),
                a.clients(),
                a.queues(),
                a.voiceCapacity(),
                a.chatCapacity(),
                a.device(),
                a.deviceId(),
                a.active(),
                a.joinedOn(),
                a.skills());
    }

    private static Agent withPhone(Agent a, String phone) {
        return new Agent(
                a.id(),
                a.version(),
                a.accountId(),
                a.name(),
                a.staffNumber(),
                a.teamId(),
                a.teamName(),
                a.siteId(),
                a.clients(),
                a.queues(),
                a.voiceCapacity(),
                a.chatCapacity(),
                a.device(),
                phone,
                a.active(),
                a.joinedOn(),
                a.skills());
    }

    private static List<Long> clients(Agent wanted) {
        return Objects.requireNonNullElse(wanted.clients(), List.<String>of()).stream()
                .map(Long::valueOf)
                .distinct()
                .toList();
    }

    /// @return the client of each queue named
    private Map<Long, Long> check(Agent wanted, long id) {
        var fields = new Fields();
        fields.required("name", wanted.name(), 100);
        fields.required("staffNumber", wanted.staffNumber(), 40);
        fields.range("voiceCapacity", wanted.voiceCapacity(), 0, 1);
        fields.range("chatCapacity", wanted.chatCapacity(), 0, 100);
        if (wanted.device() != null) {
            fields.oneOf("device", wanted.device(), List.of("browser", "phone"));
        }
        var joined = wanted.joinedOn();
        if (joined != null && (joined.getYear() < 1950 || joined.isAfter(today().plusYears(1)))) {
            fields.add("joinedOn", "wrong-date");
        }
        var site = fields.id("siteId", wanted.siteId());
        if (site != 0 && !repository.siteExists(site)) {
            fields.add("siteId", "unknown", Map.of("value", site));
        }
        var account = fields.optionalId("accountId", wanted.accountId());
        if (account != null) {
            if (!repository.accountExists(account)) {
                fields.add("accountId", "unknown", Map.of("value", account));
            } else if (repository.accountTaken(account, id)) {
                fields.add("accountId", "taken");
            }
        }
        var clients = fields.ids("clients", wanted.clients(), 500);
        fields.known("clients", clients, repository.clients());
        var queueIds = fields.ids("queues", wanted.queues(), 1_000);
        var clientByQueue = new HashMap<>(queues.clientsOf(queueIds));
        fields.known("queues", queueIds, new HashSet<>(clientByQueue.keySet()));
        clientByQueue.forEach((queue, client) -> {
            if (!clients.contains(client)) {
                fields.add("queues", "client-not-granted", Map.of("value", queue));
            }
        });
        var device = fields.optionalId("deviceId", wanted.deviceId());
        if (device != null && !phones.free(device, id)) {
            fields.add("deviceId", "taken");
        }
        if (wanted.staffNumber() != null
                && repository.staffNumberTaken(wanted.staffNumber().strip(), id)) {
            fields.add("staffNumber", "taken");
        }
        fields.check();
        return clientByQueue;
    }
}
