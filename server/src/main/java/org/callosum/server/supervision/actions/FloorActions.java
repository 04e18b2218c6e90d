package org.callosum.server.supervision.actions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.callosum.floor.Decision;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.floor.FloorUnavailable;
import org.callosum.server.floor.Floors;
import org.callosum.server.people.MatrixCell;
import org.callosum.server.people.SkillMatrix;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.queues.NotReadyReasons;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Does what leaders want done, person by person: one refusal does not undo the others, and the log says of each what
/// became of it. Nobody is acted upon whom the leader does not see, and no queue is touched that they do not see.
@Service
public class FloorActions {
    /// When the figures are looked at again.
    static final Duration EFFECT_AFTER = Duration.ofMinutes(15);

    static final String DONE = "done";
    private static final List<String> KINDS = List.of(
            "queues",
            "skill",
            "ready",
            "not-ready",
            "message",
            "break",
            "break-move",
            "break-length",
            "break-off",
            "overtime");
    /// What spares people, unless an alarm names another figure.
    private static final Set<String> RELIEF = Set.of("not-ready", "break", "break-move", "break-length", "break-off");

    private static final int MOST_AGENTS = 200;
    private static final int MOST_QUEUES = 50;
    private static final int LONGEST_TEXT = 500;
    private static final long PATIENCE_SECONDS = 10;

    private final FloorFigures floor;
    private final ActionLog log;
    private final QueueMoves moves;
    private final DeskMessages messages;
    private final SkillMatrix skills;
    private final NotReadyReasons reasons;
    private final PlannedActs planned;
    private final Floors floors;
    private final Tenancy tenancy;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;

