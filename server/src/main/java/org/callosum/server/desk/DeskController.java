package org.callosum.server.desk;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.callosum.floor.AgentView;
import org.callosum.floor.ArrivalKind;
import org.callosum.floor.EndedBy;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.server.desk.DeskPerson.Me;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.queues.DeskReason;
import org.callosum.server.queues.DeskReasons;
import org.callosum.server.queues.Dispositions;
import org.callosum.server.queues.NotReadyReasons;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What an agent does at the desk. Each act answers with the screen as it is after it. An agent reaches only
/// what the floor
/// has given them: somebody else's offer or contact is not found.
@RestController
@RequestMapping("/api/desk")
class DeskController {
    private static final int LONGEST_NOTE = 20_000;
    private static final int LONGEST_SDP = 100_000;
    private static final Set<String> DEVICES = Set.of("browser", "phone");

    private final Floors floors;
    private final Desks desks;
    private final DeskPerson person;
    private final DeskStore store;
    private final DeskLine line;
    private final Dispositions dispositions;
    private final NotReadyReasons reasons;
    private final DeskReasons holds;
    private final DeskHandling handling;
    private final DeskNotes formNotes;
    private final Tenancy tenancy;
    private final Ids ids;
    private final Clock clock;

    DeskController(
            Floors floors,
            Desks desks,
            DeskPerson person,
            DeskStore store,
            DeskLine line,
            Dispositions dispositions,
            NotReadyReasons reasons,
            DeskReasons holds,
            DeskHandling handling,
            DeskNotes formNotes,
            Tenancy tenancy,
            Ids ids,
            Clock clock) {
        this.floors = floors;
        this.desks = desks;
        this.person = person;
        this.store = store;
        this.line = line;
        this.dispositions = dispositions;
        this.reasons = reasons;
        this.holds = holds;
        this.handling = handling;
        this.formNotes = formNotes;
        this.tenancy = tenancy;
        this.ids = ids;
        this.clock = clock;
    }

    record SignInRequest(@Nullable String device) {}

    record NotReadyRequest(@Nullable String reason) {}

    record Switch(boolean on, @Nullable String reason) {}

    record Digits(@Nullable String digits) {}

    record NotesRequest(@Nullable String text) {}

    record WrapUpRequest(
            @Nullable List<String> dispositions,
            @Nullable String notes,
            @Nullable Boolean ready,
            DeskHandling.@Nullable FollowUp followUp) {}

    record Sdp(@Nullable String sdp) {}

    private Me me() {
        return person.me();
    }

    private Desk screen(Me me) {
        return person.screen(me);
    }

    private void ask(Me me, FloorCommand command) {
        DeskProblems.accepted(floors.send(me.tenant(), command));
    }

    private WorkView mine(Me me, InteractionId interaction, Set<WorkView.Stage> stages) {
        return person.mine(me, interaction, stages);
    }

    private WorkView inConversation(Me me, InteractionId interaction) {
        return person.inConversation(me, interaction);
    }

    @GetMapping
    @RequiresRight(Right.DESK_WORK)
    Desk desk() {
        return screen(me());
    }

    @PostMapping("/sign-in")
    @RequiresRight(Right.DESK_WORK)
    Desk signIn(@RequestBody SignInRequest request) {
        Me me = me();
        String device = Objects.requireNonNullElse(request.device(), "browser");
        if (!DEVICES.contains(device)) {
            throw Problems.field("device", "unknown");
        }
        tenancy.asSystem(me.tenant(), () -> store.device(me.tenant(), me.agent(), device));
        desks.deviceChosen(me.tenant(), me.agent(), device);
        DeskProblems.acceptedOr(
                "agent-already-signed-in", floors.send(me.tenant(), new FloorCommand.SignIn(me.agent())));
        return screen(me);
    }

    @PostMapping("/sign-out")
    @RequiresRight(Right.DESK_WORK)
    Desk signOut() {
        Me me = me();
        DeskProblems.acceptedOr("agent-not-signed-in", floors.send(me.tenant(), new FloorCommand.SignOut(me.agent())));
        Desk screen = screen(me);
        if (screen.presence().equals("signed-out")) {
            line.close(me.tenant(), me.agent());
        }
        return screen;
    }

    @PostMapping("/ready")
    @RequiresRight(Right.DESK_WORK)
    Desk ready() {
        Me me = me();
        DeskProblems.acceptedOr("agent-already-ready", floors.send(me.tenant(), new FloorCommand.GoReady(me.agent())));
        return screen(me);
    }

