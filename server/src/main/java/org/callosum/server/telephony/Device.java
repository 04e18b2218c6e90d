package org.callosum.server.telephony;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// A desk phone.
///
/// @param username what the phone registers as; unique in the installation, never changed
/// @param address where the phone is rung without having registered, `sip:desk-7@192.168.1.40`; null: where it
///     registered last. An IP address of a private network: no way around the dialling plan
/// @param secretSet read only
/// @param secret shown once, in the answer that made it
/// @param state whether it is registered now; read only
@Answered(except = {"address", "secret", "agentId", "state"})
public record Device(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String name,
        @Nullable String username,
        @Nullable String address,
        @Nullable Boolean secretSet,
        @Nullable String secret,
        @Nullable String agentId,
        @Nullable Boolean active,
        @Nullable State state) {
    @Schema(name = "DeviceState")
    public record State(
            boolean registered,
            @Nullable String contact,
            @Nullable String userAgent,
            @Nullable Instant since) {}

    Device withState(State now) {
        return new Device(id, version, name, username, address, secretSet, secret, agentId, active, now);
    }

    Device withSecret(String once) {
        return new Device(id, version, name, username, address, true, once, agentId, active, state);
    }

    @Override
    public String toString() {
        return "Device[%s, %s]".formatted(id, username); // no secret in a log
    }
}
