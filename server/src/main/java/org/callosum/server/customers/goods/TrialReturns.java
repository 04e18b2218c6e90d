package org.callosum.server.customers.goods;

import java.time.LocalDate;
import org.callosum.server.platform.text.Text;

/// Told when a product is lent for a trial: somebody has to see that it comes back. Implemented by the room of cases.
public interface TrialReturns {
    /// @param until the last day of the trial
    void owed(long client, long customer, Text product, LocalDate until);
}
