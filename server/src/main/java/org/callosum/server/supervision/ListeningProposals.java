package org.callosum.server.supervision;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.tenancy.Tenancy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Whom to listen to next (LIV-05): agents in whose recorded conversations of the last two weeks the same sign was
/// heard again and again. A sign is measured sound, never a judgement, and a proposal is an occasion to help: it is
/// kept
/// nowhere and enters no appraisal.
@RestController
class ListeningProposals {
    static final Duration LOOKED_AT = Duration.ofDays(14);
    private static final int MOST = 10;

    private final JdbcClient database;
    private final Tenancy tenancy;
    private final Clock clock;

    ListeningProposals(JdbcClient database, Tenancy tenancy, Clock clock) {
        this.database = database;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    /// @param sign `silence` (20 s or longer), `overtalk` (a tenth of the conversation), `interrupting` (the
    ///     agent, once a minute), `raised` (the customer's voice)
    /// @param heard conversations with it, of `of` that lasted a minute
    @Schema(name = "ListeningProposal")
    record Proposal(
            String agentId,
            String name,

            @Schema(allowableValues = {"silence", "overtalk", "interrupting", "raised"})
            String sign,

            long heard,
            long of) {}

    @Schema(name = "ListeningProposals")
    record Proposals(List<Proposal> proposals) {}

    /// At least three conversations with the sign, and a fifth of all; the greatest share first. The reader sees the
    /// conversations of their clients only.
    @GetMapping("/api/floor/listening-proposals")
    @RequiresRight(Right.RECORDINGS_LISTEN)
    Proposals proposals() {
        return new Proposals(tenancy.asAccount(
                Tenancy.current(),
                () -> database.sql("""
                        with talk as (
                            select s.agent_id, s.longest_silence_millis >= 20000 as silence,
                                   s.overtalk_millis * 10 >= s.conversation_millis as overtalk,
                                   s.agent_interruptions * 60000 >= s.conversation_millis as interrupting,
                                   s.customer_raised_times > 0 as raised
                              from agent a join speech s on s.agent_id = a.id and s.began_at >= :since
                             where a.active and s.conversation_millis >= 60000),
                        heard as (
                            select agent_id, sign, count(*) filter (where found) as heard, count(*) as total
                              from talk cross join lateral (values ('silence', silence), ('overtalk', overtalk),
                                   ('interrupting', interrupting), ('raised', raised)) as signs (sign, found)
                             group by agent_id, sign)
                        select h.agent_id, a.name, h.sign, h.heard, h.total
                          from heard h join agent a on a.id = h.agent_id
                         where h.heard >= 3 and h.heard * 5 >= h.total
                         order by h.heard::float8 / h.total desc, h.heard desc, a.name, h.sign limit :most""")
                        .param("since", clock.instant().minus(LOOKED_AT).atOffset(ZoneOffset.UTC))
                        .param("most", MOST)
                        .query((row, _) -> new Proposal(
                                row.getString("agent_id"),
                                row.getString("name"),
                                row.getString("sign"),
                                row.getLong("heard"),
                                row.getLong("total")))
                        .list()));
    }
}
