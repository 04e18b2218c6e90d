package org.callosum.server.telephony;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What the voice engine last said about phones and trunks. Only those that exist register, so the maps are bounded by
/// the tables; they start empty, since registrations do not outlive the process.
@Component
public class LineStates {
    private final Map<String, Device.State> devices = new ConcurrentHashMap<>();
    private final Map<String, Trunk.State> trunks = new ConcurrentHashMap<>();

    /// @param device id, as in [org.callosum.voice.Devices.Secret]
    public void registered(String device, String contact, @Nullable String userAgent, Instant at) {
        devices.merge(
                device,
                new Device.State(true, contact, userAgent, at),
                (old, now) -> old.registered() ? new Device.State(true, contact, userAgent, old.since()) : now);
    }

    public void unregistered(String device, Instant at) {
        devices.put(device, new Device.State(false, null, null, at));
    }

    /// @param trunk code
    public void trunkRegistered(String trunk, Instant at) {
        trunks.put(trunk, new Trunk.State(true, at, null));
    }

    public void trunkLost(String trunk, String problem, Instant at) {
        trunks.put(trunk, new Trunk.State(false, at, problem));
    }

    public Device.State device(String device) {
        return devices.getOrDefault(device, new Device.State(false, null, null, null));
    }

    public Trunk.@Nullable State trunk(String trunk) {
        return trunks.get(trunk);
    }

    void forget(String device) {
        devices.remove(device);
    }
}
