package org.callosum.floor;

import org.callosum.kernel.id.AgentId;
import org.jspecify.annotations.Nullable;

/// Why an offer was made: enough to answer "why did this call wait?" and "why did she get it?" from the events
/// alone.
///
/// @param candidates when an interaction chose among agents: entitled agents with room for it, the chosen one
///     included; when a free agent chose: interactions waiting that the agent may serve, the chosen one
///     included
/// @param rule the policy's code when an interaction chose an agent (`best-proficiency`, `longest-idle`,
///     `least-occupied`, `fair-share`); `most-urgent` or `overdue` when a free agent chose; `preferred-agent`
///     or `last-agent` within a window; `only-agent` for what waits for one agent
/// @param score by the rule: sum of proficiencies; milliseconds idle; occupancy in 0…1; interactions per hour;
///     urgency (`most-urgent`, `preferred-agent`, `last-agent`, `only-agent`); milliseconds waited (`overdue`)
/// @param runnerUp the agent who would have got it otherwise; null if none or when a free agent chose
/// @param waitingBefore customers waiting in this queue when the offer was made, this one included if it is one
/// @param step the requirement step in force, from 0
/// @param preference of the agent for what it needs, which comes before the rule's score: nobody had room (an
///     interaction chose) and nothing waited (a free agent chose) that was nearer to first. Ordinary, too, where
///     it has no say: `overdue` and the windows
public record Explanation(
        int candidates,
        String rule,
        double score,
        @Nullable AgentId runnerUp,
        int waitingBefore,
        int step,
        Preference preference) {
    public Explanation(
            int candidates, String rule, double score, @Nullable AgentId runnerUp, int waitingBefore, int step) {
        this(candidates, rule, score, runnerUp, waitingBefore, step, Preference.ORDINARY);
    }
}
