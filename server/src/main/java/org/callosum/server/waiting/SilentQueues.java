package org.callosum.server.waiting;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.callosum.flow.FlowDefinition;
import org.callosum.flow.FlowStep;
import org.callosum.server.flows.Flows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.queues.Queue;
import org.callosum.server.queues.Queues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Queues that leave callers without any information (QUE-07): found by looking where the live flows of
/// each queue's client queue callers, and what runs beside the wait there.
@Service
class SilentQueues {
    private final Queues queues;
    private final Flows flows;

    SilentQueues(Queues queues, Flows flows) {
        this.queues = queues;
        this.flows = flows;
    }

    /// A place at which callers wait without a word.
    ///
    /// @param flow that queues them there, and its `step`
    /// @param reason `no-treatment`: nothing but music; `treatment-not-live`: the one named does not serve,
    ///     so there is nothing but music; `silent-treatment`: it says nothing
    record Silence(String queueId, Text queueName, String flow, String step, String reason) {}

    @Transactional(readOnly = true)
    public List<Silence> list() {
        var found = new ArrayList<Silence>();
        var codes = flows.all();
        for (var queue : queues.all()) {
            if (Boolean.TRUE.equals(queue.active())) {
                for (var row : codes) {
                    var live = row.liveVersion() == null ? null : live(row.code(), queue);
                    if (live != null && live.kind() != FlowDefinition.Kind.TREATMENT) {
                        silences(live, queue, found);
                    }
                }
            }
        }
        return found;
    }

    private @Nullable FlowDefinition live(String code, Queue queue) {
        return flows.live(Tenancy.current().tenantId(), code, Long.parseLong(Objects.requireNonNull(queue.clientId())));
    }

    private void silences(FlowDefinition flow, Queue queue, List<Silence> found) {
        flow.steps().forEach((id, step) -> {
            if (step instanceof FlowStep.Queue waits && waits.queue().equals(queue.code())) {
                var reason = reason(waits.treatment() == null ? queue.treatmentFlow() : waits.treatment(), queue);
                if (reason != null) {
                    found.add(new Silence(
                            Objects.requireNonNull(queue.id()),
                            Objects.requireNonNull(queue.name()),
                            flow.code(),
                            id,
                            reason));
                }
            }
        });
    }

    private @Nullable String reason(@Nullable String treatment, Queue queue) {
        if (treatment == null) {
            return "no-treatment";
        }
        var live = live(treatment, queue);
        if (live == null) {
            return "treatment-not-live";
        }
        return live.informs() ? null : "silent-treatment";
    }
}
