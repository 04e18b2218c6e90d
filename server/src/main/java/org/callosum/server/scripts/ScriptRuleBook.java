package org.callosum.server.scripts;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.kernel.expression.Expression;
import org.callosum.kernel.expression.Names;
import org.callosum.kernel.expression.Names.Name;
import org.callosum.kernel.expression.Type;
import org.callosum.kernel.expression.Value;
import org.callosum.server.customers.Customer;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Which script for which contact: what its flow says (the queue step's attribute `script`), else the first rule of
/// the client that fits.
@Service
public class ScriptRuleBook {
    private static final TypeReference<List<ScriptView.Rule>> RULES = new TypeReference<>() {};
    private static final int MOST = 200;
    private static final int LONGEST_CONDITION = 2_000;

    /// What conditions may name. `reasons`: codes that the flow gave the contact.
    static final Names NAMES = Names.of(
            new Name("queue", Type.TEXT),
            new Name("channel", Type.TEXT, List.of("voice", "chat", "email", "task")),
            new Name("direction", Type.TEXT, List.of("in", "out")),
            new Name("language", Type.TEXT, List.of("en", "zh-Hans", "zh-Hant")),
            new Name("customer.known", Type.TRUTH),
            new Name("customer.rank", Type.NUMBER),
            new Name("customer.level", Type.TEXT),
            new Name("reasons", Type.TEXTS));

    private final JdbcClient database;
    private final JsonMapper json;
    private final Audit audit;

    ScriptRuleBook(JdbcClient database, JsonMapper json, Audit audit) {
        this.database = database;
        this.json = json;
        this.audit = audit;
    }

    @Transactional(readOnly = true)
    ScriptView.Rules of(long client) {
        return database.sql("select rules::text as rules, version from script_rules where client_id = :client")
                .param("client", client)
                .query((row, _) ->
                        new ScriptView.Rules(json.readValue(row.getString("rules"), RULES), row.getInt("version")))
                .optional()
                .orElseGet(() -> new ScriptView.Rules(List.of(), 0));
    }

    /// A script's code, and whether a rule or the flow named it.
    record Chosen(String script, String how) {}

    /// @param live whether a script of this code serves the client
    @Nullable
    Chosen choose(ScriptStore.Contact contact, @Nullable Customer customer, java.util.function.Predicate<String> live) {
        var named = contact.attributes().get("script");
        if (named != null && live.test(named)) {
            return new Chosen(named, "flow");
        }
        var values = values(contact, customer);
        for (var rule : of(contact.client()).rules()) {
            var script = rule.script();
            if (script != null
                    && (rule.queue() == null || rule.queue().equals(contact.queue()))
                    && holds(rule.when(), values)
                    && live.test(script)) {
                return new Chosen(script, "rule");
            }
        }
        return null;
    }

    private static boolean holds(@Nullable String when, Map<String, Value> values) {
        return when == null
                || (Expression.parse(when, NAMES, Type.TRUTH) instanceof Expression.Parsed.Sound(var condition)
                        && condition.holds(name -> values.getOrDefault(name, Value.ABSENT)));
    }

    private static Map<String, Value> values(ScriptStore.Contact contact, @Nullable Customer customer) {
        var values = new HashMap<String, Value>();
        if (contact.queue() != null) {
            values.put("queue", Value.of(contact.queue()));
        }
        values.put("channel", Value.of(contact.channel()));
        values.put("direction", Value.of(contact.direction()));
        values.put("language", Value.of(contact.language()));
        values.put("customer.known", Value.of(customer != null));
        if (customer != null) {
            values.put("customer.rank", Value.of(Objects.requireNonNullElse(customer.valueRank(), 0)));
            values.put("customer.level", Value.of(Objects.requireNonNullElse(customer.memberLevel(), "")));
        }
        values.put(
                "reasons",
                new Value.Texts(new LinkedHashSet<>(contact.attributes().values())));
        return values;
    }

    /// Replaces the rules of a client.
    ///
    /// @param version as last seen; 0 for the first
    /// @throws Problem `fields-invalid`, `edit-conflict` with the rules there are
    @Transactional
    ScriptView.Rules change(long client, @Nullable List<ScriptView.Rule> rules, @Nullable Integer version) {
        var fields = new Fields();
        fields.present("version", version);
        fields.present("rules", rules);
        fields.count("rules", rules, MOST);
        var wanted = Objects.requireNonNullElse(rules, List.<ScriptView.Rule>of());
        if (wanted.size() <= MOST) {
            for (int i = 0; i < wanted.size(); i++) {
                check(fields, "rules[" + i + "].", wanted.get(i));
            }
        }
        fields.check();
        var there = database.sql("select exists (select from client where id = :client)")
                .param("client", client)
                .query((row, _) -> row.getBoolean(1))
                .single();
        if (!there) {
            throw Problems.notFound("client", Ids.text(client));
        }
        int changed = database.sql("""
                        insert into script_rules (client_id, tenant_id, rules, version)
                        values (:client, :tenant, cast(:rules as jsonb), 1)
                        on conflict (client_id) do update set rules = excluded.rules, version = script_rules.version + 1
                        where script_rules.version = :version""")
                .param("client", client)
                .param("tenant", Tenancy.current().tenantId())
                .param("rules", json.writeValueAsString(wanted))
                .param("version", Objects.requireNonNull(version))
                .update();
        if (changed == 0) {
            throw Problems.editConflict(of(client));
        }
        audit.record("script-rules-changed", "client", client, Map.of("rules", wanted.size()));
        return of(client);
    }

    /// Gives a client that has no rules yet these: queue and script, then one for every other contact.
    @Transactional
    public void bring(long client, List<List<String>> byQueue, String otherwise) {
        var rules = new java.util.ArrayList<ScriptView.Rule>();
        byQueue.forEach(each -> rules.add(new ScriptView.Rule(each.get(1), each.get(0), null)));
        rules.add(new ScriptView.Rule(otherwise, null, null));
        database.sql("""
                        insert into script_rules (client_id, tenant_id, rules, version)
                        values (:client, :tenant, cast(:rules as jsonb), 1) on conflict (client_id) do nothing""")
                .param("client", client)
                .param("tenant", Tenancy.current().tenantId())
                .param("rules", json.writeValueAsString(rules))
                .update();
    }

    private static void check(Fields fields, String at, ScriptView.Rule rule) {
        fields.code(at + "script", rule.script());
        if (rule.queue() != null) {
            fields.code(at + "queue", rule.queue());
        }
        var when = rule.when();
        fields.length(at + "when", when, LONGEST_CONDITION);
        if (when != null
                && when.length() <= LONGEST_CONDITION
                && Expression.parse(when, NAMES, Type.TRUTH) instanceof Expression.Parsed.Faulty(var problems)) {
            fields.add(
                    at + "when",
                    "wrong-condition",
                    Map.of("why", problems.getFirst().message()));
        }
    }
}
