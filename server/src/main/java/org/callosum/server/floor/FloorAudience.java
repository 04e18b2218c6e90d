package org.callosum.server.floor;

import java.util.List;
import java.util.function.Consumer;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells every listener, and keeps one that throws from harming the floor or the others.
final class FloorAudience {
    private static final Logger LOG = LoggerFactory.getLogger(FloorAudience.class);

    private final List<FloorListener> listeners;
    private final FloorCounters counters;

    FloorAudience(List<FloorListener> listeners, FloorCounters counters) {
        this.listeners = List.copyOf(listeners);
        this.counters = counters;
    }

    void committed(long tenant, long position, FloorEvent event) {
        each(listener -> listener.committed(tenant, position, event));
    }

    /// An event of a floor that another node owns.
    void heardElsewhere(long tenant, long position, FloorEvent event) {
        each(listener -> {
            if (listener.everywhere()) {
                listener.committed(tenant, position, event);
            }
        });
    }

    void following(long tenant, Floor floor) {
        each(listener -> {
            if (listener.everywhere()) {
                listener.following(tenant, floor);
            }
        });
    }

    void recovered(long tenant, Floor floor) {
        each(listener -> listener.recovered(tenant, floor));
    }

    void lost(long tenant) {
        each(listener -> listener.lost(tenant));
    }

    private void each(Consumer<FloorListener> tell) {
        for (FloorListener listener : listeners) {
            try {
                tell.accept(listener);
            } catch (RuntimeException fault) {
                counters.fault(fault);
                LOG.error("{} failed on a floor event", listener.getClass().getSimpleName(), fault);
            }
        }
    }
}
