package org.callosum.server.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.callosum.floor.Arrival;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.measures.facts.QueueEntry;
import org.callosum.server.cases.Cases;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.retention.Expiring;
import org.callosum.server.platform.retention.Retention;
import org.callosum.server.platform.system.Alarms;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Forgetting, by age and on request: tables and folders are searched for what must be gone, figures must stand.
@ServerTest
class ForgettingTest {
    private static final String NAME = "Ouyang Mingzhu";
    private static final String NUMBER = "13912349876";

    private final ApplicationContext application;
    private final House house;
    private final Caller admin;
    private final Tenancy tenancy;
    private final JdbcClient database;
    private final Path recordings;
    private final QueueId queue;

    ForgettingTest(@Autowired ApplicationContext application) {
        this.application = application;
        this.house = HousesForTests.open(application);
        this.admin = house.administrator();
        this.tenancy = application.getBean(Tenancy.class);
        this.database = application.getBean(JdbcClient.class);
        this.recordings = application.getBean(Installation.class).data().folder("recordings");
        this.queue = queue(house.clientId(), "help");
        keep(house.clientId(), 30, 90, 365);
    }

    private QueueId queue(long client, String code) {
        var made = new QueueId(Long.parseLong(admin.post(
                        "/api/queues",
                        Map.of(
                                "code", code,
                                "name", Map.of("en", code),
                                "clientId", Long.toString(client),
                                "siteId", Long.toString(house.siteId())))
                .expect(201)
                .body()
                .path("id")
                .asString()));
        await(
                "the floor knows the queue",
                () -> floors().read(house.tenantId(), floor -> floor.queueRules(made) != null)
                        .join());
        return made;
    }

    private Floors floors() {
        return application.getBean(Floors.class);
    }

    private static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void keep(long client, int recordingDays, int interactionDays, int customerDays) {
        tenancy.asSystem(house.tenantId(), () -> {
            database.sql(
                            "update client set keep_recordings = ?, keep_interactions = ?, keep_customers = ? where id = ?")
                    .params(recordingDays, interactionDays, customerDays, client)
                    .update();
        });
    }

    private long customer(long client, String name, String number) {
        return Long.parseLong(admin.post(
                        "/api/customers",
                        Map.of(
                                "clientId",
                                Long.toString(client),
                                "name",
                                name,
                                "language",
                                "zh-Hans",
                                "notes",
                                "note on " + name,
                                "numbers",
                                List.of(Map.of("number", number, "kind", "mobile"))))
                .expect(201)
                .body()
                .path("id")
                .asString());
    }

    private record Contact(InteractionId id, Path recording) {}

