package org.callosum.floor;

import java.util.List;

/// Who could serve one waiting interaction, by what they are doing at this moment: the answer to "why does
/// nobody take it?". Each entitled agent is in exactly one of the counts after `entitled`.
///
/// @param needs the skills in force, each once with its highest minimum, in order of ids
/// @param entitled granted the client, the queue and the channel, with the skills needed and not excluded;
///     signed in or not. For what waits for one agent only: that one
/// @param ready with room for it; more than 0 while it is held for one agent
/// @param ringing has no room while an offer rings
/// @param talking has no room while in conversation or on hold
/// @param wrappingUp has no room while wrapping up
/// @param declined ready, but declined it a moment ago
/// @param notReady signed in with nothing in hand
/// @param signedOut not there
public record Census(
        List<Needed> needs,
        int entitled,
        int ready,
        int ringing,
        int talking,
        int wrappingUp,
        int declined,
        int notReady,
        int signedOut) {
    public Census {
        needs = List.copyOf(needs);
    }

    static Census of(FloorState state, int e) {
        var agents = state.agents;
        var entries = state.entries;
        int channel = state.queues.channel[entries.queue[e]];
        int[] count = new int[AgentState.values().length];
        int ready = 0;
        int declined = 0;
        int all = 0;
        for (int a = 0; a < agents.bound(); a++) {
            if (!agents.exists(a) || !couldServe(state, e, a)) {
                continue;
            }
            all++;
            if (!agents.hasRoom(a, channel)) {
                count[Views.agent(state, a).state().ordinal()]++;
            } else if (entries.declinedBy[e] == a) {
                declined++;
            } else {
                ready++;
            }
        }
        int talking = count[AgentState.TALKING.ordinal()] + count[AgentState.ON_HOLD.ordinal()];
        int ringing = count[AgentState.OFFERED.ordinal()];
        int wrappingUp = count[AgentState.WRAPPING_UP.ordinal()];
        int signedOut = count[AgentState.SIGNED_OUT.ordinal()];
        return new Census(
                state.entitlement.needs(entries.need[e]),
                all,
                ready,
                ringing,
                talking,
                wrappingUp,
                declined,
                all - ready - declined - ringing - talking - wrappingUp - signedOut,
                signedOut);
    }

    private static boolean couldServe(FloorState state, int e, int a) {
        var entries = state.entries;
        if (entries.window[e] == Entries.ONLY && entries.heldFor[e] != a || entries.excludes(e, state.agents.id[a])) {
            return false;
        }
        if (state.agents.profile[a] >= 0) {
            return state.mayHave(e, a);
        }
        var rules = state.agents.rules(a);
        return state.entitlement.wouldServe(rules, state.agents.skills(a), entries.need[e])
                || entries.window[e] == Entries.ONLY
                        && entries.isConsult(e)
                        && state.agents.grants(a, state.queues.rules(entries.queue[e]));
    }
}
