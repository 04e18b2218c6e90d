package org.callosum.server.people;

import java.time.LocalDate;
import java.util.List;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// A team (班组).
///
/// @param benchmarkIds members whose work others are shown (班组标兵)
/// @param members past, present and coming ones, newest first; read only, changed by joining and leaving
@Answered(except = "leaderId")
public record Team(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String code,
        @Nullable Text name,
        @Nullable String siteId,
        @Nullable String leaderId,
        @Nullable List<String> deputyIds,
        @Nullable List<String> benchmarkIds,
        @Nullable List<Member> members) {
    /// @param from first day
    /// @param to first day no longer a member; null: open
    @Answered(except = "to")
    public record Member(
            @Nullable String agentId,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {}

    Team with(List<Member> who) {
        return new Team(id, version, code, name, siteId, leaderId, deputyIds, benchmarkIds, List.copyOf(who));
    }
}
