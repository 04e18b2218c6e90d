package org.callosum.floor.why;

import java.util.ArrayList;
import java.util.List;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;

/// One stay of an interaction in a queue, step by step, up to its end or to the last event known.
///
/// ```java
/// WaitStory.of(Floor.restore(snapshot), eventsSince, call)
/// // Entered(billing ≥ 3: 6 entitled, 5 talking, 1 wrapping up), Widened(billing ≥ 2: 9 entitled, 2 ready),
/// // Offered(Chen, longest-idle of 2, before Dana), Answered(after 41 s)
/// ```
public record WaitStory(InteractionId interaction, QueueId queue, List<WaitStep> steps) {
    public WaitStory {
        steps = List.copyOf(steps);
    }

    /// The stays that an interaction began within these events, in order.
    ///
    /// @param start the floor before the first event; it takes them all up
    /// @param events of one floor, in order, without a gap
    public static List<WaitStory> of(Floor start, Iterable<? extends FloorEvent> events, InteractionId interaction) {
        var stories = new ArrayList<List<WaitStep>>();
        var watch = new WaitWatch(start, interaction::equals, (_, step) -> {
            if (step instanceof WaitStep.Entered) {
                stories.add(new ArrayList<>());
            }
            if (!stories.isEmpty()) {
                stories.getLast().add(step);
            }
        });
        events.forEach(watch::heard);
        return stories.stream()
                .map(steps -> new WaitStory(interaction, ((WaitStep.Entered) steps.getFirst()).queue(), steps))
                .toList();
    }
}
