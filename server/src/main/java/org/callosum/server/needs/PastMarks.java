package org.callosum.server.needs;

import java.time.Instant;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Puts marks of past contacts on record. Those whose time is over are cut off from their contacts by the
/// next round,
/// as any are.
@Component
public class PastMarks {
    private final JdbcClient database;
    private final Ids ids;

    PastMarks(JdbcClient database, Ids ids) {
        this.database = database;
        this.ids = ids;
    }

    /// @param kind [NeedType#NEED] or [NeedType#DECISION]
    @Transactional
    public void write(long client, long interaction, long queue, String kind, String code, Instant at) {
        database.sql("""
                        insert into contact_mark (id, tenant_id, client_id, kind, code, interaction_id, queue_id, at, lapses_at)
                        values (:id, :tenant, :client, :kind, :code, :interaction, :queue, :at, :lapses)""")
                .param("id", ids.next())
                .param("tenant", Tenancy.current().tenantId())
                .param("client", client)
                .param("kind", kind)
                .param("code", code)
                .param("interaction", interaction)
                .param("queue", queue)
                .param("at", Rows.moment(at))
                .param("lapses", Rows.moment(at.plus(Marks.LIFE)))
                .update();
    }
}
