package org.callosum.floor;

/// How gladly the centre gives an agent what needs a skill they hold (RTG-09): a step of choosing of its own, in
/// both directions, before the queue's policy and before urgency. It never makes anybody entitled, and nobody idle
/// is passed over while something they may serve waits.
///
/// Of several skills needed, one in reserve makes the whole reserve; else one of the first makes it first.
public enum Preference {
    /// Among agents, before all others; among what waits, before all else that is not overdue or held for them.
    FIRST("first"),
    ORDINARY("ordinary"),
    /// Only when no other agent has room; only when nothing else waits for them.
    RESERVE("reserve");

    static final int COUNT = 3;
    private final String code;

    Preference(String code) {
        this.code = code;
    }

    /// The preference as tables, events and screens name it.
    public String code() {
        return code;
    }

    /// @throws IllegalArgumentException if no preference is called so
    public static Preference of(String code) {
        for (var preference : values()) {
            if (preference.code.equals(code)) {
                return preference;
            }
        }
        throw new IllegalArgumentException(
                "No preference is called \"%s\"; there are first, ordinary and reserve".formatted(code));
    }
}
