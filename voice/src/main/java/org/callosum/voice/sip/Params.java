package org.callosum.voice.sip;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The `;name=value` list behind a URI, an address or a Via, in its order; names compare without case.
///
/// @param pairs name, value, name, value …; a flag without value has the value `""`
public record Params(List<String> pairs) {
    public static final Params NONE = new Params(List.of());

    public Params {
        pairs = List.copyOf(pairs);
    }

    /// Reads what follows the first `;` (or nothing). Blank elements (`;;`) are skipped.
    ///
    /// @return null when a quoted value is not closed
    static @Nullable Params parse(String text, int from, int to) {
        List<String> pairs = null;
        int at = from;
        while (at < to) {
            char c = text.charAt(at);
            if (c == ';' || c <= ' ') {
                at++;
                continue;
            }
            int nameEnd = at;
            while (nameEnd < to && text.charAt(nameEnd) != '=' && text.charAt(nameEnd) != ';') nameEnd++;
            String name = trimmed(text, at, nameEnd);
            String value = "";
            at = nameEnd;
            if (at < to && text.charAt(at) == '=') {
                at++;
                while (at < to && text.charAt(at) <= ' ') at++;
                int end = at;
                if (end < to && text.charAt(end) == '"') {
                    end = closingQuote(text, end, to);
                    if (end < 0) return null;
                    end++;
                }
                while (end < to && text.charAt(end) != ';') end++;
                value = trimmed(text, at, end);
                at = end;
            }
            if (pairs == null) pairs = new ArrayList<>(4);
            pairs.add(name);
            pairs.add(value);
        }
        return pairs == null ? NONE : new Params(pairs);
    }

    /// The value of `name`, `""` for a flag, null when absent.
    public @Nullable String value(String name) {
        for (int i = 0; i < pairs.size(); i += 2) if (pairs.get(i).equalsIgnoreCase(name)) return pairs.get(i + 1);
        return null;
    }

    public boolean has(String name) {
        return value(name) != null;
    }

    /// A copy with `name` set to `value`, in its old place when it was there.
    public Params with(String name, String value) {
        var copy = new ArrayList<>(pairs);
        for (int i = 0; i < copy.size(); i += 2) {
            if (copy.get(i).equalsIgnoreCase(name)) {
                copy.set(i + 1, value);
                return new Params(copy);
            }
        }
        copy.add(name);
        copy.add(value);
        return new Params(copy);
    }

    /// A copy without `name`.
    public Params without(String name) {
        var copy = new ArrayList<String>(pairs.size());
        for (int i = 0; i < pairs.size(); i += 2) {
            if (pairs.get(i).equalsIgnoreCase(name)) continue;
            copy.add(pairs.get(i));
            copy.add(pairs.get(i + 1));
        }
        return new Params(copy);
    }

    void write(StringBuilder out) {
        for (int i = 0; i < pairs.size(); i += 2) {
            out.append(';').append(pairs.get(i));
            if (!pairs.get(i + 1).isEmpty()) out.append('=').append(pairs.get(i + 1));
        }
    }

    /// Index of the quote that closes the one at `open`, or -1.
    static int closingQuote(String text, int open, int to) {
        for (int i = open + 1; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\\') i++;
            else if (c == '"') return i;
        }
        return -1;
    }

    static String trimmed(String text, int from, int to) {
        while (from < to && text.charAt(from) <= ' ') from++;
        while (to > from && text.charAt(to - 1) <= ' ') to--;
        return text.substring(from, to);
    }

    @Override
    public String toString() {
        var out = new StringBuilder();
        write(out);
        return out.toString();
    }
}
