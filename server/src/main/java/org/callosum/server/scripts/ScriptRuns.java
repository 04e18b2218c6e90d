package org.callosum.server.scripts;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.callosum.flow.FlowDefinition;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowInput;
import org.callosum.flow.FlowNames;
import org.callosum.flow.FlowRun;
import org.callosum.flow.ScriptEffect;
import org.callosum.flow.ScriptInput;
import org.callosum.flow.ScriptStep;
import org.callosum.kernel.expression.Value;
import org.callosum.server.cases.Cases;
import org.callosum.server.cases.ScriptedCases;
import org.callosum.server.flows.Flows;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.scripts.ScriptStore.Contact;
import org.callosum.server.scripts.ScriptStore.Event;
import org.callosum.server.scripts.StoredRun.Passage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The script of a contact: begun, led on move by move, handed on with the contact. Each move is stored before
/// it is shown, so that a reload or another agent goes on where it stood; what an agent does beside the script
/// is kept for its next version.
@Service
@Transactional
class ScriptRuns {
    /// Beyond the time of a look-up's step; then nobody answers any more.
    private static final long OVERDUE_MILLIS = 5_000;

    private final ScriptStore store;
    private final ScriptWalk walk;
    private final ScriptPages pages;
    private final ScriptMoves moves;
    private final KnownFacts facts;
    private final KeySteps keys;
    private final ScriptLookUps lookUps;
    private final ScriptRuleBook rules;
    private final Flows flows;
    private final Cases cases;
    private final ScriptedCases tasks;
    private final Ids ids;
    private final Clock clock;

    ScriptRuns(
            ScriptStore store,
            ScriptWalk walk,
            ScriptPages pages,
            ScriptMoves moves,
            KnownFacts facts,
            KeySteps keys,
            ScriptLookUps lookUps,
            ScriptRuleBook rules,
            Flows flows,
            Cases cases,
            ScriptedCases tasks,
            Ids ids,
            Clock clock) {
        this.store = store;
        this.walk = walk;
        this.pages = pages;
        this.moves = moves;
        this.facts = facts;
        this.keys = keys;
        this.lookUps = lookUps;
        this.rules = rules;
        this.flows = flows;
        this.cases = cases;
        this.tasks = tasks;
        this.ids = ids;
        this.clock = clock;
    }

    public ScriptView.Page page(long interaction, long agent) {
        var contact = contact(interaction);
        giveUpOverdue(Tenancy.current().tenantId(), store.runOf(contact.id()).orElse(null), clock.instant());
        return page(contact, agent);
    }

    /// What was filled in during a contact that the reader may see.
    @Transactional(readOnly = true)
    public List<ScriptView.Filled> told(long interaction) {
        return pages.filled(facts.of(Tenancy.current().tenantId(), contact(interaction)));
    }

    private Contact contact(long interaction) {
        return store.contact(interaction).orElseThrow(() -> Problems.notFound("interaction", Ids.text(interaction)));
    }

    private ScriptView.Page page(Contact contact, long agent) {
        var tenant = Tenancy.current().tenantId();
        var known = facts.of(tenant, contact);
        var serving = serving(tenant, contact.client());
        var chosen = chosen(contact, known, serving);
        var stored = store.runOf(contact.id()).orElse(null);
        return new ScriptView.Page(
                Ids.text(contact.id()),
                chosen == null ? null : chosen.script(),
                choices(contact.client()),
                pages.filled(known),
                stored == null
                        ? null
                        : pages.run(
                                tenant,
                                stored,
                                known.during(stored.run()),
                                store.lookedUp(stored.id()).stream()
                                        .map(event -> ScriptPages.lookedUp(event, stored.run()))
                                        .toList(),
                                agent,
                                clock.instant()));
    }

    /// Scripts that serve a client now.
    @Transactional(readOnly = true)
    public List<ScriptView.Choice> choices(long client) {
        return serving(Tenancy.current().tenantId(), client).stream()
                .map(script -> new ScriptView.Choice(script.code(), ScriptPages.text(script.name())))
                .toList();
    }

    private List<FlowDefinition> serving(long tenant, long client) {
        return flows.live(tenant, client, FlowDefinition.Kind.SCRIPT);
    }

