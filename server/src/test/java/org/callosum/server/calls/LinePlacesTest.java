package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.calls.CallOverSipTest.until;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.calls.LinePlaces.Kind;
import org.callosum.server.calls.LinePlaces.Subject;
import org.callosum.server.platform.nodes.Nodes;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.callosum.voice.DialTarget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Where lines are, in the real database, with a second node that only its row in the tables has.
@ServerTest
class LinePlacesTest {
    private static final int OTHER = 17;
    private static final long INCARNATION = 5;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private LinePlaces places;

    @Autowired
    private NodeLines lines;

    @Autowired
    private Nodes nodes;

    @Autowired
    private Tenancy tenancy;

    @Autowired
    private JdbcClient database;

    private long tenant;
    private Subject amy;

    @BeforeEach
    void begin() {
        tenant = HousesForTests.open(application).tenantId();
        amy = new Subject(Kind.AGENT, tenant, 7);
        other("interval '1 hour'");
        until("the other node is there", () -> !nodes.othersPresent().isEmpty());
    }

    @AfterEach
    void end() {
        other("interval '-1 hour'");
        until("the other node is gone", () -> nodes.othersPresent().isEmpty());
    }

    private void other(String seen) {
        tenancy.asSystem(
                tenant,
                () -> database.sql("""
                        insert into node (number, installation, incarnation, master_key, sip, seen_at)
                        values (:number, 'a second machine', :incarnation, 'k', '127.0.0.1:5999', clock_timestamp() + %s)
                        on conflict (number) do update set seen_at = excluded.seen_at
                        """.formatted(seen))
                        .param("number", OTHER)
                        .param("incarnation", INCARNATION)
                        .update());
    }

    private int place(Subject line) {
        return tenancy.asSystem(
                tenant,
                () -> database.sql("select node from line_place where kind = :kind and subject = :subject")
                        .param("kind", line.kind().code())
                        .param("subject", line.id())
                        .query((row, _) -> row.getInt(1))
                        .optional()
                        .orElse(-1));
    }

    private void moves(Subject line, long incarnation) {
        tenancy.asSystem(
                tenant,
                () -> database.sql("""
                        insert into line_place (tenant_id, kind, subject, node, incarnation)
                        values (:tenant, :kind, :subject, :node, :incarnation)
                        on conflict (tenant_id, kind, subject)
                        do update set node = excluded.node, incarnation = excluded.incarnation
                        """)
                        .param("tenant", tenant)
                        .param("kind", line.kind().code())
                        .param("subject", line.id())
                        .param("node", OTHER)
                        .param("incarnation", incarnation)
                        .update());
    }

    @Test
    void aLineOfThisNodeIsWrittenAndTakenAwayAgain() {
        places.tell(amy, true);
        until("written", () -> place(amy) == nodes.number());
        assertThat(places.elsewhere(amy)).isNull();
        places.tell(amy, false);
        until("taken away", () -> place(amy) == -1);
    }

    @Test
    void aLineThatHasMovedIsFoundAtItsNodeAndIsNotThisOnesToTakeAway() {
        places.tell(amy, true);
        until("written", () -> place(amy) == nodes.number());
        moves(amy, INCARNATION);
        assertThat(Objects.requireNonNull(places.elsewhere(amy)).number()).isEqualTo(OTHER);
        var ben = new Subject(Kind.AGENT, tenant, 8);
        places.tell(amy, false);
        places.tell(ben, true);
        until("written after it", () -> place(ben) == nodes.number());
        assertThat(place(amy)).isEqualTo(OTHER);
        var far = Objects.requireNonNull(
                lines.browserOf(new AgentLines.Key(tenant, new AgentId(7))).join());
        assertThat(far.target())
                .isInstanceOfSatisfying(
                        DialTarget.Address.class,
                        address -> assertThat(address.sipUri())
                                .startsWith("sip:agent-" + tenant + "-7-")
                                .endsWith("@127.0.0.1:5999"));
        assertThat(lines.lives(far)).isTrue();
    }

    @Test
    void aLineOfANodesEarlierLifeCountsForNothing() {
        moves(amy, INCARNATION - 1);
        assertThat(places.elsewhere(amy)).isNull();
    }

    @Test
    void telephonesOfOtherNodesThatLiveAreCountedOnTheBoard() {
        var house = HousesForTests.open(application);
        tenant = house.tenantId();
        var admin = house.administrator();
        var agent = created(admin.post(
                "/api/agents",
                Map.of(
                        "name", "Amy",
                        "staffNumber", "1",
                        "siteId", Long.toString(house.siteId()),
                        "clients", List.of(Long.toString(house.clientId())),
                        "device", "phone")));
        var device = created(admin.post(
                "/api/devices",
                Map.of("name", "desk", "username", "desk-" + house.code(), "agentId", Long.toString(agent))));
        var phone = new Subject(Kind.PHONE, tenant, device);
        assertThat(registered(admin)).isZero();
        moves(phone, INCARNATION);
        assertThat(registered(admin)).isOne();
        assertThat(admin.get("/api/devices/" + device)
                        .expect(200)
                        .body()
                        .at("/state/registered")
                        .asBoolean())
                .isTrue();
        moves(phone, INCARNATION - 1);
        assertThat(registered(admin)).as("of the node's earlier life").isZero();
        moves(phone, INCARNATION);
        assertThat(registered(admin)).isOne();
        other("interval '-1 hour'");
        until("the other node is gone", () -> nodes.othersPresent().isEmpty());
        assertThat(registered(admin)).isZero();
    }

    private static long created(Caller.Answer answer) {
        return Long.parseLong(answer.expect(201).body().path("id").asString());
    }

    private static int registered(Caller admin) {
        return admin.get("/api/telephony/equipment")
                .expect(200)
                .body()
                .path("phonesRegistered")
                .asInt();
    }

    @Test
    void anotherHousesLineIsNotSeen() {
        moves(amy, INCARNATION);
        var neighbour = HousesForTests.open(application).tenantId();
        assertThat(places.elsewhere(new Subject(Kind.AGENT, neighbour, 7))).isNull();
    }

    @Test
    void aLineOfANodeThatIsGoneCountsForNothing() {
        moves(amy, INCARNATION);
        other("interval '-1 hour'");
        until("the other node is gone", () -> nodes.othersPresent().isEmpty());
        assertThat(places.elsewhere(amy)).isNull();
    }
}
