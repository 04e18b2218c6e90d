package org.callosum.measures;

import org.callosum.kernel.Ratio;
import org.jspecify.annotations.Nullable;

/// The interval of confidence of a share (`metrics.md` 0.4): where the true share lies, with 95 % confidence, if the
/// counted ones were drawn at random. It is never wider than 0 to 1 and not degenerate at 0 or at all of them.
///
/// @param low at least 0
/// @param high at most 1
/// @see "NIST/SEMATECH e-Handbook of Statistical Methods, 7.2.4.1"
public record Wilson(double low, double high) {
    private static final double Z = 1.96;

    /// @return null where there is nothing to share
    public static @Nullable Wilson of(Ratio ratio) {
        if (ratio.whole() == 0) {
            return null;
        }
        double n = ratio.whole();
        double share = ratio.part() / n;
        double middle = share + Z * Z / (2 * n);
        double spread = Z * Math.sqrt((share * (1 - share) + Z * Z / (4 * n)) / n);
        double scale = 1 + Z * Z / n;
        return new Wilson(Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale));
    }
}
