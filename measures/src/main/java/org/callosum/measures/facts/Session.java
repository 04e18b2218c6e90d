package org.callosum.measures.facts;

import org.callosum.kernel.id.AgentId;

/// From sign-in to sign-out.
///
/// @param signedOutAtMillis 0 while the session lasts
public record Session(AgentId agent, long signedInAtMillis, long signedOutAtMillis) implements Fact {}
