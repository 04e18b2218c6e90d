package org.callosum.server.platform.system;

import org.callosum.kernel.id.InteractionId;
import org.slf4j.MDC;

/// Marks log lines with the interaction they belong to, so that all lines of a call can be found by one id.
///
/// ```java
/// try (var ignored = Correlation.with(interaction)) { … }
/// ```
public final class Correlation implements AutoCloseable {
    private static final String KEY = "interaction";

    private final MDC.MDCCloseable entry;

    private Correlation(MDC.MDCCloseable entry) {
        this.entry = entry;
    }

    /// Until closed, on this thread.
    public static Correlation with(InteractionId interaction) {
        return new Correlation(MDC.putCloseable(KEY, interaction.toString()));
    }

    @Override
    public void close() {
        entry.close();
    }
}
