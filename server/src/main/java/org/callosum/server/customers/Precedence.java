package org.callosum.server.customers;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// Who comes first among a client's callers (RTG-13): points of priority beside the flow's and the queue's own. What a
/// point is worth in waiting time is the queue's to say.
///
/// @param rankFrom the lowest value rank that gets `rankPoints`, 1 to 5
/// @param rankPoints 0 to 3
/// @param casePoints for a customer with open cases, 0 to 3
/// @param levels the client's member levels; a customer of another, or of none, gets nothing for it
@Answered(except = "levels")
public record Precedence(
        @Nullable String clientId,
        @Nullable Integer version,
        @Nullable Integer rankFrom,
        @Nullable Integer rankPoints,
        @Nullable Integer casePoints,
        @Nullable List<Level> levels) {
    /// @param name as it stands on customers' records, at most 60 characters
    /// @param points 0 to 3
    @Schema(name = "MemberLevel")
    @Answered(except = {"name", "points"})
    public record Level(@Nullable String name, @Nullable Integer points) {}

    /// What a customer's precedence is made of, in points.
    public record Points(int rank, int level, int cases) {
        public static final Points NONE = new Points(0, 0, 0);

        public int sum() {
            return rank + level + cases;
        }
    }

    /// What holds for a client that has said nothing.
    static Precedence usual(String client) {
        return new Precedence(client, 0, 4, 1, 1, List.of());
    }

    Precedence of(String client, int number) {
        return new Precedence(client, number, rankFrom, rankPoints, casePoints, levels);
    }

    /// @param rank 0 (unranked) to 5
    /// @param member the level on the customer's record, in any case; null for none
    public Points of(int rank, @Nullable String member, int openCases) {
        int level = member == null
                ? 0
                : Objects.requireNonNullElse(levels, List.<Level>of()).stream()
                        .filter(each -> member.strip().equalsIgnoreCase(each.name()))
                        .mapToInt(each -> Objects.requireNonNullElse(each.points(), 0))
                        .findFirst()
                        .orElse(0);
        return new Points(
                rank >= Objects.requireNonNullElse(rankFrom, 5) ? Objects.requireNonNullElse(rankPoints, 0) : 0,
                level,
                openCases > 0 ? Objects.requireNonNullElse(casePoints, 0) : 0);
    }
}
