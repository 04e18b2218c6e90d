package org.callosum.floor;

/// Who of several agents with room gets an interaction. Candidates are always entitled agents only, and of these
/// the ones with the best [Preference] for what it needs. Ties go to
/// the agent with the fewest interactions in hand on its channel, then to the one idle longest, then to the
/// lower id. "Idle" counts from when they last took or finished work, declined an offer, or became ready; a
/// caller who hangs up while it rings does not cost an agent their place.
public enum AgentPolicy {
    /// The highest sum of proficiencies over the skills the interaction needs (RTG-03).
    BEST_PROFICIENCY("best-proficiency"),
    /// Fewest in hand on the channel, then idle longest.
    LONGEST_IDLE("longest-idle"),
    /// Fewest in hand on the channel, then lowest time at work ÷ (at work + ready) since sign-in, as it was
    /// when their idle time began, in steps of 1 ‰.
    LEAST_OCCUPIED("least-occupied"),
    /// Fewest in hand on the channel, then fewest interactions accepted per hour at work or ready since
    /// sign-in, as it was when their idle time began, in steps of a tenth.
    FAIR_SHARE("fair-share");

    private final String code;

    AgentPolicy(String code) {
        this.code = code;
    }

    /// The rule as explanations and screens name it.
    public String code() {
        return code;
    }
}