    @PostMapping("/not-ready")
    @RequiresRight(Right.DESK_WORK)
    Desk notReady(@RequestBody NotReadyRequest request) {
        Me me = me();
        String reason = Objects.requireNonNullElse(request.reason(), "");
        if (!tenancy.asSystem(me.tenant(), () -> reasons.choosable(reason))) {
            throw Problems.field("reason", "unknown");
        }
        DeskProblems.acceptedOr(
                "agent-already-not-ready", floors.send(me.tenant(), new FloorCommand.GoNotReady(me.agent(), reason)));
        return screen(me);
    }

    private OfferId offer(Me me, String text) {
        OfferId offer;
        try {
            offer = OfferId.parse(text);
        } catch (IllegalArgumentException unreadable) {
            throw Problems.invalid("bad-id");
        }
        AgentView view = DeskProblems.answered(
                        floors.read(me.tenant(), floor -> java.util.Optional.ofNullable(floor.agent(me.agent()))))
                .orElse(null);
        boolean pending = view != null
                && view.work().stream()
                        .anyMatch(work -> work.stage() == WorkView.Stage.OFFERED
                                && work.interaction().equals(offer.interaction())
                                && work.offers() == offer.count());
        if (!pending) {
            // Settled in between, or never this agent's: told alike.
            throw Problems.refused("offer-already-settled");
        }
        return offer;
    }

    @PostMapping("/offers/{offer}/accept")
    @RequiresRight(Right.DESK_WORK)
    Desk accept(@PathVariable String offer) {
        Me me = me();
        ask(me, new FloorCommand.AcceptOffer(offer(me, offer)));
        return screen(me);
    }

    @PostMapping("/offers/{offer}/decline")
    @RequiresRight(Right.DESK_WORK)
    Desk decline(@PathVariable String offer) {
        Me me = me();
        ask(me, new FloorCommand.DeclineOffer(offer(me, offer)));
        return screen(me);
    }

    private static InteractionId interaction(String text) {
        return new InteractionId(Ids.parse(text));
    }

    /// At once and without a reason, so that no customer waits for a choice; the reason may follow while
    /// they hold
    /// (CON-07): a second `on` with one.
    @PostMapping("/interactions/{id}/hold")
    @RequiresRight(Right.DESK_WORK)
    Desk hold(@PathVariable String id, @RequestBody Switch request) {
        Me me = me();
        InteractionId interaction = interaction(id);
        boolean consult = inConversation(me, interaction).kind() == ArrivalKind.CONSULT;
        String reason = request.reason();
        if (reason != null
                && (!request.on()
                        || consult
                        || tenancy.asSystem(me.tenant(), () -> holds.choosable(DeskReason.HOLD, reason))
                                .isEmpty())) {
            throw Problems.field("reason", "unknown");
        }
        if (line.dialling(me.tenant(), interaction) != null) {
            throw Problems.refused("customer-not-reached");
        }
        if (request.on()) {
            DeskProblems.acceptedOr(
                    "already-on-hold", floors.send(me.tenant(), new FloorCommand.StartHold(interaction)));
            if (reason != null) {
                line.media().heldFor(me.tenant(), interaction, reason);
            }
        } else {
            DeskProblems.acceptedOr("not-on-hold", floors.send(me.tenant(), new FloorCommand.EndHold(interaction)));
        }
        return screen(me);
    }

    @PostMapping("/interactions/{id}/mute")
    @RequiresRight(Right.DESK_WORK)
    Desk mute(@PathVariable String id, @RequestBody Switch request) {
        Me me = me();
        InteractionId interaction = interaction(id);
        inConversation(me, interaction);
        line.media().mute(me.tenant(), interaction, request.on());
        return screen(me);
    }

    /// While a card's number is spoken or typed. Only whoever has the customer may.
    @PostMapping("/interactions/{id}/recording-pause")
    @RequiresRight(Right.DESK_WORK)
    Desk pauseRecording(@PathVariable String id, @RequestBody Switch request) {
        Me me = me();
        InteractionId interaction = interaction(id);
        if (inConversation(me, interaction).kind() == ArrivalKind.CONSULT) {
            throw Problems.refused("not-your-customer");
        }
        line.media().pauseRecording(me.tenant(), interaction, request.on());
        return screen(me);
    }

