package org.callosum.server.telephony;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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

    /// @param trunk id
    public void trunkRegistered(String trunk, Instant at) {
        trunks.merge(trunk, Trunk.State.UNKNOWN.registered(at), (old, _) -> old.registered(at));
    }

    public void trunkLost(String trunk, String problem, Instant at) {
        trunks.merge(trunk, Trunk.State.UNKNOWN.lost(problem, at), (old, _) -> old.lost(problem, at));
    }

    public void trunkReachable(String trunk, Instant at) {
        trunks.merge(trunk, Trunk.State.UNKNOWN.reachable(at), (old, _) -> old.reachable(at));
    }

    public void trunkUnreachable(String trunk, String problem, Instant at) {
        trunks.merge(trunk, Trunk.State.UNKNOWN.unreachable(problem, at), (old, _) -> old.unreachable(problem, at));
    }

    /// Trunks that exist no more.
    Set<String> forgetTrunksBut(Set<String> known) {
        var gone = new HashSet<>(trunks.keySet());
        gone.removeAll(known);
        trunks.keySet().removeAll(gone);
        return gone;
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
