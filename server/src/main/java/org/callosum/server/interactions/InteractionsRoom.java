package org.callosum.server.interactions;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.callosum.server.floor.Floors;
import org.callosum.server.floor.LiveMedia;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.journal.Journal;
import org.callosum.server.platform.keys.MasterKey;
import org.callosum.server.platform.nodes.Nodes;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.voice.recording.KeyWrapper;
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
    WaitReasons waitReasons(InteractionLog log, MeterRegistry meters) {
        return new WaitReasons(log, meters);
    }

    @Bean
    RecordingFiles recordingFiles(Installation installation, MasterKey masterKey) {
        return new RecordingFiles(installation.data().folder("recordings"), KeyWrapper.aes(masterKey.bytes()));
    }

    @Bean(destroyMethod = "close")
    Records records(
            Journal journal,
            Tenancy tenancy,
            RecordStore store,
            RecordingFiles files,
            ObjectProvider<LiveMedia> media,
            ObjectProvider<FactListener> listeners,
            Clock clock,
            ObjectProvider<Floors> floors,
            Nodes nodes) {
        Records records = new Records(
                journal,
                tenancy,
                store,
                files,
                () -> media.getIfAvailable(() -> (tenant, interaction) -> false),
                () -> listeners.orderedStream().toList(),
                clock,
                floors::getObject);
        nodes.onChange(records::nodesChanged);
        return records;
    }
}
