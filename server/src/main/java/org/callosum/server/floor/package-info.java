/// The live floor's house: one thread per tenant owns the floor engine, makes its events durable before anybody
/// acts on
/// them, and brings it back after a crash. Named as the engine's room, since it adds no word of the trade to it.
@NullMarked
package org.callosum.server.floor;

import org.jspecify.annotations.NullMarked;
