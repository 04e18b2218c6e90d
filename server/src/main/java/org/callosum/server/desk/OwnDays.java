package org.callosum.server.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.callosum.forms.CheckedForm;
import org.callosum.server.desk.DeskPerson.Me;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.forms.Answering;
import org.callosum.server.forms.Forms;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What an agent has done today, told to nobody but them.
@Service
class OwnDays {
    private static final TypeReference<LinkedHashMap<String, AnswerBody>> ANSWERS = new TypeReference<>() {};
    private static final Duration RECENT = Duration.ofDays(28);

    /// Fewer, and a mean of all would tell of one colleague.
    private static final int FEWEST = 3;

    private final DeskStore store;
    private final Forms forms;
    private final Tenancy tenancy;
    private final JdbcClient database;
    private final JsonMapper json;
    private final Clock clock;

    OwnDays(DeskStore store, Forms forms, Tenancy tenancy, JdbcClient database, JsonMapper json, Clock clock) {
        this.store = store;
        this.forms = forms;
        this.tenancy = tenancy;
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    OwnDay of(Me me) {
        return tenancy.asSystem(me.tenant(), () -> {
            var agent = store.agent(me.agent());
            if (agent == null) {
                throw Problems.refused("not-an-agent");
            }
            var now = clock.instant();
            var zone = ZoneId.of(agent.timeZone());
            var since = now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
            return new OwnDay(
                    since, queues(agent.id(), since), promises(me.account(), since, now), plays(me.account(), now));
        });
    }

    private java.util.List<OwnDay.OfQueue> queues(long agent, Instant since) {
        return database.sql("""
                        with mine as (
                            select distinct queue_id from queue_entry
                             where agent_id = :agent and answered_at >= cast(:since as timestamptz) - interval '1 day'
                               and coalesce(wrap_up_end, ended_at) >= :since and kind in ('customer', 'call-back')),
                        done as (
                            select e.queue_id, e.agent_id, e.hold_millis,
                                   extract(epoch from coalesce(e.wrap_up_end, e.ended_at) - e.answered_at) * 1000 as handle,
                                   extract(epoch from coalesce(e.wrap_up_end, e.ended_at) - e.ended_at) * 1000 as wrap_up
                              from queue_entry e join mine on mine.queue_id = e.queue_id
                             where e.queued_at >= cast(:since as timestamptz) - interval '1 day'
                               and e.answered_at is not null and e.agent_id is not null and e.kind in ('customer', 'call-back')
                               and coalesce(e.wrap_up_end, e.ended_at) >= :since
                               and not exists (select from queue_entry later where later.replaces = e.id))
                        select q.id, q.name::text as name, count(*) filter (where d.agent_id = :agent) as contacts,
                               count(distinct d.agent_id) as agents,
                               avg(d.handle) filter (where d.agent_id = :agent)::bigint as my_handle,
                               avg(d.hold_millis) filter (where d.agent_id = :agent)::bigint as my_hold,
                               avg(d.wrap_up) filter (where d.agent_id = :agent)::bigint as my_wrap,
                               avg(d.handle)::bigint as handle, avg(d.hold_millis)::bigint as hold, avg(d.wrap_up)::bigint as wrap
                          from done d join queue q on q.id = d.queue_id
                         group by q.id, q.name having count(*) filter (where d.agent_id = :agent) > 0
                         order by contacts desc, q.id""")
                .param("agent", agent)
                .param("since", Rows.moment(since))
                .query((row, _) -> new OwnDay.OfQueue(
                        Rows.id(row, "id"),
                        Rows.text(row, "name"),
                        row.getInt("contacts"),
                        means(row, "my_handle", "my_hold", "my_wrap"),
                        row.getInt("agents") < FEWEST ? null : means(row, "handle", "hold", "wrap")))
                .list();
    }

    private static OwnDay.Means means(ResultSet row, String handle, String hold, String wrap) throws SQLException {
        return new OwnDay.Means(row.getLong(handle), row.getLong(hold), row.getLong(wrap));
    }

    private OwnDay.Promises promises(long account, Instant since, Instant now) {
        return database.sql("""
                        select count(*) as due, count(*) filter (where closed and closed_at <= due_at) as kept
                          from service_case where owner_id = :account and due_at >= :since and due_at < :now""")
                .param("account", account)
                .param("since", Rows.moment(since))
                .param("now", Rows.moment(now))
                .query((row, _) -> new OwnDay.Promises(row.getInt("kept"), row.getInt("due")))
                .single();
    }

    private record Play(
            long id,
            Instant at,
            String form,
            int version,
            @Nullable String scored,
            int count) {}

    private OwnDay.RolePlays plays(long account, Instant now) {
        return database.sql("""
                        select id, coalesce(ended_at, began_at) as at, form, form_version, player_score::text as scored,
                               count(*) over () as plays
                          from role_play where agent_id = :account and state = 'done' and began_at >= :recent
                         order by began_at desc, id desc limit 1""")
                .param("account", account)
                .param("recent", Rows.moment(now.minus(RECENT)))
                .query((row, _) -> new Play(
                        row.getLong("id"),
                        Rows.instant(row, "at"),
                        Objects.requireNonNull(row.getString("form")),
                        row.getInt("form_version"),
                        row.getString("scored"),
                        row.getInt("plays")))
                .optional()
                .map(play -> new OwnDay.RolePlays(play.count(), Long.toString(play.id()), play.at(), score(play)))
                .orElseGet(() -> new OwnDay.RolePlays(0, null, null, null));
    }

    private @Nullable Double score(Play play) {
        CheckedForm form = forms.checked(play.form(), play.version());
        if (form == null || play.scored() == null) {
            return null;
        }
        Map<String, AnswerBody> answers = json.readValue(play.scored(), ANSWERS);
        var score = form.fill(AnswerBody.read(Answering.nullable(answers))).score();
        return score == null ? null : score.total();
    }
}
