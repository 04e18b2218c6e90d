package org.callosum.server.interactions;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What a contact was coded as, and what somebody made of that later. Nothing is overwritten: the record gets a new
/// revision, and the stored fact (`metrics.md` 0.1) a new one that names the one it replaces, so that figures and
/// history tell the same.
@Service
@Transactional
class DispositionCorrections {
    /// Why, as codes: the words of a person may name a customer, and this is kept longer than customers are.
    static final List<String> REASONS = List.of("wrong-choice", "new-facts", "review", "customer-said");

    private static final int MOST = 20;
    private static final TypeReference<List<Text>> TEXTS = new TypeReference<>() {};

    private final JdbcClient database;
    private final JsonMapper json;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;

    DispositionCorrections(JdbcClient database, JsonMapper json, Audit audit, Ids ids, Clock clock) {
        this.database = database;
        this.json = json;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /// Every revision, the first one first.
    @Transactional(readOnly = true)
    List<InteractionPage.Coded> of(long interaction) {
        return database.sql("""
                        select s.revision, s.at, coalesce(c.display_name, a.name, '') as author, s.codes, s.reason,
                               (select coalesce(jsonb_agg(coalesce(d.name, jsonb_build_object('en', o.code)) order by o.n), '[]')::text
                                  from unnest(s.codes) with ordinality as o (code, n)
                                  left join disposition d on d.client_id = s.client_id and d.code = o.code) as names
                          from interaction_disposition s
                          left join account c on s.set_by = 'account ' || c.id
                          left join agent a on s.set_by = 'agent ' || a.id
                         where s.interaction_id = :id order by s.revision""")
                .param("id", interaction)
                .query((row, _) -> new InteractionPage.Coded(
                        row.getInt("revision"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("author"),
                        List.of((String[]) row.getArray("codes").getArray()),
                        json.readValue(row.getString("names"), TEXTS),
                        row.getString("reason")))
                .list();
    }

    /// Writes what the contact is coded as from now on.
    ///
    /// @param seen the revision that was on the screen; 0 where nothing was coded. Another one: an edit conflict
    /// @param reason one of [#REASONS]
    /// @throws Problem `edit-conflict`; `interaction-open` while an agent still has it in hand; `fields-invalid`
    void correct(long interaction, List<String> codes, @Nullable Integer seen, @Nullable String reason) {
        if (reason == null || !REASONS.contains(reason)) {
            throw Problems.field("reason", reason == null || reason.isBlank() ? "required" : "unknown");
        }
        if (codes.size() > MOST) {
            throw Problems.field("codes", "too-long");
        }
        var found = database.sql(
                        "select client_id, closed_at is null as open from interaction where id = :id for update")
                .param("id", interaction)
                .query((row, _) -> new Found(row.getLong("client_id"), row.getBoolean("open")))
                .optional()
                .orElseThrow(() -> Problems.notFound("interaction", interaction));
        if (found.open()) {
            throw Problems.refused("interaction-open");
        }
        var known = database.sql("select code from disposition where client_id = :client and code in (:codes)")
                .param("client", found.client())
                .param("codes", codes.isEmpty() ? List.of("") : codes)
                .query(String.class)
                .set();
        if (!known.containsAll(codes)) {
            throw Problems.field("codes", "unknown");
        }
        var before = of(interaction);
        var last = before.isEmpty() ? null : before.getLast();
        int revision = last == null ? 0 : last.revision();
        if (seen == null || seen != revision) {
            throw Problems.editConflict(before);
        }
        var old = last == null ? List.<String>of() : last.codes();
        if (old.equals(codes)) {
            return;
        }
        revise(interaction, revision + 1, codes, reason);
        replace(interaction, codes);
        audit.record(
                "interaction-dispositions-corrected",
                "interaction",
                interaction,
                Map.of("old", old, "new", codes, "reason", reason));
    }

    private record Found(long client, boolean open) {}

    private void revise(long interaction, int revision, List<String> codes, String reason) {
        database.sql("""
                        insert into interaction_disposition (tenant_id, client_id, interaction_id, revision, at, set_by,
                               codes, reason)
                        select tenant_id, client_id, id, :revision, :at, :by, string_to_array(:codes, ' '), :reason
                          from interaction where id = :id""")
                .param("id", interaction)
                .param("revision", revision)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param(
                        "by",
                        "account "
                                + Objects.requireNonNullElse(Tenancy.current().accountId(), 0L))
                .param("codes", String.join(" ", codes))
                .param("reason", reason)
                .update();
    }

    /// The fact of the last stay that an agent closed; where there was none, nothing was ever counted.
    private void replace(long interaction, List<String> codes) {
        database.sql("""
                        insert into queue_entry (tenant_id, client_id, interaction_id, queue_id, position, queued_at,
                               answered_at, ended_at, hold_millis, wrap_up_end, outcome, agent_id, offers, dispositions,
                               replaces)
                        select tenant_id, client_id, interaction_id, queue_id, :position, queued_at, answered_at, ended_at,
                               hold_millis, wrap_up_end, outcome, agent_id, offers, string_to_array(:codes, ' '), id
                          from queue_entry e
                         where interaction_id = :id and answered_at is not null
                           and not exists (select from queue_entry c where c.replaces = e.id)
                         order by queued_at desc, id desc limit 1""")
                .param("id", interaction)
                .param("position", -ids.next())
                .param("codes", String.join(" ", codes))
                .update();
    }
}
