/// Forgetting a person: asked of every room that keeps something about them.
@NullMarked
package org.callosum.server.platform.erasure;

import org.jspecify.annotations.NullMarked;
