package org.callosum.voice;

import java.util.Set;
import org.callosum.voice.signals.SignalSettings;

/// Whose conversation to listen to. Asking again with the same id moves the ears to other legs (transfer,
/// conference) and goes on counting.
///
/// @param customer the customer's side, at least one leg; when the last of them ends, the signals end
/// @param agents the agents' side; while none of them is there, or a leg of either side is held, the time counts
///     as hold
public record SignalsRequest(SignalsId signals, Set<LegId> customer, Set<LegId> agents, SignalSettings settings) {
    public SignalsRequest {
        customer = Set.copyOf(customer);
        agents = Set.copyOf(agents);
        if (customer.isEmpty() || customer.size() + agents.size() > 16) {
            throw new IllegalArgumentException(
                    "Signals %s: 1 to 16 legs, of which one is the customer's".formatted(signals));
        }
    }

    public static SignalsRequest of(SignalsId signals, LegId customer, Set<LegId> agents) {
        return new SignalsRequest(signals, Set.of(customer), agents, SignalSettings.DEFAULT);
    }
}
