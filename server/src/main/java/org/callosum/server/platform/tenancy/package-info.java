/// Whose data a transaction may see: the tenant and the clients, set for each transaction and checked by row-level
/// security.
@NullMarked
package org.callosum.server.platform.tenancy;

import org.jspecify.annotations.NullMarked;
