package org.callosum.server.identity;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the audit log.
@RestController
class AuditController {
    private static final String MATCHING = """
            from audit
            where (cast(:from as timestamptz) is null or at >= :from) and (cast(:to as timestamptz) is null or at < :to)
              and (cast(:action as text) is null or action = :action) and (cast(:account as bigint) is null or account_id = :account)
              and (account_name ilike :q or action ilike :q or entity ilike :q or entity_id ilike :q or details::text ilike :q)""";

    private final JdbcClient database;
    private final JsonMapper json;

    AuditController(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    record AuditEntry(
            String id,
            Instant at,
            @Nullable String accountId,
            String accountName,
            String action,
            String entity,
            @Nullable String entityId,
            JsonNode details,
            String source) {}

    @RequiresRight(Right.AUDIT_VIEW)
    @GetMapping("/api/audit")
    @Transactional(readOnly = true)
    public Page<AuditEntry> list(
            PageQuery page,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable String action,
            @RequestParam @Nullable String account) {
        var filters = new java.util.HashMap<String, @Nullable Object>();
        filters.put("from", utc(from));
        filters.put("to", utc(to));
        filters.put("action", action);
        filters.put("account", account == null ? null : Ids.parse(account));
        filters.put("q", page.like());
        List<AuditEntry> entries = database.sql("select * " + MATCHING + " order by "
                        + page.orderBy(Map.of("at", "at", "account", "account_name", "action", "action"), "at desc")
                        + ", id desc limit :limit offset :offset")
                .params(filters)
                .param("limit", page.limit())
                .param("offset", page.offset())
                .query((row, _) -> new AuditEntry(
                        Ids.text(row.getLong("id")),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("account_id"),
                        row.getString("account_name"),
                        row.getString("action"),
                        row.getString("entity"),
                        row.getString("entity_id"),
                        json.readTree(row.getString("details")),
                        row.getString("source")))
                .list();
        return new Page<>(
                entries,
                database.sql("select count(*) " + MATCHING)
                        .params(filters)
                        .query(Long.class)
                        .single());
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
