package org.callosum.server.supervision.alarms;

import io.swagger.v3.oas.annotations.media.Schema;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.callosum.server.supervision.LogFilter;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AlarmController {
    private final FloorAlarms alarms;
    private final AlarmRules rules;

    AlarmController(FloorAlarms alarms, AlarmRules rules) {
        this.alarms = alarms;
        this.rules = rules;
    }

    record Acknowledged(@Nullable String note) {}

    @GetMapping("/api/floor/alarms")
    @RequiresRight(Right.FLOOR_VIEW)
    FloorAlarms.Open open() {
        return alarms.open();
    }

    @GetMapping("/api/floor/alarm-log")
    @RequiresRight(Right.FLOOR_VIEW)
    Page<AlarmRow> log(
            PageQuery query,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String agentId) {
        return alarms.page(query, code, LogFilter.of(from, to, agentId));
    }

    @PostMapping("/api/floor/alarms/{id}/acknowledge")
    @RequiresRight(Right.FLOOR_ACT)
    AlarmRow acknowledge(@PathVariable String id, @RequestBody Acknowledged request) {
        return alarms.acknowledge(Ids.parse(id), request.note());
    }

    @GetMapping("/api/floor/alarm-rules")
    @RequiresRight(Right.FLOOR_VIEW)
    Page<AlarmRules.Row> rules() {
        return Page.whole(rules.rows());
    }

    @Schema(name = "AlarmRuleTakenBack")
    record TakenBack(@Nullable String reason) {}

    /// One rule with its history.
    @GetMapping("/api/floor/alarm-rules/{code}")
    @RequiresRight(Right.FLOOR_VIEW)
    AlarmRules.Whole rule(@PathVariable String code) {
        return rules.whole(code);
    }

    /// Undoes a change: what it had ended watches again.
    @PostMapping("/api/floor/alarm-rules/{code}/versions/{version}/take-back")
    @RequiresRight(Right.QUEUES_EDIT)
    AlarmRules.Whole takeBack(@PathVariable String code, @PathVariable int version, @RequestBody TakenBack wanted) {
        return rules.takeBack(code, version, wanted.reason());
    }

    @Schema(name = "AlarmCondition")
    record Condition(@Nullable String about, @Nullable String when) {}

    /// A condition read, to be shown as a sentence; stores nothing.
    @PostMapping("/api/floor/alarm-conditions")
    @RequiresRight(Right.FLOOR_VIEW)
    AlarmRules.Reading reading(@RequestBody Condition condition) {
        return rules.read(condition.about(), condition.when());
    }

    @PutMapping("/api/floor/alarm-rules/{code}")
    @RequiresRight(Right.QUEUES_EDIT)
    AlarmRules.Row change(@PathVariable String code, @RequestBody AlarmRules.Change wanted) {
        return rules.change(code, wanted);
    }
}
