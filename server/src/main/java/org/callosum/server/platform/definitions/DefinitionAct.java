package org.callosum.server.platform.definitions;

import java.time.Instant;

/// One line of a definition's history: who did what to which version, and why.
///
/// @param act `drafted`, `approved`, `retired` or `taken-back`
public record DefinitionAct(int version, String act, Instant at, String by, String reason) {}
