package org.callosum.server.platform.live;

import org.callosum.server.platform.access.Right;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Two topics of the tests; found by the application's component scan.
@Configuration(proxyBeanMethods = false)
class TopicsForTests {
    @Bean
    LiveTopic testTopic() {
        return new LiveTopic("test", Right.QUEUES_VIEW);
    }

    @Bean
    LiveTopic secondTestTopic() {
        return new LiveTopic("test-metrics", Right.METRICS_READ);
    }
}
