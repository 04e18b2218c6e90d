package org.callosum.floor;

import java.util.Arrays;

/// A growing bit set whose words can be combined in place; bits beyond the last word are 0.
final class Bits {
    long[] words = new long[1];

    void set(int bit) {
        int word = bit >>> 6;
        if (word >= words.length) {
            words = Arrays.copyOf(words, Math.max(word + 1, words.length * 2));
        }
        words[word] |= 1L << bit;
    }

    void clear(int bit) {
        int word = bit >>> 6;
        if (word < words.length) {
            words[word] &= ~(1L << bit);
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
    }
}
