package org.callosum.server.duties;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.callosum.server.platform.definitions.Definitions;
import org.springframework.stereotype.Component;

/// Versions that come to their end by themselves remind whoever approved them: two weeks before, or for the last third
/// of
/// a shorter time, and once more in the last two days (decision 0183).
@Component
class EndingVersions implements DutySource {
    private static final Duration NEAR = Duration.ofDays(14);
    private static final Duration VERY_NEAR = Duration.ofDays(2);

    private final Definitions definitions;

    EndingVersions(Definitions definitions) {
        this.definitions = definitions;
    }

    @Override
    public List<Owed> owed(Instant now) {
        return definitions.ending(now, now.plus(NEAR)).stream()
                .map(EndingVersions::owed)
                .toList();
    }

    private static Owed owed(Definitions.Ending ending) {
        var served = Duration.between(ending.servesFrom(), ending.endsAt());
        return new Owed(
                "version-ends",
                ending.kind(),
                ending.code(),
                Integer.toString(ending.version()),
                ending.approver(),
                ending.client(),
                ending.name(),
                ending.endsAt().minus(shorter(NEAR, served.dividedBy(3))),
                ending.endsAt().minus(shorter(VERY_NEAR, served.dividedBy(10))));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
