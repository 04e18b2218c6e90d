package org.callosum.server.interactions;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Contacts of one customer that belong together by time (CON-17): each entered a queue within the client's window
/// after the one before it had ended, as M:FCR counts a repeat.
@Repository
@Transactional(readOnly = true)
public class RepeatedContacts {
    /// Of one customer, the nearest in time: more are no chain that anybody reads.
    private static final int MOST = 100;

    private final JdbcClient database;

    RepeatedContacts(JdbcClient database) {
        this.database = database;
    }

    /// @param windowHours the client's
    /// @param earlier the latest first
    /// @param later the earliest first
    public record Repeats(int windowHours, List<Repeat> earlier, List<Repeat> later) {}

    /// @param queueName the last queue's
    public record Repeat(
            String id,
            Instant at,
            @Nullable Text queueName,
            @Nullable String agentName,
            String outcome) {}

    private record Contact(Repeat shown, boolean asked, Instant over) {
        boolean repeats(Contact before, Duration window) {
            return !shown.at().isAfter(before.over().plus(window));
        }
    }

    /// The chain in which a contact stands; nothing around one whose customer nobody knows.
    public Repeats of(long interaction) {
        int hours = database.sql("""
                        select c.repeat_hours from interaction i join client c on c.id = i.client_id where i.id = :id
                        """)
                .param("id", interaction)
                .query((row, _) -> row.getInt(1))
                .optional()
                .orElse(0);
        var contacts = around(interaction);
        var window = Duration.ofHours(hours);
        int at = 0;
        while (at < contacts.size() && !contacts.get(at).asked()) {
            at++;
        }
        var earlier = new ArrayList<Repeat>();
        for (int i = at; i > 0 && i < contacts.size() && contacts.get(i).repeats(contacts.get(i - 1), window); i--) {
            earlier.add(contacts.get(i - 1).shown());
        }
        var later = new ArrayList<Repeat>();
        for (int i = at; i + 1 < contacts.size() && contacts.get(i + 1).repeats(contacts.get(i), window); i++) {
            later.add(contacts.get(i + 1).shown());
        }
        return new Repeats(hours, List.copyOf(earlier), List.copyOf(later));
    }

    /// In order of time, the asked one among them. One that goes on is not over before now.
    private List<Contact> around(long interaction) {
        return database.sql("""
                        select * from (
                            select o.id, o.arrived_at, coalesce(o.ended_at, now()) as over_at, q.name::text as queue_name,
                                   a.name as agent_name, o.outcome, o.id = i.id as asked
                              from interaction i
                              join interaction o on o.id = i.id or (o.customer_id = i.customer_id
                                    and o.direction = 'in' and o.of_interaction_id is null and o.queued_at is not null)
                              left join queue q on q.id = o.queue_id
                              left join agent a on a.id = o.agent_id
                             where i.id = :id
                             order by abs(extract(epoch from o.arrived_at - i.arrived_at)), o.id limit :most) near
                         order by arrived_at, id
                        """)
                .param("id", interaction)
                .param("most", MOST)
                .query((row, _) -> new Contact(
                        new Repeat(
                                Rows.id(row, "id"),
                                Rows.instant(row, "arrived_at"),
                                row.getString("queue_name") == null ? null : Rows.text(row, "queue_name"),
                                row.getString("agent_name"),
                                row.getString("outcome")),
                        row.getBoolean("asked"),
                        Rows.instant(row, "over_at")))
                .list();
    }
}
