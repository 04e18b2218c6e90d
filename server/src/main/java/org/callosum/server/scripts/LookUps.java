package org.callosum.server.scripts;

import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import org.callosum.flow.FlowEffect;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;

/// Asks a service of the house, within the policy of addresses and the time that the step gives. Implemented by
/// who asks for calls.
public interface LookUps {
    /// @param customer 0 if nobody knows who it is
    /// @return never fails: what goes wrong is status 0
    CompletableFuture<Answer> ask(
            long tenant, ClientId client, long customer, InteractionId interaction, FlowEffect.Lookup lookup);

    /// @param status HTTP status, 0 without an answer
    record Answer(int status, SequencedMap<String, String> fields) {
        @Override
        public String toString() {
            return "Answer[" + status + "]"; // what was answered may be personal
        }
    }
}
