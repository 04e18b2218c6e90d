package org.callosum.voice.sip;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Knows which addresses belong to carriers and exchanges. Called on the `sip-io` thread for each new call: answer from
/// memory.
@FunctionalInterface
public interface TrunkDirectory {
    /// @return the trunk's name, null when this source is none: it is then challenged as a device or refused
    @Nullable
    String trunkOf(InetSocketAddress source, Transport transport);
}
