/// What a client sells, what its customers hold and order, what contacts are about, and what customers
/// are worth.
@NamedInterface("goods")
@NullMarked
package org.callosum.server.customers.goods;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
