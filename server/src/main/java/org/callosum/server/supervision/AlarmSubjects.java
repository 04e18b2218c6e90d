package org.callosum.server.supervision;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.callosum.kernel.Ratio;
import org.callosum.kernel.expression.Value;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.measures.Surge;
import org.callosum.server.interactions.LiveSpeech;
import org.callosum.server.supervision.alarms.AlarmRule;
import org.callosum.server.supervision.alarms.AlarmSubject;
import org.jspecify.annotations.Nullable;

/// Puts what alarms look at together: the board, what is heard on the lines, and what the last hour was like.
///
/// An agent's alarm names no contact: an agent may serve a client that the reader does not see. Those about
/// conversations
/// and queues belong to their client alone.
final class AlarmSubjects {
    private static final int WINDOW_MINUTES = 10;
    private static final int HOUR_MINUTES = 60;
    /// fewer in the hour before tell nothing of what is usual
    static final int TELLING_HOUR = 6;

    private final RecentFloor recent;
    private final UsualArrivals usual;
    private final LiveSpeech speech;
    private final ConcurrentMap<Long, Map<QueueId, QueueTrend>> trends = new ConcurrentHashMap<>();

    AlarmSubjects(RecentFloor recent, UsualArrivals usual, LiveSpeech speech) {
        this.recent = recent;
        this.usual = usual;
        this.speech = speech;
    }

    /// One look at a time for each tenant.
    List<AlarmSubject> of(long tenant, BoardRows rows) {
        List<AlarmSubject> subjects = new ArrayList<>();
        Map<String, ClientId> clientOf = new HashMap<>();
        rows.agents().forEach((id, agent) -> {
            if (!agent.row().state().equals(AgentRow.SIGNED_OUT) || recent.signOuts(tenant, id) > 0) {
                subjects.add(agent(tenant, id, agent, rows.asOf()));
            }
            String interaction = agent.row().interactionId();
            if (interaction != null && agent.working() != null) {
                clientOf.put(interaction, agent.working());
            }
        });
        Map<QueueId, Double> weeks = usual.of(tenant);
        Map<QueueId, QueueTrend> moving = trends.computeIfAbsent(tenant, _ -> new HashMap<>());
        moving.keySet().retainAll(rows.queues().keySet());
        rows.queues()
                .forEach((id, queue) -> subjects.add(queue(
                        tenant,
                        id,
                        queue,
                        moving.computeIfAbsent(id, _ -> new QueueTrend()),
                        weeks.get(id),
                        rows.asOf())));
        for (LiveSpeech.Heard heard : speech.all(tenant)) {
            ClientId client = clientOf.get(heard.interaction().toString());
            if (client != null) {
                subjects.add(conversation(tenant, heard, client, rows.asOf()));
            }
        }
        return subjects;
    }

    void forget(long tenant) {
        trends.remove(tenant);
        usual.forget(tenant);
    }

    private AlarmSubject agent(long tenant, AgentId id, BoardRows.SeenAgent agent, Instant now) {
        AgentRow row = agent.row();
        Map<String, Value> values = new HashMap<>();
        values.put("state", new Value.Text(row.state()));
        if (row.reason() != null) {
            values.put("reason", new Value.Text(row.reason()));
        }
        values.put("seconds", seconds(row.since().toEpochMilli(), now));
        if (row.strain() != null) {
            values.put("strain", number(row.strain()));
        }
        values.put("signOuts", number(recent.signOuts(tenant, id)));
        String interaction = row.interactionId();
        if (interaction != null && (row.state().equals("talk") || row.state().equals("hold"))) {
            values.put(
                    "conversationSeconds",
                    conversationSeconds(
                            tenant,
                            new InteractionId(Long.parseLong(interaction)),
                            row.since().toEpochMilli(),
                            now));
        }
        return new AlarmSubject(AlarmRule.AGENT, id.toString(), agent.clients(), id, null, null, values);
    }

    private Value conversationSeconds(long tenant, InteractionId interaction, long otherwise, Instant now) {
        Long answered = recent.answeredAt(tenant, interaction);
        return seconds(answered == null ? otherwise : answered, now);
    }

