package org.callosum.server.supervision.monitoring;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.platform.definitions.DefinitionVersion;
import org.callosum.server.platform.definitions.Definitions;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.text.Text;
import org.callosum.server.queues.Queues;
import org.callosum.server.supervision.monitoring.LineMonitor.Announcement;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Who has to be told that somebody listens: one definition of the house with exceptions by queue (decision
/// 0132). Whoever enters a conversation may have more said, never less.
@Service
public class AnnouncementRule {
    static final String KIND = "monitoring";
    private static final String CODE = "house";
    private static final int LONGEST_REASON = 500;
    private static final int MOST_QUEUES = 1_000;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Definitions definitions;
    private final Queues queues;
    private final Clock clock;

    AnnouncementRule(Definitions definitions, Queues queues, Clock clock) {
        this.definitions = definitions;
        this.queues = queues;
        this.clock = clock;
    }

    /// As it is kept.
    ///
    /// @param queues exceptions by the queue's id
    record Rule(String announce, Map<String, String> queues) {}

    /// @param version to be named when it is changed; 0 before the first change
    /// @param queues exceptions by the queue's id
    @Schema(name = "AnnouncementRule")
    record Row(
            int version,

            @Schema(allowableValues = {"silent", "tone", "agent", "both"})
            String announce,

            Map<String, String> queues) {}

    /// @param version the one that was seen
    /// @param queues all exceptions by the queue's id; left out: they stay
    /// @param reason kept with the change
    @Schema(name = "AnnouncementRuleChange")
    record Change(
            @Nullable Integer version,
            @Nullable String announce,
            @Nullable Map<String, String> queues,
            @Nullable String reason) {}

    /// In the caller's transaction.
    Announcement of(QueueId queue) {
        DefinitionVersion live = definitions.live(KIND, CODE, clock.instant());
        if (live == null) {
            return Announcement.SILENT;
        }
        Rule rule = read(live);
        String code = rule.queues().getOrDefault(queue.toString(), rule.announce());
        Announcement said = Announcement.of(code);
        if (said == null) {
            throw new IllegalStateException(
                    "The rule of announced listening, version %d, says %s; one of silent, tone, agent, both is known"
                            .formatted(live.version(), code));
        }
        return said;
    }

    @Transactional(readOnly = true)
    Row row() {
        DefinitionVersion live = definitions.live(KIND, CODE, clock.instant());
        if (live == null) {
            return new Row(0, Announcement.SILENT.code(), Map.of());
        }
        Rule rule = read(live);
        return new Row(live.version(), rule.announce(), rule.queues());
    }

    /// @throws org.callosum.server.platform.problem.Problem `edit-conflict` with the newest, `fields-invalid`
    @Transactional
    Row change(Change wanted) {
        Row was = row();
        int seen = Objects.requireNonNullElse(wanted.version(), -1);
        if (seen != was.version()) {
            throw Problems.editConflict(was);
        }
        var fields = new Fields();
        String announce = Objects.requireNonNullElse(wanted.announce(), was.announce());
        if (Announcement.of(announce) == null) {
            fields.add("announce", "unknown", Map.of("value", announce));
        }
        Map<String, String> exceptions = new TreeMap<>(Objects.requireNonNullElse(wanted.queues(), was.queues()));
        exceptions.forEach((queue, code) -> {
            if (Announcement.of(code) == null) {
                fields.add("queues", "unknown", Map.of("value", code));
            } else if (exceptions.size() > MOST_QUEUES
                    || queues.find(Ids.parse(queue)).isEmpty()) {
                fields.add("queues", "unknown", Map.of("value", queue));
            }
        });
        String reason = Objects.requireNonNullElse(wanted.reason(), "").strip();
        fields.required("reason", reason, LONGEST_REASON);
        fields.check();
        String body = JSON.writeValueAsString(new Rule(announce, exceptions));
        DefinitionVersion next = seen == 0
                ? definitions.create(KIND, CODE, null, Text.of("Announced listening", "旁听告知", "旁聽告知"), body, reason)
                : definitions.draft(KIND, CODE, seen, body, reason);
        definitions.approve(KIND, CODE, next.version(), reason, null);
        return new Row(next.version(), announce, exceptions);
    }

    private static Rule read(DefinitionVersion version) {
        return JSON.readValue(version.body(), Rule.class);
    }
}
