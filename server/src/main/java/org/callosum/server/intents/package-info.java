/// What customers want, whatever their wording: a table of wishes and phrases per client, tried before it
/// goes live.
@NullMarked
package org.callosum.server.intents;

import org.jspecify.annotations.NullMarked;
