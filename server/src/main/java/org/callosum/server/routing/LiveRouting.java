package org.callosum.server.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.callosum.floor.Arrival;
import org.callosum.floor.QueueRules;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.callosum.server.floor.RoutingOverlay;
import org.callosum.server.platform.definitions.Definitions;
import org.callosum.server.platform.editing.Remembered;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.workforce.routing.Routed;
import org.callosum.workforce.routing.RoutingPlan;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The rules in force, from memory: what becomes of each contact, of queues and of agents. Front door of the room.
///
/// ```java
/// var placed = routing.place(tenant, arrival.withAttributes(codes), flowQueue, lastServed);
/// floors.send(tenant, new Enqueue(interaction, placed.queue(), placed.arrival()));
/// ```
@Component
public class LiveRouting implements RoutingOverlay {
    /// Attributes of a routed arrival, beside those of the engine: `3` and `team:1 priority:4`, places from 1.
    public static final String VERSION = "routed.version";

    public static final String RULES = "routed.rules";

    private static final Logger LOG = LoggerFactory.getLogger(LiveRouting.class);
    private static final Duration AGE = Duration.ofSeconds(5);
    private static final int UP_TO_ANY = 5;

    private final Definitions definitions;
    private final RoutingHouse house;
    private final Tenancy tenancy;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<Long, Remembered<InForce>> copies = new ConcurrentHashMap<>();

    LiveRouting(Definitions definitions, RoutingHouse house, Tenancy tenancy, JsonMapper json, Clock clock) {
        this.definitions = definitions;
        this.house = house;
        this.tenancy = tenancy;
        this.json = json;
        this.clock = clock;
    }

    /// @param version null: no rules are in force
    /// @param ever whether rules ever were: contacts may still wait with needs that only rules of routing give
    record InForce(@Nullable Integer version, boolean ever, RuleReader.Reading reading, List<RoutingRule> rules) {
        RoutingPlan plan() {
            return reading.plan();
        }
    }

    /// What the rules made of a contact.
    public record Placed(QueueId queue, Arrival arrival) {}

    /// Where a contact goes and what it needs. Also without rules in force: it then only notes what it was, so that a
    /// draft can be tried on it later.
    ///
    /// @param arrival with what is known of it as attributes, see `RoutingRules.NAMES`; codes only
    /// @param flowQueue where its flow sends it
    public Placed place(long tenant, Arrival arrival, QueueId flowQueue, RoutingPlan.Before before) {
        var inForce = inForce(tenant);
        var routed = inForce.plan().route(arrival, flowQueue, before);
        var queue = routed.queue();
        var notes = new HashMap<>(routed.arrival().attributes());
        if (inForce.version() != null) {
            notes.put(VERSION, Integer.toString(inForce.version()));
            var because = because(inForce, routed);
            if (!because.isEmpty()) {
                notes.put(RULES, because);
            }
        }
        return new Placed(queue == null ? flowQueue : queue, routed.arrival().withAttributes(notes));
    }

    private static String because(InForce inForce, Routed routed) {
        var words = new ArrayList<String>();
        for (var reason : routed.because()) {
            var rule = inForce.reading().places().get("%s[%d]".formatted(reason.list(), reason.index()));
            if (rule == null) {
                rule = inForce.reading().places().get(reason.list()); // of which there is one
            }
            if (rule != null) {
                words.add("%s:%d".formatted(inForce.rules().get(rule).kind(), rule + 1));
            }
        }
        return String.join(" ", words);
    }

    /// Whether a contact should come to a person at once, past self-service (RTG-12).
    public boolean shortWay(long tenant, Map<String, String> codes) {
        var inForce = inForce(tenant);
        return inForce.plan()
                .route(Arrival.plain(0).withAttributes(codes), null, RoutingPlan.Before.NOBODY)
                .shortWay();
    }

    /// Codes of clients, the values of the fact `client`. In the transaction at hand.
    public Map<ClientId, String> clients() {
        var codes = new HashMap<ClientId, String>();
        house.clients().forEach((id, code) -> codes.put(new ClientId(id), code));
        return Map.copyOf(codes);
    }

    @Override
    public QueueRules queue(long tenant, QueueId queue, QueueRules configured) {
        return inForce(tenant).plan().queue(queue, configured);
    }

    @Override
    public Map<SkillId, Integer> skills(long tenant, AgentId agent, LocalDate joinedOn, Map<SkillId, Integer> held) {
        var inForce = inForce(tenant);
        if (inForce.version() == null) {
            if (!inForce.ever()) {
                return held;
            }
            var all = new HashMap<>(held);
            all.put(RoutingHouse.COMPLEXITY, UP_TO_ANY);
            return all;
        }
        return inForce.plan().skills(held, RoutingHouse.tenureDays(joinedOn, house.today()), Set.of());
    }

    /// The rules were changed: the next question reads again.
    void forget(long tenant) {
        var copy = copies.get(tenant);
        if (copy != null) {
            copy.forget();
        }
    }

    InForce inForce(long tenant) {
        return copies.computeIfAbsent(
                        tenant, id -> new Remembered<>("rules of routing", AGE, System::nanoTime, () -> read(id)))
                .value();
    }

    private InForce read(long tenant) {
        return tenancy.asSystem(tenant, () -> {
            var version = definitions.live(RuleBook.KIND, RuleBook.CODE, clock.instant());
            var rules = version == null ? List.<RoutingRule>of() : RuleBook.read(json, version.body());
            var reading = RuleReader.read(rules, house.book(), house.facts());
            if (!reading.sound()) {
                LOG.warn(
                        "Tenant {}: rules of routing are left out, since they name what is gone: {}",
                        tenant,
                        reading.remarks());
            }
            boolean ever = version != null
                    || definitions.versions(RuleBook.KIND, RuleBook.CODE).stream()
                            .anyMatch(each -> each.validFrom() != null);
            return new InForce(version == null ? null : version.version(), ever, reading, rules);
        });
    }
}
