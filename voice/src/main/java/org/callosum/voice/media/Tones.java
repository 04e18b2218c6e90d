package org.callosum.voice.media;

import org.callosum.voice.Sound;
import org.callosum.voice.ToneKind;

/// Signals, one cycle each, made once (ITU-T E.180 Supplement 2, the pattern most countries share).
public final class Tones {
    private static final int AMPLITUDE = 5_200; // about -16 dBFS
    private static final Sound[] SOUNDS = new Sound[ToneKind.values().length];

    static {
        for (var kind : ToneKind.values()) {
            SOUNDS[kind.ordinal()] = make(kind);
        }
    }

    private Tones() {}

    public static Sound cycle(ToneKind kind) {
        return SOUNDS[kind.ordinal()];
    }

    /// Whether the signal goes on until stopped.
    public static boolean repeats(ToneKind kind) {
        return switch (kind) {
            case RINGBACK, BUSY, CONGESTION -> true;
            case BEEP, ALERT -> false;
        };
    }

    private static Sound make(ToneKind kind) {
        return switch (kind) {
            case RINGBACK -> tone(425, 1_000, 4_000);
            case BUSY -> tone(425, 500, 500);
            case CONGESTION -> tone(425, 250, 250);
            case BEEP -> tone(1_000, 400, 0);
            case ALERT -> tone(1_400, 100, 0);
        };
    }

    private static Sound tone(double hertz, int onMillis, int offMillis) {
        var samples = new short[8 * (onMillis + offMillis)];
        var on = 8 * onMillis;
        for (var i = 0; i < on; i++) {
            var edge = Math.min(1.0, Math.min(i, on - i) / 40.0); // 5 ms slopes: no clicks
            samples[i] = (short) (AMPLITUDE * edge * Math.sin(2 * Math.PI * hertz * i / 8_000));
        }
        return Sound.ofLinear(samples);
    }
}
