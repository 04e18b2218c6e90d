package org.callosum.server.interactions;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.callosum.server.floor.LiveMedia;
import org.callosum.server.platform.journal.Journal;
import org.callosum.server.platform.tenancy.Tenancy;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the room together.
@Configuration(proxyBeanMethods = false)
class InteractionsRoom {
    @Bean(destroyMethod = "close")
    InteractionLog interactionLog(Tenancy tenancy, LogStore store, MeterRegistry meters) {
        return new InteractionLog(tenancy, store, meters);
    }

    @Bean(destroyMethod = "close")
    Records records(
            Journal journal,
            Tenancy tenancy,
            RecordStore store,
            ObjectProvider<LiveMedia> media,
            ObjectProvider<FactListener> listeners,
            Clock clock) {
        return new Records(
                journal,
                tenancy,
                store,
                () -> media.getIfAvailable(() -> (tenant, interaction) -> false),
                () -> listeners.orderedStream().toList(),
                clock);
    }
}
