package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.callosum.voice.LegId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What fails inside the voice engine stands in the log with the call it was about.
class FaultsTest {
    private final House house = new House(Flows.straight("billing"));
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(CallCentre.class);

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        log.detachAppender(lines);
    }

    @Test
    void aFaultAtACallersLegIsLoggedWithTheCall() {
        house.rings();
        house.centre.fault(House.CUSTOMER, new IllegalStateException("broken"));
        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getMDCPropertyMap())
                    .containsEntry("interaction", house.interaction().toString());
            assertThat(line.getThrowableProxy().getMessage()).isEqualTo("broken");
        });
    }

    @Test
    void aFaultOfNobodysLegIsLoggedToo() {
        house.centre.fault(null, new IllegalStateException("broken"));
        house.centre.fault(new LegId(77), new IllegalStateException("broken"));
        assertThat(lines.list)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.getMDCPropertyMap()).doesNotContainKey("interaction"));
    }

    @Test
    void whoeverCausesManyFaultsDoesNotFillTheLog() {
        for (int i = 0; i < 500; i++) {
            house.centre.fault(null, new IllegalStateException("broken"));
        }
        assertThat(lines.list).hasSize(20);
        assertThat(house.centre.counters()).containsEntry("voice.faults", 500L);
    }
}
