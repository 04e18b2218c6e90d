package org.callosum.server.interactions;

import java.time.Instant;
import org.callosum.kernel.id.AgentId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Who talked with a customer last, and how often nobody did.
@Repository
public class LastAgents {
    private final JdbcClient database;

    LastAgents(JdbcClient database) {
        this.database = database;
    }

    /// @param at when the conversation began
    public record LastAgent(AgentId agent, Instant at) {}

    /// In the transaction at hand.
    public @Nullable LastAgent of(long customer) {
        return database.sql("""
                        select agent_id, answered_at from interaction
                        where customer_id = :customer and agent_id is not null and answered_at is not null
                        order by answered_at desc, id desc limit 1
                        """)
                .param("customer", customer)
                .query((row, _) -> new LastAgent(
                        new AgentId(row.getLong(1)),
                        row.getObject(2, java.time.OffsetDateTime.class).toInstant()))
                .optional()
                .orElse(null);
    }

    /// How often a customer called since an instant and came to nobody: their calls that ended in the flow. In the
    /// transaction at hand.
    public int unservedSince(long customer, Instant since) {
        return database.sql("""
                        select count(*) from interaction
                        where customer_id = :customer and direction = 'in' and queued_at is null
                          and outcome in ('self-served', 'abandoned') and arrived_at >= :since
                        """)
                .param("customer", customer)
                .param("since", since.atOffset(java.time.ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }
}
