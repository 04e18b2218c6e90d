package org.callosum.flow;

import org.jspecify.annotations.Nullable;

/// Where the interpreter finds flows: the server's definitions, or a map in a test.
public interface FlowLibrary {
    /// The version now valid, for a flow that is about to begin.
    @Nullable
    FlowDefinition current(String code);

    /// A version some run began with.
    @Nullable
    FlowDefinition version(String code, int version);
}
