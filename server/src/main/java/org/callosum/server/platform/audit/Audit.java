package org.callosum.server.platform.audit;

import java.util.Map;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// The append-only list of who did what. An entry is written in the transaction of the act, so that neither stands
/// without the other. Details hold codes, ids and field names, never a customer's data.
@Service
public class Audit {
    private final JdbcClient database;
    private final Ids ids;
    private final JsonMapper json;

    Audit(JdbcClient database, Ids ids, JsonMapper json) {
        this.database = database;
        this.ids = ids;
        this.json = json;
    }

    /// Records an act of the current account.
    ///
    /// @param action in kebab case, past tense where it reads well: `account-created`, `recording-listened`
    /// @param entity what kind of thing, such as `account`
    @Transactional
    public void record(String action, String entity, @Nullable Object entityId, Map<String, ?> details) {
        AccountContext who = Tenancy.current();
        database.sql("""
                        insert into audit (id, tenant_id, account_id, account_name, action, entity, entity_id, details, source)
                        values (:id, :tenant, :account, :name, :action, :entity, :entityId, cast(:details as jsonb), :source)""")
                .param("id", ids.next())
                .param("tenant", who.tenantId())
                .param("account", who.accountId())
                .param("name", who.name())
                .param("action", action)
                .param("entity", entity)
                .param("entityId", entityId == null ? null : entityId.toString())
                .param("details", json.writeValueAsString(details))
                .param("source", who.source())
                .update();
    }

    /// As [#record(String, String, Object, Map)], without details.
    @Transactional // a call on this very object passes the proxy by, and the row belongs to nobody
    public void record(String action, String entity, @Nullable Object entityId) {
        record(action, entity, entityId, Map.of());
    }
}