    @PostMapping("/interactions/{id}/digits")
    @RequiresRight(Right.DESK_WORK)
    Desk digits(@PathVariable String id, @RequestBody Digits request) {
        Me me = me();
        InteractionId interaction = interaction(id);
        inConversation(me, interaction);
        String digits = Objects.requireNonNullElse(request.digits(), "");
        if (!digits.matches("[0-9*#A-D]{1,32}")) {
            throw Problems.field("digits", "wrong-form");
        }
        line.media().digits(me.tenant(), interaction, digits);
        return screen(me);
    }

    @PostMapping("/interactions/{id}/hang-up")
    @RequiresRight(Right.DESK_WORK)
    Desk hangUp(@PathVariable String id) {
        Me me = me();
        InteractionId interaction = interaction(id);
        inConversation(me, interaction);
        ask(me, new FloorCommand.EndConversation(interaction, EndedBy.AGENT));
        return screen(me);
    }

    @PutMapping("/interactions/{id}/notes")
    @RequiresRight(Right.DESK_WORK)
    Desk notes(@PathVariable String id, @RequestBody NotesRequest request) {
        Me me = me();
        InteractionId interaction = interaction(id);
        mine(me, interaction, Set.of(WorkView.Stage.TALKING, WorkView.Stage.ON_HOLD, WorkView.Stage.WRAPPING_UP));
        keep(me, interaction, request.text());
        return screen(me);
    }

    private void keep(Me me, InteractionId interaction, @Nullable String given) {
        String text = Objects.requireNonNullElse(given, "");
        if (text.length() > LONGEST_NOTE) {
            throw Problems.fields(new org.callosum.server.platform.problem.Problem.Field(
                    "text", "wrong-length", Map.of("min", 0, "max", LONGEST_NOTE)));
        }
        // whoever is asked about a customer writes into the customer's history
        tenancy.asSystem(
                me.tenant(),
                () -> store.note(
                        ids.next(), store.customers(interaction), me.account(), me.name(), text, clock.instant()));
    }

    @PostMapping("/interactions/{id}/wrap-up")
    @RequiresRight(Right.DESK_WORK)
    Desk wrapUp(@PathVariable String id, @RequestBody WrapUpRequest request) {
        Me me = me();
        InteractionId interaction = interaction(id);
        WorkView work = mine(me, interaction, Set.of(WorkView.Stage.WRAPPING_UP));
        List<String> codes = request.dispositions() == null
                ? List.of()
                : request.dispositions().stream().distinct().toList();
        Dispositions.Check check = tenancy.asSystem(
                me.tenant(), () -> dispositions.check(work.queue().value(), codes));
        if (check instanceof Dispositions.Check.Refused(var reason, var value)) {
            throw Problems.refused(reason, value == null ? Map.of() : Map.of("code", value));
        }
        DeskHandling.Held held = handling.held(me, interaction, work.queue().value());
        handling.checkFinished(held, request.notes(), request.followUp(), clock.instant());
        if (held.interaction().equals(interaction)) {
            formNotes.checkFinished(held, codes);
        }
        if (request.notes() != null) {
            keep(me, interaction, request.notes());
        }
        if (check instanceof Dispositions.Check.Fine(var chosen)) {
            handling.finish(held, chosen, request.followUp());
        }
        if (Boolean.FALSE.equals(request.ready())) {
            // Before the wrap-up ends, so that no offer slips in between.
            DeskProblems.acceptedOr(
                    "agent-already-not-ready",
                    floors.send(me.tenant(), new FloorCommand.GoNotReady(me.agent(), "after-wrap-up")));
        }
        ask(me, new FloorCommand.CompleteWrapUp(interaction, me.agent(), codes));
        if (Boolean.TRUE.equals(request.ready())) {
            DeskProblems.acceptedOr(
                    "agent-already-ready", floors.send(me.tenant(), new FloorCommand.GoReady(me.agent())));
        }
        return screen(me);
    }

    /// The browser's own line, kept while signed in.
    @PostMapping("/media")
    @RequiresRight(Right.DESK_WORK)
    Sdp media(@RequestBody Sdp offer) {
        Me me = me();
        String sdp = Objects.requireNonNullElse(offer.sdp(), "");
        if (sdp.isBlank() || sdp.length() > LONGEST_SDP) {
            throw Problems.field("sdp", "unreadable");
        }
        try {
            return new Sdp(DeskProblems.answered(line.media().open(me.tenant(), me.agent(), sdp)));
        } catch (CompletionException refused) {
            throw Problems.refused("media-refused");
        }
    }

    @DeleteMapping("/media")
    @RequiresRight(Right.DESK_WORK)
    Desk closeMedia() {
        Me me = me();
        line.close(me.tenant(), me.agent());
        return screen(me);
    }
}
