package org.callosum.server.supervision.monitoring;

import java.util.Objects;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MonitoringController {
    private final Monitoring monitoring;

    MonitoringController(Monitoring monitoring) {
        this.monitoring = monitoring;
    }

    /// @param mode `listen`, `whisper`, `join` or `take-over`
    @io.swagger.v3.oas.annotations.media.Schema(name = "MonitoringWanted")
    record Wanted(
            @Nullable String interactionId,
            @Nullable String mode,
            @Nullable String why) {}

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
                return monitoring.enter(interaction, known, wanted.why());
            }
        }
        throw Problems.field("mode", "unknown");
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
