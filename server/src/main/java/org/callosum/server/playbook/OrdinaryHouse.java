package org.callosum.server.playbook;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.callosum.server.flows.Flows;
import org.callosum.server.identity.Furnishing;
import org.callosum.server.platform.text.Text;
import org.callosum.server.queues.Calendar;
import org.callosum.server.queues.Calendars;
import org.callosum.server.queues.Disposition;
import org.callosum.server.queues.Dispositions;
import org.callosum.server.queues.Queue;
import org.callosum.server.queues.Queues;
import org.springframework.stereotype.Component;

/// What a house starts with, so that its first call needs only a number and an agent: opening hours, one queue,
/// results to
/// choose from, and a flow that greets, looks at the hours, queues, and takes a message outside them. All of it
/// is the site's to change; a house that ever had a queue is left alone.
@Component
class OrdinaryHouse {
    static final String CALENDAR = "opening-hours";
    static final String FLOW = "main";
    private static final String QUEUE = "main";
    private static final List<String> RESULTS = List.of("support", "general");

    private final Clock clock;
    private final Furnishing house;
    private final Calendars calendars;
    private final Queues queues;
    private final Dispositions dispositions;
    private final Flows flows;

    OrdinaryHouse(
            Clock clock, Furnishing house, Calendars calendars, Queues queues, Dispositions dispositions, Flows flows) {
        this.clock = clock;
        this.house = house;
        this.calendars = calendars;
        this.queues = queues;
        this.dispositions = dispositions;
        this.flows = flows;
    }

    /// Furnishes the house in force, once; inside a transaction of its system.
    void furnish() {
        if (!queues.all().isEmpty()
                || !flows.all().isEmpty()
                || !calendars.all().isEmpty()) {
            return;
        }
        var ground = house.ground();
        var client = Long.toString(ground.client());
        var hours = Objects.requireNonNull(
                calendars.create(hours(ground.timeZone())).id());
        var queue = Objects.requireNonNull(queues.create(queue(client, Long.toString(ground.site()), hours))
                .id());
        int order = 0;
        for (var set : PlaybookFiles.dispositions()) {
            if (RESULTS.contains(set.code())) {
                for (var each : set.dispositions()) {
                    order += 10;
                    dispositions.create(new Disposition(
                            null,
                            null,
                            each.code(),
                            each.name(),
                            client,
                            set.name(),
                            List.of(queue),
                            null,
                            each.followUpCaseType(),
                            true,
                            order));
                }
            }
        }
        for (var code : List.of("called-back", "ask-call-back", "waiting", FLOW)) {
            flows.create(code, PlaybookFiles.flowName(code), null, PlaybookFiles.flow(code), "shipped");
            flows.approve(code, 1, "shipped", null);
        }
    }

    private Calendar hours(String zone) {
        var shipped = PlaybookFiles.calendars(LocalDate.now(clock).getYear()).stream()
                .filter(each -> CALENDAR.equals(each.code()))
                .findFirst()
                .orElseThrow();
        return new Calendar(null, null, shipped.code(), shipped.name(), zone, shipped.weekly(), shipped.exceptions());
    }

    private static Queue queue(String client, String site, String hours) {
        return new Queue(
                null,
                null,
                QUEUE,
                Text.of("Main queue", "主队列", "主佇列"),
                client,
                site,
                hours,
                "voice",
                0,
                20,
                80,
                5,
                "sl_no_short",
                "longest-idle",
                List.of(),
                20,
                60,
                true,
                100,
                "waiting",
                "hold",
                true,
                false,
                "all",
                30,
                15,
                true);
    }
}
