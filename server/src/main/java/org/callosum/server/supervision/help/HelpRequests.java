package org.callosum.server.supervision.help;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.floor.FloorListener;
import org.callosum.server.floor.FloorUnavailable;
import org.callosum.server.floor.Floors;
import org.callosum.server.interactions.InteractionLog;
import org.callosum.server.people.Agents;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.live.LiveTopics;
import org.callosum.server.platform.nodes.Nodes;
import org.callosum.server.platform.nodes.Notices;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.callosum.server.supervision.actions.DeskMessages;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Agents ask for help with a key and a line; whoever leads the floor sees it at once, takes it (one wins)
/// and answers by text or by coming in (decision 0133). An agent has one open request; it ends with its
/// conversation.
@Service
public class HelpRequests implements FloorListener {
    public static final String TOPIC = "help";
    public static final String DESK_TOPIC = "desk-help";
    static final List<String> REASONS = List.of("knowledge", "authority", "system", "upset", "other");
    private static final Logger LOG = LoggerFactory.getLogger(HelpRequests.class);
    private static final int LONGEST_TEXT = 300;
    private static final long PATIENCE_SECONDS = 10;

    /// Said with `node:tenant:request`: pages of leaders and of the agent may be at another node.
    public static final String CHANGED = "help-changed";

    private final HelpLog log;
    private final Floors floors;
    private final Agents agents;
    private final DeskMessages messages;
    private final InteractionLog history;
    private final LiveTopics topics;
    private final Tenancy tenancy;
    private final Clock clock;
    private final Nodes nodes;

    /// Conversations with an open request, asked at whichever node, so that the end of any other costs nothing;
    /// bounded by the agents signed in.
    private final Set<InteractionId> asking = ConcurrentHashMap.newKeySet();

