package org.callosum.server.platform.live;

import org.callosum.server.platform.tenancy.AccountContext;

/// Somebody looks at a topic from now on. Published on the socket's own thread: a listener may publish the present
/// state.
public record LiveSubscribed(AccountContext who, String topic) {}
