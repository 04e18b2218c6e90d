package org.callosum.server.supervision.actions;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.live.LiveTopics;
import org.callosum.server.platform.nodes.Nodes;
import org.callosum.server.platform.nodes.Notices;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Words from leaders to desks: shown at once, there until they are read, and emptied after [#KEPT_DAYS] days;
/// words for one conversation go with its record instead.
@Service
public class DeskMessages {
    public static final String TOPIC = "desk-messages";
    static final int KEPT_DAYS = 30;
    private static final int MOST_SHOWN = 20;

    /// Said with `node:tenant:agents`, whose ids are parted by commas: their pages may be at another node.
    private static final String WRITTEN = "desk-words";

    /// Agents in one notice, which holds 8 000 bytes.
    private static final int IN_ONE_NOTICE = 200;

    private static final Logger LOG = LoggerFactory.getLogger(DeskMessages.class);

    private final JdbcClient database;
    private final Tenancy tenancy;
    private final LiveTopics topics;
    private final Ids ids;
    private final Clock clock;
    private final Nodes nodes;

    DeskMessages(
            JdbcClient database,
            Tenancy tenancy,
            LiveTopics topics,
            Ids ids,
            Clock clock,
            Nodes nodes,
            Notices notices) {
        this.nodes = nodes;
        notices.subscribe(WRITTEN, this::heard);
        this.database = database;
        this.tenancy = tenancy;
        this.topics = topics;
        this.ids = ids;
        this.clock = clock;
    }

    /// @param interactionId the conversation that the words are for, to be shown while it lasts; absent for
    ///     others
    @Schema(name = "DeskMessage")
    public record Message(
            String id,
            Instant at,
            String from,
            String text,
            @Nullable String interactionId) {
        @Override
        public String toString() {
            return "Message[" + id + "]"; // what people write to each other is not for logs
        }
    }

    /// Unread ones, the oldest first.
    @Schema(name = "DeskMessages")
    public record Unread(List<Message> messages) {}

    /// Whether an agent has a desk that can show words: whoever has no account never signs in to one.
    boolean reaches(AgentId agent) {
        return database.sql("select 1 from agent where id = :id and account_id is not null")
                .param("id", agent.value())
                .query((row, _) -> row.getInt(1))
                .optional()
                .isPresent();
    }

    /// What words for one conversation belong to.
    ///
    /// @param stay of a supervisor in it
    /// @param help the request they answer
    public record OfCall(
            InteractionId interaction,
            @Nullable Long stay,
            @Nullable Long help) {}

    /// Words for the conversation that an agent has now. In the transaction of the caller.
    public void forCall(OfCall of, AgentId agent, String text) {
        var who = Tenancy.current();
        database.sql("""
                        insert into desk_message (id, tenant_id, client_id, agent_id, at, sender, text, interaction_id, stay_id, help_id)
                        select :id, tenant_id, client_id, :agent, :at, :sender, :text, id, :stay, :help
                          from interaction where id = :interaction""")
                .param("id", ids.next())
                .param("agent", agent.value())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("sender", who.name())
                .param("text", text)
                .param("stay", of.stay())
                .param("help", of.help())
                .param("interaction", of.interaction().value())
                .update();
        tellOnceCommitted(who.tenantId(), List.of(agent));
    }

    /// In the transaction of the act.
    void send(long action, List<AgentId> agents, String text, Instant at) {
        var who = Tenancy.current();
        for (AgentId agent : agents) {
            database.sql("""
                            insert into desk_message (id, tenant_id, action_id, agent_id, at, sender, text)
                            values (:id, :tenant, :action, :agent, :at, :sender, :text)""")
                    .param("id", ids.next())
                    .param("tenant", who.tenantId())
                    .param("action", action)
                    .param("agent", agent.value())
                    .param("at", at.atOffset(ZoneOffset.UTC))
                    .param("sender", who.name())
                    .param("text", text)
                    .update();
        }
        tellOnceCommitted(who.tenantId(), agents);
    }

    private void tellOnceCommitted(long tenant, List<AgentId> agents) {
        if (!nodes.othersPresent().isEmpty()) {
            for (int from = 0; from < agents.size(); from += IN_ONE_NOTICE) {
                String some = agents.subList(from, Math.min(agents.size(), from + IN_ONE_NOTICE)).stream()
                        .map(AgentId::toString)
                        .collect(Collectors.joining(","));
                Notices.say(database, WRITTEN, nodes.number() + ":" + tenant + ":" + some);
            }
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                // rows need a transaction of their own, and this thread's has just ended
                Thread.ofVirtual().name("desk-messages-" + tenant).start(() -> tell(tenant, agents));
            }
        });
    }

    /// Somebody at another node has written to agents who may have their pages here.
    private void heard(@Nullable String text) {
        if (text == null) {
            return; // what was missed stands there when the page is loaded anew
        }
        String[] parts = text.split(":", -1);
        if (Integer.parseInt(parts[0]) == nodes.number()) {
            return;
        }
        long tenant = Long.parseLong(parts[1]);
        List<AgentId> agents = Arrays.stream(parts[2].split(","))
                .map(id -> new AgentId(Long.parseLong(id)))
                .toList();
        Thread.ofVirtual().name("desk-messages-" + tenant).start(() -> {
            try {
                tell(tenant, agents);
            } catch (RuntimeException fault) {
                LOG.warn("Tenant {}: words from another node are not shown until the page is loaded", tenant, fault);
            }
        });
    }

    private void tell(long tenant, List<AgentId> agents) {
        Map<Long, Unread> unread = new HashMap<>();
        tenancy.asSystem(tenant, () -> {
            for (AgentId agent : agents) {
                database.sql("select account_id from agent where id = :id and account_id is not null")
                        .param("id", agent.value())
                        .query((row, _) -> row.getLong(1))
                        .optional()
                        .ifPresent(account -> unread.put(account, of(account)));
            }
        });
        unread.forEach((account, messages) -> topics.publishTo(tenant, account, TOPIC, messages));
    }

    @Transactional(readOnly = true)
    public Unread unread() {
        Long account = Tenancy.current().accountId();
        return account == null ? new Unread(List.of()) : of(account);
    }

    private Unread of(long account) {
        return new Unread(database.sql("""
                        select m.id, m.at, m.sender, m.text, m.interaction_id
                          from desk_message m join agent a on a.id = m.agent_id
                          left join interaction i on i.id = m.interaction_id
                         where a.account_id = :account and m.read_at is null and m.text <> '' and i.ended_at is null
                         order by m.id limit :most""")
                .param("account", account)
                .param("most", MOST_SHOWN)
                .query((row, _) -> new Message(
                        row.getString("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("sender"),
                        row.getString("text"),
                        row.getString("interaction_id")))
                .list());
    }

    /// @throws org.callosum.server.platform.problem.Problem `not-found` for a message to somebody else
    @Transactional
    public Unread read(long id) {
        Long account = Tenancy.current().accountId();
        int changed = database.sql("""
                        update desk_message m set read_at = coalesce(m.read_at, :now)
                          from agent a where a.id = m.agent_id and a.account_id = :account and m.id = :id""")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("account", account)
                .param("id", id)
                .update();
        if (changed == 0) {
            throw Problems.notFound("message", id);
        }
        return unread();
    }

    /// Words between people are not kept for ever.
    @Scheduled(cron = "0 47 3 * * *", zone = "UTC")
    void forget() {
        tenancy.tenants().forEach(tenant -> forget(tenant.id(), clock.instant()));
    }

    int forget(long tenant, Instant now) {
        return tenancy.asSystem(
                tenant,
                () -> database.sql(
                                "update desk_message set text = '' where at < :before and text <> '' and interaction_id is null")
                        .param("before", now.minusSeconds(KEPT_DAYS * 86_400L).atOffset(ZoneOffset.UTC))
                        .update());
    }
}
