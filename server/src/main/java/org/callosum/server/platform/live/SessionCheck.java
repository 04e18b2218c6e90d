package org.callosum.server.platform.live;

import org.callosum.server.platform.tenancy.AccountContext;

/// Asked of whoever keeps the sessions.
public interface SessionCheck {
    /// Whether the session behind a socket is still open; an open socket counts as being seen.
    boolean stillOpen(AccountContext who);
}
