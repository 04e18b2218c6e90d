package org.callosum.server.intents;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.erasure.Eraser;
import org.callosum.server.platform.retention.Expiring;
import org.callosum.server.platform.search.Folding;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Wishes that no intent took (RTG-07): the words and how often, without the person. Digits are masked before anything
/// is
/// stored, texts with an address are not kept; what else of a customer is in them goes with the customer where it holds
/// the name, and all of them with the age of contacts.
///
/// Of a client at most 2 000 different ones are kept; further ones are counted (`callosum_wishes_not_kept`) until some
/// were seen to or have grown old.
@Component
@Order(0) // before the customer's name is gone
@Transactional
class WishMisses implements Eraser, Expiring {
    static final int MOST = 2_000;
    private static final int SHOWN = 200;
    private static final int SHORTEST = 2;

    private final JdbcClient database;
    private final Clock clock;
    private final Counter notKept;

    WishMisses(JdbcClient database, MeterRegistry meters, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.notKept = meters.counter("callosum_wishes_not_kept");
    }

    /// @param words as typed last, digits masked
    record Missed(String words, int count, Instant firstAt, Instant lastAt) {}

    /// Keeps words once more.
    void keep(ClientId client, String typed) {
        var words = typed.strip().replaceAll("\\s+", " ").replaceAll("\\p{Nd}", "#");
        if (words.length() > IntentTable.LONGEST_PHRASE) {
            int last = IntentTable.LONGEST_PHRASE - 1; // no character is cut in two
            words = words.substring(0, Character.isHighSurrogate(words.charAt(last)) ? last : last + 1);
        }
        var folded = Folding.fold(words);
        if (folded.strip().length() < SHORTEST || words.contains("@")) {
            return;
        }
        int kept = database.sql("""
                        insert into wish_miss (tenant_id, client_id, folded, words, first_at, last_at)
                        select :tenant, :client, :folded, :words, :now, :now
                        where (select count(*) from wish_miss where client_id = :client) < :most
                           or exists (select from wish_miss where client_id = :client and folded = :folded)
                        on conflict (tenant_id, client_id, folded) do update
                           set count = wish_miss.count + 1, words = excluded.words, last_at = excluded.last_at""")
                .param("tenant", Tenancy.current().tenantId())
                .param("client", client.value())
                .param("folded", folded)
                .param("words", words)
                .param("now", Rows.moment(clock.instant()))
                .param("most", MOST)
                .update();
        if (kept == 0) {
            notKept.increment();
        }
    }

    /// The most frequent first.
    ///
    /// @param client null: of all clients that the house's table serves
    @Transactional(readOnly = true)
    List<Missed> list(@Nullable ClientId client) {
        return database.sql("""
                        select max(m.words) as words, sum(m.count) as count, min(m.first_at) as first_at,
                               max(m.last_at) as last_at
                          from wish_miss m
                         where m.client_id = cast(:client as bigint) or (cast(:client as bigint) is null and not exists (
                            select from definition d where d.kind = 'intents' and d.code = 'client-' || m.client_id))
                         group by m.folded order by 2 desc, 4 desc, 1 limit :shown""")
                .param("client", client == null ? null : client.value())
                .param("shown", SHOWN)
                .query((row, _) -> new Missed(
                        row.getString("words"),
                        row.getInt("count"),
                        Rows.instant(row, "first_at"),
                        Rows.instant(row, "last_at")))
                .list();
    }

    /// Somebody has seen to it.
    ///
    /// @param client null: wherever the house's table serves
    void settle(@Nullable ClientId client, String words) {
        database.sql("""
                        delete from wish_miss m where m.folded = :folded
                           and (m.client_id = cast(:client as bigint) or (cast(:client as bigint) is null and not exists (
                            select from definition d where d.kind = 'intents' and d.code = 'client-' || m.client_id)))""")
                .param("folded", Folding.fold(words))
                .param("client", client == null ? null : client.value())
                .update();
    }

    @Override
    public String room() {
        return "intents";
    }

    @Override
    public int erase(Erasure erasure) {
        int erased = 0;
        for (var name : database.sql("select name from customer where id = :id")
                .param("id", erasure.customerId())
                .query((row, _) -> row.getString("name").strip())
                .list()) {
            if (name.length() >= SHORTEST) {
                erased += database.sql(
                                "delete from wish_miss where client_id = :client and position(:name in folded) > 0")
                        .param("client", erasure.clientId())
                        .param("name", Folding.fold(name))
                        .update();
            }
        }
        return erased;
    }

    @Override
    public Rule rule() {
        return Rule.INTERACTIONS;
    }

    @Override
    public long expire(ClientId client, Instant before) {
        return database.sql("delete from wish_miss where client_id = :client and last_at < :before")
                .param("client", client.value())
                .param("before", Rows.moment(before))
                .update();
    }
}
