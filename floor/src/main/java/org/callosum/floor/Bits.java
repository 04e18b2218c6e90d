package org.callosum.floor;

import java.util.Arrays;

/// A growing bit set whose words can be combined in place; bits beyond the last word are 0. A second level has
/// one bit per word that is not 0, so that a nearly empty set of thousands is read in a few steps.
final class Bits {
    /// Stays empty: stands for a set that nothing was ever put in.
    static final Bits NONE = new Bits();

    long[] words = new long[1];
    long[] summary = new long[1];

    void set(int bit) {
        int word = bit >>> 6;
        if (word >= words.length) {
            words = Arrays.copyOf(words, Math.max(word + 1, words.length * 2));
            summary = Arrays.copyOf(summary, (words.length + 63) >>> 6);
        }
        words[word] |= 1L << bit;
        summary[word >>> 6] |= 1L << word;
    }

    void clear(int bit) {
        int word = bit >>> 6;
        if (word < words.length) {
            words[word] &= ~(1L << bit);
            if (words[word] == 0) {
                summary[word >>> 6] &= ~(1L << word);
            }
        }
    }

    void set(int bit, boolean on) {
        if (on) {
            set(bit);
        } else {
            clear(bit);
        }
    }

    boolean get(int bit) {
        int word = bit >>> 6;
        return word < words.length && (words[word] & (1L << bit)) != 0;
    }

    long word(int index) {
        return index < words.length ? words[index] : 0;
    }

    void clearAll() {
        Arrays.fill(words, 0);
        Arrays.fill(summary, 0);
    }
}
