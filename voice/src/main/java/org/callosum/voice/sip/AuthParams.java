package org.callosum.voice.sip;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A challenge or credentials: `Digest name="value", name=value …`.
///
/// @param pairs name, unquoted value, name, unquoted value …
record AuthParams(String scheme, List<String> pairs) {
    private static final int MOST = 32;

    static @Nullable AuthParams parse(String row) {
        int space = row.indexOf(' ');
        if (space <= 0) return null;
        var pairs = new ArrayList<String>();
        for (String element : SipMessage.split(row.substring(space + 1), new ArrayList<>())) {
            int equals = element.indexOf('=');
            if (equals <= 0 || pairs.size() >= 2 * MOST) return null;
            String value = Params.trimmed(element, equals + 1, element.length());
            if (value.length() > 1 && value.charAt(0) == '"' && value.charAt(value.length() - 1) == '"') {
                value = NameAddr.unquote(value.substring(1, value.length() - 1));
            }
            pairs.add(Params.trimmed(element, 0, equals));
            pairs.add(value);
        }
        return new AuthParams(row.substring(0, space), pairs);
    }

    @Nullable
    String value(String name) {
        for (int i = 0; i < pairs.size(); i += 2) if (pairs.get(i).equalsIgnoreCase(name)) return pairs.get(i + 1);
        return null;
    }
}
