package org.callosum.server.supervision;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Page;
import org.callosum.server.queues.Queue;
import org.callosum.server.queues.Queues;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// What is usual, so that whoever sets limits for a rise of volume sees what it is measured against.
@RestController
class UsualVolumes {
    private final UsualArrivals usual;
    private final Queues queues;

    UsualVolumes(UsualArrivals usual, Queues queues) {
        this.usual = usual;
        this.queues = queues;
    }

    /// @param arrivals in ten minutes at this hour of this weekday, by the last four weeks; null where they tell
    ///     nothing: then only the hour before counts, from [AlarmSubjects#TELLING_HOUR] arrivals on
    @Schema(name = "UsualVolume")
    record Row(String queueId, Text queueName, @Nullable Double arrivals) {}

    /// The queues of the reader's clients.
    @GetMapping("/api/floor/usual-volumes")
    @RequiresRight(Right.FLOOR_VIEW)
    Page<Row> rows() {
        AccountContext reader = Tenancy.current();
        Map<QueueId, Double> means = usual.of(reader.tenantId());
        List<Row> rows = queues.all().stream()
                .filter(queue -> Boolean.TRUE.equals(queue.active()))
                .map(queue -> row(queue, means))
                .toList();
        return Page.whole(rows);
    }

    private static Row row(Queue queue, Map<QueueId, Double> means) {
        String id = Objects.requireNonNull(queue.id());
        return new Row(id, Objects.requireNonNull(queue.name()), means.get(new QueueId(Ids.parse(id))));
    }
}
