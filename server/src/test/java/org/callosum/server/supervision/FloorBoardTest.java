package org.callosum.server.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Arrival;
import org.callosum.floor.Channel;
import org.callosum.floor.Decision;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.journal.FloorEventCodec;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.LivePage;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A seeded day on the real database: the board, the stored facts and a recount from the raw events are one.
@ServerTest
class FloorBoardTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    ApplicationContext application;

    @Autowired
    Floors floors;

    @Autowired
    Tenancy tenancy;

    @Autowired
    JdbcClient database;

    @Autowired
    Ids ids;

    private record Line(
            QueueId id, ClientId client, ZoneOffset zone, String variant, int target, int tooShort, int percent) {
        long dayStart() {
            Instant now = Instant.now();
            return LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant().toEpochMilli();
        }
    }

    House house;
    ClientId harbour;
    ClientId northlight;
    final List<Line> lines = new ArrayList<>();
    final Map<AgentId, AgentRules> agents = new LinkedHashMap<>();
    SeededDay day;

    @BeforeEach
    void play() {
        house = HousesForTests.open(application);
        harbour = new ClientId(house.clientId());
        northlight = new ClientId(ids.next());
        // Where it is about noon the whole day counts, where it is about three only the last three hours do.
        ZoneOffset noon = whereItIs(12);
        ZoneOffset early = whereItIs(3);
        lines.clear();
        agents.clear();
        lines.add(new Line(new QueueId(ids.next()), harbour, noon, "sl_no_short", 20, 5, 80));
        lines.add(new Line(new QueueId(ids.next()), harbour, early, "sl_offered", 30, 10, 90));
        lines.add(new Line(new QueueId(ids.next()), northlight, noon, "sl_no_short_flowout", 60, 5, 70));
        for (int i = 0; i < 4; i++) {
            agents.put(new AgentId(ids.next()), rules(harbour, northlight));
        }
        agents.put(new AgentId(ids.next()), rules(harbour));
        agents.put(new AgentId(ids.next()), rules(northlight));
        long end = Instant.now().toEpochMilli() - 60_000;
        day = new SeededDay(
                        4711,
                        ids::next,
                        clients(),
                        agents,
                        end - Duration.ofHours(10).toMillis())
                .playUntil(end);
        tenancy.asSystem(house.tenantId(), () -> store(noon, early));
    }

    private static ZoneOffset whereItIs(int hour) {
        int hours = Math.floorMod(hour - Instant.now().atOffset(ZoneOffset.UTC).getHour(), 24);
        return ZoneOffset.ofHours(hours > 12 ? hours - 24 : hours);
    }

    private static AgentRules rules(ClientId... clients) {
        return new AgentRules(Set.of(clients), Map.of(Channel.VOICE, 1), List.of());
    }

    private Map<QueueId, ClientId> clients() {
        var clients = new LinkedHashMap<QueueId, ClientId>();
        lines.forEach(line -> clients.put(line.id(), line.client()));
        return clients;
    }

    /// Everything as if the day had been run here: tables, contacts, journal.
    private void store(ZoneOffset noon, ZoneOffset early) {
        long tenant = house.tenantId();
        database.sql(
                        "insert into client (id, tenant_id, code, name, time_zone) values (?, ?, 'northlight', '{\"en\":\"N\"}', 'UTC')")
                .params(northlight.value(), tenant)
                .update();
        Map<ZoneId, Long> sites = Map.of(noon, ids.next(), early, ids.next());
        sites.forEach((zone, id) -> database.sql(
                        "insert into site (id, tenant_id, code, name, time_zone) values (?, ?, ?, '{\"en\":\"S\"}', ?)")
                .params(id, tenant, "site-" + id, zone.getId())
                .update());
        for (Line line : lines) {
            database.sql("""
                            insert into queue (id, tenant_id, client_id, code, name, site_id, channel, priority, target_seconds,
                                target_percent, short_abandon_seconds, sl_variant, policy, steps, offer_seconds, wrap_up_seconds,
                                ready_after_wrap_up, max_waiting, music, disposition_required, several_dispositions, recording)
                            values (?, ?, ?, ?, '{"en":"Q"}', ?, 'voice', 0, ?, ?, ?, ?, 'longest-idle',
                                '[{"afterSeconds":0,"needs":[]}]', 20, 60, true, 0, 'calm', false, true, 'none')""")
                    .params(
                            line.id().value(),
                            tenant,
                            line.client().value(),
                            "q-" + line.id(),
                            Objects.requireNonNull(sites.get(line.zone())),
                            line.target(),
                            line.percent(),
                            line.tooShort(),
                            line.variant())
                    .update();
        }
        agents.forEach((agent, rules) -> {
            database.sql("insert into agent (id, tenant_id, name, staff_number, site_id) values (?, ?, ?, ?, ?)")
                    .params(agent.value(), tenant, "Agent " + agent, "n" + agent, house.siteId())
                    .update();
            rules.clients()
                    .forEach(client -> database.sql(
                                    "insert into agent_client (tenant_id, agent_id, client_id) values (?, ?, ?)")
                            .params(tenant, agent.value(), client.value())
                            .update());
        });
        day.interactions.forEach(this::contact);
        long position = 0;
        for (FloorEvent event : day.events) {
            position++;
            database.sql(
                            "insert into journal_event (tenant_id, position, epoch, event) values (?, ?, 0, cast(? as jsonb))")
                    .params(tenant, position, FloorEventCodec.write(event))
                    .update();
        }
    }

    private void contact(InteractionId interaction, ClientId client) {
        database.sql("""
                        insert into interaction (id, tenant_id, client_id, direction, channel, arrived_at)
                        values (?, ?, ?, 'in', 'voice', now())""")
                .params(interaction.value(), house.tenantId(), client.value())
                .update();
    }

    // ---- three ways to the same figures ----

    private QueueRow.QueueToday onBoard(Caller reader, Line line) {
        for (JsonNode row : reader.get("/api/floor").expect(200).body().path("queues")) {
            if (row.path("id").asString().equals(line.id().toString())) {
                return JSON.treeToValue(row.path("today"), QueueRow.QueueToday.class);
            }
        }
        throw new AssertionError("no row of queue " + line.id());
    }

    private QueueRow.QueueToday fromEvents(Line line) {
        List<FloorEvent> events =
                tenancy.asSystem(
                        house.tenantId(),
                        () -> database
                                .sql("select event::text from journal_event order by position")
                                .query(String.class)
                                .list()
                                .stream()
                                .map(FloorEventCodec::read)
                                .toList());
        return new Recount(events)
                .today(line.id(), line.dayStart(), line.variant(), line.target(), line.tooShort(), line.percent());
    }

    private QueueRow.QueueToday fromStoredFacts(Line line) {
        String whole = switch (line.variant()) {
            case "sl_no_short" -> "answered + abandoned - short";
            case "sl_offered" -> "answered + abandoned";
            default -> "answered + abandoned - short + flow_out";
        };
        return tenancy.asSystem(
                house.tenantId(),
                () -> database.sql("""
                        with entry as (
                            select *, outcome = 'abandoned' as is_abandoned,
                                outcome in ('overflow', 'callback', 'voicemail', 'closed', 'sent-on')
                                    or outcome = 'interrupted' and answered_at is null as is_flow_out,
                                outcome in ('handled', 'transferred') as is_handled,
                                (extract(epoch from coalesce(answered_at, ended_at) - queued_at) * 1000)::bigint as wait,
                                (extract(epoch from wrap_up_end - answered_at) * 1000)::bigint as handle
                            from queue_entry where queue_id = :queue and queued_at >= :since),
                        counts as (
                            select count(*) as arrived, count(answered_at) as answered,
                                count(*) filter (where is_abandoned) as abandoned,
                                count(*) filter (where is_abandoned and wait < :short * 1000) as short,
                                count(*) filter (where is_flow_out) as flow_out,
                                count(*) filter (where answered_at is not null and wait <= :target * 1000) as in_target,
                                coalesce(sum(wait) filter (where answered_at is not null), 0) as answered_wait,
                                count(*) filter (where is_handled) as handled,
                                coalesce(sum(handle) filter (where is_handled), 0) as handle
                            from entry)
                        select *, %s as whole from counts""".formatted(whole))
                        .param("queue", line.id().value())
                        .param("since", Instant.ofEpochMilli(line.dayStart()).atOffset(ZoneOffset.UTC))
                        .param("short", line.tooShort())
                        .param("target", line.target())
                        .query((row, _) -> new QueueRow.QueueToday(
                                row.getLong("arrived"),
                                row.getLong("answered"),
                                row.getLong("abandoned"),
                                row.getLong("short"),
                                row.getLong("flow_out"),
                                new QueueRow.LevelToday(
                                        row.getLong("in_target"),
                                        row.getLong("whole"),
                                        line.variant(),
                                        line.target(),
                                        line.percent()),
                                row.getLong("answered_wait"),
                                row.getLong("handled"),
                                row.getLong("handle")))
                        .single());
    }

    private static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    /// Until the facts of everything so far are stored and told.
    private void settle(Caller reader) {
        await(
                "the board has come to the journal's end",
                () -> lines.stream().allMatch(line -> onBoard(reader, line).equals(fromEvents(line))));
    }

    private <T> T ofTenant(Supplier<T> question) {
        return tenancy.asSystem(house.tenantId(), question);
    }

    private void accepted(FloorCommand command) {
        Decision decision = floors.send(house.tenantId(), command)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        assertThat(decision).as(command.toString()).isInstanceOf(Decision.Accepted.class);
    }

    private static JsonNode agent(JsonNode rows, AgentId agent) {
        for (JsonNode row : rows) {
            if (row.path("agentId").asString().equals(agent.toString())) {
                return row;
            }
        }
        throw new AssertionError("no row of agent " + agent + " in " + rows);
    }

    @Test
    void boardStoredFactsAndARecountFromRawEventsAgreeToTheLastDigitAlsoAfterARestart() {
        Caller admin = house.administrator();
        settle(admin);
        for (Line line : lines) {
            QueueRow.QueueToday counted = fromEvents(line);
            assertThat(onBoard(admin, line)).isEqualTo(counted);
            assertThat(fromStoredFacts(line)).isEqualTo(counted);
        }
        // Who gets which call hangs on ids, which are new in each run: the day as a whole has something of everything.
        var all = lines.stream().map(this::fromEvents).toList();
        assertThat(Stream.<ToLongFunction<QueueRow.QueueToday>>of(
                                QueueRow.QueueToday::answered,
                                QueueRow.QueueToday::abandoned,
                                QueueRow.QueueToday::shortAbandoned,
                                QueueRow.QueueToday::leftQueue,
                                counted -> counted.serviceLevel().part(),
                                QueueRow.QueueToday::answeredWaitMillis,
                                QueueRow.QueueToday::handleMillis)
                        .map(figure -> all.stream().mapToLong(figure).sum()))
                .as("a day with something of everything: %s", all)
                .allMatch(sum -> sum > 0);
        long allOfEarly = day.events.stream()
                .filter(event -> event instanceof FloorEvent.InteractionQueued queued
                        && queued.queue().equals(lines.get(1).id()))
                .count();
        assertThat(fromEvents(lines.get(1)).arrived())
                .as("yesterday's entries are left out where it is early")
                .isBetween(1L, allOfEarly - 1);

        // One conversation lasts and one customer waits: open entries count, too.
        Line orders = lines.getFirst();
        InteractionId call = new InteractionId(ids.next());
        ofTenant(() -> {
            contact(call, harbour);
            return call;
        });
        agents.keySet()
                .forEach(agent -> floors.send(house.tenantId(), new FloorCommand.GoReady(agent))
                        .join());
        long before = fromEvents(orders).answered();
        accepted(new FloorCommand.Enqueue(call, orders.id(), Arrival.plain(0)));
        accepted(new FloorCommand.AcceptOffer(new OfferId(call, 1)));
        settle(admin);
        assertThat(onBoard(admin, orders).answered()).isEqualTo(before + 1);

        // As after a crash: the floor is lost, recovered, and whoever was on the line is interrupted.
        long epoch = epoch();
        ofTenant(() -> database.sql("update journal_lease set until = clock_timestamp() - interval '1 second'")
                .update());
        await("the floor is ours again", () -> epoch() > epoch && floors.owns(house.tenantId()));
        settle(admin);
        assertThat(onBoard(admin, orders).answered()).isEqualTo(before + 1);
        for (Line line : lines) {
            await("facts are stored", () -> fromStoredFacts(line).equals(fromEvents(line)));
        }
        assertThat(admin.get("/api/floor")
                        .expect(200)
                        .body()
                        .path("agents")
                        .valueStream()
                        .map(row -> row.path("state").asString()))
                .hasSize(agents.size())
                .doesNotContain("talk", "signed-out");
    }

    private long epoch() {
        return ofTenant(() -> database.sql("select epoch from journal_lease")
                .query(Long.class)
                .single());
    }

    @Test
    void aWatchingPageGetsTheBoardAndThenTheRowsOfACallAsItMoves() {
        Caller admin = house.administrator();
        settle(admin);
        agents.keySet()
                .forEach(agent -> floors.send(house.tenantId(), new FloorCommand.GoReady(agent))
                        .join());
        LivePage page = LivePage.open(admin);
        page.send("{\"subscribe\":[\"floor\"]}");
        JsonNode whole = page.await("floor").path("data");
        assertThat(whole.path("queues")).hasSize(3);
        assertThat(whole.path("agents")).hasSize(agents.size());
        assertThat(whole.at("/queues/0/agents/ready").asInt()
                        + whole.at("/queues/2/agents/ready").asInt())
                .as("two who serve one client each, four who serve both")
                .isEqualTo(10);

        InteractionId call = new InteractionId(ids.next());
        ofTenant(() -> {
            contact(call, northlight);
            return call;
        });
        Line faults = lines.get(2);
        accepted(new FloorCommand.Enqueue(call, faults.id(), Arrival.plain(0)));
        accepted(new FloorCommand.AcceptOffer(new OfferId(call, 1)));
        long arrived = fromEvents(faults).arrived();
        // State and figures come by two ways: in one message or in several, in either order.
        Map<String, JsonNode> queues = new LinkedHashMap<>();
        Map<String, JsonNode> changedAgents = new LinkedHashMap<>();
        do {
            JsonNode data = page.await("floor").path("data");
            data.path("queues").forEach(row -> queues.put(row.path("id").asString(), row));
            data.path("agents")
                    .forEach(row -> changedAgents.put(row.path("agentId").asString(), row));
        } while (changedAgents.values().stream()
                        .noneMatch(row -> row.path("state").asString().equals("talk"))
                || !queues.containsKey(faults.id().toString())
                || Objects.requireNonNull(queues.get(faults.id().toString()))
                                .at("/today/arrived")
                                .asLong()
                        != arrived);
        assertThat(changedAgents.values())
                .as("only the agent who took the call has changed")
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.path("interactionId").asString()).isEqualTo(call.toString());
                    assertThat(row.path("queueId").asString())
                            .isEqualTo(faults.id().toString());
                });
    }

    @Test
    void aReaderSeesTheQueuesOfTheirClientsTheAgentsTheyShareAndNoCallOfOthers() {
        settle(house.administrator());
        agents.keySet()
                .forEach(agent -> floors.send(house.tenantId(), new FloorCommand.GoReady(agent))
                        .join());
        InteractionId call = new InteractionId(ids.next());
        ofTenant(() -> {
            contact(call, harbour);
            return call;
        });
        accepted(new FloorCommand.Enqueue(call, lines.getFirst().id(), Arrival.plain(0)));
        AgentId busy = floors.read(house.tenantId(), floor -> {
                    WorkView work = Objects.requireNonNull(floor.interaction(call));
                    return Objects.requireNonNull(work.agent());
                })
                .join();
        JsonNode all = house.administrator().get("/api/floor").expect(200).body();
        assertThat(agent(all.path("agents"), busy).path("interactionId").asString())
                .isEqualTo(call.toString());

        account("nora", true, northlight);
        JsonNode seen = house.signIn("nora", HousesForTests.PASSWORD)
                .get("/api/floor")
                .expect(200)
                .body();
        assertThat(seen.path("queues").valueStream().map(row -> row.path("id").asString()))
                .containsExactly(lines.get(2).id().toString());
        List<String> shared = agents.entrySet().stream()
                .filter(agent -> agent.getValue().clients().contains(northlight))
                .map(agent -> agent.getKey().toString())
                .toList();
        assertThat(seen.path("agents")
                        .valueStream()
                        .map(row -> row.path("agentId").asString()))
                .containsExactlyInAnyOrderElementsOf(shared);
        assertThat(seen.toString()).doesNotContain(call.toString());
        Caller nora = house.signIn("nora", HousesForTests.PASSWORD);
        assertThat(nora.get("/api/floor/queues/" + lines.get(2).id() + "/agents")
                        .expect(200)
                        .body()
                        .path("agents")
                        .valueStream()
                        .map(JsonNode::asString))
                .as("who may serve a queue of hers")
                .containsExactlyInAnyOrderElementsOf(shared);
        nora.get("/api/floor/queues/" + lines.getFirst().id() + "/agents").expect(404);

        account("ivan", true);
        JsonNode nothing = house.signIn("ivan", HousesForTests.PASSWORD)
                .get("/api/floor")
                .expect(200)
                .body();
        assertThat(nothing.path("queues")).isEmpty();
        assertThat(nothing.path("agents")).isEmpty();

        account("kim", false, harbour);
        house.signIn("kim", HousesForTests.PASSWORD).get("/api/floor").expect(403);
    }

    /// @param leads with the administrator's rights
    private void account(String name, boolean leads, ClientId... clients) {
        long id = ids.next();
        ofTenant(() -> {
            database.sql("""
                            insert into account (id, tenant_id, name, display_name, password_hash)
                            select ?, tenant_id, ?, ?, password_hash from account where id = ?""").params(id, name, name, house.administratorId()).update();
            if (leads) {
                database.sql("""
                                insert into account_role (tenant_id, account_id, role_id)
                                select tenant_id, ?, role_id from account_role where account_id = ?""").params(id, house.administratorId()).update();
            }
            for (ClientId client : clients) {
                database.sql("insert into account_client (tenant_id, account_id, granted_client_id) values (?, ?, ?)")
                        .params(house.tenantId(), id, client.value())
                        .update();
            }
            return id;
        });
    }
}
