package org.callosum.server.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ServerTest
class ListeningProposalsTest {
    private final ApplicationContext application;
    private final House house;
    private final Caller admin;

    ListeningProposalsTest(@Autowired ApplicationContext application) {
        this.application = application;
        house = HousesForTests.open(application);
        admin = house.administrator();
    }

    private long agent(String name, String number) {
        return Long.parseLong(admin.post(
                        "/api/agents",
                        Map.of(
                                "name",
                                name,
                                "staffNumber",
                                number,
                                "siteId",
                                Long.toString(house.siteId()),
                                "clients",
                                List.of(Long.toString(house.clientId()))))
                .expect(201)
                .body()
                .path("id")
                .asString());
    }

    /// Conversations of two minutes each.
    private void spoke(long agent, int times, String age, int longestSilenceMillis, int overtalkMillis) {
        application.getBean(Tenancy.class).asSystem(house.tenantId(), () -> {
            for (int i = 0; i < times; i++) {
                application
                        .getBean(JdbcClient.class)
                        .sql("""
                                insert into speech (tenant_id, client_id, interaction_id, agent_id, began_at, conversation_millis,
                                    silence_millis, silences, longest_silence_millis, overtalk_millis, customer_speech_millis,
                                    customer_interruptions, customer_syllables, customer_raised_millis, customer_raised_times,
                                    agent_speech_millis, agent_interruptions, agent_syllables, agent_raised_millis,
                                    agent_raised_times, customer_segments, agent_segments, segments_left_out)
                                values (?, ?, ?, ?, now() - cast(? as interval), 120000, 0, 0, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                                    '{}', '{}', 0)""")
                        .params(
                                house.tenantId(),
                                house.clientId(),
                                application.getBean(Ids.class).next(),
                                agent,
                                age,
                                longestSilenceMillis,
                                overtalkMillis)
                        .update();
            }
        });
    }

    @Test
    void whoIsHeardWithTheSameSignAgainAndAgainIsProposedOnce() {
        long amy = agent("Amy", "1");
        spoke(amy, 4, "1 day", 25_000, 0);
        spoke(amy, 6, "2 days", 2_000, 0);
        long bo = agent("Bo", "2");
        spoke(bo, 2, "1 day", 30_000, 0); // twice is no pattern
        spoke(bo, 3, "1 day", 0, 12_000);
        long cai = agent("Cai", "3");
        spoke(cai, 3, "1 day", 21_000, 0);
        spoke(cai, 20, "1 day", 1_000, 0); // a small share is none either
        long dana = agent("Dana", "4");
        spoke(dana, 9, "20 days", 40_000, 0); // long ago

        JsonNode proposals =
                admin.get("/api/floor/listening-proposals").expect(200).body().path("proposals");
        assertThat(proposals
                        .valueStream()
                        .map(each -> each.path("name").asString() + " "
                                + each.path("sign").asString() + " "
                                + each.path("heard").asInt() + "/"
                                + each.path("of").asInt()))
                .containsExactly("Bo overtalk 3/5", "Amy silence 4/10");
    }
}
