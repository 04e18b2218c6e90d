package org.callosum.server.desk;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.scripts.ProposedResults;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Which result a contact will probably be closed with (DSP-04): what its script proposes, what was chosen most
/// after the same last menu key of the same queue, what the same customer's last contact was closed with, what
/// the queue's contacts are closed with most. Counted over the queue's last 500 answered contacts of 90 days.
/// What was proposed and taken is kept.
@Service
class CodeSuggestions {
    static final String SCRIPT = "script";
    static final String PATH = "path";
    static final String EARLIER = "earlier";
    static final String QUEUE = "queue";
    private static final Duration LOOK_BACK = Duration.ofDays(90);
    private static final Duration EARLIER_WITHIN = Duration.ofDays(14);
    private static final int MOST = 3;

    /// Fewer contacts than these say nothing.
    private static final int LEAST = 5;

    /// Below a third of them a guess disturbs more than it helps.
    private static final double LEAST_SHARE = 1.0 / 3;

    private final ProposedResults scripts;
    private final JdbcClient database;
    private final Clock clock;

    CodeSuggestions(ProposedResults scripts, JdbcClient database, Clock clock) {
        this.scripts = scripts;
        this.database = database;
        this.clock = clock;
    }

    /// @param part of `whole` such contacts were closed with it; both 0 for `script` and `earlier`
    record Suggestion(String code, String source, int part, int whole) {}

    /// @param known codes that may be chosen
    @Transactional(readOnly = true)
    public List<Suggestion> of(long interaction, long queue, Collection<String> known) {
        if (known.isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<Suggestion>();
        scripts.of(interaction).forEach(code -> found.add(new Suggestion(code, SCRIPT, 0, 0)));
        var counts = counts(interaction, queue);
        best(counts, PATH, Count::samePath).ifPresent(found::add);
        var earlier = earlier(interaction);
        if (earlier != null) {
            found.add(new Suggestion(earlier, EARLIER, 0, 0));
        }
        best(counts, QUEUE, Count::all).ifPresent(found::add);
        var seen = new HashSet<String>();
        return found.stream()
                .filter(each -> known.contains(each.code()) && seen.add(each.code()))
                .limit(MOST)
                .toList();
    }

    /// How often a code was chosen; a code of null counts the contacts themselves.
    private record Count(@Nullable String code, int samePath, int all) {}

    private static java.util.Optional<Suggestion> best(
            List<Count> counts, String source, java.util.function.ToIntFunction<Count> of) {
        int whole =
                counts.stream().filter(each -> each.code() == null).mapToInt(of).sum();
        if (whole < LEAST) {
            return java.util.Optional.empty();
        }
        // ties go to the code that comes first in the alphabet
        return counts.stream()
                .filter(each -> each.code() != null)
                .max(Comparator.comparingInt(of)
                        .thenComparing(each -> Objects.requireNonNull(each.code()), Comparator.reverseOrder()))
                .filter(each -> of.applyAsInt(each) >= LEAST_SHARE * whole)
                .map(each -> new Suggestion(Objects.requireNonNull(each.code()), source, of.applyAsInt(each), whole));
    }

    private List<Count> counts(long interaction, long queue) {
        return database.sql("""
                        with path as (
                            select k.prompt, k.digits from interaction_key k
                             where k.interaction_id = :interaction and k.meaning is not null order by k.at desc, k.id desc limit 1),
                        recent as (
                            select i.id, exists (
                                    select from path p where (p.prompt, p.digits) = (
                                        select k.prompt, k.digits from interaction_key k
                                         where k.interaction_id = i.id and k.meaning is not null
                                         order by k.at desc, k.id desc limit 1)) as same,
                                   (select x.codes from interaction_disposition x where x.interaction_id = i.id
                                     order by x.revision desc limit 1) as codes
                              from interaction i
                             where i.queue_id = :queue and i.id <> :interaction and i.arrived_at > :since
                               and i.answered_at is not null and i.of_interaction_id is null
                             order by i.arrived_at desc limit 500)
                        select null as code, count(*) filter (where same) as same, count(*) as whole
                          from recent where cardinality(codes) > 0
                        union all
                        select c.code, count(*) filter (where same), count(*)
                          from recent cross join lateral unnest(codes) as c (code) group by c.code""")
                .param("interaction", interaction)
                .param("queue", queue)
                .param("since", Rows.moment(clock.instant().minus(LOOK_BACK)))
                .query((row, _) -> new Count(row.getString(1), row.getInt(2), row.getInt(3)))
                .list();
    }

    private @Nullable String earlier(long interaction) {
        return database
                .sql("""
                        select (select x.codes from interaction_disposition x where x.interaction_id = o.id
                                 order by x.revision desc limit 1) as codes
                          from interaction i
                          join interaction o on o.customer_id = i.customer_id and o.id <> i.id and o.client_id = i.client_id
                         where i.id = :interaction and o.answered_at is not null and o.of_interaction_id is null
                           and o.arrived_at > i.arrived_at - make_interval(days => :days)
                         order by o.arrived_at desc limit 1""")
                .param("interaction", interaction)
                .param("days", Math.toIntExact(EARLIER_WITHIN.toDays()))
                .query((row, _) -> Rows.strings(row, "codes"))
                .list()
                .stream()
                .flatMap(List::stream)
                .findFirst()
                .orElse(null);
    }

    /// Keeps what had been proposed and what came of it; a second time nothing changes.
    @Transactional
    public void keep(long interaction, long client, long agent, long queue, Set<String> known, List<String> chosen) {
        int place = 0;
        for (var each : of(interaction, queue, known)) {
            database.sql("""
                            insert into code_suggestion (tenant_id, client_id, interaction_id, agent_id, queue_id, at, code,
                                                         source, place, taken)
                            values (:tenant, :client, :interaction, :agent, :queue, :at, :code, :source, :place, :taken)
                            on conflict do nothing""")
                    .param("tenant", Tenancy.current().tenantId())
                    .param("client", client)
                    .param("interaction", interaction)
                    .param("agent", agent)
                    .param("queue", queue)
                    .param("at", Rows.moment(clock.instant()))
                    .param("code", each.code())
                    .param("source", each.source())
                    .param("place", place++)
                    .param("taken", chosen.contains(each.code()))
                    .update();
        }
    }
}
