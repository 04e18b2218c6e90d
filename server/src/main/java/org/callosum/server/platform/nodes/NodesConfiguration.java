package org.callosum.server.platform.nodes;

import java.time.Clock;
import javax.sql.DataSource;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.keys.MasterKey;
import org.callosum.server.platform.postgres.PlainConnections;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NodesConfiguration {
    /// As long as a floor's lease: a node is gone when its floors may be taken.
    private static final long TERM_MILLIS = 3_000;

    @Bean(destroyMethod = "close")
    @DependsOnDatabaseInitialization
    Nodes nodes(DataSource pool, Installation installation, MasterKey masterKey, Clock clock) {
        return Nodes.join(
                PlainConnections.beside(pool),
                installation.data().secret("node.name"),
                masterKey.name(),
                TERM_MILLIS,
                number -> new Ids(clock, number).next());
    }

    @Bean(destroyMethod = "close")
    Notices notices(DataSource pool) {
        return new Notices(PlainConnections.beside(pool));
    }
}
