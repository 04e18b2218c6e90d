package org.callosum.server.playbook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.identity.Furnishing;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.jobs.JobWork;
import org.callosum.server.platform.jobs.Jobs;
import org.callosum.server.playbook.year.YearBook;
import org.callosum.server.playbook.year.YearPlan;
import org.callosum.server.playbook.year.YearTale;
import org.callosum.server.playbook.year.YearWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The contacts and cases of the sample centre's year, up to the day before the job was made, beside the
/// work of the
/// house (decision 0186). The plan comes from a seed and is made anew after a restart; a step's rows and its
/// progress
/// are one transaction, so nothing stands twice.
///
/// There are no recordings of it, and no hours of agents: nobody was there.
@Component
public class SampleHistory implements JobWork {
    public static final String KIND = "sample-history";
    private static final long SEED = 20_251_122;
    private static final int A_STEP = 100;

    /// Where a contact of a queue may have been taken first.
    private static final Map<String, String> OTHER_QUEUE = Map.of(
            "harbour-orders",
            "harbour-returns",
            "harbour-returns",
            "harbour-orders",
            "northlight-faults",
            "northlight-billing",
            "northlight-billing",
            "northlight-faults",
            "northlight-renewals",
            "northlight-billing");

    private final YearWork work;
    private final Furnishing house;
    private final JdbcClient database;

    SampleHistory(YearWork work, Furnishing house, JdbcClient database) {
        this.work = work;
        this.house = house;
        this.database = database;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Steps open(Jobs.Job job) {
        return new Steps() {
            private long done = job.done();
            private @Nullable Year year;

            @Override
            public Progress next() {
                var all = year == null ? year = year(job.createdAt()) : year;
                var contacts = all.contacts();
                if (done < contacts.size()) {
                    int to = (int) Math.min(contacts.size(), done + A_STEP);
                    work.write(all.book(), all.houses(), all.products(), contacts.subList((int) done, to), all.end());
                    done = to;
                } else {
                    work.inside(all.book(), all.houses(), all.end());
                    done++;
                }
                return new Progress(done, contacts.size() + 1L, done > contacts.size());
            }

            @Override
            public void close() {
                year = null;
            }
        };
    }

    private record Year(
            YearBook book,
            Map<String, YearTale.House> houses,
            Map<String, Long> products,
            List<YearPlan.Contact> contacts,
            Instant end) {}

    private Year year(Instant made) {
        var book = YearBook.read(PlaybookFiles.root("sample-year.yaml"));
        var clients = new TreeMap<>(house.clients(SampleData.CLIENTS.stream()
                .map(each -> new Furnishing.Place(each.code(), each.name(), each.zone(), null))
                .toList()));
        var queues = codes("select code, id from queue");
        var houses = new HashMap<String, YearTale.House>();
        var products = new HashMap<String, Long>();
        var people = new HashMap<String, List<YearPlan.Person>>();
        for (var client : book.clients()) {
            long id = SampleCentre.id(clients, client.code());
            houses.put(
                    client.code(), new YearTale.House(new ClientId(id), entry(client.number()), queues, OTHER_QUEUE));
            products(id).forEach((code, product) -> products.put(client.code() + "/" + code, product));
            people.put(client.code(), people(id, client.code().equals("harbour") ? "zh-Hans" : "en"));
        }
        // the day in the zone where it begins last, so that none of it is left open anywhere
        var today = made.atZone(ZoneId.of("Europe/London")).toLocalDate();
        var contacts = YearPlan.of(book, new YearPlan.Cast(people, agents()), today, SEED);
        return new Year(book, houses, products, contacts, made);
    }

    private Map<String, Long> codes(String sql) {
        var codes = new HashMap<String, Long>();
        database.sql(sql)
                .query((ResultSet row, int _) -> codes.put(Objects.requireNonNull(row.getString(1)), row.getLong(2)))
                .list();
        return codes;
    }

    private Map<String, Long> products(long client) {
        return codes("select code, id from product where client_id = " + client);
    }

    private @Nullable Long entry(String number) {
        return database
                .sql("select id from entry_point where number = :number")
                .param("number", number)
                .query((row, _) -> row.getLong(1))
                .list()
                .stream()
                .findFirst()
                .orElse(null);
    }

    /// By number, so that the order does not depend on when somebody was written down.
    private List<YearPlan.Person> people(long client, String language) {
        var orders = new HashMap<Long, List<YearPlan.Order>>();
        database.sql("""
                        select o.customer_id, o.id, o.number, o.placed_at, coalesce(p.name ->> :language, l.name, '') as product
                          from customer_order o left join order_line l on l.order_id = o.id and l.line = (
                                select min(m.line) from order_line m where m.order_id = o.id)
                          left join product p on p.id = l.product_id
                         where o.client_id = :client order by o.placed_at, o.id""")
                .param("client", client)
                .param("language", language)
                .query((row, _) -> orders.computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                        .add(order(row)))
                .list();
        return database
                .sql("""
                        select c.id, c.name, c.language, n.number from customer c
                          join customer_number n on n.customer_id = c.id and n.is_primary
                         where c.client_id = :client and c.erased_at is null and c.merged_into is null
                         order by n.number, c.id""")
                .param("client", client)
                .query((row, _) -> new YearPlan.Person(
                        row.getLong("id"),
                        Objects.requireNonNull(row.getString("number")),
                        Objects.requireNonNull(row.getString("name")),
                        Objects.requireNonNull(row.getString("language")),
                        orders.getOrDefault(row.getLong("id"), List.of())))
                .list()
                .stream()
                .toList();
    }

    private static YearPlan.Order order(ResultSet row) throws SQLException {
        return new YearPlan.Order(
                row.getLong("id"),
                Objects.requireNonNull(row.getString("number")),
                Objects.requireNonNull(row.getString("product")),
                Rows.instant(row, "placed_at"));
    }

    /// Who serves which queue, as the sample centre says.
    private Map<String, List<YearPlan.Agent>> agents() {
        var known = database
                .sql("""
                        select a.id, a.account_id, a.name, a.staff_number, (
                                select m.team_id from team_member m where m.agent_id = a.id order by m.valid_from desc limit 1) as team
                          from agent a""")
                .query((row, _) -> Map.entry(
                        Objects.requireNonNull(row.getString("staff_number")),
                        new YearPlan.Agent(
                                row.getLong("id"),
                                Rows.longOrNull(row, "account_id"),
                                Objects.requireNonNull(row.getString("name")),
                                Rows.longOrNull(row, "team"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a));
        var agents = new LinkedHashMap<String, List<YearPlan.Agent>>();
        for (var queue : SampleData.QUEUES) {
            agents.put(
                    queue.code(),
                    SampleData.AGENTS.stream()
                            .filter(agent -> agent.clients().contains(queue.client())
                                    && agent.levels().containsKey(queue.skill()))
                            .map(agent -> known.get(agent.staffNumber()))
                            .filter(Objects::nonNull)
                            .toList());
        }
        return agents;
    }
}
