package org.callosum.bench.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VerdictTest {
    private static JsonNode run(String json) {
        return JsonMapper.shared().readTree(json);
    }

    @Test
    void aRateThatWasOfferedAndServedInTimeIsClean() {
        var run = run("""
                {"mode": "rate", "rc": 0, "failed": 0, "target_rate": 300.0, "offered": 299.0, "setup_ms": {"max": 120.0}}
                """);
        assertThat(Verdict.of(run).clean()).isTrue();
    }

    @Test
    void aFailedCallALateOneAndALoadThatNeverCameAreNotClean() {
        assertThat(Verdict.of(run("""
                {"mode": "rate", "rc": 1, "failed": 3, "target_rate": 300.0, "offered": 200.0, "setup_ms": {"max": 401.0}}
                """)).reasons()).hasSize(3);
    }

    @Test
    void soundIsCleanWithoutLossLatenessOrStall() {
        assertThat(Verdict.of(run("""
                {"mode": "media", "rc": 0, "failed": 0, "media":
                    {"gap_fwd": 0, "gap_back": 0, "delay_p99_us": 19000, "delay_max_us": 90000}}
                """)).clean()).isTrue();
        assertThat(Verdict.of(run("""
                {"mode": "media", "rc": 0, "failed": 0, "media":
                    {"gap_fwd": 1, "gap_back": 0, "delay_p99_us": 20000, "delay_max_us": 400001}}
                """)).reasons()).hasSize(3);
    }

    @Test
    void whatWasNotMeasuredIsNotClean() {
        assertThat(Verdict.of(run("{\"mode\": \"media\", \"rc\": 0, \"failed\": 0}"))
                        .clean())
                .isFalse();
        assertThat(Verdict.of(run("{}")).clean()).isFalse();
    }

    @Test
    void aLongLoadHoldsWithHardlyAPacketLostAndEachDecisionInTime() {
        var before = Decisions.read(Decisions.LINE + "100 20:90 250:95");
        var after = Decisions.read(Decisions.LINE + "600 20:580 250:595");
        var run = run("""
                {"failed": 0, "media": {"gap_fwd": 4, "agent_rx": 996, "gap_back": 0, "caller_rx": 1000}}
                """);
        assertThat(after.since(before).late()).isZero();
        assertThat(Verdict.ofLoad(run, after.since(before)).clean()).isTrue();
        assertThat(Verdict.ofLoad(run, after).reasons()).containsExactly("decisions later than 250 ms: 5 of 600");
        assertThat(Verdict.ofLoad(run("""
                {"failed": 1, "media": {"gap_fwd": 6, "agent_rx": 994, "gap_back": 0, "caller_rx": 0}}
                """), Decisions.NONE).reasons()).hasSize(4);
    }
}
