package org.callosum.server.calls;

import org.callosum.kernel.id.AgentId;
import org.callosum.voice.LegId;
import org.jspecify.annotations.Nullable;

/// Somebody in a call.
///
/// @param agent whose line it is; null for the customer and for people outside
/// @param leg their sound; null while their line is away
/// @param held put on hold: hears music only, and nobody hears them
/// @param to whom a [Role#WHISPERER] speaks; null for every other role
record Party(
        Role role,
        @Nullable AgentId agent,
        @Nullable LegId leg,
        boolean held,
        @Nullable AgentId to) {
    /// As what somebody is in a call.
    enum Role {
        /// whose call it is
        CUSTOMER,
        /// who has the conversation on the floor
        AGENT,
        /// a colleague who was asked
        CONSULTED,
        /// somebody beyond the house
        OUTSIDE,
        /// hears everything, is heard by nobody
        LISTENER,
        /// hears everything, is heard by one agent
        WHISPERER,
        /// a supervisor whom all hear
        JOINED;

        /// Whether whoever is in the call hears them.
        boolean talks() {
            return switch (this) {
                case CUSTOMER, AGENT, CONSULTED, OUTSIDE, JOINED -> true;
                case LISTENER, WHISPERER -> false;
            };
        }

        /// Whether they stand on the agents' side: the right channel of the recording.
        boolean agentsSide() {
            return switch (this) {
                case AGENT, CONSULTED, OUTSIDE, JOINED -> true;
                case CUSTOMER, LISTENER, WHISPERER -> false;
            };
        }

        /// Whether silence would frighten them: left alone, they hear music.
        boolean waitsWithMusic() {
            return switch (this) {
                case CUSTOMER, CONSULTED, OUTSIDE -> true;
                case AGENT, LISTENER, WHISPERER, JOINED -> false;
            };
        }
    }

    Party {
        if ((to != null) != (role == Role.WHISPERER)) {
            throw new IllegalArgumentException(
                    "Who whispers, and nobody else, speaks to one agent; this is a %s to %s".formatted(role, to));
        }
    }

    static Party customer(LegId leg) {
        return new Party(Role.CUSTOMER, null, leg, false, null);
    }

    static Party agent(AgentId agent, @Nullable LegId leg) {
        return new Party(Role.AGENT, agent, leg, false, null);
    }

    static Party consulted(AgentId agent, @Nullable LegId leg) {
        return new Party(Role.CONSULTED, agent, leg, false, null);
    }

    static Party outside(LegId leg) {
        return new Party(Role.OUTSIDE, null, leg, false, null);
    }

    static Party listener(AgentId supervisor, @Nullable LegId leg) {
        return new Party(Role.LISTENER, supervisor, leg, false, null);
    }

    static Party whisperer(AgentId supervisor, @Nullable LegId leg, AgentId to) {
        return new Party(Role.WHISPERER, supervisor, leg, false, to);
    }

    static Party joined(AgentId supervisor, @Nullable LegId leg) {
        return new Party(Role.JOINED, supervisor, leg, false, null);
    }

    Party held(boolean on) {
        return new Party(role, agent, leg, on, to);
    }

    /// In the conversation now: has a line, is not held, and may be heard by all.
    boolean talking() {
        return role.talks() && leg != null && !held;
    }
}
