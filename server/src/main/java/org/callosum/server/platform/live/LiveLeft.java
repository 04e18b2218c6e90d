package org.callosum.server.platform.live;

import org.callosum.server.platform.tenancy.AccountContext;

/// A browser's socket has closed.
///
/// @param remaining sockets that the same account still has open
public record LiveLeft(AccountContext who, int remaining) {}
