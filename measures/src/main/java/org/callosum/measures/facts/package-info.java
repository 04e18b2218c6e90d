/// Facts (`metrics.md` 0.1), folded from the floor's events: once, for live days, replays and simulations alike.
@NullMarked
package org.callosum.measures.facts;

import org.jspecify.annotations.NullMarked;
