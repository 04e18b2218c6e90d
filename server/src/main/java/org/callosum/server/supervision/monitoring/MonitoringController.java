package org.callosum.server.supervision.monitoring;

import java.util.Objects;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.callosum.server.supervision.monitoring.LineMonitor.Announcement;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MonitoringController {
    private final Monitoring monitoring;

    private final AnnouncementRule rule;
    private final MonitoringStays stays;

    MonitoringController(Monitoring monitoring, AnnouncementRule rule, MonitoringStays stays) {
        this.stays = stays;
        this.monitoring = monitoring;
        this.rule = rule;
    }

    /// @param mode `listen`, `whisper`, `join` or `take-over`
    /// @param announce `silent`, `tone`, `agent` or `both`; left out: as the house wants it
    @io.swagger.v3.oas.annotations.media.Schema(name = "MonitoringWanted")
    record Wanted(
            @Nullable String interactionId,
            @Nullable String mode,
            @Nullable String why,
            @Nullable String announce) {}

    @io.swagger.v3.oas.annotations.media.Schema(name = "MonitoringHintWanted")
    record Hint(@Nullable String text) {}

    @PostMapping("/api/floor/monitoring")
    @RequiresRight(Right.RECORDINGS_LISTEN)
    MonitoringRow enter(@RequestBody Wanted wanted) {
        var interaction = new InteractionId(Ids.parse(Objects.requireNonNullElse(wanted.interactionId(), "")));
        String mode = Objects.requireNonNullElse(wanted.mode(), "");
        if (mode.equals(Monitoring.TAKE_OVER)) {
            return monitoring.takeOver(interaction, wanted.why());
        }
        for (LineMonitor.Mode known : LineMonitor.Mode.values()) {
            if (known.code().equals(mode)) {
                return monitoring.enter(interaction, known, wanted.why(), announcement(wanted.announce()));
            }
        }
        throw Problems.field("mode", "unknown");
    }

    private static @Nullable Announcement announcement(@Nullable String code) {
        if (code == null) {
            return null;
        }
        Announcement known = Announcement.of(code);
        if (known == null) {
            throw Problems.field("announce", "unknown");
        }
        return known;
    }

    @PostMapping("/api/floor/monitoring/{id}/hints")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresRight(Right.RECORDINGS_LISTEN)
    void hint(@PathVariable String id, @RequestBody Hint hint) {
        monitoring.hint(new InteractionId(Ids.parse(id)), hint.text());
    }

    /// @param interaction stays in one contact
    /// @param agent stays in which this agent was heard
    /// @param coaching true: only those to be used for coaching
    @GetMapping("/api/floor/monitoring-stays")
    @RequiresRight(Right.RECORDINGS_LISTEN)
    Page<MonitoringStay> stays(
            PageQuery query,
            @RequestParam(required = false) @Nullable String interaction,
            @RequestParam(required = false) @Nullable String agent,
            @RequestParam(required = false) @Nullable Boolean coaching) {
        return stays.page(
                query,
                new MonitoringStays.Filter(
                        interaction == null ? null : Ids.parse(interaction),
                        agent == null ? null : Ids.parse(agent),
                        Boolean.TRUE.equals(coaching)));
    }

    /// What is left out stays.
    @io.swagger.v3.oas.annotations.media.Schema(name = "MonitoringNote")
    record Note(@Nullable String note, @Nullable Boolean coaching) {}

    @PutMapping("/api/floor/monitoring-stays/{id}")
    @RequiresRight(Right.RECORDINGS_LISTEN)
    MonitoringStay note(@PathVariable String id, @RequestBody Note note) {
        return stays.note(Ids.parse(id), note.note(), note.coaching());
    }

    @GetMapping("/api/floor/monitoring-rule")
    @RequiresRight(Right.FLOOR_VIEW)
    AnnouncementRule.Row rule() {
        return rule.row();
    }

    @PutMapping("/api/floor/monitoring-rule")
    @RequiresRight(Right.SETTINGS_EDIT)
    AnnouncementRule.Row change(@RequestBody AnnouncementRule.Change wanted) {
        return rule.change(wanted);
    }

    @DeleteMapping("/api/floor/monitoring/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresRight(Right.RECORDINGS_LISTEN)
    void leave(@PathVariable String id) {
        monitoring.leave(new InteractionId(Ids.parse(id)));
    }

    @GetMapping("/api/floor/monitoring")
    @RequiresRight(Right.RECORDINGS_LISTEN)
    Watches.Mine mine() {
        return monitoring.mine();
    }

    @GetMapping("/api/floor/monitoring-log")
    @RequiresRight(Right.RECORDINGS_LISTEN)
    Page<MonitoringRow> log(PageQuery query) {
        return monitoring.page(query);
    }
}
