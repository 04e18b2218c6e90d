package org.callosum.server.interactions;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;

/// Which contacts of the history are asked for, as a condition over `i` (the interaction) and `p` (its person).
final class HistoryFilter {
    private static final int MOST_NOTED = 4;

    private HistoryFilter() {}

    static String where(PageQuery query, InteractionFilter filter, Map<String, Object> values) {
        var where = new StringBuilder("where i.of_interaction_id is null ");
        condition(where, values, "i.arrived_at >= :from", "from", time(filter.from()));
        condition(where, values, "i.arrived_at < :to", "to", time(filter.to()));
        condition(where, values, "i.client_id = :client", "client", filter.client());
        condition(where, values, "i.queue_id = :queue", "queue", filter.queue());
        condition(where, values, "i.agent_id = :agent", "agent", filter.agent());
        condition(where, values, "i.customer_id = :customer", "customer", filter.customer());
        condition(where, values, "i.outcome = :outcome", "outcome", filter.outcome());
        if (Boolean.TRUE.equals(filter.hasRecording())) {
            where.append("and exists (select from recording r where r.interaction_id = i.id and r.state <> 'erased') ");
        }
        led(where, filter, values);
        answered(where, filter, values);
        noted(where, filter, values);
        if (query.q() != null && !query.q().isBlank()) {
            where.append("""
                    and (p.number like :like or p.name ilike :like or i.id::text = :exact
                         or exists (select from interaction_note n where n.interaction_id = i.id and not n.draft
                                    and n.text ilike :like))
                    """);
            values.put("like", query.like());
            values.put("exact", query.q().strip());
        }
        return where.toString();
    }

    /// Contacts behind M:FCR: by the queue of their last answered stay.
    private static void answered(StringBuilder where, InteractionFilter filter, Map<String, Object> values) {
        if (filter.fcr() == null) {
            return;
        }
        where.append("and exists (select from answered_contact f where f.interaction_id = i.id and (")
                .append(RepeatFigure.of(filter.fcr()).condition())
                .append(") ");
        condition(where, values, "f.queue_id = :lastQueue", "lastQueue", filter.lastQueue());
        condition(where, values, "f.queued_at >= :queuedFrom", "queuedFrom", time(filter.queuedFrom()));
        condition(where, values, "f.queued_at < :queuedTo", "queuedTo", time(filter.queuedTo()));
        where.append(") ");
    }

    /// Contacts behind a figure of what notes say.
    private static void noted(StringBuilder where, InteractionFilter filter, Map<String, Object> values) {
        if (filter.product() != null) {
            where.append(
                    "and exists (select from contact_subject s where s.interaction_id = i.id and s.kind = 'product' ");
            condition(where, values, "s.subject_id = :product", "product", filter.product());
            where.append(") ");
        }
        var noted = filter.noted() == null ? List.<String>of() : filter.noted();
        if (noted.size() > MOST_NOTED) {
            throw Problems.fields(new Problem.Field("noted", "too-many", Map.of("max", MOST_NOTED)));
        }
        for (int n = 0; n < noted.size(); n++) {
            var parts = noted.get(n).split("/", -1);
            if (parts.length != 3) {
                throw Problems.field("noted", "wrong-form");
            }
            where.append("and exists (select from noted_value n where n.interaction_id = i.id ");
            condition(where, values, "n.form = :notedForm" + n, "notedForm" + n, parts[0]);
            condition(where, values, "n.item = :notedItem" + n, "notedItem" + n, parts[1]);
            condition(where, values, "n.value = :notedValue" + n, "notedValue" + n, parts[2]);
            condition(where, values, "n.queue_id = :notedQueue", "notedQueue", filter.notedQueue());
            where.append(") ");
        }
    }

    /// Contacts behind a figure of a flow.
    private static void led(StringBuilder where, InteractionFilter filter, Map<String, Object> values) {
        condition(where, values, "i.entry_point_id = :entryPoint", "entryPoint", filter.entryPoint());
        if (filter.flow() == null && filter.figure() == null && filter.firstQueue() == null) {
            return;
        }
        where.append("and exists (select from flow_contact f where f.interaction_id = i.id ");
        condition(where, values, "f.flow = :flow", "flow", filter.flow());
        condition(where, values, "f.version = :flowVersion", "flowVersion", filter.flowVersion());
        condition(where, values, "f.first_queue_id = :firstQueue", "firstQueue", filter.firstQueue());
        if (filter.figure() != null) {
            var figure = FlowFigure.of(filter.figure());
            if (figure.ofStep()) {
                if (filter.step() == null) {
                    throw Problems.field("step", "required");
                }
                values.put("step", filter.step());
            }
            where.append("and (").append(figure.condition()).append(") ");
        }
        where.append(") ");
    }

    private static void condition(
            StringBuilder where, Map<String, Object> values, String sql, String name, @Nullable Object value) {
        if (value != null) {
            where.append("and ").append(sql).append(' ');
            values.put(name, value);
        }
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
