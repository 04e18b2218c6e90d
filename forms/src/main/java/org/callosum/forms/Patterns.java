package org.callosum.forms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// Shapes that a text may be asked to have. Generous on purpose: a form must not refuse a real customer's
/// address.
public final class Patterns {
    // Possessive throughout: a hostile text costs one pass.
    private static final SequencedMap<String, Pattern> BY_CODE = new LinkedHashMap<>();

    static {
        BY_CODE.put("phone", Pattern.compile("\\+?+[0-9][0-9 ()./-]{3,23}+"));
        BY_CODE.put("email", Pattern.compile("[^\\s@]{1,64}+@[^\\s@.]{1,63}+(\\.[^\\s@.]{1,63}+){1,8}+"));
        BY_CODE.put("postcode", Pattern.compile("[A-Za-z0-9][A-Za-z0-9 -]{1,9}+"));
        BY_CODE.put("order-number", Pattern.compile("[A-Za-z0-9][A-Za-z0-9_/-]{2,39}+"));
        BY_CODE.put("serial-number", Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{2,59}+"));
        BY_CODE.put("web-address", Pattern.compile("https?+://[^\\s<>\"]{1,500}+"));
    }

    /// The codes, in the order an editor offers them.
    public static final List<String> CODES = List.copyOf(BY_CODE.keySet());

    private Patterns() {}

    /// Whether the whole text has the shape; an unknown code fits every text.
    static boolean fits(String code, String text) {
        var pattern = BY_CODE.get(code);
        return pattern == null || pattern.matcher(text).matches();
    }
}
