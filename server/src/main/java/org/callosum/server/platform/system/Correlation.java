package org.callosum.server.platform.system;

import org.callosum.kernel.id.InteractionId;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// Marks log lines with the interaction they belong to, so that all lines of a call can be found by one id: the
/// field `interaction` of JSON logs, the number before the logger's name in text logs. Belongs to the thread;
/// whoever hands work on takes the mark along with [#carrying(InteractionId, Runnable)].
///
/// ```java
/// try (var ignored = Correlation.with(interaction)) { … }
/// ```
public final class Correlation implements AutoCloseable {
    public static final String KEY = "interaction";

    private final @Nullable String outer;

    private Correlation(@Nullable String outer) {
        this.outer = outer;
    }

    /// Until closed, on this thread; then what was marked before is marked again.
    public static Correlation with(InteractionId interaction) {
        var outer = MDC.get(KEY);
        MDC.put(KEY, interaction.toString());
        return new Correlation(outer);
    }

    /// The same work, marked wherever it runs.
    public static Runnable carrying(InteractionId interaction, Runnable work) {
        return () -> {
            try (var _ = with(interaction)) {
                work.run();
            }
        };
    }

    @Override
    public void close() {
        if (outer == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, outer);
        }
    }
}
