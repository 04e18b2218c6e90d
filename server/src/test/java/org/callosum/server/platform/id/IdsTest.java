package org.callosum.server.platform.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.callosum.server.platform.problem.Problem;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void anIdTellsWhenItWasMade() {
        assertThat(Ids.millisOf(new Ids(Clock.fixed(NOON, ZoneOffset.UTC), 31).next()))
                .isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void idsOfOneMillisecondDifferAndGrowEvenBeyondItsSequence() {
        var ids = new Ids(Clock.fixed(NOON, ZoneOffset.UTC), 0);
        Set<Long> seen = new HashSet<>();
        long last = 0;
        for (int i = 0; i < 200_000; i++) {
            long id = ids.next();
            assertThat(id).isGreaterThan(last);
            seen.add(id);
            last = id;
        }
        assertThat(seen).hasSize(200_000);
    }

    @Test
    void twoNodesNeverMakeTheSameId() {
        var clock = Clock.fixed(NOON, ZoneOffset.UTC);
        assertThat(new Ids(clock, 0).next()).isNotEqualTo(new Ids(clock, 1).next());
    }

    @Test
    void onlyAPositiveNumberIsAnId() {
        assertThat(Ids.parse("249988296778711040")).isEqualTo(249988296778711040L);
        for (String text : new String[] {"", "0", "-1", "1.5", "abc", "9999999999999999999", "12345678901234567890"}) {
            assertThatThrownBy(() -> Ids.parse(text)).as(text).isInstanceOf(Problem.class);
        }
    }
}
