package org.callosum.server.escalations;

import java.time.Instant;
import java.util.HashMap;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Puts escalations of the past on record; their cases are there already.
@Component
public class PastEscalations {
    private final JdbcClient database;
    private final Ids ids;

    PastEscalations(JdbcClient database, Ids ids) {
        this.database = database;
        this.ids = ids;
    }

    /// @param caseId where it is worked on
    /// @param route code of the client's line in the table of who is responsible
    /// @param way `transfer`, `consult` or `case`
    /// @param team of the agent at that time
    public record Past(
            long client,
            long interaction,
            long caseId,
            String route,
            String sign,
            String way,
            long agent,
            @Nullable Long team,
            Instant at) {}

    /// Nothing where the client has no such line any more.
    @Transactional
    public void write(Past past) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("id", ids.next());
        values.put("tenant", Tenancy.current().tenantId());
        values.put("client", past.client());
        values.put("interaction", past.interaction());
        values.put("case", past.caseId());
        values.put("route", past.route());
        values.put("sign", past.sign());
        values.put("way", past.way());
        values.put("agent", past.agent());
        values.put("team", past.team());
        values.put("at", Rows.moment(past.at()));
        database.sql("""
                        insert into escalation (id, tenant_id, client_id, interaction_id, case_id, route_id, department_id,
                                                sign, way, queue_id, agent_id, team_id, at)
                        select :id, :tenant, :client, :interaction, :case, r.id, r.department_id, :sign, :way, r.queue_id,
                               :agent, cast(:team as bigint), :at
                          from escalation_route r where r.client_id = :client and r.code = :route""").params(values).update();
    }
}
