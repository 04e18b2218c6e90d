package org.callosum.server.customers;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.callosum.server.platform.search.Folding;

/// What two spellings of one name share: `Wu Xiaolin`, `XIAOLIN WU`, 吴晓琳 and 吳曉琳 have the key
/// `wuxiaolin`. Words are put in order, so that it does not matter whether the family name comes first;
/// of a name that is written both ways the Chinese one counts.
public final class NameKey {
    private static final int LONGEST = 200;

    private NameKey() {}

    /// @return small letters and digits; empty for a name without any
    public static String of(String name) {
        var chinese = new StringBuilder();
        for (int at = 0; at < name.length(); at++) {
            if (Folding.isHan(name.charAt(at))) {
                chinese.append(name.charAt(at));
            }
        }
        var key = chinese.length() > 1
                ? Folding.reading(chinese.toString())
                : Arrays.stream(Folding.fold(name).split("[^\\p{L}\\p{N}]+"))
                        .sorted()
                        .collect(Collectors.joining());
        return key.length() > LONGEST ? key.substring(0, LONGEST) : key;
    }
}
