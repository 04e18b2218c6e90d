package org.callosum.server.platform.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.system.Alarms;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class RetentionTest {
    private static final Instant NIGHT = Instant.parse("2026-11-21T03:17:00Z");

    @Autowired
    ApplicationContext application;

    @Test
    void eachClientsOwnRuleDecidesAndAFailureIsAnAlarm() {
        var house = HousesForTests.open(application);
        List<Instant> asked = new ArrayList<>();
        Alarms alarms = application.getBean(Alarms.class);
        Expiring recordings = room(Expiring.Rule.RECORDINGS, asked);
        Expiring broken = new Expiring() {
            @Override
            public Rule rule() {
                return Rule.CUSTOMERS;
            }

            @Override
            public long expire(ClientId client, Instant before) {
                throw new IllegalStateException("disk gone");
            }
        };
        new Retention(
                        application.getBean(JdbcClient.class),
                        application.getBean(Tenancy.class),
                        application.getBean(Audit.class),
                        alarms,
                        Clock.fixed(NIGHT, ZoneOffset.UTC),
                        List.of(broken, recordings))
                .apply(house.tenantId());
        assertThat(asked).containsExactly(NIGHT.minus(Duration.ofDays(180)));
        assertThat(house.administrator()
                        .get("/api/audit?action=retention-applied")
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        String subject = "client " + house.clientId() + " CUSTOMERS";
        assertThat(alarms.standing()).anyMatch(alarm -> alarm.subject().equals(subject));
        alarms.clear("retention-failed", subject);
    }

    private static Expiring room(Expiring.Rule rule, List<Instant> asked) {
        return new Expiring() {
            @Override
            public Rule rule() {
                return rule;
            }

            @Override
            public long expire(ClientId client, Instant before) {
                assertThat(Tenancy.current().accountId()).isNull();
                asked.add(before);
                return 3;
            }
        };
    }
}
