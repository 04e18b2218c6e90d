package org.callosum.server.platform.system;

import org.jspecify.annotations.Nullable;

/// Asked of whoever speaks texts, for the system page.
public interface Speaker {
    boolean configured();

    /// What speaks; null when nothing is configured.
    @Nullable
    String program();
}
