package org.callosum.server.customers.goods;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Keeps each client's [ValueRule] and applies it.
@Service
@Transactional
public class ValueRules {
    private static final String SELECT = """
            select c.id, v.version, v.settings::text as settings from client c left join value_rule v on v.client_id = c.id
            """;

    /// Contribution of customers, in the smallest unit of the rule's currency. Both dates are days.
    private static final String CONTRIBUTION = """
            select c.id as customer_id, c.value_rank,
                   coalesce((select sum(o.total_minor) from customer_order o
                              where o.customer_id = c.id and o.currency = :currency and o.placed_at >= :from
                                and o.state not in ('cancelled', 'returned')), 0) * :orderMargin / 100
                 + coalesce((select sum(coalesce(h.price_minor, p.price_minor, 0)
                                 * greatest(0, (least(coalesce(h.until, cast(:today as date)), cast(:today as date))
                                              - greatest(h.since, cast(:fromDay as date))) / 30))
                               from customer_product h join product p on p.id = h.product_id
                              where h.customer_id = c.id and h.kind = 'bought' and coalesce(h.currency, p.currency) = :currency
                                and p.kind = 'service'), 0) * :productMargin / 100 as contribution
              from customer c where c.erased_at is null and c.merged_into is null
            """;

    private final JdbcClient database;
    private final JsonMapper json;
    private final Ids ids;
    private final Audit audit;
    private final Clock clock;

    ValueRules(JdbcClient database, JsonMapper json, Ids ids, Audit audit, Clock clock) {
        this.database = database;
        this.json = json;
        this.ids = ids;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<ValueRule> all() {
        return database.sql(SELECT + "order by c.code")
                .query((row, _) -> rule(row))
                .list();
    }

    @Transactional(readOnly = true)
    public ValueRule of(long client) {
        return database.sql(SELECT + "where c.id = :client")
                .param("client", client)
                .query((row, _) -> rule(row))
                .optional()
                .orElseThrow(() -> Problems.notFound("client", client));
    }

    private ValueRule rule(ResultSet row) throws SQLException {
        var client = Rows.id(row, "id");
        var settings = row.getString("settings");
        return settings == null
                ? ValueRule.usual(client)
                : json.readValue(settings, ValueRule.class).of(client, row.getInt("version"));
    }

    public ValueRule put(ValueRule wanted) {
        var fields = new Fields();
        var client = fields.id("clientId", wanted.clientId());
        fields.requiredRange("months", wanted.months(), 1, 60);
        fields.requiredRange("orderMargin", wanted.orderMargin(), 0, 100);
        fields.requiredRange("productMargin", wanted.productMargin(), 0, 100);
        fields.required("currency", wanted.currency(), 3);
        Money.currency(fields, wanted.currency());
        var thresholds = wanted.thresholdsMinor();
        if (thresholds == null || thresholds.size() != ValueRule.RANKS) {
            fields.add("thresholdsMinor", "wrong-count", Map.of("count", ValueRule.RANKS));
        } else {
            for (var i = 0; i < thresholds.size(); i++) {
                var amount = thresholds.get(i);
                if (amount == null
                        || amount < 0
                        || amount > Money.MOST_MINOR
                        || (i > 0 && amount <= thresholds.get(i - 1))) {
                    fields.add("thresholdsMinor", "not-rising");
                    break;
                }
            }
        }
        fields.check();
        var before = of(client);
        var changed = database.sql("""
                        insert into value_rule (client_id, tenant_id, version, settings)
                        values (:client, :tenant, 1, cast(:settings as jsonb))
                        on conflict (client_id) do update set settings = cast(:settings as jsonb),
                               version = value_rule.version + 1 where value_rule.version = :version""")
                .param("client", client)
                .param("tenant", Tenancy.current().tenantId())
                .param("version", Objects.requireNonNullElse(wanted.version(), 0))
                .param("settings", json.writeValueAsString(wanted.of(Long.toString(client), 0)))
                .update();
        if (changed == 0) {
            throw Problems.editConflict(before);
        }
        var after = of(client);
        audit.record("value-rule-changed", "client", client, Changes.between(before, after));
        return after;
    }

    /// @param contributionMinor in the smallest unit of the rule's currency
    record Ranked(long customer, @Nullable Integer rank, int computed, long contributionMinor) {}

    @Transactional(readOnly = true)
    @Nullable
    Ranked of(ValueRule rule, long customer) {
        return database.sql(CONTRIBUTION + " and c.id = :customer")
                .params(values(rule))
                .param("customer", customer)
                .query((row, _) -> ranked(rule, row))
                .optional()
                .orElse(null);
    }

    private static Ranked ranked(ValueRule rule, ResultSet row) throws SQLException {
        long contribution = row.getLong("contribution");
        return new Ranked(
                row.getLong("customer_id"), Rows.intOrNull(row, "value_rank"), rule.rank(contribution), contribution);
    }

    private Map<String, @Nullable Object> values(ValueRule rule) {
        var values = new HashMap<String, @Nullable Object>();
        var today = clock.instant().atOffset(ZoneOffset.UTC);
        var from = today.minusMonths(Objects.requireNonNull(rule.months()));
        values.put("currency", rule.currency());
        values.put("from", from);
        values.put("fromDay", from.toLocalDate());
        values.put("today", today.toLocalDate());
        values.put("orderMargin", rule.orderMargin());
        values.put("productMargin", rule.productMargin());
        return values;
    }

    /// Clients whose rule somebody saved.
    @Transactional(readOnly = true)
    List<Long> ruled() {
        return database.sql(
                        "select r.client_id from value_rule r join client c on c.id = r.client_id where c.active order by 1")
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /// Writes the computed rank on the record of every customer of a client; each change can be taken
    /// back as any other edit.
    ///
    /// @return how many ranks changed
    public int apply(long client) {
        var rule = of(client);
        var changed = 0;
        for (var each : database.sql(CONTRIBUTION + " and c.client_id = :client")
                .params(values(rule))
                .param("client", client)
                .query((row, _) -> ranked(rule, row))
                .list()) {
            if (!Objects.equals(each.rank(), each.computed())) {
                changed++;
                database.sql("update customer set value_rank = :rank, version = version + 1 where id = :id")
                        .param("rank", each.computed())
                        .param("id", each.customer())
                        .update();
                var old = each.rank();
                database.sql("""
                                insert into customer_change (id, tenant_id, client_id, customer_id, account_id, account_name, changes)
                                values (:id, :tenant, :client, :customer, :account, :name, cast(:changes as jsonb))""")
                        .param("id", ids.next())
                        .param("tenant", Tenancy.current().tenantId())
                        .param("client", client)
                        .param("customer", each.customer())
                        .param("account", Tenancy.current().accountId())
                        .param("name", Tenancy.current().name())
                        .param(
                                "changes",
                                json.writeValueAsString(Map.of(
                                        "valueRank", Map.of("old", old == null ? "" : old, "new", each.computed()))))
                        .update();
            }
        }
        audit.record("value-rule-applied", "client", client, Map.of("changed", changed));
        return changed;
    }
}
