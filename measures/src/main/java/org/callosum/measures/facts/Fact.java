package org.callosum.measures.facts;

/// What figures are computed from, and nothing else. A fact is appended when it is complete and never updated.
public sealed interface Fact permits QueueEntry, AgentStateInterval, Session, WorkInterval {}