    private ScriptRuleBook.@Nullable Chosen chosen(
            Contact contact, KnownFacts.Facts known, List<FlowDefinition> serving) {
        return rules.choose(
                contact,
                known.customer(),
                code -> serving.stream().anyMatch(script -> script.code().equals(code)));
    }

    /// Begins a script. One that is open already goes on, unless another is asked for by name.
    ///
    /// @param wanted its code; null: the one that is proposed
    /// @throws Problem 409 `no-script`
    public ScriptView.Page begin(long interaction, long agent, @Nullable String wanted) {
        var tenant = Tenancy.current().tenantId();
        var contact = contact(interaction);
        var open = store.runOf(contact.id()).filter(StoredRun::isOpen).orElse(null);
        if (open != null && (wanted == null || wanted.equals(open.script()))) {
            return page(contact, agent);
        }
        var known = facts.of(tenant, contact);
        var serving = serving(tenant, contact.client());
        var chosen = wanted == null ? chosen(contact, known, serving) : new ScriptRuleBook.Chosen(wanted, "agent");
        var script = chosen == null ? null : named(serving, chosen.script());
        if (chosen == null || script == null) {
            throw Problems.refused("no-script");
        }
        var now = clock.instant();
        begin(contact, agent, open, script, chosen.how(), null, known, now);
        return page(contact, agent);
    }

    /// Begins the script of a task that was taken in this contact: it knows which task it is, and what it fills in
    /// stands in the case. One that leads through it already goes on.
    ///
    /// @param task the case
    /// @throws Problem 404 for a case that is not an open one of this contact; 409 `no-script` where its type names
    ///     none that serves
    public ScriptView.Page beginTask(long interaction, long agent, long task) {
        var tenant = Tenancy.current().tenantId();
        var contact = contact(interaction);
        var wanted = tasks.find(task, contact.id()).orElseThrow(() -> Problems.notFound("case", Ids.text(task)));
        var open = store.runOf(contact.id()).filter(StoredRun::isOpen).orElse(null);
        if (open != null
                && open.script().equals(wanted.script())
                && open.cases().contains(task)) {
            return page(contact, agent);
        }
        var script = named(serving(tenant, contact.client()), wanted.script());
        if (script == null) {
            throw Problems.refused("no-script");
        }
        var now = clock.instant();
        var form = wanted.form();
        if (form != null) {
            store.knowAnew(contact, agent, form, wanted.answers(), now);
        }
        begin(contact, agent, open, script, "agent", wanted, facts.of(tenant, contact), now);
        return page(contact, agent);
    }

    private void begin(
            Contact contact,
            long agent,
            @Nullable StoredRun open,
            FlowDefinition script,
            String how,
            ScriptedCases.@Nullable Task task,
            KnownFacts.Facts known,
            Instant now) {
        var tenant = Tenancy.current().tenantId();
        if (open != null) {
            leave(open, agent, now);
        }
        var values = facts.values(script, contact, known);
        if (task != null) {
            values.put(FlowNames.TASK, Value.of(task.task()));
        }
        var moved = walk.begin(tenant, contact.client(), script, contact.language(), zone(contact.zone()), values, now);
        var run = new StoredRun(
                ids.next(),
                contact.client(),
                contact.id(),
                contact.customer(),
                script.code(),
                script.version(),
                contact.language(),
                moved.run().ended() ? "left" : "open",
                null,
                0,
                moved.run(),
                List.of(),
                List.of(),
                task == null ? List.of() : List.of(task.id()),
                agent);
        if (store.begin(run, how, stepOf(moved.run()), now)) {
            ask(tell(run, moved.effects(), now), moved.effects());
            keys.shown(run, walk.at(tenant, moved.run()), now);
        }
    }

    private static @Nullable FlowDefinition named(List<FlowDefinition> serving, String code) {
        return serving.stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElse(null);
    }

