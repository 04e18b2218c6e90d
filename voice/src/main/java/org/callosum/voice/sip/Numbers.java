package org.callosum.voice.sip;

/// Decimal numbers of header fields: bounded, never throwing.
final class Numbers {
    private Numbers() {}

    /// The value of a string of digits, or -1 when it is empty, holds anything else, or exceeds `most`.
    static int parse(String text, int most) {
        long value = 0;
        int length = text.length();
        if (length == 0) return -1;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            value = value * 10 + digit;
            if (value > most) return -1;
        }
        return (int) value;
    }

    /// Like [#parse], reading only up to the first `;` or space and capping too large values at `most` instead of
    /// refusing:
    /// for delta-seconds, where RFC 3261 20.19 wants leniency. `otherwise` when there is no number.
    static int seconds(String text, int most, int otherwise) {
        long value = 0;
        int i = 0;
        int length = text.length();
        while (i < length && text.charAt(i) <= ' ') i++;
        int start = i;
        for (; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) break;
            value = Math.min(most, value * 10 + digit);
        }
        return i == start ? otherwise : (int) value;
    }
}
