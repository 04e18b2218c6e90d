/// What owners owe beside cases: a review, an answer, a version that ends, a late round. One way for all of them: they
/// ask once when due and once when late, and are noticed or put off.
@NullMarked
package org.callosum.server.duties;

import org.jspecify.annotations.NullMarked;
