/// A client's own systems: a CRM that knows its customers, a system that knows its orders. Asked beside
/// the call, within limits that a slow or broken one cannot stretch; written to through an outbox.
@NamedInterface("connectors")
@NullMarked
package org.callosum.server.customers.connectors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
