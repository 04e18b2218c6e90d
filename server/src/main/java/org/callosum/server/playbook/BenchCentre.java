package org.callosum.server.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.flows.Flows;
import org.callosum.server.people.Agent;
import org.callosum.server.people.Agents;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.queues.Queue;
import org.callosum.server.queues.Queues;
import org.callosum.server.telephony.Device;
import org.callosum.server.telephony.Devices;
import org.callosum.server.telephony.EntryPoint;
import org.callosum.server.telephony.EntryPoints;
import org.callosum.server.telephony.Trunk;
import org.callosum.server.telephony.Trunks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// Fills a fresh house for a bench. For `./callosum bench sip`: five numbers with the playbook's bench flows, one
/// queue whose conversations are recorded, agents on phones at a fixed address, and a line that trusts this machine.
/// For `./callosum bench floor-view`: queues and agents alone.
@Service
public class BenchCentre {
    private static final String QUEUE = "bench";
    private static final String CONTACT = "bench-agent";
    private static final Map<String, String> LINES = new TreeMap<>(Map.of(
            "1000", "bench-queue",
            "2000", "bench-echo",
            "3000", "bench-direct",
            "3001", "bench-announce-direct",
            "4000", "bench-digits"));

    private final Tenancy tenancy;
    private final Playbook playbook;
    private final JdbcClient database;
    private final Queues queues;
    private final Agents agents;
    private final Devices devices;
    private final Flows flows;
    private final EntryPoints entryPoints;
    private final Trunks trunks;

    BenchCentre(
            Tenancy tenancy,
            Playbook playbook,
            JdbcClient database,
            Queues queues,
            Agents agents,
            Devices devices,
            Flows flows,
            EntryPoints entryPoints,
            Trunks trunks) {
        this.tenancy = tenancy;
        this.playbook = playbook;
        this.database = database;
        this.queues = queues;
        this.agents = agents;
        this.devices = devices;
        this.flows = flows;
        this.entryPoints = entryPoints;
        this.trunks = trunks;
    }

    /// Fills a fresh house; all or nothing.
    ///
    /// @param phones `host:port` of all phones; the user part tells them apart
    /// @return the agents
    /// @throws IllegalStateException in a house where the bench has been already
    public List<AgentId> install(long tenant, int agentCount, String phones) {
        playbook.bring(tenant);
        return tenancy.asSystem(tenant, () -> {
            if (!queues.all().isEmpty()) {
                throw new IllegalStateException("A bench needs a fresh data folder; this house has queues already");
            }
            String client = first("client");
            String site = first("site");
            queues.create(queue(client, site, QUEUE, Text.of("Bench", "压测", "壓測")));
            flow("bench-waiting", client);
            LINES.forEach((number, flow) -> {
                flow(flow, client);
                entryPoints.create(new EntryPoint(
                        null, null, number, PlaybookFiles.flowName(flow), client, flow, "en", null, false, true, null));
            });
            trunks.create(new Trunk(
                    null,
                    null,
                    "bench",
                    "This machine",
                    "ip",
                    null,
                    null,
                    "udp",
                    List.of("127.0.0.1"),
                    null,
                    null,
                    null,
                    null,
                    List.of("pcmu"),
                    "off",
                    10_000,
                    true,
                    null));
            phone(CONTACT, phones, null);
            var people = new ArrayList<AgentId>();
            for (int i = 1; i <= agentCount; i++) {
                var id = agent(i, client, site, List.of());
                phone("bench-" + i, phones, id);
                people.add(new AgentId(Long.parseLong(id)));
            }
            return people;
        });
    }

    /// A floor to look at.
    ///
    /// @param queues at least 1; an agent serves every third of them
    public record SyntheticFloor(List<QueueId> queues, List<AgentId> agents) {}

    /// Fills a fresh house with queues and agents that no telephone knows of; all or nothing.
    ///
    /// @throws IllegalStateException in a house where the bench has been already
    public SyntheticFloor installFloor(long tenant, int agentCount, int queueCount) {
        playbook.bring(tenant);
        return tenancy.asSystem(tenant, () -> {
            if (!queues.all().isEmpty()) {
                throw new IllegalStateException("A bench needs a fresh data folder; this house has queues already");
            }
            String client = first("client");
            String site = first("site");
            flow("bench-waiting", client);
            var lines = new ArrayList<String>();
            for (int i = 1; i <= queueCount; i++) {
                var made =
                        queues.create(queue(client, site, "bench-" + i, Text.of("Queue " + i, "队列 " + i, "佇列 " + i)));
                lines.add(Objects.requireNonNull(made.id()));
            }
            var people = new ArrayList<AgentId>();
            for (int i = 1; i <= agentCount; i++) {
                var own = new ArrayList<String>();
                for (int line = i % 3; line < lines.size(); line += 3) {
                    own.add(lines.get(line));
                }
                people.add(new AgentId(Long.parseLong(agent(i, client, site, own))));
            }
            return new SyntheticFloor(
                    lines.stream()
                            .map(line -> new QueueId(Long.parseLong(line)))
                            .toList(),
                    people);
        });
    }

    private String agent(int number, String client, String site, List<String> serves) {
        var agent = agents.create(new Agent(
                null,
                null,
                null,
                "Agent " + number,
                "B" + number,
                null,
                null,
                site,
                List.of(client),
                serves,
                1,
                0,
                "phone",
                null,
                true,
                null,
                null));
        return Objects.requireNonNull(agent.id());
    }

    private static Queue queue(String client, String site, String code, Text name) {
        return new Queue(
                null,
                null,
                code,
                name,
                client,
                site,
                null,
                "voice",
                5,
                20,
                80,
                5,
                "sl_no_short",
                "longest-idle",
                List.of(),
                30,
                0,
                true,
                0,
                "bench-waiting",
                "hold",
                false,
                false,
                "all",
                0,
                0,
                true);
    }

    private void phone(String user, String phones, @org.jspecify.annotations.Nullable String agent) {
        devices.create(
                new Device(null, null, user, user, "sip:%s@%s".formatted(user, phones), null, null, agent, true, null));
    }

    private void flow(String code, String client) {
        flows.create(code, PlaybookFiles.flowName(code), client, PlaybookFiles.flow(code), "bench");
        flows.approve(code, 1, "bench", null);
    }

    /// The one that a new house begins with.
    private String first(String table) {
        return database.sql(
                        table.equals("client")
                                ? "select id from client order by id limit 1"
                                : "select id from site order by id limit 1")
                .query((row, _) -> Long.toString(row.getLong(1)))
                .single();
    }
}
