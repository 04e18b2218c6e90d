/// Customers from a file: read whatever its encoding, mapped, tried, taken in as a job that survives a
/// restart.
@NullMarked
package org.callosum.server.customers.imports;

import org.jspecify.annotations.NullMarked;
