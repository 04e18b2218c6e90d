package org.callosum.server.reports;

import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.interactions.InteractionLog;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.HousesForTests.House;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Contacts of former days as they stand on record, with the facts that the floor's journal would have left.
final class PastContacts {
    private final ApplicationContext application;
    private final House house;
    private final InteractionLog log;
    private long positions;

    PastContacts(ApplicationContext application, House house) {
        this.application = application;
        this.house = house;
        this.log = application.getBean(InteractionLog.class);
    }

    /// Somebody known to the house.
    long customer() {
        return application.getBean(Ids.class).next();
    }

    /// One contact, told step by step.
    final class Contact {
        final InteractionId id =
                new InteractionId(application.getBean(Ids.class).next());
        private final Instant began;
        private Instant now;

        private Contact(Instant began, @Nullable Long customer, @Nullable Long entryPoint) {
            this.began = began;
            this.now = began;
            // not as `open`: a house that has just opened closes what it finds open from before as interrupted
            write(
                    """
                    insert into interaction (tenant_id, id, client_id, direction, channel, entry_point_id, dialled,
                        arrived_at, outcome, customer_id)
                    values (:tenant, :id, :client, 'in', 'voice', :entry, '4001', :at, 'handled', :customer)
                    """,
                    sql -> sql.param("tenant", house.tenantId())
                            .param("client", house.clientId())
                            .param("entry", entryPoint)
                            .param("at", Rows.moment(began))
                            .param("customer", customer));
        }

        private void write(String sql, UnaryOperator<JdbcClient.StatementSpec> parameters) {
            application.getBean(Tenancy.class).asSystem(house.tenantId(), () -> {
                var database = application.getBean(JdbcClient.class);
                parameters.apply(database.sql(sql).param("id", id.value())).update();
            });
        }

        Contact led(String flow, int version, String... steps) {
            event("flow-started", Map.of("flow", flow, "version", Integer.toString(version)));
            for (var step : steps) {
                event("step-entered", Map.of("flow", flow, "step", step));
            }
            return this;
        }

        Contact event(String type, Map<String, String> data) {
            now = now.plusMillis(1_000);
            log.event(house.tenantId(), id, type, now, data).join();
            return this;
        }

        /// @param outcome as the history names it
        Contact ended(String outcome) {
            now = now.plusMillis(1_000);
            write(
                    "update interaction set outcome = :outcome, ended_at = :at, closed_at = :at where id = :id",
                    sql -> sql.param("outcome", outcome).param("at", Rows.moment(now)));
            return this;
        }

        /// Is still on the line.
        Contact goesOn() {
            write("update interaction set outcome = 'open' where id = :id", sql -> sql);
            return this;
        }

        /// One stay in a queue: waited 10 s and, if answered, talked 60 s.
        Contact stayed(long queue, String outcome, @Nullable Long agent) {
            boolean answered = outcome.equals("handled") || outcome.equals("transferred");
            var queued = now.plusSeconds(1);
            var left = queued.plusSeconds(10);
            now = answered ? left.plusSeconds(60) : left;
            application.getBean(Tenancy.class).asSystem(house.tenantId(), () -> {
                var database = application.getBean(JdbcClient.class);
                database.sql("""
                                update interaction set queued_at = coalesce(queued_at, :queued), queue_id = :queue,
                                    outcome = case when :outcome = 'transferred' then 'handled' else :outcome end,
                                    answered_at = coalesce(answered_at, :answered), ended_at = :ended,
                                    closed_at = :ended, wait_millis = 10000, agent_id = coalesce(:agent, agent_id)
                                 where id = :id
                                """)
                        .param("queued", Rows.moment(queued))
                        .param("queue", queue)
                        .param("outcome", outcome)
                        .param("answered", answered ? Rows.moment(left) : null)
                        .param("ended", Rows.moment(now))
                        .param("agent", agent)
                        .param("id", id.value())
                        .update();
                database.sql("""
                                insert into queue_entry (tenant_id, client_id, interaction_id, queue_id, position,
                                    queued_at, answered_at, ended_at, hold_millis, outcome, offers, agent_id)
                                values (:tenant, :client, :id, :queue, :position, :queued, :answered, :ended, 0,
                                    :outcome, 1, :agent)
                                """)
                        .param("tenant", house.tenantId())
                        .param("client", house.clientId())
                        .param("id", id.value())
                        .param("queue", queue)
                        .param("position", ++positions)
                        .param("queued", Rows.moment(queued))
                        .param("answered", answered ? Rows.moment(left) : null)
                        .param("ended", Rows.moment(now))
                        .param("outcome", outcome)
                        .param("agent", agent)
                        .update();
            });
            return this;
        }

        Instant began() {
            return began;
        }
    }

    Contact at(Instant began, @Nullable Long customer) {
        return new Contact(began, customer, null);
    }

    Contact at(Instant began, @Nullable Long customer, @Nullable Long entryPoint) {
        return new Contact(began, customer, entryPoint);
    }
}
