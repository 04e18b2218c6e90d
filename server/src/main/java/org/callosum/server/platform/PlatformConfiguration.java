package org.callosum.server.platform;

import java.time.Clock;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.text.Messages;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Ids ids(Clock clock, @Value("${callosum.node:0}") int node) {
        return new Ids(clock, node);
    }

    @Bean
    Messages messages() {
        return Messages.load();
    }
}
