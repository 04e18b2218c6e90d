package org.callosum.server.supervision.alarms;

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

    @PutMapping("/api/floor/alarm-rules/{code}")
    @RequiresRight(Right.QUEUES_EDIT)
    AlarmRules.Row change(@PathVariable String code, @RequestBody AlarmRules.Change wanted) {
        return rules.change(code, wanted);
    }
}
