package org.callosum.server.duties;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What owners owe, as it was last found, and what each of them said to it. Rooms tell it what was settled, so that
/// nothing is asked for that has just been done.
///
/// ```java
/// duties.settled("page-review", "page", "returns", "");
/// ```
@Service
@Transactional
public class Duties {
    /// Of one account; what is beyond stands in the rooms' own lists.
    static final int MOST = 200;

    private static final Duration LONGEST_PUT_OFF = Duration.ofDays(31);

    private final JdbcClient database;
    private final Ids ids;
    private final Clock clock;

    Duties(JdbcClient database, Ids ids, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /// What waits for the current account, the oldest first.
    @Transactional(readOnly = true)
    List<Duty> mine() {
        var account = Tenancy.current().accountId();
        if (account == null) {
            return List.of();
        }
        var now = clock.instant();
        return database.sql("select * from duty where account_id = :account order by due_at, id limit :most")
                .param("account", account)
                .param("most", MOST)
                .query((row, _) -> duty(row, now))
                .list();
    }

    /// Its owner knows: it asks no more, save once when it becomes late after that.
    ///
    /// @throws Problem `not-found` for one of somebody else, too
    void noticed(long id) {
        change(id, clock.instant(), null);
    }

    /// It asks again at a moment.
    ///
    /// @param until ahead, at most 31 days
    void putOff(long id, @Nullable Instant until) {
        var fields = new Fields();
        fields.present("until", until);
        var now = clock.instant();
        if (until != null && (!until.isAfter(now) || until.isAfter(now.plus(LONGEST_PUT_OFF)))) {
            fields.add("until", "out-of-range", Map.of("limit", now.plus(LONGEST_PUT_OFF)));
        }
        fields.check();
        change(id, null, until);
    }

    private void change(long id, @Nullable Instant noticed, @Nullable Instant until) {
        int changed = database.sql("""
                        update duty set noticed_at = cast(:noticed as timestamptz), put_off_until = cast(:until as timestamptz)
                         where id = :id and account_id = :account""")
                .param("noticed", Rows.moment(noticed))
                .param("until", Rows.moment(until))
                .param("id", id)
                .param("account", Objects.requireNonNullElse(Tenancy.current().accountId(), 0L))
                .update();
        if (changed == 0) {
            throw Problems.notFound("duty", id);
        }
    }

    /// Something was done: nobody is asked for it any more. In the transaction that did it.
    ///
    /// @param mark how the marks meant begin; empty: all
    public void settled(String kind, String about, String code, String mark) {
        database.sql(
                        "delete from duty where kind = :kind and about = :about and code = :code and starts_with(mark, :mark)")
                .param("kind", kind)
                .param("about", about)
                .param("code", code)
                .param("mark", mark)
                .update();
    }

    /// Replaces what was found before; what its owner said stays with whatever is still owed.
    ///
    /// @return how many are owed
    int found(List<Owed> owed, Instant now) {
        var counts = new HashMap<Long, Integer>();
        int kept = 0;
        for (var each : owed) {
            if (!each.dueAt().isAfter(now) && counts.merge(each.account(), 1, Integer::sum) <= MOST) {
                kept += keep(each, now);
            }
        }
        database.sql("delete from duty where found_at < :now")
                .param("now", Rows.moment(now))
                .update();
        return kept;
    }

    private int keep(Owed owed, Instant now) {
        return database.sql("""
                        insert into duty (id, tenant_id, client_id, account_id, kind, about, code, mark, title, due_at, late_at,
                                          found_at)
                        select :id, :tenant, :client, a.id, :kind, :about, :code, :mark, cast(:title as jsonb), :due, :late, :now
                          from account a where a.id = :account and a.active
                        on conflict (tenant_id, account_id, kind, about, code, mark) do update
                           set client_id = excluded.client_id, title = excluded.title, due_at = excluded.due_at,
                               late_at = excluded.late_at, found_at = excluded.found_at""")
                .param("id", ids.next())
                .param("tenant", Tenancy.current().tenantId())
                .param("client", owed.client() == null ? null : owed.client().value())
                .param("account", owed.account())
                .param("kind", owed.kind())
                .param("about", owed.about())
                .param("code", owed.code())
                .param("mark", owed.mark())
                .param("title", owed.title().json())
                .param("due", Rows.moment(owed.dueAt()))
                .param("late", Rows.moment(owed.lateAt()))
                .param("now", Rows.moment(now))
                .update();
    }

    private static Duty duty(ResultSet row, Instant now) throws SQLException {
        var lateAt = Rows.instant(row, "late_at");
        var noticed = Rows.instantOrNull(row, "noticed_at");
        var until = Rows.instantOrNull(row, "put_off_until");
        boolean late = !lateAt.isAfter(now);
        boolean known = noticed != null && !(late && noticed.isBefore(lateAt));
        boolean later = until != null && until.isAfter(now);
        return new Duty(
                Rows.id(row, "id"),
                row.getString("kind"),
                row.getString("about"),
                row.getString("code"),
                row.getString("mark"),
                Rows.text(row, "title"),
                Rows.instant(row, "due_at"),
                lateAt,
                late,
                !known && !later,
                later ? until : null);
    }
}