    private AlarmSubject conversation(long tenant, LiveSpeech.Heard heard, ClientId client, Instant now) {
        Map<String, Value> values = new HashMap<>();
        values.put("silenceSeconds", number(heard.signals().silentForMillis() / 1_000));
        values.put("overtalkSeconds", number(heard.signals().overtalkForMillis() / 1_000));
        values.put("customerRaised", new Value.Truth(heard.signals().customerRaised()));
        values.put("agentRaised", new Value.Truth(heard.signals().agentRaised()));
        values.put("conversationSeconds", conversationSeconds(tenant, heard.interaction(), heard.atMillis(), now));
        return new AlarmSubject(
                AlarmRule.CONVERSATION,
                heard.interaction().toString(),
                List.of(client),
                heard.agent(),
                null,
                heard.interaction(),
                values);
    }

    private AlarmSubject queue(
            long tenant, QueueId id, BoardRows.SeenQueue queue, QueueTrend trend, @Nullable Double weeks, Instant now) {
        QueueRow row = queue.row().at(now);
        var level = row.today().serviceLevel();
        trend.add(now.toEpochMilli(), row.waiting(), new Ratio(level.part(), level.whole()));
        var agents = row.agents();
        Map<String, Value> values = new HashMap<>();
        values.put("waiting", number(row.waiting()));
        values.put("longestWaitSeconds", number(row.longestWaitMillis() / 1_000));
        values.put("targetSeconds", number(level.targetSeconds()));
        values.put("targetPercent", number(level.targetPercent()));
        values.put("ready", number(agents.ready()));
        values.put(
                "signedIn",
                number(agents.ready() + agents.offered() + agents.talking() + agents.wrappingUp() + agents.notReady()));
        if (level.whole() > 0) {
            values.put("level", number(100.0 * level.part() / level.whole()));
        }
        known(values, "recentLevel", trend.recentLevel());
        known(values, "waitingPerMinute", trend.waitingPerMinute());
        surge(tenant, id, weeks, values);
        return new AlarmSubject(AlarmRule.QUEUE, id.toString(), List.of(queue.client()), null, id, null, values);
    }

    /// Against the hour before and, where they are known, the same hours of earlier weeks: the greater of the
    /// two, so that neither a morning that begins as every morning nor a long busy day is a surge. A queue without
    /// earlier weeks and with hardly anybody in the hour before has no usual volume: then nothing is a surge.
    private void surge(long tenant, QueueId id, @Nullable Double weeks, Map<String, Value> values) {
        long now = recent.arrivals(tenant, id, WINDOW_MINUTES, 0);
        long before = recent.arrivals(tenant, id, 2 * WINDOW_MINUTES, WINDOW_MINUTES);
        long hour = recent.arrivals(tenant, id, 2 * WINDOW_MINUTES + HOUR_MINUTES, 2 * WINDOW_MINUTES);
        if (now < 0) {
            return;
        }
        values.put("arrivals", number(now));
        if (weeks != null || hour >= TELLING_HOUR) {
            double lately = Math.max(0, hour) * (double) WINDOW_MINUTES / HOUR_MINUTES;
            double expected = Math.max(lately, weeks == null ? 0 : weeks);
            values.put("usualArrivals", number(expected));
            values.put("surge", number(Surge.index(now, expected)));
            if (before >= 0) {
                values.put("surgeBefore", number(Surge.index(before, expected)));
            }
        }
    }

    private static void known(Map<String, Value> values, String name, double value) {
        if (!Double.isNaN(value)) {
            values.put(name, number(value));
        }
    }

    private static Value seconds(long fromMillis, Instant now) {
        return number(Math.max(0, now.toEpochMilli() - fromMillis) / 1_000);
    }

    private static Value number(long value) {
        return new Value.Number(BigDecimal.valueOf(value));
    }

    private static Value number(double value) {
        return new Value.Number(BigDecimal.valueOf(value));
    }
}
