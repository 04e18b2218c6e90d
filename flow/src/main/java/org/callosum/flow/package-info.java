/// What happens next for the customer: a graph of steps read from YAML, its checks, its interpreter and its picture.
/// Front door: {@link org.callosum.flow.FlowReader}, {@link org.callosum.flow.FlowDefinition},
/// {@link org.callosum.flow.FlowInterpreter} with {@link org.callosum.flow.FlowRun},
/// {@link org.callosum.flow.FlowInput} and {@link org.callosum.flow.FlowEffect}.
package org.callosum.flow;