    HelpRequests(
            HelpLog log,
            Floors floors,
            Agents agents,
            DeskMessages messages,
            InteractionLog history,
            LiveTopics topics,
            Tenancy tenancy,
            Clock clock,
            Nodes nodes,
            Notices notices) {
        this.nodes = nodes;
        notices.subscribe(CHANGED, this::heard);
        this.log = log;
        this.floors = floors;
        this.agents = agents;
        this.messages = messages;
        this.history = history;
        this.topics = topics;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    /// Pages of the floor that see one of the clients read the list anew.
    @Schema(name = "HelpChanged")
    record Changed(String id) {}

    /// @param request the agent's newest; absent before the first
    @Schema(name = "DeskHelp")
    public record OfDesk(@Nullable HelpRow request) {}

    @Schema(name = "OpenHelp")
    public record Open(List<HelpRow> requests) {}

    /// Asks for help in the conversation that the reader has.
    ///
    /// @throws org.callosum.server.platform.problem.Problem `help-needs-a-conversation`, `help-asked-already`
    public OfDesk ask(@Nullable String reason, @Nullable String text) {
        AccountContext who = Tenancy.current();
        var fields = new Fields();
        fields.oneOf("reason", reason, REASONS);
        fields.length("text", text, LONGEST_TEXT);
        fields.check();
        AgentId agent = agent(who);
        WorkView work = conversation(who, agent);
        String code = Objects.requireNonNull(reason);
        asking.add(work.interaction()); // before the row: the conversation may end while it is stored
        OfDesk asked = tenancy.asAccount(who, () -> {
            Long id = log.ask(
                    work.interaction(),
                    work.queue(),
                    agent,
                    code,
                    Objects.requireNonNullElse(text, "").strip());
            if (id == null) {
                throw Problems.refused("help-asked-already");
            }
            HelpRow row = Objects.requireNonNull(log.find(id));
            step(who.tenantId(), row, "help-asked", Map.of("reason", code, "agent", agent.toString()));
            return new OfDesk(row);
        });
        if (!asking.contains(work.interaction())) {
            later(who.tenantId(), () -> closeOf(who.tenantId(), work.interaction())); // it ended meanwhile
        }
        return asked;
    }

    /// The reader needs it no longer.
    public OfDesk withdraw() {
        AccountContext who = Tenancy.current();
        AgentId agent = agent(who);
        return tenancy.asAccount(who, () -> {
            HelpRow row = log.lastOf(agent);
            if (row != null && row.closedAt() == null && log.close(Long.parseLong(row.id()), "withdrawn")) {
                step(who.tenantId(), row, "help-withdrawn", Map.of("agent", row.agentId()));
            }
            return new OfDesk(log.lastOf(agent));
        });
    }

    /// The reader's own request.
    public OfDesk mine() {
        AccountContext who = Tenancy.current();
        return tenancy.asAccount(
                who,
                () -> agents.ofAccount(Objects.requireNonNullElse(who.accountId(), 0L))
                        .map(agent -> new OfDesk(log.lastOf(agent)))
                        .orElseGet(() -> new OfDesk(null)));
    }

    /// What nobody has answered yet, the oldest first.
    public Open open() {
        return tenancy.asAccount(Tenancy.current(), () -> new Open(log.open()));
    }

    /// All of it, the newest first.
    public Page<HelpRow> page(PageQuery query, @Nullable Long interaction) {
        return tenancy.asAccount(Tenancy.current(), () -> log.page(query, interaction));
    }

    /// The reader sees to it; nobody else then.
    ///
    /// @throws org.callosum.server.platform.problem.Problem `help-taken` with the name of who was first,
    ///     `help-over`
    public HelpRow take(long id) {
        AccountContext who = Tenancy.current();
        return tenancy.asAccount(who, () -> {
            HelpRow before = found(id);
            taken(who, before);
            return found(id);
        });
    }

    /// Answers in words, which appear on the agent's desk; who had not taken it takes it so.
    ///
    /// @throws org.callosum.server.platform.problem.Problem as [#take]
    public HelpRow answer(long id, @Nullable String text) {
        AccountContext who = Tenancy.current();
        var fields = new Fields();
        fields.required("text", text, LONGEST_TEXT);
        fields.check();
        String words = Objects.requireNonNull(text).strip();
        return tenancy.asAccount(who, () -> {
            HelpRow row = found(id);
            taken(who, row);
            log.answered(id, who, "text", words);
            messages.forCall(
                    new DeskMessages.OfCall(new InteractionId(Long.parseLong(row.interactionId())), null, id),
                    agentOf(row),
                    words);
            step(who.tenantId(), row, "help-answered", Map.of("how", "text", "by", who.name()));
            return found(id);
        });
    }

    /// Somebody comes into a conversation: open requests about it are theirs now, and answered once they
    /// are heard. In their transaction.
    ///
    /// @param how a mode of monitoring
    public void entered(InteractionId interaction, String how) {
        AccountContext who = Tenancy.current();
        for (HelpRow row : log.openOf(interaction)) {
            long id = Long.parseLong(row.id());
            if (!log.take(id, who)) {
                continue; // somebody else sees to it already: their answer counts
            }
            if (row.takenAt() == null) {
                step(who.tenantId(), row, "help-taken", Map.of("by", who.name()));
            }
            if (!how.equals("listen")) {
                log.answered(id, who, how, "");
                step(who.tenantId(), row, "help-answered", Map.of("how", how, "by", who.name()));
            }
        }
    }

    private void taken(AccountContext who, HelpRow before) {
        if (!log.take(Long.parseLong(before.id()), who)) {
            HelpRow now = found(Long.parseLong(before.id()));
            if (now.closedAt() != null) {
                throw Problems.refused("help-over");
            }
            throw Problems.refused("help-taken", Map.of("name", Objects.requireNonNullElse(now.takenBy(), "")));
        }
        if (before.takenAt() == null) {
            step(who.tenantId(), before, "help-taken", Map.of("by", who.name()));
        }
    }

    private HelpRow found(long id) {
        HelpRow row = log.find(id);
        if (row == null) {
            throw Problems.notFound("help-request", id);
        }
        return row;
    }

    private AgentId agent(AccountContext who) {
        Long account = who.accountId();
        return tenancy.asAccount(who, () -> agents.ofAccount(account == null ? 0L : account))
                .orElseThrow(() -> Problems.refused("help-needs-a-conversation"));
    }

    private WorkView conversation(AccountContext who, AgentId agent) {
        try {
            return floors
                    .read(who.tenantId(), floor -> {
                        var seen = floor.agent(agent);
                        return seen == null ? List.<WorkView>of() : seen.work();
                    })
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join()
                    .stream()
                    .filter(work -> work.stage() == WorkView.Stage.TALKING || work.stage() == WorkView.Stage.ON_HOLD)
                    .findFirst()
                    .orElseThrow(() -> Problems.refused("help-needs-a-conversation"));
        } catch (CompletionException fault) {
            if (fault.getCause() instanceof FloorUnavailable || fault.getCause() instanceof TimeoutException) {
                throw Problems.of(503, "board-unavailable", Map.of());
            }
            throw fault;
        }
    }

    private static AgentId agentOf(HelpRow row) {
        return new AgentId(Long.parseLong(row.agentId()));
    }

    /// Once committed: the step goes to the contact's history, and pages read anew.
    private void step(long tenant, HelpRow row, String type, Map<String, String> codes) {
        var interaction = new InteractionId(Long.parseLong(row.interactionId()));
        var at = clock.instant();
        if (!nodes.othersPresent().isEmpty()) {
            log.tellNodes(nodes.number() + ":" + tenant + ":" + row.id());
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                history.event(tenant, interaction, type, at, codes);
                Thread.ofVirtual().name("help-" + tenant).start(() -> tell(tenant, row));
            }
        });
    }

    /// Something was done about a request at another node: it is watched here, too, and shown.
    private void heard(@Nullable String text) {
        String[] parts = text == null ? new String[0] : text.split(":", -1);
        if (parts.length != 3 || Integer.parseInt(parts[0]) == nodes.number()) {
            return; // what was missed is read when the page is loaded anew
        }
        long tenant = Long.parseLong(parts[1]);
        later(tenant, () -> {
            HelpRow row = log.find(Long.parseLong(parts[2]));
            if (row != null) {
                var interaction = new InteractionId(Long.parseLong(row.interactionId()));
                if (row.closedAt() == null) {
                    asking.add(interaction);
                } else {
                    asking.remove(interaction);
                }
                Thread.ofVirtual().name("help-" + tenant).start(() -> tell(tenant, row));
            }
        });
    }

    private void tell(long tenant, HelpRow row) {
        try {
            topics.publish(tenant, TOPIC, List.of(), new Changed(row.id()));
            tenancy.asSystem(tenant, () -> {
                String account = agents.find(Long.parseLong(row.agentId()))
                        .flatMap(agent -> Optional.ofNullable(agent.accountId()))
                        .orElse("");
                if (!account.isEmpty()) {
                    topics.publishTo(tenant, Long.parseLong(account), DESK_TOPIC, new OfDesk(log.lastOf(agentOf(row))));
                }
            });
        } catch (RuntimeException fault) {
            LOG.warn("Tenant {}: a request for help is not told", tenant, fault);
        }
    }

    // ---- the floor's thread

    /// Whoever was asked at this node sees the end of it, whichever node owns the floor.
    @Override
    public boolean everywhere() {
        return true;
    }

    /// What is open from before is watched again; where nobody talks any more it is over.
    @Override
    public void recovered(long tenant, Floor floor) {
        var live = new HashSet<InteractionId>();
        floor.snapshot().entries().forEach(entry -> live.add(entry.interaction()));
        later(tenant, () -> {
            for (HelpRow row : log.open()) {
                var interaction = new InteractionId(Long.parseLong(row.interactionId()));
                if (live.contains(interaction)) {
                    asking.add(interaction);
                } else {
                    closeOf(tenant, interaction);
                }
            }
        });
    }

    /// The agent has the customer no longer: what they asked is over.
    @Override
    public void committed(long tenant, long position, FloorEvent event) {
        switch (event) {
            case FloorEvent.ConversationEnded e -> over(tenant, e.interaction());
            case FloorEvent.InteractionInterrupted e when e.agent() != null -> over(tenant, e.interaction());
            case FloorEvent _ -> {} // nobody's conversation has ended
        }
    }

    private void over(long tenant, InteractionId interaction) {
        if (asking.remove(interaction)) {
            later(tenant, () -> closeOf(tenant, interaction));
        }
    }

    private void closeOf(long tenant, InteractionId interaction) {
        for (HelpRow row : log.openOf(interaction)) {
            if (log.close(Long.parseLong(row.id()), "over")) {
                step(tenant, row, "help-over", Map.of("agent", row.agentId()));
            }
        }
    }

    private void later(long tenant, Runnable work) {
        Thread.ofVirtual().name("help-" + tenant).start(() -> {
            try {
                tenancy.asSystem(tenant, work);
            } catch (RuntimeException fault) {
                LOG.warn("Tenant {}: a request for help is not marked as over", tenant, fault);
            }
        });
    }
}
