package org.callosum.server.calls;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.callosum.server.platform.nodes.Nodes;
import org.callosum.server.platform.nodes.Notices;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.telephony.PhonesElsewhere;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// At which node each agent's browser and each desk phone is connected, in the database. Who connects
/// last has it. Told to the other nodes by a notice, `tenant:kind:subject:node`.
final class LinePlaces implements PhonesElsewhere, AutoCloseable {
    static final String TOPIC = "line-placed";

    private static final Logger LOG = LoggerFactory.getLogger(LinePlaces.class);
    private static final long AGAIN_MILLIS = 1_000;

    private final Tenancy tenancy;
    private final JdbcClient database;
    private final Nodes nodes;

    /// What is to be written; one entry an agent or phone, which only those of the tables have.
    private final LinkedHashMap<Subject, Boolean> unwritten = new LinkedHashMap<>();

    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("line-places").factory());

    enum Kind {
        AGENT,
        PHONE;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// @throws IllegalArgumentException for another word
        static Kind of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /// @param id the agent's, or the device's
    record Subject(Kind kind, long tenant, long id) {}

    LinePlaces(Tenancy tenancy, JdbcClient database, Nodes nodes) {
        this.tenancy = tenancy;
        this.database = database;
        this.nodes = nodes;
    }

    /// The line is here now, or is no longer. Returns at once; written soon, the last word of each line.
    void tell(Subject line, boolean here) {
        synchronized (unwritten) {
            unwritten.remove(line);
            unwritten.put(line, here);
        }
        if (!writer.isShutdown()) {
            writer.execute(this::write);
        }
    }

    private void write() {
        while (true) {
            Subject line;
            boolean here;
            synchronized (unwritten) {
                var next = unwritten.pollFirstEntry();
                if (next == null) {
                    return;
                }
                line = next.getKey();
                here = next.getValue();
            }
            try {
                tenancy.asSystem(line.tenant(), () -> store(line, here));
            } catch (RuntimeException fault) {
                LOG.warn("Other nodes do not learn where {} is; trying again: {}", line, fault.getMessage());
                synchronized (unwritten) {
                    unwritten.putIfAbsent(line, here);
                }
                if (!writer.isShutdown()) {
                    writer.schedule(this::write, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                }
                return;
            }
        }
    }

    private void store(Subject line, boolean here) {
        var statement = here ? """
                insert into line_place (tenant_id, kind, subject, node, incarnation)
                select :tenant, :kind, :subject, number, incarnation from node where number = :node
                on conflict (tenant_id, kind, subject) do update
                set node = excluded.node, incarnation = excluded.incarnation, since = clock_timestamp()
                """ : """
                delete from line_place
                where tenant_id = :tenant and kind = :kind and subject = :subject and node = :node
                """;
        database.sql(statement)
                .param("tenant", line.tenant())
                .param("kind", line.kind().code())
                .param("subject", line.id())
                .param("node", nodes.number())
                .update();
        if (here) {
            Notices.say(
                    database,
                    TOPIC,
                    "%d:%s:%d:%d".formatted(line.tenant(), line.kind().code(), line.id(), nodes.number()));
        }
    }

    /// The other node that has the line and lives; null if none does. Asks the database.
    Nodes.@Nullable Node elsewhere(Subject line) {
        if (nodes.othersPresent().isEmpty()) {
            return null;
        }
        record Place(int node, long incarnation) {}
        var place = tenancy.asSystem(
                line.tenant(),
                () -> database.sql("""
                        select node, incarnation from line_place
                        where tenant_id = :tenant and kind = :kind and subject = :subject
                        """)
                        .param("tenant", line.tenant())
                        .param("kind", line.kind().code())
                        .param("subject", line.id())
                        .query((row, _) -> new Place(row.getInt(1), row.getLong(2)))
                        .optional()
                        .orElse(null));
        return place == null || place.node() == nodes.number() || !nodes.lives(place.node(), place.incarnation())
                ? null
                : nodes.node(place.node());
    }

    @Override
    public Map<Long, Instant> registered() {
        if (nodes.othersPresent().isEmpty()) {
            return Map.of();
        }
        record Placed(long device, int node, long incarnation, Instant since) {}
        return database
                .sql("""
                        select subject, node, incarnation, since from line_place where kind = :kind and node <> :node
                        """)
                .param("kind", Kind.PHONE.code())
                .param("node", nodes.number())
                .query((row, _) -> new Placed(
                        row.getLong(1),
                        row.getInt(2),
                        row.getLong(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .filter(each -> nodes.lives(each.node(), each.incarnation()))
                .collect(Collectors.toMap(Placed::device, Placed::since));
    }

    @Override
    public void close() {
        writer.shutdownNow();
    }
}
