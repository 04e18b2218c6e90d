/// What the server's tests share: one real PostgreSQL per JVM, one running application, houses of their own, a
/// caller.
@NullMarked
package org.callosum.server.testing;

import org.jspecify.annotations.NullMarked;
