package org.callosum.server.telephony;

import java.time.Instant;
import java.util.Map;

/// Desk phones that are registered at other nodes of the house; implemented by whoever knows where lines are.
public interface PhonesElsewhere {
    /// Those of the tenant in whose transaction it is asked, by device, with the time since when. A phone of a
    /// node that is gone is registered nowhere.
    Map<Long, Instant> registered();
}
