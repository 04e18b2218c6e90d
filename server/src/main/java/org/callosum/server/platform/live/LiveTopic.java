package org.callosum.server.platform.live;

import org.callosum.server.platform.access.Right;

/// A topic that browsers may subscribe to; a capability declares it as a bean.
///
/// @param name as subscribed to: `desk`, `floor`
/// @param right needed for it
public record LiveTopic(String name, Right right) {}
