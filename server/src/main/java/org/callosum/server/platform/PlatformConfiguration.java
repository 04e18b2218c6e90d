package org.callosum.server.platform;

import java.time.Clock;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.nodes.Nodes;
import org.callosum.server.platform.text.Messages;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Ids ids(Clock clock, Nodes nodes) {
        return new Ids(clock, nodes.number());
    }

    @Bean
    Messages messages() {
        return Messages.load();
    }
}
