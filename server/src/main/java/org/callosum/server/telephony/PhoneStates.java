package org.callosum.server.telephony;

import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Which desk phones are registered, at whichever node.
@Component
class PhoneStates {
    private final LineStates here;
    private final ObjectProvider<PhonesElsewhere> elsewhere;

    PhoneStates(LineStates here, ObjectProvider<PhonesElsewhere> elsewhere) {
        this.here = here;
        this.elsewhere = elsewhere;
    }

    /// The states of now by device, in the caller's transaction. Of a phone at another node nothing is known
    /// but since when.
    Function<String, Device.State> now() {
        var known = elsewhere.getIfAvailable();
        var there = known == null ? Map.<Long, Instant>of() : known.registered();
        return device -> {
            var state = here.device(device);
            var since = state.registered() ? null : there.get(Long.parseLong(device));
            return since == null ? state : new Device.State(true, null, null, since);
        };
    }
}
