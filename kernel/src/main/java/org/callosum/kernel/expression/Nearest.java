package org.callosum.kernel.expression;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Finds what somebody probably meant.
public final class Nearest {
    private static final int LONGEST = 60;

    private Nearest() {}

    /// The known word that differs least from `word`, by at most a third of its letters; ties go to the earlier one.
    ///
    /// @return `null` when none is near
    public static @Nullable String of(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return null;
        }
        String nearest = null;
        var least = Math.max(1, word.length() / 3) + 1;
        for (var candidate : known) {
            if (candidate.length() > LONGEST) {
                continue;
            }
            var distance = distance(word, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /// Levenshtein's distance, by the usual two rows.
    private static int distance(String a, String b) {
        var before = new int[b.length() + 1];
        var now = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            now[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var change = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(change, Math.min(before[j], now[j - 1]) + 1);
            }
            var swap = before;
            before = now;
            now = swap;
        }
        return before[b.length()];
    }
}
