package org.callosum.server.platform.erasure;

import java.util.Set;

/// A room that keeps personal data of customers. Each implements this as a bean and is asked inside the
/// transaction that
/// erases: names, numbers, texts and keys of recordings go; counts, times and ids stay, so that figures do not
/// change.
public interface Eraser {
    /// What it keeps, as a code for the audit log: `interactions`, `cases`.
    String room();

    /// Forgets one customer. Asked twice, the second time finds nothing.
    ///
    /// @return how many rows or files were emptied
    int erase(Erasure erasure);

    /// Whom to forget.
    ///
    /// @param numbers theirs, in every spelling they may be stored in; other customers may share them
    record Erasure(long tenantId, long clientId, long customerId, Set<String> numbers) {
        public Erasure {
            numbers = Set.copyOf(numbers);
        }

        @Override
        public String toString() {
            return "Erasure[customer " + customerId + "]"; // no number in a log
        }
    }
}
