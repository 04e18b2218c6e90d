package org.callosum.server.supervision.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.callosum.kernel.expression.Expression;
import org.callosum.kernel.expression.Value;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.text.Text;
import org.junit.jupiter.api.Test;

/// On virtual time: a look says when it is.
class AlarmEngineTest {
    private static final long NINE = 1_000_000_000;

    private final AlarmEngine engine = new AlarmEngine();

    private static AlarmEngine.Compiled rule(String code, String about, String when, double limit, int lastsSeconds) {
        var rule = new AlarmRule(
                code,
                Text.english(code),
                about,
                true,
                when,
                "seconds",
                limit,
                lastsSeconds,
                "warning",
                "s",
                "AHD",
                Text.english("Ask"),
                "message");
        return new AlarmEngine.Compiled(rule, 1, Expression.of(when, AlarmNames.of(about)));
    }

    private static final AlarmEngine.Compiled HOLD =
            rule("long-hold", AlarmRule.AGENT, "state = 'hold' and seconds >= limit", 120, 0);

    private static AlarmSubject agent(long id, String state, long seconds) {
        return new AlarmSubject(
                AlarmRule.AGENT,
                Long.toString(id),
                List.of(new ClientId(2)),
                new AgentId(id),
                null,
                null,
                Map.of("state", new Value.Text(state), "seconds", new Value.Number(BigDecimal.valueOf(seconds))));
    }

    private List<AlarmEngine.News> look(AlarmEngine.Compiled rule, long second, AlarmSubject... subjects) {
        return engine.look(List.of(rule), List.of(subjects), NINE + 1_000 * second);
    }

    @Test
    void anAlarmIsRaisedOnceAtItsLimitAndKeepsItsWorstValue() {
        assertThat(look(HOLD, 0, agent(31, "hold", 119))).isEmpty();
        assertThat(look(HOLD, 1, agent(31, "hold", 120)))
                .singleElement()
                .satisfies(news -> assertThat(news).isInstanceOfSatisfying(AlarmEngine.News.Raised.class, raised -> {
                    assertThat(raised.value()).isEqualTo(120);
                    assertThat(raised.atMillis()).isEqualTo(NINE + 1_000);
                }));
        assertThat(look(HOLD, 61, agent(31, "hold", 180))).isEmpty();
        assertThat(look(HOLD, 65, agent(31, "talk", 4))).isEmpty();
        assertThat(look(HOLD, 71, agent(31, "talk", 10)))
                .containsExactly(
                        new AlarmEngine.News.Cleared(new AlarmEngine.Key("long-hold", "agent:31"), 180, NINE + 71_000));
        assertThat(engine.open()).isZero();
    }

    @Test
    void oneThatFlickersIsOneAlarm() {
        look(HOLD, 0, agent(31, "hold", 130));
        assertThat(look(HOLD, 5, agent(31, "talk", 2))).isEmpty();
        assertThat(look(HOLD, 9, agent(31, "hold", 130))).isEmpty();
        assertThat(look(HOLD, 18, agent(31, "talk", 5))).isEmpty();
        assertThat(look(HOLD, 19, agent(31, "talk", 6))).hasSize(1);
    }

    @Test
    void aConditionHasToLastAsLongAsItsRuleSays() {
        var lasting = rule("long-hold", AlarmRule.AGENT, "state = 'hold'", 0, 30);
        assertThat(look(lasting, 0, agent(31, "hold", 1))).isEmpty();
        assertThat(look(lasting, 29, agent(31, "hold", 30))).isEmpty();
        assertThat(look(lasting, 29, agent(31, "talk", 0))).isEmpty();
        assertThat(look(lasting, 31, agent(31, "talk", 2))).isEmpty();
        assertThat(look(lasting, 32, agent(31, "hold", 1))).as("it begins anew").isEmpty();
        assertThat(look(lasting, 62, agent(31, "hold", 31))).hasSize(1);
    }

    @Test
    void whoIsGoneClearsAtOnceAndAnAbsentValueRaisesNothing() {
        look(HOLD, 0, agent(31, "hold", 130));
        assertThat(look(HOLD, 1)).hasSize(1);
        var strain = rule("strain", AlarmRule.AGENT, "strain >= limit", 0, 0);
        assertThat(look(strain, 2, agent(31, "hold", 130))).isEmpty();
    }

    @Test
    void aRuleSwitchedOffClearsWhatItRaised() {
        look(HOLD, 0, agent(31, "hold", 130));
        assertThat(engine.look(List.of(), List.of(agent(31, "hold", 140)), NINE + 10_000))
                .hasSize(1);
    }

    @Test
    void anAlarmFromBeforeARestartGoesOnWithoutBeingRaisedAgain() {
        engine.adopt(new AlarmEngine.Key("long-hold", "agent:31"), 130, NINE);
        assertThat(look(HOLD, 1, agent(31, "hold", 190))).isEmpty();
        assertThat(look(HOLD, 12, agent(31, "ready", 1)))
                .containsExactly(
                        new AlarmEngine.News.Cleared(new AlarmEngine.Key("long-hold", "agent:31"), 190, NINE + 12_000));
    }

    @Test
    void moreThanTheHouseCanLookAtAreCountedAndRaisedWhenThereIsRoom() {
        var all = new ArrayList<AlarmSubject>();
        for (int i = 1; i <= AlarmEngine.MOST_OPEN + 3; i++) {
            all.add(agent(i, "hold", 200));
        }
        assertThat(engine.look(List.of(HOLD), all, NINE)).hasSize(AlarmEngine.MOST_OPEN);
        assertThat(engine.look(List.of(HOLD), all, NINE + 1_000)).isEmpty();
        assertThat(engine.leftOut()).isEqualTo(3);
        all.removeFirst();
        assertThat(engine.look(List.of(HOLD), all, NINE + 2_000))
                .as("one is over")
                .hasSize(1);
        assertThat(engine.look(List.of(HOLD), all, NINE + 3_000))
                .as("one takes its place")
                .hasSize(1);
    }
}
