package org.callosum.voice.media;

/// Finds key presses in the sound itself (ITU-T Q.23 frequencies), for far ends that send no named events. Owned by
/// the media thread; allocates nothing.
///
/// Blocks of 102 samples (12.75 ms), so that the shortest legal tone (40 ms, Q.24) fills two whole ones. A block counts
/// when both tones hold most of its energy, neither is more than 8 dB above the other, and each is 8 dB above its
/// neighbours. Two equal blocks are a press; it is over after three blocks without it (38 ms, Q.24 asks for 40).
public final class KeyTones {
    private static final double[] ROWS = {697, 770, 852, 941};
    private static final double[] COLUMNS = {1_209, 1_336, 1_477, 1_633};
    private static final String KEYS = "123A456B789C*0#D";
    private static final int BLOCK = 102;
    private static final double LEAST_ENERGY = BLOCK * 300.0 * 300.0;
    private static final double TWIST = 6.3;
    private static final double NEIGHBOUR = 6.3;
    private static final double SHARE = 0.7;
    private static final int BLOCKS_TO_PRESS = 2;
    private static final int BLOCKS_TO_RELEASE = 3;

    private final double[] rowCoefficients = coefficients(ROWS);
    private final double[] columnCoefficients = coefficients(COLUMNS);
    private final double[] rowPowers = new double[4];
    private final double[] columnPowers = new double[4];
    private final short[] block = new short[BLOCK];
    private int filled;
    private char heard;
    private int same;
    private char pressed;
    private int missed;

    private static double[] coefficients(double[] hertz) {
        var values = new double[hertz.length];
        for (var i = 0; i < hertz.length; i++) {
            values[i] = Goertzel.coefficient(hertz[i]);
        }
        return values;
    }

    /// Listens to the next frame.
    ///
    /// @return a key newly pressed, or 0; no frame can hold two
    public char listen(short[] frame, int count) {
        var found = (char) 0;
        for (var i = 0; i < count; i++) {
            block[filled++] = frame[i];
            if (filled == BLOCK) {
                filled = 0;
                var key = judge(classify());
                if (key != 0) {
                    found = key;
                }
            }
        }
        return found;
    }

    /// Whether a tone sounds just now, to keep it away from others.
    public boolean sounding() {
        return heard != 0 || pressed != 0;
    }

    private char judge(char key) {
        same = key != 0 && key == heard ? same + 1 : 1;
        heard = key;
        if (pressed != 0) {
            missed = key == pressed ? 0 : missed + 1;
            if (missed >= BLOCKS_TO_RELEASE || key != 0 && key != pressed && same >= BLOCKS_TO_PRESS) {
                pressed = 0;
            }
        }
        if (pressed == 0 && key != 0 && same >= BLOCKS_TO_PRESS) {
            pressed = key;
            missed = 0;
            return key;
        }
        return 0;
    }

    private char classify() {
        var energy = Goertzel.energy(block, 0, BLOCK);
        if (energy < LEAST_ENERGY) {
            return 0;
        }
        var row = loudest(rowCoefficients, rowPowers);
        var column = loudest(columnCoefficients, columnPowers);
        if (row < 0 || column < 0) {
            return 0;
        }
        var low = rowPowers[row];
        var high = columnPowers[column];
        if (low > high * TWIST || high > low * TWIST || (low + high) / (energy * BLOCK / 2) < SHARE) {
            return 0;
        }
        return KEYS.charAt(4 * row + column);
    }

    private int loudest(double[] coefficients, double[] powers) {
        var best = 0;
        for (var i = 0; i < 4; i++) {
            powers[i] = Goertzel.power(block, 0, BLOCK, coefficients[i]);
            if (powers[i] > powers[best]) {
                best = i;
            }
        }
        for (var i = 0; i < 4; i++) {
            if (i != best && powers[i] * NEIGHBOUR > powers[best]) {
                return -1;
            }
        }
        return best;
    }

    /// The sound of a key: both tones at −10 dBm0 each, as samples.
    ///
    /// @param key of `0123456789*#ABCD`
    public static short[] sound(char key, int samples) {
        var at = KEYS.indexOf(key);
        if (at < 0) {
            throw new IllegalArgumentException("No key " + key + "; keys are 0123456789*#ABCD");
        }
        var tone = new short[samples];
        for (var i = 0; i < samples; i++) {
            var turn = 2 * Math.PI * i / 8_000;
            tone[i] = (short) (7_000 * (Math.sin(turn * ROWS[at / 4]) + Math.sin(turn * COLUMNS[at % 4])));
        }
        return tone;
    }
}
