package org.callosum.voice;

/// Signals made by the engine, in the European pattern (ITU-T E.180): 425 Hz, except the beep.
public enum ToneKind {
    /// 1 s on, 4 s off
    RINGBACK,
    /// 0.5 s on, 0.5 s off
    BUSY,
    /// 0.25 s on, 0.25 s off
    CONGESTION,
    /// 0.4 s of 1 000 Hz, once: "speak after the beep"
    BEEP,
    /// 0.1 s of 1 400 Hz, once: the agent's cue that a caller is there
    ALERT
}
