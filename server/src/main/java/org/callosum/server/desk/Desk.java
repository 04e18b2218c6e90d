package org.callosum.server.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.callosum.server.customers.CustomerAtAGlance;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// An agent's screen as one value: sent whole on each change, so that a page has nothing to put together.
///
/// @param presence `signed-out`, `ready`, `not-ready`
/// @param state `none`, `idle`, `offered`, `talking`, `wrapping-up`
/// @param device `browser` or `phone`
record Desk(
        String agentId,
        String name,

        @Schema(allowableValues = {"signed-out", "ready", "not-ready"})
        String presence,

        @Nullable String reason,
        Instant since,
        @Schema(allowableValues = {"browser", "phone"}) String device,
        Media media,

        @Schema(allowableValues = {"none", "idle", "offered", "talking", "wrapping-up"})
        String state,

        @Nullable Offer offer,
        @Nullable Contact interaction,
        Counts counts,
        List<Line> queues) {
    record Media(
            @Schema(allowableValues = {"none", "connecting", "connected", "lost"})
            String state) {}

    record Offer(
            String id,
            String interactionId,
            String queueId,
            Text queueName,
            Instant deadline,
            Instant madeAt,
            @Nullable Why explanation) {}

    /// @param waitMillis how long the customer had waited when the offer was made
    /// @param preference the agent's for what was needed: first, ordinary or reserve
    record Why(
            int candidates,
            String rule,
            double score,
            @Nullable String runnerUp,
            long waitMillis,
            int step,
            String preference) {}

    record Counts(long answered, long handledMillis) {}

    @Schema(name = "DeskQueue")
    record Line(String id, Text name, int waiting, long longestWaitMillis) {}

    record Key(String prompt, String digits, @Nullable Text meaning) {}

    /// @param repeat the contact in hand comes within the client's window after it: perhaps the same wish
    record Earlier(
            String id,
            Instant at,
            @Nullable Text queueName,
            @Nullable String agentName,
            List<Text> dispositions,
            @Nullable String notes,
            boolean repeat) {}

    record Choice(
            String code,
            Text name,
            @Nullable Text group,
            @Nullable Boolean resolved) {}

    /// Somebody asked beside the customer.
    ///
    /// @param state `ringing`: not answered; `talking`: with the agent, the customer hears music; `waiting`: hears
    ///     music while the agent talks with the customer; `together`: all three
    /// @param kind `agent`, `queue`, `outside`
    /// @param name the colleague's who answered or is asked, or the number; null for a queue nobody answered yet
    @Schema(name = "DeskConsult")
    record Consult(
            @Schema(allowableValues = {"ringing", "talking", "waiting", "together"})
            String state,

            @Schema(allowableValues = {"agent", "queue", "outside"})
            String kind,

            @Nullable String name,
            @Nullable Text queueName,
            Instant since) {
        @Override
        public String toString() {
            return "Consult[" + kind + ", " + state + "]"; // nothing personal in a log
        }
    }

    /// This is a colleague's question about their customer.
    ///
    /// @param state as of [Consult], seen from the colleague who asks
    @Schema(name = "DeskAsked")
    record Asked(
            String agentName,

            @Schema(allowableValues = {"ringing", "talking", "waiting", "together"})
            String state) {}

    /// A customer who is called, or was.
    ///
    /// @param kind `call-out`: by this agent, from a record; `call-back`: as promised to one who waited
    /// @param state `phone-rings`: the agent's own telephone first; `ringing`; `reached`; the others say why nobody
    ///     was reached
    @Schema(name = "DeskOutgoing")
    record Outgoing(
            @Schema(allowableValues = {"call-out", "call-back"})
            String kind,

            @Schema(
                    allowableValues = {
                        "phone-rings",
                        "ringing",
                        "reached",
                        "busy",
                        "no-answer",
                        "refused",
                        "unknown-number",
                        "failed",
                        "given-up",
                        "agent-line"
                    })
            String state,

            @Nullable Instant since,
            @Nullable Text reason) {}

    /// The customer in hand.
    ///
    /// @param outgoing if the customer is being called, or was; null: they called
    /// @param consult whom this agent asks; null: nobody
    /// @param asked who asks this agent; null: the customer is their own
    /// @param state `offered`, `talking`, `held`, `wrapping-up`
    record Contact(
            String id,
            @Schema(allowableValues = {"in", "out"}) String direction,
            String channel,

            @Schema(allowableValues = {"offered", "talking", "held", "wrapping-up"})
            String state,

            String from,
            @Nullable String fromName,
            String dialled,
            String language,
            String clientId,
            Text clientName,
            String queueId,
            Text queueName,
            Instant arrivedAt,
            Instant queuedAt,
            @Nullable Instant answeredAt,
            @Nullable Instant wrapUpDeadline,
            boolean held,
            boolean muted,
            List<Key> keys,
            Map<String, String> attributes,
            @Nullable CustomerAtAGlance customer,
            List<Earlier> earlier,
            String notes,
            List<Choice> dispositions,
            boolean dispositionRequired,
            boolean severalDispositions,

            @Schema(allowableValues = {"on", "off", "paused"})
            String recording,

            @Nullable Consult consult,
            @Nullable Asked asked,
            @Nullable Outgoing outgoing) {
        @Override
        public String toString() {
            return "Contact[" + id + ", " + state + "]"; // nothing personal in a log
        }
    }
}
