package org.callosum.server.waiting;

import io.micrometer.core.instrument.MeterRegistry;
import org.callosum.server.platform.nodes.Nodes;
import org.callosum.server.platform.tenancy.Tenancy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Puts the room together.
@Configuration(proxyBeanMethods = false)
class WaitingRoom {
    @Bean(destroyMethod = "close")
    CallBackTable callBackTable(Tenancy tenancy, JdbcClient database, Nodes nodes, MeterRegistry meters) {
        var table = new CallBackTable(tenancy, database, nodes);
        meters.gauge("callosum.call-backs.open", table, CallBackTable::size);
        return table;
    }
}