    private static ZoneId zone(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            return ZoneId.of("UTC");
        }
    }

    private static @Nullable String stepOf(FlowRun run) {
        return run.ended() ? null : run.frames().getLast().step();
    }

    /// Takes one move.
    ///
    /// @throws Problem 409 `no-script`, `script-over`; `edit-conflict` with the page as it is,
    ///     when somebody else has moved it; 400 `fields-invalid`
    public ScriptView.Page move(long interaction, long agent, ScriptMoves.Move move) {
        move.check();
        var tenant = Tenancy.current().tenantId();
        var contact = contact(interaction);
        var stored = store.runOf(contact.id()).orElseThrow(() -> Problems.refused("no-script"));
        if (!Integer.valueOf(stored.revision()).equals(move.revision())) {
            throw Problems.editConflict(page(contact, agent));
        }
        if (!stored.isOpen()) {
            throw Problems.refused("script-over");
        }
        var now = clock.instant();
        var act = String.valueOf(move.act());
        if (act.equals("leave")) {
            leave(stored, agent, now);
        } else if (act.equals("back")) {
            back(stored, agent, now);
        } else {
            if (stored.trail().size() >= StoredRun.MOST_MOVES) {
                throw Problems.refused("script-too-long", Map.of("most", StoredRun.MOST_MOVES));
            }
            go(tenant, contact, stored, agent, move, now);
        }
        return page(contact, agent);
    }

    private void leave(StoredRun stored, long agent, Instant now) {
        var step = Objects.requireNonNullElse(stepOf(stored.run()), "");
        var left = with(stored, "left", null, stored.run(), stored.trail(), agent);
        store(left, null, now);
        store.happened(left, new Event(flowOf(stored.run(), stored.script()), step, "left", null), now);
    }

    /// Takes up the run before the last step that was left; what was opened or recorded since stays.
    private void back(StoredRun stored, long agent, Instant now) {
        var trail = new ArrayList<>(stored.trail());
        var here = stepOf(stored.run());
        FlowRun before = null;
        while (!trail.isEmpty()) {
            before = FlowRun.fromMap(trail.removeLast().before());
            if (!Objects.equals(stepOf(before), here) && !isAsking(before)) {
                break;
            }
        }
        if (before == null || isAsking(before)) {
            return;
        }
        var gone = with(stored, "open", null, before, trail, agent);
        store(gone, stepOf(before), now);
        store.happened(
                gone,
                new Event(
                        flowOf(stored.run(), stored.script()),
                        Objects.requireNonNullElse(here, ""),
                        "back",
                        stepOf(before)),
                now);
    }

    private static FlowRun.Frame top(StoredRun run) {
        return run.run().frames().getLast();
    }

    private static String flowOf(FlowRun run, String script) {
        return run.ended() ? script : run.frames().getLast().flow();
    }

    private void go(long tenant, Contact contact, StoredRun stored, long agent, ScriptMoves.Move move, Instant now) {
        var asking = walk.asking(tenant, stored.run());
        if (asking != null) {
            goOnWithout(tenant, stored, asking, agent, move, now);
            return;
        }
        var at = walk.at(tenant, stored.run());
        if (at == null) {
            throw Problems.refused("script-over");
        }
        var known = facts.of(tenant, contact).during(stored.run());
        var input = moves.input(at, known, move, now);
        var moved = walk.move(tenant, contact.client(), stored.run(), input, now);
        if (moved.effects().isEmpty()) {
            return; // an answer that this step does not know: nothing is changed by it
        }
        var result = ScriptMoves.Result.of(moved.effects());
        var trail = new ArrayList<>(stored.trail());
        trail.add(new Passage(
                now.toEpochMilli(),
                agent,
                Tenancy.current().name(),
                at.flow().code(),
                at.id(),
                result.move(),
                result.answer(),
                result.text(),
                stored.run().toMap()));
        var state = !moved.run().ended() ? "open" : result.closing() == null ? "left" : "closed";
        var next = with(stored, state, result.closing(), moved.run(), trail, agent);
        if (input instanceof ScriptInput.Filled && at.step() instanceof ScriptStep.Fill fill) {
            keep(next, fill, move, known, now); // first: the same move may end the script and close its case
        }
        var told = tell(next, moved.effects(), now);
        store(told, stepOf(moved.run()), now);
        keys.left(told, at, result.move(), Objects.equals(stepOf(moved.run()), at.id()), now);
        keys.shown(told, walk.at(tenant, moved.run()), now);
        ask(told, moved.effects());
    }

    private boolean isAsking(FlowRun run) {
        return walk.asking(Tenancy.current().tenantId(), run) != null;
    }

    /// An answer is awaited, but nobody has to wait for it: whatever the agent does but jump goes on without it.
    private void goOnWithout(
            long tenant, StoredRun stored, ScriptWalk.Asking asking, long agent, ScriptMoves.Move move, Instant now) {
        var input = "jump".equals(move.act()) && move.step() != null
                ? new ScriptInput.Jump(asking.ticket(), move.step())
                : new ScriptInput.Skip(asking.ticket());
        var moved = walk.move(tenant, stored.client(), stored.run(), input, now);
        if (!moved.effects().isEmpty()) {
            went(tenant, with(stored, stored.state(), null, moved.run(), stored.trail(), agent), moved.effects(), now);
        }
    }

    /// Stores a run that has gone on by itself or without an answer.
    private void went(long tenant, StoredRun next, List<FlowEffect> effects, Instant now) {
        var result = ScriptMoves.Result.of(effects);
        var state = !next.run().ended() ? "open" : result.closing() == null ? "left" : "closed";
        var told = tell(with(next, state, result.closing(), next.run(), next.trail(), next.agent()), effects, now);
        store(told, stepOf(told.run()), now);
        keys.shown(told, walk.at(tenant, told.run()), now);
        ask(told, effects);
    }

    /// What a run has just asked for is asked once it is stored.
    private void ask(StoredRun run, List<FlowEffect> effects) {
        for (var effect : effects) {
            if (effect instanceof FlowEffect.Lookup lookup) {
                lookUps.ask(run, lookup, answer -> answered(run.id(), lookup.ticket(), answer));
            }
        }
    }

    /// Takes an answer, unless the agent has gone on meanwhile.
    private void answered(long id, int ticket, LookUps.Answer answer) {
        var tenant = Tenancy.current().tenantId();
        var stored = store.locked(id).filter(StoredRun::isOpen).orElse(null);
        var asking = stored == null ? null : walk.asking(tenant, stored.run());
        if (stored == null || asking == null || asking.ticket() != ticket) {
            return;
        }
        var now = clock.instant();
        boolean good = answer.status() >= 200 && answer.status() <= 299;
        store.happened(
                stored,
                new Event(
                        asking.flow().code(),
                        asking.id(),
                        good ? "answered" : "unanswered",
                        Integer.toString(answer.status()),
                        good ? String.join(",", asking.step().into().keySet()) : null,
                        null),
                now);
        var input = new FlowInput.LookupAnswer(ticket, answer.status(), answer.fields());
        var moved = walk.move(tenant, stored.client(), stored.run(), input, now);
        went(tenant, with(stored, "open", null, moved.run(), stored.trail(), stored.agent()), moved.effects(), now);
    }

    /// A question whose answer can no longer come, since the process that asked has gone, is given up.
    private void giveUpOverdue(long tenant, @Nullable StoredRun stored, Instant now) {
        var asking = stored == null || !stored.isOpen() ? null : walk.asking(tenant, stored.run());
        if (stored != null
                && asking != null
                && store.movedAt(stored.id())
                        .plusMillis(asking.step().timeoutMillis() + OVERDUE_MILLIS)
                        .isBefore(now)) {
            answered(stored.id(), asking.ticket(), new LookUps.Answer(0, new LinkedHashMap<>()));
        }
    }

    private static StoredRun with(
            StoredRun stored, String state, @Nullable String result, FlowRun run, List<Passage> trail, long agent) {
        return new StoredRun(
                stored.id(),
                stored.client(),
                stored.interaction(),
                stored.customer(),
                stored.script(),
                stored.version(),
                stored.language(),
                state,
                result,
                stored.revision(),
                run,
                trail,
                stored.dispositions(),
                stored.cases(),
                agent);
    }

    private void store(StoredRun run, @Nullable String step, Instant now) {
        if (!store.moved(run, step, now)) {
            throw Problems.editConflict(null);
        }
    }

    /// What was filled in need not be asked again.
    private void keep(StoredRun run, ScriptStep.Fill fill, ScriptMoves.Move move, KnownFacts.Facts known, Instant now) {
        var said = moves.judged(fill, known, move, now);
        said.forEach((item, answer) -> store.know(run, fill.form(), item, answer, now));
        run.cases().forEach(each -> tasks.fill(each, fill.form(), said));
    }

    /// Writes down what happened and does what the script asks of the house.
    ///
    /// @return the run with the dispositions and cases that came of it
    private StoredRun tell(StoredRun run, List<FlowEffect> effects, Instant now) {
        var proposed = new ArrayList<>(run.dispositions());
        var opened = new ArrayList<>(run.cases());
        for (var effect : effects) {
            switch (effect) {
                case ScriptEffect.Show show ->
                    store.happened(run, new Event(show.flow(), show.step(), "shown", null), now);
                case FlowEffect.Chosen(var flow, var step, var key, var _) ->
                    store.happened(run, new Event(flow, step, "reply", String.valueOf(key)), now);
                case ScriptEffect.FreeAnswered(var flow, var step, var text, var target) -> {
                    long event = store.happened(run, new Event(flow, step, "free-answer", target), now);
                    store.freeAnswer(run, event, text, now);
                }
                case ScriptEffect.FilledIn(var flow, var step, var form, var _) ->
                    store.happened(run, new Event(flow, step, "filled", form), now);
                case ScriptEffect.Offered(var flow, var step, var offer, var aim, var accepted, var value) ->
                    store.happened(
                            run,
                            new Event(flow, step, accepted ? "accepted" : "declined", offer, aim.code(), value),
                            now);
                case ScriptEffect.OfferPassedOver(var flow, var step, var offer, var why) ->
                    store.happened(
                            run,
                            new Event(
                                    flow,
                                    step,
                                    "passed-over",
                                    offer,
                                    why.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                                    null),
                            now);
                case ScriptEffect.CaseWanted(var flow, var step, var type) -> {
                    if (!store.hasOpened(run.id(), flow, step)) {
                        opened.add(open(run, type));
                        store.happened(run, new Event(flow, step, "case", type), now);
                    }
                }
                case ScriptEffect.DispositionProposed(var flow, var step, var disposition) -> {
                    if (!proposed.contains(disposition)) {
                        proposed.add(disposition);
                    }
                    store.happened(run, new Event(flow, step, "disposition", disposition), now);
                }
                case ScriptEffect.Skipped(var flow, var step) ->
                    store.happened(run, new Event(flow, step, "skipped", null), now);
                case ScriptEffect.Jumped(var flow, var from, var to) ->
                    store.happened(run, new Event(flow, from, "jumped", to), now);
                case ScriptEffect.Closed(var flow, var step, var result) -> {
                    store.happened(run, new Event(flow, step, "closed", result.code()), now);
                    run.cases().forEach(each -> tasks.end(each, proposed));
                }
                case FlowEffect.Lookup _ ->
                    store.happened(run, new Event(top(run).flow(), top(run).step(), "asked", null), now);
                case FlowEffect.Faulted(var flow, var step, var _) ->
                    store.happened(run, new Event(flow, step, "fault", null), now);
                case FlowEffect _ -> {
                    // entering steps that show nothing, and the end, which the run itself tells
                }
            }
        }
        return new StoredRun(
                run.id(),
                run.client(),
                run.interaction(),
                run.customer(),
                run.script(),
                run.version(),
                run.language(),
                run.state(),
                run.result(),
                run.revision(),
                run.run(),
                run.trail(),
                proposed,
                opened,
                run.agent());
    }

    /// The case of a step, once; what is known already of its form stands in it.
    private long open(StoredRun run, String type) {
        var contact = contact(run.interaction());
        var answers = new LinkedHashMap<String, @Nullable AnswerBody>();
        cases.types().stream()
                .filter(each -> each.code().equals(type))
                .findFirst()
                .ifPresent(each -> store.known(contact).forEach((place, answer) -> {
                    var form = each.form();
                    if (form != null && place.startsWith(form + "/")) {
                        answers.put(place.substring(form.length() + 1), answer.answer());
                    }
                }));
        var made = cases.create(new Cases.NewCase(
                type,
                Ids.text(run.client()),
                run.customer() == null ? null : Ids.text(run.customer()),
                Ids.text(run.interaction()),
                null,
                "",
                contact.queueId() == null ? null : Ids.text(contact.queueId()),
                null,
                null,
                null,
                null,
                answers));
        return Long.parseLong(Objects.requireNonNull(made.id()));
    }
}
