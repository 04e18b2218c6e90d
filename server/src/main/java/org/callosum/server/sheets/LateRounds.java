package org.callosum.server.sheets;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.duties.DutySource;
import org.callosum.server.duties.Owed;
import org.callosum.server.platform.text.Language;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Rounds that are late remind the leader of the team they are about, an agent's the leader of the agent's team; any
/// other
/// whoever put the kind into service. They are late from the first reminder on, so they ask once a period.
@Component
class LateRounds implements DutySource {
    static final String OWED = "round-late";

    private final SheetsDue due;
    private final SheetTypes types;
    private final JdbcClient database;

    LateRounds(SheetsDue due, SheetTypes types, JdbcClient database) {
        this.due = due;
        this.types = types;
        this.database = database;
    }

    @Override
    public List<Owed> owed(Instant now) {
        var late = due.all().items().stream()
                .filter(each -> each.state().equals("late"))
                .toList();
        if (late.isEmpty()) {
            return List.of();
        }
        var live = new HashMap<String, SheetTypes.Live>();
        types.live().forEach(type -> live.put(type.code(), type));
        var ofTeams = accounts(
                "select t.id::text, a.account_id from team t join agent a on a.id = t.leader_id where a.account_id is not null");
        var ofAgents = accounts("""
                select m.agent_id::text, a.account_id from team_member m join team t on t.id = m.team_id
                  join agent a on a.id = t.leader_id
                 where a.account_id is not null and m.valid_from <= current_date
                   and (m.valid_to is null or m.valid_to > current_date)""");
        var approvers = accounts("""
                select distinct on (d.code) d.code, n.author_id from definition d join definition_act n on n.definition_id = d.id
                 where d.kind = 'sheet-type' and n.act = 'approved' and n.author_id is not null
                 order by d.code, n.id desc""");
        var owed = new ArrayList<Owed>();
        for (var each : late) {
            var type = live.get(each.type());
            if (type == null) {
                continue;
            }
            var about = Objects.toString(each.subjectId(), "");
            var owner = switch (Objects.requireNonNull(type.type().subject())) {
                case "team" -> ofTeams.get(about);
                case "agent" -> ofAgents.get(about);
                default -> null;
            };
            var account = owner == null ? approvers.get(each.type()) : owner;
            if (account != null) {
                owed.add(owed(each, type, account));
            }
        }
        return owed;
    }

    private static Owed owed(SheetView.Due late, SheetTypes.Live type, long account) {
        var lateSince = Objects.requireNonNull(late.dueBy());
        return new Owed(
                OWED,
                SheetTypes.KIND,
                late.type(),
                mark(late.subjectId()) + Objects.requireNonNull(late.from()).getEpochSecond(),
                account,
                type.client(),
                late.subjectName() == null ? late.typeName() : joined(late.typeName(), late.subjectName()),
                lateSince,
                lateSince);
    }

    /// How the marks of one subject begin.
    static String mark(@Nullable String subjectId) {
        return Objects.toString(subjectId, "") + "@";
    }

    private static Text joined(Text kind, Text subject) {
        return Text.of(
                kind.in(Language.EN) + " · " + subject.in(Language.EN),
                kind.in(Language.ZH_HANS) + " · " + subject.in(Language.ZH_HANS),
                kind.in(Language.ZH_HANT) + " · " + subject.in(Language.ZH_HANT));
    }

    private Map<String, Long> accounts(String sql) {
        var accounts = new HashMap<String, Long>();
        database.sql(sql)
                .query((row, _) -> accounts.put(row.getString(1), row.getLong(2)))
                .list();
        return accounts;
    }
}
