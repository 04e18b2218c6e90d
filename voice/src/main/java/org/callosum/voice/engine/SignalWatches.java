package org.callosum.voice.engine;

import java.util.ArrayList;
import java.util.List;
import org.callosum.voice.SignalsId;
import org.callosum.voice.signals.SignalSettings;
import org.jspecify.annotations.Nullable;

/// All ears on conversations; never more than there are legs, since each needs a customer's. Owned by the media
/// thread.
final class SignalWatches {
    private final List<SignalWatch> watches = new ArrayList<>();

    /// @return false if there is nobody to listen to
    boolean listen(SignalsId id, long nowMillis, SignalSettings settings, MediaLeg[] customers, MediaLeg[] agents) {
        if (customers.length == 0) {
            return false;
        }
        var watch = find(id);
        if (watch != null) {
            watch.move(customers, agents);
            return true;
        }
        if (watches.stream().anyMatch(other -> other.hears(customers[0]))) {
            return false;
        }
        watches.add(new SignalWatch(id, nowMillis, settings, customers, agents));
        return true;
    }

    private @Nullable SignalWatch find(SignalsId id) {
        for (var watch : watches) {
            if (watch.id.equals(id)) {
                return watch;
            }
        }
        return null;
    }

    void tick() {
        for (var i = 0; i < watches.size(); i++) {
            var watch = watches.get(i);
            watch.tick(watch.events());
        }
    }

    boolean stop(SignalsId id) {
        var watch = find(id);
        if (watch != null) {
            watches.remove(watch);
            watch.events().tell(watch.over());
        }
        return watch != null;
    }

    void gone(MediaLeg leg) {
        for (var i = watches.size() - 1; i >= 0; i--) {
            var watch = watches.get(i);
            if (!watch.without(leg)) {
                watches.remove(i);
                leg.events().tell(watch.over());
            }
        }
    }

    int count() {
        return watches.size();
    }
}
