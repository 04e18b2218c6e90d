/// Wires the voice engine to flows and to the floor: one [org.callosum.server.calls.Call] per customer on the line.
///
/// The rest of the house is met through four small ports ([org.callosum.server.calls.Directory],
/// [org.callosum.server.calls.FloorGate], [org.callosum.server.calls.CallRecord],
/// [org.callosum.server.calls.CallCases]), so that a whole call can be driven in a test without a database.
@NullMarked
package org.callosum.server.calls;

import org.jspecify.annotations.NullMarked;
