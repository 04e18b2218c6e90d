package org.callosum.server.supervision.alarms;

import java.util.List;
import java.util.Set;
import org.callosum.kernel.expression.Names;
import org.callosum.kernel.expression.Names.Name;
import org.callosum.kernel.expression.Type;

/// What a rule's condition may speak of.
///
/// - of an **agent**: `state`, `reason`, `seconds` in the state, `strain` of the last hour (1 = without a pause),
///   `signOuts` within the last hour, `conversationSeconds` since the customer in hand was answered
/// - of a **conversation**: `silenceSeconds` (nobody speaks), `overtalkSeconds` (both speak), `customerRaised`,
///   `agentRaised`, `conversationSeconds`
/// - of a **queue**: `waiting`, `longestWaitSeconds`, `targetSeconds`, `targetPercent`, `signedIn` and `ready` agents
///   who may serve it, `level` of today and `recentLevel` of the last quarter of an hour in per cent,
///   `waitingPerMinute` (how fast the line grows, over five minutes), `arrivals` of the last ten minutes,
///   `usualArrivals` by recent history (absent in a house that has none), `surge` (SURGE) and `surgeBefore`, of the
///   ten minutes before those
///
/// What is not known is absent, and a condition over it does not hold.
final class AlarmNames {
    private static final Names AGENT = Names.of(
            new Name("state", Type.TEXT, List.of("ready", "ringing", "talk", "hold", "acw", "not-ready", "signed-out")),
            new Name("reason", Type.TEXT),
            number("seconds"),
            number("strain"),
            number("signOuts"),
            number("conversationSeconds"),
            number("limit"));

    private static final Names CONVERSATION = Names.of(
            number("silenceSeconds"),
            number("overtalkSeconds"),
            new Name("customerRaised", Type.TRUTH),
            new Name("agentRaised", Type.TRUTH),
            number("conversationSeconds"),
            number("limit"));

    private static final Names QUEUE = Names.of(
            number("waiting"),
            number("longestWaitSeconds"),
            number("targetSeconds"),
            number("targetPercent"),
            number("signedIn"),
            number("ready"),
            number("level"),
            number("recentLevel"),
            number("waitingPerMinute"),
            number("arrivals"),
            number("usualArrivals"),
            number("surge"),
            number("surgeBefore"),
            number("limit"));

    static final Set<String> ABOUTS = Set.of(AlarmRule.AGENT, AlarmRule.CONVERSATION, AlarmRule.QUEUE);

    private AlarmNames() {}

    private static Name number(String name) {
        return new Name(name, Type.NUMBER);
    }

    /// @throws IllegalArgumentException for anything but one of [#ABOUTS]
    static Names of(String about) {
        return switch (about) {
            case AlarmRule.AGENT -> AGENT;
            case AlarmRule.CONVERSATION -> CONVERSATION;
            case AlarmRule.QUEUE -> QUEUE;
            default ->
                throw new IllegalArgumentException("An alarm is about one of %s, not %s".formatted(ABOUTS, about));
        };
    }
}
