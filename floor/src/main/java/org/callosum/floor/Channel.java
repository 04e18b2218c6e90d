package org.callosum.floor;

/// How an interaction reaches an agent. Voice is worked alone; the written channels lie beside each other, each
/// up to the agent's own capacity for it.
public enum Channel {
    VOICE,
    CHAT,
    EMAIL,
    TASK;

    static final int COUNT = values().length;
}
