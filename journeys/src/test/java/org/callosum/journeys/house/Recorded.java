package org.callosum.journeys.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// What the records say of one served call: the row of the history, its steps, the queue's board. They are compared
/// with each other, since each is read from another table.
public final class Recorded {
    private final Api administrator;
    private final String queue;
    private final JsonNode before;
    private final Instant from;

    private Recorded(Api administrator, String queue) {
        this.administrator = administrator;
        this.queue = queue;
        this.before = today();
        this.from = Instant.now();
    }

    /// To be asked before the call comes.
    ///
    /// @param queue English name
    public static Recorded before(Api administrator, String queue) {
        return new Recorded(administrator, queue);
    }

    private JsonNode today() {
        return StreamSupport.stream(administrator.get("floor").path("queues").spliterator(), false)
                .filter(each -> each.path("name").path("en").asString().equals(queue))
                .findFirst()
                .orElseThrow()
                .path("today");
    }

    /// One call, served by an agent and wrapped up, is what has happened in this queue since.
    ///
    /// @param endedBy `customer` or `agent`
    /// @return the interaction with all its steps
    public JsonNode oneServedCall(String endedBy) {
        var row = Await.until(
                "the served call in the history",
                () -> administrator
                        .get("interactions?from=" + from)
                        .path("items")
                        .path(0),
                each -> each.path("outcome").asString("").equals("handled")
                        && each.path("dispositions").size() == 1);
        var interaction = administrator.get("interactions/" + row.path("id").asString());
        assertThat(row.path("queueName").path("en").asString()).isEqualTo(queue);
        var steps = steps(interaction);
        assertThat(steps)
                .containsSubsequence(
                        "arrived", "queued", "offered", "answered", "ended", "wrap-up-started", "wrapped-up");
        var ended = step(interaction, "ended");
        assertThat(ended.path("data").path("by").asString()).isEqualTo(endedBy);

        long waited = between(interaction, "queued", "answered");
        long talked = between(interaction, "answered", "ended");
        long wrapped = between(interaction, "wrap-up-started", "wrapped-up");
        assertThat(row.path("waitMillis").asLong()).isEqualTo(waited);
        assertThat(row.path("talkMillis").asLong()).isEqualTo(talked);
        Await.until(
                "the call on the board",
                this::today,
                now -> more(now, "arrived") == 1
                        && more(now, "answered") == 1
                        && more(now, "abandoned") == 0
                        && more(now, "handled") == 1
                        && more(now, "answeredWaitMillis") == waited
                        && more(now, "handleMillis") == talked + wrapped);
        return interaction;
    }

    private long more(JsonNode now, String figure) {
        return now.path(figure).asLong() - before.path(figure).asLong();
    }

    /// Both channels of the interaction's only recording.
    public Stereo sound(JsonNode interaction) {
        assertThat(interaction.path("recordings")).hasSize(1);
        var recording = interaction.path("recordings").path(0);
        assertThat(recording.path("state").asString()).isEqualTo("complete");
        return Stereo.of(
                administrator.bytes("recordings/" + recording.path("id").asString() + "/audio"));
    }

    public static List<String> steps(JsonNode interaction) {
        return StreamSupport.stream(interaction.path("timeline").spliterator(), false)
                .map(each -> each.path("type").asString())
                .toList();
    }

    static JsonNode step(JsonNode interaction, String type) {
        return StreamSupport.stream(interaction.path("timeline").spliterator(), false)
                .filter(each -> each.path("type").asString().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No step " + type + " in " + steps(interaction)));
    }

    private static long between(JsonNode interaction, String from, String to) {
        return Duration.between(at(interaction, from), at(interaction, to)).toMillis();
    }

    private static Instant at(JsonNode interaction, String type) {
        return Instant.parse(step(interaction, type).path("at").asString());
    }
}
