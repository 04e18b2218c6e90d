package org.callosum.server.telephony;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Brings a number as people and carriers write it to one spelling, so that a caller is recognised and a rule
/// applies.
///
/// In order: formatting (blanks, dots, hyphens, slashes, parentheses, full-width digits) goes; `+44 (0)20`
/// loses its `(0)`; `+` or an international prefix of the home country begins an international number; the home
/// country's trunk prefix, or a length and beginning that fit its national numbers, gets the home calling code;
/// up to six digits stay as they are (an extension
/// or a short code). The result is E.164 with `+` (ITU-T E.164: at most 15 digits), a short number, or null.
public final class PhoneNumbers {
    private static final int MOST_DIGITS = 15;
    private static final int FEWEST_DIGITS = 7;
    private static final int MOST_SHORT_DIGITS = 6;
    private static final int MOST_TYPED = 64;

    private PhoneNumbers() {}

    /// @param typed as typed, pasted or signalled
    /// @return `+` and 7 to 15 digits, or 1 to 6 digits, or null when it is no number of this country
    public static @Nullable String normalise(@Nullable String typed, Country home) {
        if (typed == null || typed.length() > MOST_TYPED) {
            return null;
        }
        var plain = bare(typed);
        if (plain == null || plain.isEmpty()) {
            return null;
        }
        if (plain.startsWith("+")) {
            return international(plain.substring(1));
        }
        // a number that already looks national wins over a prefix: no trunk prefix is eaten from a short code
        for (var prefix : home.internationalPrefixes()) {
            if (plain.startsWith(prefix) && plain.length() >= prefix.length() + FEWEST_DIGITS) {
                return international(plain.substring(prefix.length()));
            }
        }
        if (plain.length() <= MOST_SHORT_DIGITS) {
            return plain;
        }
        var trunk = home.trunkPrefix();
        if (!trunk.isEmpty()
                && plain.startsWith(trunk)
                && home.nationalDigits().holds(plain.length() - trunk.length())) {
            return international(home.callingCode() + plain.substring(trunk.length()));
        }
        if (home.nationalDigits().holds(plain.length()) && leads(plain, home)) {
            return international(home.callingCode() + plain);
        }
        // some carriers send the calling code without a plus
        if (plain.startsWith(home.callingCode())
                && home.nationalDigits()
                        .holds(plain.length() - home.callingCode().length())) {
            return international(plain);
        }
        return null;
    }

    /// The ways in which carriers signal a number that was stored in one: for finding it where it was kept as
    /// it came.
    ///
    /// @param normalised as [#normalise] gave it
    public static Set<String> spellings(String normalised, Country home) {
        var all = new LinkedHashSet<String>();
        all.add(normalised);
        if (normalised.startsWith("+")) {
            var digits = normalised.substring(1);
            all.add(digits);
            all.add("00" + digits);
            home.internationalPrefixes().forEach(prefix -> all.add(prefix + digits));
            if (digits.startsWith(home.callingCode())) {
                var national = digits.substring(home.callingCode().length());
                all.add(national);
                all.add(home.trunkPrefix() + national);
            }
        }
        return all;
    }

    /// Whether a normalised number can be dialled through a trunk as a world-wide one.
    public static boolean worldWide(String normalised) {
        return normalised.startsWith("+");
    }

    private static boolean leads(String plain, Country home) {
        if (home.nationalLeads().isEmpty()) {
            return home.trunkPrefix().isEmpty() || !plain.startsWith(home.trunkPrefix());
        }
        return home.nationalLeads().stream().anyMatch(plain::startsWith);
    }

    private static @Nullable String international(String digits) {
        return digits.length() >= FEWEST_DIGITS && digits.length() <= MOST_DIGITS && digits.charAt(0) != '0'
                ? "+" + digits
                : null;
    }

    private static @Nullable String bare(String typed) {
        var text = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        if (text.regionMatches(true, 0, "tel:", 0, 4)) {
            text = text.substring(4);
        }
        if (text.startsWith("+")) {
            text = text.replace("(0)", "");
        }
        var out = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                out.append(c);
            } else if (c == '+') {
                if (!out.isEmpty()) {
                    return null;
                }
                out.append(c);
            } else if (" .-/()\u00a0\u2010\u2011\u2012\u2013\u2212".indexOf(c) < 0) {
                return null;
            }
        }
        return out.toString();
    }
}