    FloorActions(
            FloorFigures floor,
            ActionLog log,
            QueueMoves moves,
            DeskMessages messages,
            SkillMatrix skills,
            NotReadyReasons reasons,
            PlannedActs planned,
            Floors floors,
            Tenancy tenancy,
            Audit audit,
            Ids ids,
            Clock clock) {
        this.floor = floor;
        this.log = log;
        this.moves = moves;
        this.messages = messages;
        this.skills = skills;
        this.reasons = reasons;
        this.planned = planned;
        this.floors = floors;
        this.tenancy = tenancy;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /// Read and checked.
    record Wish(
            String kind,
            List<AgentId> agents,
            List<QueueId> add,
            List<QueueId> remove,
            @Nullable Long skill,
            @Nullable Integer level,
            @Nullable String reason,
            String text,
            @Nullable Long alarm,
            String why,
            PlannedActs.@Nullable Wish planned) {}

    /// @throws Problem `fields-invalid`, `not-found` for whom the leader does not see, `board-unavailable`
    public ActionRow act(FloorAct wanted) {
        AccountContext who = Tenancy.current();
        Wish wish = read(who, wanted);
        FloorFigures.Look look = floor.look(who.tenantId());
        Set<ClientId> clients = new TreeSet<>();
        for (AgentId agent : wish.agents()) {
            Set<ClientId> own = look.clients(agent, who.clients());
            if (own == null) {
                throw Problems.notFound("agent", agent);
            }
            clients.addAll(own);
        }
        for (QueueId queue : both(wish)) {
            if (!look.sees(queue, who.clients())) {
                throw Problems.notFound("queue", queue);
            }
        }
        Set<QueueId> scope = new TreeSet<>(both(wish));
        if (scope.isEmpty()) {
            look.served(wish.agents()).stream()
                    .filter(queue -> look.sees(queue, who.clients()))
                    .limit(MOST_QUEUES)
                    .forEach(scope::add);
        }
        ActionLog.Alarm answers = wish.alarm() == null
                ? null
                : tenancy.asAccount(who, () -> log.alarm(Objects.requireNonNull(wish.alarm())));
        if (wish.alarm() != null && answers == null) {
            throw Problems.notFound("alarm", wish.alarm());
        }
        FloorFigures.Figures before = look.figures(scope);
        long id = ids.next();
        Map<AgentId, String> outcomes = new LinkedHashMap<>();
        PlannedActs.Wish later = wish.planned();
        if (later == null) {
            for (AgentId agent : wish.agents()) {
                outcomes.put(agent, done(who, wish, agent));
            }
        }
        Instant now = clock.instant();
        String figure = answers != null ? answers.figure() : RELIEF.contains(wish.kind()) ? "STR" : "SL";
        tenancy.asAccount(who, () -> {
            PlannedActs.Done done = later == null ? PlannedActs.Done.NOTHING : planned.apply(id, later, wish.agents());
            outcomes.putAll(done.outcomes());
            log.add(id, wish, done, outcomes, clients, figure, scope, before, now, now.plus(EFFECT_AFTER));
            for (AgentId agent : wish.agents()) {
                audit.record(
                        "floor-" + wish.kind(),
                        "agent",
                        agent,
                        Map.of("action", Ids.text(id), "outcome", Objects.requireNonNull(outcomes.get(agent))));
            }
            if (wish.kind().equals("message")) {
                messages.send(
                        id,
                        wish.agents().stream()
                                .filter(agent -> DONE.equals(outcomes.get(agent)))
                                .toList(),
                        wish.text(),
                        now);
            }
            return id;
        });
        return Objects.requireNonNull(tenancy.asAccount(who, () -> log.find(id)));
    }

    private static List<QueueId> both(Wish wish) {
        var all = new ArrayList<>(wish.add());
        all.addAll(wish.remove());
        return all;
    }

    private String done(AccountContext who, Wish wish, AgentId agent) {
        try {
            return switch (wish.kind()) {
                case "queues" -> moves.move(who, agent, wish.add(), wish.remove());
                case "skill" -> assess(who, agent, wish);
                case "ready" -> send(who, new FloorCommand.GoReady(agent), "agent-already-ready");
                case "not-ready" ->
                    send(
                            who,
                            new FloorCommand.GoNotReady(agent, Objects.requireNonNull(wish.reason())),
                            "agent-already-not-ready");
                default -> // a message is sent with the log
                    tenancy.asAccount(who, () -> messages.reaches(agent)) ? DONE : "no-desk";
            };
        } catch (Problem refused) {
            return refused.code();
        }
    }

    private String assess(AccountContext who, AgentId agent, Wish wish) {
        tenancy.asAccount(
                who,
                () -> skills.write(List.of(new MatrixCell(
                        agent.toString(),
                        Ids.text(Objects.requireNonNull(wish.skill())),
                        wish.level(),
                        null,
                        wish.why().isEmpty() ? null : wish.why(),
                        null,
                        null,
                        null))));
        return DONE;
    }

    /// @param already a refusal that is as good as an agreement
    private String send(AccountContext who, FloorCommand command, String already) {
        try {
            Decision decision = floors.send(who.tenantId(), command)
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
            return decision instanceof Decision.Refused(var refusal)
                            && !refusal.code().equals(already)
                    ? refusal.code()
                    : DONE;
        } catch (CompletionException fault) {
            if (fault.getCause() instanceof FloorUnavailable
                    || fault.getCause() instanceof java.util.concurrent.TimeoutException) {
                return "floor-unavailable";
            }
            throw fault;
        }
    }

    private Wish read(AccountContext who, FloorAct wanted) {
        var fields = new Fields();
        fields.oneOf("kind", wanted.kind(), KINDS);
        fields.count("agents", wanted.agents(), MOST_AGENTS);
        fields.count("add", wanted.add(), MOST_QUEUES);
        fields.count("remove", wanted.remove(), MOST_QUEUES);
        fields.length("why", wanted.why(), LONGEST_TEXT);
        fields.range("level", wanted.level(), 1, 5);
        List<Long> agents = fields.ids("agents", wanted.agents(), MOST_AGENTS);
        List<Long> add = fields.ids("add", wanted.add(), MOST_QUEUES);
        List<Long> remove = fields.ids("remove", wanted.remove(), MOST_QUEUES);
        Long skill = fields.optionalId("skillId", wanted.skillId());
        Long alarm = fields.optionalId("alarmId", wanted.alarmId());
        String kind = Objects.requireNonNullElse(wanted.kind(), "");
        if (agents.isEmpty() && !fields.anyWrong()) {
            fields.add("agents", "required");
        }
        switch (kind) {
            case "queues" -> {
                if (add.isEmpty() && remove.isEmpty()) {
                    fields.add("add", "required");
                }
            }
            case "skill" -> fields.present("skillId", skill);
            case "not-ready" -> {
                fields.required("reason", wanted.reason(), 60);
                String reason = wanted.reason();
                if (reason != null && !known(who, reason)) {
                    fields.add("reason", "unknown", Map.of("value", reason));
                }
            }
            case "message" -> fields.required("text", wanted.text(), LONGEST_TEXT);
            default -> {} // ready needs nothing more, breaks have a reader of their own, another kind is refused above
        }
        PlannedActs.Wish later = tenancy.asAccount(who, () -> planned.read(fields, wanted, agents.size()));
        fields.check();
        if (kind.equals("skill") && !who.may(Right.SKILLS_EDIT)) {
            throw Problems.forbidden(
                    "right-missing", Map.of("right", Right.SKILLS_EDIT.label().in(who.language())));
        }
        return new Wish(
                kind,
                agents.stream().map(AgentId::new).toList(),
                add.stream().map(QueueId::new).toList(),
                remove.stream().map(QueueId::new).toList(),
                skill,
                wanted.level(),
                wanted.reason(),
                Objects.requireNonNullElse(wanted.text(), "").strip(),
                alarm,
                Objects.requireNonNullElse(wanted.why(), "").strip(),
                later);
    }

    private boolean known(AccountContext who, String reason) {
        return tenancy.asAccount(
                who,
                () -> reasons.all().stream()
                        .anyMatch(each -> reason.equals(each.code())
                                && Boolean.TRUE.equals(each.active())
                                && !Boolean.TRUE.equals(each.system())));
    }
}