    /// A contact with everything that may be kept of one: number, name, keys, a note, a recording and a
    /// finished case.
    private Contact contact(long client, QueueId at, String signalled, String name, long customer) {
        var log = application.getBean(InteractionLog.class);
        var ids = application.getBean(Ids.class);
        var id = new InteractionId(ids.next());
        long tenant = house.tenantId();
        log.arrived(
                        tenant,
                        new InteractionLog.Arrived(
                                id,
                                new ClientId(client),
                                InteractionLog.Direction.IN,
                                "voice",
                                null,
                                "4001",
                                signalled,
                                name,
                                "zh-Hans",
                                Instant.now()))
                .join();
        if (customer != 0) {
            log.customer(tenant, id, customer).join();
        }
        log.keysPressed(tenant, id, "account", "778812", null, Instant.now()).join();
        floors().send(tenant, new FloorCommand.Enqueue(id, at, Arrival.plain(0)))
                .join();
        floors().send(tenant, new FloorCommand.Abandon(id)).join();
        long recording = ids.next();
        var file = recordings.resolve("forgetting-" + recording + ".clmr");
        try {
            Files.writeString(file, "sound of " + name);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        log.recordingStarted(tenant, id, recording, file.getFileName().toString(), new byte[] {1, 2}, Instant.now())
                .join();
        log.recordingStopped(tenant, recording, 1_000, InteractionLog.RecordingState.COMPLETE)
                .join();
        tenancy.asSystem(tenant, () -> {
            database.sql("""
                            insert into interaction_note (id, tenant_id, client_id, interaction_id, at, author, text)
                            values (?, ?, ?, ?, now(), 'Amy', ?)""")
                    .params(ids.next(), tenant, client, id.value(), name + " wants a refund")
                    .update();
            database.sql("""
                            insert into call_back (interaction_id, tenant_id, client_id, queue_id, customer_id, state, way,
                                queued_at, promised_at, due_at, most_attempts, node, number, kept)
                            values (?, ?, ?, ?, nullif(?::bigint, 0), 'promised', 'agent-first', now(), now(), now(), 3, 0, ?,
                                jsonb_build_object('run', ?::text))""")
                    .params(id.value(), tenant, client, at.value(), customer, signalled, name)
                    .update();
            long work = application
                    .getBean(Cases.class)
                    .open(new Cases.Opening(
                            client,
                            "message",
                            "after-hours",
                            id.value(),
                            customer == 0 ? null : customer,
                            null,
                            null,
                            "From " + name,
                            null));
            application.getBean(Cases.class).note(work, "called " + name);
            database.sql("""
                            update service_case set closed = true, closed_at = now(), words = ?,
                                   answers = jsonb_build_object('wish', jsonb_build_object('value', ?::text)) where id = ?""").params(name, name, work).update();
            database.sql("""
                            insert into case_change (id, tenant_id, client_id, case_id, author_name, field, before, after)
                            values (?, ?, ?, ?, 'Amy', 'answers.wish', to_jsonb(?::text), to_jsonb(?::text))""")
                    .params(ids.next(), tenant, client, work, name, name)
                    .update();
            database.sql("""
                            insert into case_reminder (id, tenant_id, client_id, case_id, at, author_name, text)
                            values (?, ?, ?, ?, now(), 'Amy', ?)""")
                    .params(ids.next(), tenant, client, work, "ring " + name)
                    .update();
        });
        wordsOfTheFloor(client, id, name);
        await(
                "the contact is on record",
                () -> tenancy.<Boolean>asSystem(
                        tenant,
                        () -> database.sql("select exists (select from queue_entry where interaction_id = ?)")
                                .param(id.value())
                                .query(Boolean.class)
                                .single()));
        return new Contact(id, file);
    }

    /// What leaders and agents have written about a contact on the floor.
    private void wordsOfTheFloor(long client, InteractionId contact, String name) {
        var ids = application.getBean(Ids.class);
        long tenant = house.tenantId();
        long agent = Long.parseLong(admin.post(
                        "/api/agents",
                        Map.of(
                                "name",
                                "Amy",
                                "staffNumber",
                                Long.toString(ids.next()),
                                "siteId",
                                Long.toString(house.siteId()),
                                "clients",
                                List.of(Long.toString(client))))
                .expect(201)
                .body()
                .path("id")
                .asString());
        tenancy.asSystem(tenant, () -> {
            long stay = ids.next();
            database.sql("""
                            insert into monitoring (id, stay_id, tenant_id, client_id, interaction_id, agent_id, supervisor_id,
                                account_name, mode, why, began_at, note)
                            values (?, ?, ?, ?, ?, ?, ?, 'Lea', 'listen', ?, now(), ?)""")
                    .params(
                            stay,
                            stay,
                            tenant,
                            client,
                            contact.value(),
                            agent,
                            agent,
                            name + " again",
                            "soothed " + name)
                    .update();
            database.sql("""
                            insert into desk_message (id, tenant_id, client_id, agent_id, at, sender, text, interaction_id, stay_id)
                            values (?, ?, ?, ?, now(), 'Lea', ?, ?, ?)""")
                    .params(ids.next(), tenant, client, agent, "tell " + name, contact.value(), stay)
                    .update();
            database.sql("""
                            insert into help_request (id, tenant_id, client_id, interaction_id, agent_id, reason, text, asked_at,
                                answer, closed_at)
                            values (?, ?, ?, ?, ?, 'upset', ?, now(), ?, now())""")
                    .params(ids.next(), tenant, client, contact.value(), agent, name + " shouts", "calm " + name)
                    .update();
            long alarm = ids.next();
            database.sql("""
                            insert into floor_alarm (id, tenant_id, code, rule_version, subject, severity, interaction_id,
                                client_ids, raised_at, cleared_at, limit_value, note)
                            values (?, ?, 'long-hold', 1, 'conversation', 'warning', ?, array[?::bigint], now(), now(), 1, ?)""")
                    .params(alarm, tenant, contact.value(), client, name + " waits for papers")
                    .update();
            long act = ids.next();
            database.sql("""
                            insert into floor_action (id, tenant_id, at, account_name, kind, agent_ids, why, alarm_id, client_ids,
                                outcomes, figure, scope, before, after_due)
                            values (?, ?, now(), 'Lea', 'ready', '{}', ?, ?, array[?::bigint], '{}', 'SL', '{}', '{}', now())""").params(act, tenant, "for " + name, alarm, client).update();
            database.sql("""
                            insert into overtime_ask (id, tenant_id, action_id, agent_id, direction, minutes, day, asked_at, asked_by,
                                text, answer_by)
                            values (?, ?, ?, ?, 'stay', 30, current_date, now(), 'Lea', ?, now())""")
                    .params(ids.next(), tenant, act, agent, "stay for " + name)
                    .update();
        });
    }

    /// A night that comes so many days from now.
    private void nightAfter(int days) {
        new Retention(
                        database,
                        tenancy,
                        application.getBean(Audit.class),
                        application.getBean(Alarms.class),
                        Clock.fixed(Instant.now().plus(Duration.ofDays(days)), ZoneOffset.UTC),
                        List.copyOf(application.getBeansOfType(Expiring.class).values()))
                .apply(house.tenantId());
    }

    /// Tables of this house that hold one of the words.
    private List<String> tablesWith(String... words) {
        var found = new ArrayList<String>();
        tenancy.asSystem(house.tenantId(), () -> {
            for (var table : database.sql("select tablename from pg_tables where schemaname = 'public' order by 1")
                    .query((row, _) -> row.getString(1))
                    .list()) {
                if (!table.equals("flyway_schema_history")
                        && database
                                .sql("select t::text from " + table + " t")
                                .query((row, _) -> row.getString(1))
                                .list()
                                .stream()
                                .anyMatch(row -> java.util.Arrays.stream(words).anyMatch(row::contains))) {
                    found.add(table);
                }
            }
        });
        return found;
    }

    private List<QueueEntry> figures(QueueId of) {
        return application.getBean(QueueFacts.class).since(house.tenantId(), of, Instant.EPOCH);
    }

    private long keys(Contact contact) {
        return tenancy.<Long>asSystem(
                house.tenantId(),
                () -> database.sql(
                                "select count(*) from recording where interaction_id = ? and wrapped_key is not null")
                        .param(contact.id().value())
                        .query(Long.class)
                        .single());
    }

    @Test
    void whatIsTooOldGoesRoomByRoomAndTheFiguresStay() {
        long customer = customer(house.clientId(), NAME, NUMBER);
        var contact = contact(house.clientId(), queue, "0" + NUMBER, NAME, customer);
        var before = figures(queue);
        assertThat(before).hasSize(1);
        assertThat(tablesWith(NAME))
                .containsExactlyInAnyOrder(
                        "customer",
                        "interaction_person",
                        "interaction_note",
                        "service_case",
                        "case_note",
                        "case_change",
                        "case_reminder",
                        "call_back",
                        "monitoring",
                        "desk_message",
                        "help_request",
                        "floor_alarm",
                        "floor_action",
                        "overtime_ask");

        nightAfter(29);
        assertThat(contact.recording()).exists();
        assertThat(keys(contact)).isOne();

        nightAfter(31);
        assertThat(contact.recording()).doesNotExist();
        assertThat(keys(contact)).isZero();
        assertThat(tablesWith(NAME)).contains("interaction_person", "interaction_note", "case_note");

        nightAfter(89);
        assertThat(tablesWith("778812")).containsExactly("interaction_key");

        nightAfter(91);
        assertThat(tablesWith(NAME)).containsExactly("customer");
        assertThat(tablesWith("778812")).isEmpty();
        assertThat(tablesWith(NUMBER)).containsExactly("customer_number");

        nightAfter(364);
        assertThat(tablesWith(NAME)).containsExactly("customer");

        nightAfter(366);
        assertThat(tablesWith(NAME, NUMBER)).isEmpty();
        assertThat(figures(queue)).isEqualTo(before);
        assertThat(admin.get("/api/cases?size=200").body().path("total").asInt())
                .isOne();
        var audit = admin.get("/api/audit?action=retention-applied&size=200")
                .expect(200)
                .body();
        var rules = new LinkedHashMap<String, Integer>();
        audit.path("items")
                .forEach(entry -> rules.merge(entry.path("details").path("rule").asString(), 1, Integer::sum));
        assertThat(rules.keySet()).containsExactlyInAnyOrder("CUSTOMERS", "INTERACTIONS", "RECORDINGS");
        assertThat(admin.get("/api/audit?action=customer-created")
                        .body()
                        .path("total")
                        .asInt())
                .as("the audit log itself is never shortened")
                .isOne();

        nightAfter(367);
        assertThat(admin.get("/api/audit?action=retention-applied&size=200")
                        .body()
                        .path("total")
                        .asInt())
                .as("a night that finds nothing says nothing")
                .isEqualTo(audit.path("total").asInt());
    }

    @Test
    void anotherClientsLongerRuleKeepsItsOwn() {
        long other = Long.parseLong(admin.post(
                        "/api/clients",
                        Map.of(
                                "version",
                                0,
                                "code",
                                "other",
                                "name",
                                Map.of("en", "Other"),
                                "timeZone",
                                "Asia/Shanghai",
                                "retentionDays",
                                Map.of("recordings", 3_000, "interactions", 3_000, "customers", 3_000),
                                "active",
                                true))
                .expect(201)
                .body()
                .path("id")
                .asString());
        var otherQueue = queue(other, "elsewhere");
        var mine = contact(house.clientId(), queue, NUMBER, NAME, 0);
        var theirs =
                contact(other, otherQueue, "13800001111", "Zhuge Liang", customer(other, "Zhuge Liang", "13800001111"));
        nightAfter(400);
        assertThat(mine.recording()).doesNotExist();
        assertThat(tablesWith(NAME)).isEmpty();
        assertThat(theirs.recording()).exists();
        assertThat(keys(theirs)).isOne();
        assertThat(tablesWith("Zhuge Liang"))
                .containsExactlyInAnyOrder(
                        "customer",
                        "interaction_person",
                        "interaction_note",
                        "service_case",
                        "case_note",
                        "case_change",
                        "case_reminder",
                        "call_back",
                        "monitoring",
                        "desk_message",
                        "help_request",
                        "floor_alarm",
                        "floor_action",
                        "overtime_ask");
    }

    @Test
    void aCustomerWithOpenWorkIsNotForgottenByAge() {
        long customer = customer(house.clientId(), NAME, NUMBER);
        tenancy.asSystem(
                house.tenantId(),
                () -> application
                        .getBean(Cases.class)
                        .open(new Cases.Opening(
                                house.clientId(),
                                "call-back",
                                "interrupted",
                                house.tenantId() + 9,
                                customer,
                                null,
                                null,
                                "",
                                null)));
        nightAfter(400);
        assertThat(tablesWith(NAME)).contains("customer");
    }

    @Test
    void anErasedCustomerLeavesNoFileAndNoKeyAlsoWhereTheCarrierSpeltTheirNumberInItsOwnWay() {
        long customer = customer(house.clientId(), NAME, NUMBER);
        var linked = contact(house.clientId(), queue, "+86" + NUMBER, NAME, customer);
        var unlinked = contact(house.clientId(), queue, "0086" + NUMBER, NAME, 0);
        var bare = contact(house.clientId(), queue, "86" + NUMBER, NAME, 0);
        var stranger = contact(house.clientId(), queue, "13912349877", "Somebody Else", 0);
        var before = figures(queue);
        assertThat(before).hasSize(4);

        admin.post("/api/customers/" + customer + "/erase", Map.of("reason", "asked in writing"))
                .expect(204);

        assertThat(tablesWith(NAME, NUMBER)).isEmpty();
        for (var contact : List.of(linked, unlinked, bare)) {
            assertThat(contact.recording()).doesNotExist();
            assertThat(keys(contact)).isZero();
        }
        assertThat(stranger.recording()).exists();
        assertThat(keys(stranger)).isOne();
        assertThat(tablesWith("Somebody Else")).contains("interaction_person", "case_note");
        assertThat(figures(queue)).isEqualTo(before);
        assertThat(admin.get("/api/interactions?size=200").body().path("total").asInt())
                .isEqualTo(4);
    }
}
