package org.callosum.server.platform.journal;

import java.time.Instant;
import java.util.function.Consumer;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.FloorSnapshot;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The journal as a history book: opened at a time of day, read up to another. Its events are in order of time, so a
/// time is found by halving, without an index.
@Component
public class StoredEvents {
    private static final int PAGE = 2_000;

    private final JdbcClient database;
    private final Tenancy tenancy;

    StoredEvents(JdbcClient database, Tenancy tenancy) {
        this.database = database;
        this.tenancy = tenancy;
    }

    /// The position of the last event before an instant; 0 for none.
    public long before(long tenant, Instant instant) {
        long atMillis = instant.toEpochMilli();
        return tenancy.asSystem(tenant, () -> {
            long low = 0;
            long high = last();
            while (low < high) {
                long middle = low + (high - low + 1) / 2;
                if (atMillis(middle) < atMillis) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return low;
        });
    }

    private long last() {
        return database.sql("select coalesce(max(position), 0) from journal_event")
                .query(Long.class)
                .single();
    }

    private long atMillis(long position) {
        return database.sql("select (event->>'at')::bigint from journal_event where position = :position")
                .param("position", position)
                .query(Long.class)
                .single();
    }

    /// Reads events in order, a page at a time, each in a transaction of its own.
    ///
    /// @param after the position before the first one wanted
    /// @param upTo the last one wanted; `Long.MAX_VALUE` for all there are
    /// @return the position of the last one read, or `after`
    public long read(long tenant, long after, long upTo, Consumer<FloorEvent> reader) {
        long last = after;
        while (last < upTo) {
            long from = last;
            var page = tenancy.asSystem(
                    tenant,
                    () -> database.sql("""
                            select position, event::text from journal_event
                            where position > :from and position <= :upTo order by position limit :page""")
                            .param("from", from)
                            .param("upTo", upTo)
                            .param("page", PAGE)
                            .query((row, _) -> new Journal.Entry(row.getLong(1), row.getString(2)))
                            .list());
            if (page.isEmpty()) {
                return last;
            }
            for (var entry : page) {
                reader.accept(FloorEventCodec.read(entry.event()));
            }
            last = page.getLast().position();
        }
        return last;
    }

    /// The floor as it was after an event: from the newest snapshot that is not later, else from the beginning.
    public FloorSnapshot floorAt(long tenant, long position) {
        var stored = tenancy.<Snapshots.@Nullable Snapshot>asSystem(
                tenant,
                () -> database.sql("""
                        select position, state from journal_snapshot
                        where position <= :position and format = :format order by position desc limit 1""")
                        .param("position", position)
                        .param("format", FloorSnapshotCodec.FORMAT)
                        .query((row, _) ->
                                new Snapshots.Snapshot(row.getLong(1), FloorSnapshotCodec.FORMAT, row.getString(2)))
                        .optional()
                        .orElse(null));
        var snapshot = stored == null ? null : FloorSnapshotCodec.read(stored.state());
        var floor = snapshot == null ? new Floor() : Floor.restore(snapshot);
        read(tenant, stored == null || snapshot == null ? 0 : stored.position(), position, floor::evolve);
        return floor.snapshot();
    }
}
