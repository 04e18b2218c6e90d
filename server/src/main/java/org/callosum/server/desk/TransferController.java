package org.callosum.server.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.callosum.floor.ArrivalKind;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.desk.DeskPerson.Me;
import org.callosum.server.desk.DeskTransfers.Target;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Asking somebody about a customer, talking together, and sending the customer on. Each act answers with the
/// screen as it is after it.
@RestController
@RequestMapping("/api/desk/interactions/{id}")
class TransferController {
    private static final int LONGEST_SEARCH = 60;

    private final DeskPerson person;
    private final DeskLine line;
    private final TransferTargets targets;

    TransferController(DeskPerson person, DeskLine line, TransferTargets targets) {
        this.person = person;
        this.line = line;
        this.targets = targets;
    }

    /// Exactly one of the three.
    ///
    /// @param number as typed
    @Schema(name = "TransferTarget")
    record Whom(
            @Nullable String agentId,
            @Nullable String queueId,
            @Nullable String number) {
        @Override
        public String toString() {
            return "Whom[…]"; // no number in a log
        }
    }

    private static Target target(Whom whom) {
        String number = Objects.requireNonNullElse(whom.number(), "").strip();
        String agent = whom.agentId();
        String queue = whom.queueId();
        int given = (agent == null ? 0 : 1) + (queue == null ? 0 : 1) + (number.isEmpty() ? 0 : 1);
        if (given != 1) {
            throw Problems.invalid("one-target");
        }
        if (agent != null) {
            return new Target.Colleague(new AgentId(Ids.parse(agent)));
        }
        if (queue != null) {
            return new Target.Line(new QueueId(Ids.parse(queue)));
        }
        if (number.length() > LONGEST_SEARCH) {
            throw Problems.field("number", "too-long");
        }
        return new Target.Number(number);
    }

    /// A customer of this agent's own: a question of a colleague is not theirs to pass on.
    private record Own(Me me, InteractionId interaction, QueueId queue) {
        long tenant() {
            return me.tenant();
        }
    }

    private Own own(String id) {
        Me me = person.me();
        InteractionId interaction = new InteractionId(Ids.parse(id));
        WorkView work = person.inConversation(me, interaction);
        if (work.kind() == ArrivalKind.CONSULT) {
            throw Problems.refused("not-your-customer");
        }
        return new Own(me, interaction, work.queue());
    }

    private Desk done(Own own, CompletableFuture<String> answer) {
        String refusal = DeskProblems.answered(answer);
        if (refusal.startsWith(DeskTransfers.NUMBER)) {
            throw Problems.refused(
                    "number-refused", Map.of("reason", refusal.substring(DeskTransfers.NUMBER.length())));
        }
        if (refusal.equals("floor-unavailable") || refusal.equals("call-elsewhere")) {
            throw Problems.of(503, refusal, Map.of());
        }
        if (!refusal.isEmpty()) {
            throw Problems.refused(refusal);
        }
        return person.screen(own.me());
    }

    /// Agents, queues and a number that match what is typed, and how it looks there.
    @GetMapping("/targets")
    @RequiresRight(Right.DESK_WORK)
    TransferTargets.Answer targets(@PathVariable String id, @RequestParam(defaultValue = "") String q) {
        Own own = own(id);
        if (q.length() > LONGEST_SEARCH) {
            throw Problems.field("q", "too-long");
        }
        return targets.search(own.tenant(), own.me().agent(), own.interaction(), own.queue(), q);
    }

    /// Sends the customer there without asking first.
    @PostMapping("/transfer")
    @RequiresRight(Right.DESK_WORK)
    Desk transfer(@PathVariable String id, @RequestBody Whom whom) {
        Own own = own(id);
        Target target = target(whom);
        targets.check(own.tenant(), own.interaction(), own.queue(), target, true);
        return done(own, line.transfers().transfer(own.tenant(), own.interaction(), target));
    }

    /// Asks there while the customer hears music.
    @PostMapping("/consult")
    @RequiresRight(Right.DESK_WORK)
    Desk consult(@PathVariable String id, @RequestBody Whom whom) {
        Own own = own(id);
        Target target = target(whom);
        targets.check(own.tenant(), own.interaction(), own.queue(), target, false);
        return done(own, line.transfers().consult(own.tenant(), own.interaction(), target));
    }

    /// All three talk.
    @PostMapping("/consult/together")
    @RequiresRight(Right.DESK_WORK)
    Desk together(@PathVariable String id) {
        Own own = own(id);
        return done(own, line.transfers().together(own.tenant(), own.interaction()));
    }

    /// Hands the customer to whoever was asked; this agent goes to wrap-up.
    @PostMapping("/consult/complete")
    @RequiresRight(Right.DESK_WORK)
    Desk complete(@PathVariable String id) {
        Own own = own(id);
        return done(own, line.transfers().complete(own.tenant(), own.interaction()));
    }

    /// Lets whoever was asked go; the customer is taken back.
    @DeleteMapping("/consult")
    @RequiresRight(Right.DESK_WORK)
    Desk end(@PathVariable String id) {
        Own own = own(id);
        return done(own, line.transfers().end(own.tenant(), own.interaction()));
    }
}
