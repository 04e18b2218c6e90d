package org.callosum.voice.sip;

import org.jspecify.annotations.Nullable;

/// How messages travel.
public enum Transport {
    UDP(false),
    TCP(true),
    TLS(true);

    private final boolean reliable;

    Transport(boolean reliable) {
        this.reliable = reliable;
    }

    /// True when the transport itself repeats lost bytes, so transactions need not.
    public boolean reliable() {
        return reliable;
    }

    static @Nullable Transport of(String name) {
        return switch (name) {
            case "UDP" -> UDP;
            case "TCP" -> TCP;
            case "TLS" -> TLS;
            default -> null;
        };
    }
}
