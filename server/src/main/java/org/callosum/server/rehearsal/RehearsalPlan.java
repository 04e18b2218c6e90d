package org.callosum.server.rehearsal;

import java.net.InetSocketAddress;
import java.util.List;
import org.callosum.kernel.id.AgentId;

/// What is rehearsed.
///
/// @param seed the same seed brings the same callers in the same order
/// @param centre where the centre listens for SIP
/// @param numbers entry points that are called, each as often as it stands here
/// @param callers telephone numbers of simulated customers; used in turn
/// @param callsPerMinute mean of a Poisson stream, above 0
/// @param talkSeconds mean time an agent talks
/// @param phones desk phones of simulated agents
public record RehearsalPlan(
        long seed,
        InetSocketAddress centre,
        List<String> numbers,
        List<String> callers,
        double callsPerMinute,
        int talkSeconds,
        List<Phone> phones) {
    public RehearsalPlan {
        numbers = List.copyOf(numbers);
        callers = List.copyOf(callers);
        phones = List.copyOf(phones);
        if (numbers.isEmpty() || callers.isEmpty()) {
            throw new IllegalArgumentException("A rehearsal needs at least one number to call and one caller");
        }
        if (!(callsPerMinute > 0 && callsPerMinute <= 600) || talkSeconds < 1 || talkSeconds > 3_600) {
            throw new IllegalArgumentException(
                    "A rehearsal brings above 0 and up to 600 calls a minute of 1 to 3 600 s, not %s of %d"
                            .formatted(callsPerMinute, talkSeconds));
        }
    }

    /// @param user the name the phone registers by
    public record Phone(AgentId agent, String user, String secret) {
        @Override
        public String toString() {
            return "Phone[" + user + "]"; // no secret in a log
        }
    }
}
