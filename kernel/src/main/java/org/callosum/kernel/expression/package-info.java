/// Conditions: one small typed expression language for flows, forms, routing rules, alarms, samples and deadlines.
/// Total: no loops, no calls, bounded size; what is unknown stays unknown and never fails.
package org.callosum.kernel.expression;
