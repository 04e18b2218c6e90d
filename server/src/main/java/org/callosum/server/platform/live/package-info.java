/// What changes while somebody looks: one WebSocket per browser, topics by right and client.
@NullMarked
package org.callosum.server.platform.live;

import org.jspecify.annotations.NullMarked;
