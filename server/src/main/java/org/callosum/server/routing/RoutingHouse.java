package org.callosum.server.routing;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.callosum.server.cases.Cases;
import org.callosum.server.people.Agent;
import org.callosum.server.people.Agents;
import org.callosum.server.people.Skills;
import org.callosum.server.platform.text.Text;
import org.callosum.server.queues.Queue;
import org.callosum.server.queues.Queues;
import org.callosum.workforce.routing.RoutingBook;
import org.callosum.workforce.routing.RoutingTrial;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What rules of routing may name in this house: queues, skills, agents and since when they are here. In the
/// transaction at hand.
@Component
class RoutingHouse {
    /// Up to which complexity an agent is admitted, as a skill that only rules of routing give. Ids begin far above, so
    /// that no skill of the matrix can ever have it.
    static final SkillId COMPLEXITY = new SkillId(1);

    /// The case type that a house keeps complaints as, if it does.
    static final String COMPLAINT = "complaint";

    private final JdbcClient database;
    private final Cases cases;
    private final Queues queues;
    private final Skills skills;
    private final Agents agents;
    private final Clock clock;

    RoutingHouse(JdbcClient database, Cases cases, Queues queues, Skills skills, Agents agents, Clock clock) {
        this.database = database;
        this.cases = cases;
        this.queues = queues;
        this.skills = skills;
        this.agents = agents;
        this.clock = clock;
    }

    /// @param code `client/queue`, as rules name it
    record NamedQueue(String code, QueueId id, Text name) {}

    List<NamedQueue> queues() {
        var clients = clients();
        return queues.all().stream()
                .filter(queue -> Boolean.TRUE.equals(queue.active()))
                .map(queue -> new NamedQueue(
                        clients.get(Long.valueOf(Objects.requireNonNull(queue.clientId()))) + "/" + queue.code(),
                        id(queue),
                        Objects.requireNonNull(queue.name())))
                .toList();
    }

    private static QueueId id(Queue queue) {
        return new QueueId(Long.parseLong(Objects.requireNonNull(queue.id())));
    }

    /// Codes of clients by id.
    Map<Long, String> clients() {
        var codes = new HashMap<Long, String>();
        database.sql("select id, code from client")
                .query((row, _) -> codes.put(row.getLong(1), row.getString(2)))
                .list();
        return codes;
    }

    RoutingBook book() {
        var byName = new HashMap<String, QueueId>();
        var clients = new HashMap<String, String>();
        for (var queue : queues()) {
            byName.put(queue.code(), queue.id());
            clients.put(queue.code(), queue.code().substring(0, queue.code().indexOf('/')));
        }
        var bySkill = new HashMap<String, SkillId>();
        for (var skill : skills.all()) {
            if (Boolean.TRUE.equals(skill.active())) {
                bySkill.put(
                        Objects.requireNonNull(skill.code()),
                        new SkillId(Long.parseLong(Objects.requireNonNull(skill.id()))));
            }
        }
        return new RoutingBook(byName, bySkill, COMPLEXITY, Set.of(), clients);
    }

    List<RoutingPage.Choice> skillChoices() {
        return skills.all().stream()
                .filter(skill -> Boolean.TRUE.equals(skill.active()))
                .map(skill -> new RoutingPage.Choice(
                        Objects.requireNonNull(skill.code()), Objects.requireNonNull(skill.name())))
                .toList();
    }

    List<RoutingFact> facts() {
        return RoutingFact.all(cases.types().stream().anyMatch(type -> COMPLAINT.equals(type.code()) && type.active()));
    }

    List<Agent> agents() {
        return agents.active();
    }

    /// Tenure of everybody who works here, on a day.
    Map<AgentId, RoutingTrial.Background> backgrounds(LocalDate day) {
        var backgrounds = new HashMap<AgentId, RoutingTrial.Background>();
        for (var agent : agents.active()) {
            backgrounds.put(
                    new AgentId(Long.parseLong(Objects.requireNonNull(agent.id()))),
                    new RoutingTrial.Background(tenureDays(Objects.requireNonNull(agent.joinedOn()), day), Set.of()));
        }
        return backgrounds;
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    /// 0 for who joins later.
    static int tenureDays(LocalDate joinedOn, LocalDate day) {
        return (int) Math.clamp(ChronoUnit.DAYS.between(joinedOn, day), 0, 36_500);
    }
}
