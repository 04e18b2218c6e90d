package org.callosum.server.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.retention.Expiring;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.callosum.voice.signals.LiveSignals;
import org.callosum.voice.signals.Side;
import org.callosum.voice.signals.SideSignals;
import org.callosum.voice.signals.SpeechSegment;
import org.callosum.voice.signals.SpeechSummary;
import org.callosum.voice.signals.SpeechSums;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// How a conversation sounded, on its record: told once, read with it, forgotten with it.
@ServerTest
class SpeechRecordTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final SpeechSummary TALK = new SpeechSummary(
            new SpeechSums(
                    200_000,
                    10_000,
                    2,
                    6_000,
                    6_000,
                    new SideSignals(75_000, 1, 300, 4_000, 1),
                    new SideSignals(90_000, 2, 330, 0, 0)),
            List.of(new SpeechSegment(Side.AGENT, 500, 4_000), new SpeechSegment(Side.CUSTOMER, 4_500, 9_000)),
            0);

    private final ApplicationContext application;
    private final House house;
    private final Caller reader;

    SpeechRecordTest(@Autowired ApplicationContext application) {
        this.application = application;
        this.house = HousesForTests.open(application);
        this.reader = house.administrator();
    }

    private InteractionId spoken() {
        return spoken(TALK);
    }

    private InteractionId spoken(SpeechSummary talk) {
        var log = application.getBean(InteractionLog.class);
        var interaction = new InteractionId(application.getBean(Ids.class).next());
        log.arrived(
                        house.tenantId(),
                        new InteractionLog.Arrived(
                                interaction,
                                new ClientId(house.clientId()),
                                InteractionLog.Direction.IN,
                                "voice",
                                null,
                                "4001",
                                "+8613712345678",
                                null,
                                "en",
                                NINE))
                .join();
        log.spoken(house.tenantId(), interaction, new AgentId(7), NINE, talk).join();
        return interaction;
    }

    private JsonNode speech(InteractionId interaction) {
        var told = reader.get("/api/interactions/" + interaction)
                .expect(200)
                .body()
                .path("speech");
        assertThat(told.size()).isEqualTo(1);
        return told.get(0);
    }

    @Test
    void aFewWordsGiveNoRateOfSpeech() {
        var few = new SpeechSummary(
                new SpeechSums(
                        20_000, 0, 0, 0, 0, new SideSignals(1_000, 0, 30, 0, 0), new SideSignals(10_000, 0, 40, 0, 0)),
                List.of(),
                0);
        var told = speech(spoken(few));
        assertThat(told.path("customer").has("syllablesPerMinute")).isFalse();
        assertThat(told.path("agent").path("syllablesPerMinute").asInt()).isEqualTo(240);
    }

    @Test
    void theRecordShowsSumsAndSegmentsOfBothSides() {
        var told = speech(spoken());
        assertThat(told.path("conversationMillis").asLong()).isEqualTo(200_000);
        assertThat(told.path("silenceMillis").asLong()).isEqualTo(10_000);
        assertThat(told.path("silences").asInt()).isEqualTo(2);
        assertThat(told.path("longestSilenceMillis").asLong()).isEqualTo(6_000);
        assertThat(told.path("overtalkMillis").asLong()).isEqualTo(6_000);
        assertThat(told.path("agent").path("interruptions").asInt()).isEqualTo(2);
        assertThat(told.path("agent").path("syllablesPerMinute").asInt()).isEqualTo(220);
        assertThat(told.path("customer").path("raisedTimes").asInt()).isEqualTo(1);
        var segment = told.path("customer").path("segments").get(0);
        assertThat(segment.path("from").asLong()).isEqualTo(4_500);
        assertThat(segment.path("to").asLong()).isEqualTo(9_000);
    }

    @Test
    void whoSpokeWhenExpiresWithTheRecordingsAndTheSumsStay() {
        var interaction = spoken();
        var rule = application.getBean(ExpiringSpeech.class);
        assertThat(rule.rule()).isEqualTo(Expiring.Rule.RECORDINGS);
        var tenancy = application.getBean(Tenancy.class);
        var client = new ClientId(house.clientId());
        assertThat(tenancy.asSystem(house.tenantId(), () -> rule.expire(client, NINE)))
                .as("not older than the limit")
                .isZero();
        assertThat(tenancy.asSystem(house.tenantId(), () -> rule.expire(client, NINE.plus(Duration.ofDays(1)))))
                .isEqualTo(1);
        assertThat(tenancy.asSystem(house.tenantId(), () -> rule.expire(client, NINE.plus(Duration.ofDays(1)))))
                .as("done once")
                .isZero();
        var told = speech(interaction);
        assertThat(told.path("agent").path("segments").size()).isZero();
        assertThat(told.path("agent").path("speechMillis").asLong()).isEqualTo(90_000);
    }

    @Test
    void aForgottenCustomerLeavesTheSumsOnly() {
        var customer = reader.post(
                        "/api/customers",
                        Map.of(
                                "clientId", Long.toString(house.clientId()),
                                "name", "Somebody",
                                "numbers", List.of(Map.of("number", "+8613912345670", "kind", "mobile"))))
                .expect(201)
                .body()
                .path("id")
                .asString();
        var interaction = spoken();
        application
                .getBean(InteractionLog.class)
                .customer(house.tenantId(), interaction, Long.parseLong(customer))
                .join();
        reader.post("/api/customers/" + customer + "/erase", Map.of("reason", "asked in writing"))
                .expect(204);
        var told = speech(interaction);
        assertThat(told.path("customer").path("segments").size()).isZero();
        assertThat(told.path("customer").path("speechMillis").asLong()).isEqualTo(75_000);
    }

    @Test
    void whatIsHeardNowIsSeenByItsHouseOnlyAndUntilItIsOver() {
        var live = application.getBean(LiveSpeech.class);
        var interaction = new InteractionId(application.getBean(Ids.class).next());
        var now = new LiveSignals(TALK.sums(), false, true, 0, 0, false, false);
        live.heard(new LiveSpeech.Heard(house.tenantId(), interaction, new AgentId(7), now, 1_000));
        assertThat(live.all(house.tenantId()))
                .extracting(LiveSpeech.Heard::interaction)
                .containsExactly(interaction);
        assertThat(live.of(house.tenantId() + 1, interaction)).isNull();
        live.over(interaction);
        assertThat(live.of(house.tenantId(), interaction)).isNull();
    }
}
