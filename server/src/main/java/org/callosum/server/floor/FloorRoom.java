package org.callosum.server.floor;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import org.callosum.floor.FloorCommand;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.journal.Journal;
import org.callosum.server.platform.journal.Ownership;
import org.callosum.server.platform.journal.PostgresFloorRequests;
import org.callosum.server.platform.journal.PostgresJournal;
import org.callosum.server.platform.journal.PostgresOwnership;
import org.callosum.server.platform.journal.PostgresSnapshots;
import org.callosum.server.platform.journal.Snapshots;
import org.callosum.server.platform.journal.StoredEvents;
import org.callosum.server.platform.nodes.Nodes;
import org.callosum.server.platform.nodes.Notices;
import org.callosum.server.platform.postgres.PlainConnections;
import org.callosum.server.platform.tenancy.Tenancy;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the room together.
@Configuration(proxyBeanMethods = false)
class FloorRoom {
    /// Another node takes over some 3.5 s after the owner has died (measured, `stack-notes`).
    private static final long TERM_MILLIS = 3_000;

    private static final int LEASE_CONNECTIONS = 3;

    /// Not a `DataSource` among the beans: there is to be one of those.
    record LeaseConnections(HikariDataSource connections) implements AutoCloseable {
        @Override
        public void close() {
            connections.close();
        }
    }

    @Bean(destroyMethod = "close")
    PostgresJournal journal(DataSource pool) {
        return new PostgresJournal(PlainConnections.beside(pool));
    }

    @Bean(destroyMethod = "close")
    PostgresFloorRequests floorRequests(DataSource pool) {
        return new PostgresFloorRequests(PlainConnections.beside(pool));
    }

    /// Leases are renewed over connections of their own: reports, imports and a crowd of pages may hold every
    /// connection of the pool for longer than a lease lasts.
    @Bean(destroyMethod = "close")
    LeaseConnections leases(DataSource pool) {
        return new LeaseConnections(PlainConnections.few(pool, "leases", LEASE_CONNECTIONS, TERM_MILLIS / 3));
    }

    @Bean
    Ownership ownership(LeaseConnections leases) {
        return new PostgresOwnership(leases.connections(), TERM_MILLIS);
    }

    @Bean
    Snapshots snapshots(DataSource pool) {
        return new PostgresSnapshots(pool);
    }

    @Bean
    FloorDifferences floorDifferences(
            ObjectProvider<QueueRulesSource> queues, ObjectProvider<AgentRulesSource> agents) {
        return new FloorDifferences(queues.getIfAvailable(), agents.getIfAvailable());
    }

    @Bean(destroyMethod = "close")
    FloorConfiguration floorConfiguration(Floors floors, FloorDifferences differences) {
        return new FloorConfiguration(floors, differences);
    }

    /// Listeners are asked for when the first floor opens, since most of them send commands, too.
    @Bean(destroyMethod = "close")
    Floors floors(
            Journal journal,
            Ownership ownership,
            Snapshots snapshots,
            FloorDifferences differences,
            ObjectProvider<FloorListener> listeners,
            ObjectProvider<LiveMedia> media,
            MeterRegistry meters,
            Clock clock,
            PostgresFloorRequests requests,
            Nodes nodes,
            Notices notices,
            Ids ids) {
        ExecutorService answers = Floors.answers();
        FloorCounters counters = new FloorCounters(meters);
        FloorCluster cluster = new FloorCluster(
                nodes.number(),
                nodes.name(),
                requests,
                ids::next,
                number -> {
                    Nodes.Node other = nodes.node(number);
                    return other != null && other.present();
                },
                () -> !nodes.othersPresent().isEmpty());
        Floors floors = new Floors(
                tenant -> {
                    List<FloorListener> audience = new ArrayList<>();
                    audience.add(differences);
                    listeners.orderedStream().filter(one -> one != differences).forEach(audience::add);
                    LiveMedia alive = media.getIfAvailable(() -> (any, interaction) -> false);
                    return new FloorHost(
                            tenant,
                            cluster,
                            journal,
                            ownership,
                            new FloorRecovery(journal, snapshots, answers),
                            FloorSettings.NORMAL,
                            clock,
                            new FloorAudience(audience, counters),
                            counters,
                            answers,
                            floor -> {
                                List<FloorCommand> commands =
                                        new ArrayList<>(Floors.interruptions(floor, tenant, alive));
                                commands.addAll(differences.all(tenant));
                                return commands;
                            },
                            floor -> Floors.interruptions(floor, tenant, alive));
                },
                answers);
        notices.subscribe(PostgresFloorRequests.ASKED, text -> floors.asked(text == null ? null : Long.valueOf(text)));
        notices.subscribe(
                PostgresFloorRequests.ANSWERED,
                text -> floors.answered(text == null ? null : Long.valueOf(text.substring(0, text.indexOf(':')))));
        nodes.onChange(floors::nodesChanged);
        return floors;
    }

    @Bean
    ExpectedWaits expectedWaits(Floors floors, StoredEvents journal, Clock clock) {
        return new ExpectedWaits(floors, journal, clock);
    }

    /// Opens every tenant's floor before the first request is answered.
    @Bean
    SmartLifecycle floorsOpening(Floors floors, Tenancy tenancy) {
        return new SmartLifecycle() {
            private volatile boolean running;

            @Override
            public void start() {
                floors.open(tenancy.tenants().stream().map(Tenancy.Tenant::id).toList());
                running = true;
            }

            @Override
            public void stop() {
                running = false;
            }

            @Override
            public boolean isRunning() {
                return running;
            }

            @Override
            public int getPhase() {
                return 0;
            }
        };
    }
}
