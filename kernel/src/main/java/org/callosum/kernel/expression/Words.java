package org.callosum.kernel.expression;

import java.util.Set;

/// The words of the language itself.
final class Words {
    static final Set<String> RESERVED =
            Set.of("and", "or", "not", "in", "is", "absent", "present", "true", "false", "between", "else");

    private Words() {}

    static boolean isReserved(String word) {
        return RESERVED.contains(word);
    }
}
