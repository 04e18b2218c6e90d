package org.callosum.server.scripts;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.flow.FlowDefinition;
import org.callosum.flow.FlowRun;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.flows.Flows;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.forms.Forms;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.scripts.RolePlayStore.Play;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Role play (SCR-08): one plays the customer from a card, by voice or text in another browser; the other is
/// led by the script. Then both judge by the same form, and see each other's judgement once both are there.
/// Nobody else sees it but the coach that was named. No customer is in it, and nothing of it enters a report.
@Service
@Transactional
class RolePlays {
    static final String FORM = "role-play";
    private static final int MOST_LINES = 400;
    private static final int LONGEST_LINE = 1_000;
    private static final int LONGEST_SDP = 32_768;
    private static final KnownFacts.Facts NOTHING_KNOWN =
            new KnownFacts.Facts(new LinkedHashMap<>(), Map.of(), null, CustomersGoods.Goods.NONE, null);

    private final RolePlayStore store;
    private final Scenarios scenarios;
    private final ScriptWalk walk;
    private final ScriptPages pages;
    private final ScriptMoves moves;
    private final Flows flows;
    private final Forms forms;
    private final RolePlayVoice voice;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;

    RolePlays(
            RolePlayStore store,
            Scenarios scenarios,
            ScriptWalk walk,
            ScriptPages pages,
            ScriptMoves moves,
            Flows flows,
            Forms forms,
            RolePlayVoice voice,
            Audit audit,
            Ids ids,
            Clock clock) {
        this.store = store;
        this.scenarios = scenarios;
        this.walk = walk;
        this.pages = pages;
        this.moves = moves;
        this.flows = flows;
        this.forms = forms;
        this.voice = voice;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    private static long me() {
        var account = Tenancy.current().accountId();
        if (account == null) {
            throw Problems.forbidden("not-a-person", Map.of());
        }
        return account;
    }

    @Transactional(readOnly = true)
    public RolePlayView.Overview overview(@Nullable Long client) {
        long me = me();
        var playable = client == null || !sees(client) ? List.<Scenarios.Card>of() : playable(client);
        return new RolePlayView.Overview(
                store.of(me).stream().map(play -> row(play, me)).toList(),
                playable.stream()
                        .map(card -> new RolePlayView.Scenario(card.code(), card.title(), card.who()))
                        .toList(),
                client == null || !sees(client) ? List.of() : store.people(me, client));
    }

    private List<Scenarios.Card> playable(long client) {
        return scenarios.all().stream()
                .filter(card -> script(client, card.script()) != null)
                .toList();
    }

    private @Nullable FlowDefinition script(long client, String code) {
        var found = flows.live(Tenancy.current().tenantId(), code, client);
        return found != null && found.kind() == FlowDefinition.Kind.SCRIPT ? found : null;
    }

    private Scenarios.Card card(String code) {
        return scenarios.all().stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Problems.notFound("scenario", code));
    }

    private RolePlayView.Row row(Play play, long me) {
        return new RolePlayView.Row(
                Ids.text(play.id()),
                card(play.scenario()).title(),
                play.roleOf(me),
                play.state(),
                play.agentName(),
                play.playerName(),
                play.coachName(),
                play.beganAt());
    }

    /// @param playerId the account of whoever plays the customer
    @Schema(name = "RolePlayWish")
    record Wish(
            @Nullable String clientId,
            @Nullable String scenario,
            @Nullable String playerId,
            @Nullable String coachId,
            @Nullable String language) {}

    /// Begins one; who begins it is led by the script.
    ///
    /// @throws Problem 400 `fields-invalid`; 404 for a scenario or a script that is not there
    public RolePlayView.Page begin(Wish wish) {
        long me = me();
        var fields = new Fields();
        long client = fields.id("clientId", wish.clientId());
        fields.code("scenario", wish.scenario());
        long player = fields.id("playerId", wish.playerId());
        var coach = fields.optionalId("coachId", wish.coachId());
        fields.oneOf("language", wish.language(), List.of("en", "zh-Hans", "zh-Hant"));
        if (player == me || (player != 0 && !store.mayPlay(player, client))) {
            fields.add("playerId", "unknown");
        }
        if (coach != null && (coach == me || coach == player || !store.mayPlay(coach, client))) {
            fields.add("coachId", "unknown");
        }
        if (client != 0 && !sees(client)) {
            fields.add("clientId", "unknown");
        }
        fields.check();
        var card = card(String.valueOf(wish.scenario()));
        var script = script(client, card.script());
        var form = forms.live(FORM);
        if (script == null) {
            throw Problems.notFound("flow", card.script());
        }
        if (form == null) {
            throw Problems.notFound("form", FORM);
        }
        var now = clock.instant();
        var language = String.valueOf(wish.language());
        var tenant = Tenancy.current().tenantId();
        var moved = walk.played(
                tenant, client, walk.begin(tenant, client, script, language, ZoneOffset.UTC, Map.of(), now), now);
        long id = ids.next();
        store.begin(new Play(
                id,
                client,
                card.code(),
                script.code(),
                script.version(),
                language,
                me,
                "",
                player,
                "",
                coach,
                null,
                "running",
                0,
                moved.run(),
                List.of(),
                form.code(),
                form.version(),
                null,
                null,
                now));
        return page(id);
    }

    private static boolean sees(long client) {
        return Tenancy.current().clients().includes(new ClientId(client));
    }

    @Transactional(readOnly = true)
    public RolePlayView.Page page(long id) {
        long me = me();
        return page(mine(id, me), me);
    }

    /// Somebody else's is not found, whatever the reader's rights.
    private Play mine(long id, long me) {
        return store.find(id)
                .filter(play -> play.isWith(me))
                .orElseThrow(() -> Problems.notFound("role-play", Ids.text(id)));
    }

    private RolePlayView.Page page(Play play, long me) {
        var role = play.roleOf(me);
        boolean over = !play.state().equals("running");
        var card = card(play.scenario());
        var form = forms.checked(play.form(), play.formVersion());
        if (form == null) {
            throw Problems.notFound("form", play.form());
        }
        var scores = new ArrayList<RolePlayView.Score>();
        boolean all = play.state().equals("done");
        score(scores, "agent", play.agentScore(), all || role.equals("agent"), form);
        score(scores, "player", play.playerScore(), all || role.equals("player"), form);
        return new RolePlayView.Page(
                row(play, me),
                card.who(),
                over || role.equals("player") ? card.card() : null,
                store.said(play.id()),
                voices(play, role),
                over || role.equals("agent")
                        ? pages.run(
                                Tenancy.current().tenantId(),
                                stored(play, play.run(), play.trail()),
                                NOTHING_KNOWN.during(play.run()),
                                List.of(),
                                me,
                                clock.instant())
                        : null,
                Forms.body(form),
                scores);
    }

    /// Who can be heard; nobody any more once the talk is over.
    private RolePlayView.Voices voices(Play play, String role) {
        var state = play.state().equals("running")
                ? voice.state(Tenancy.current().tenantId(), play.id())
                : new RolePlayVoice.State(false, false);
        boolean player = role.equals("player");
        return new RolePlayView.Voices(
                player ? state.player() : !role.equals("coach") && state.agent(),
                player ? state.agent() : role.equals("coach") ? state.agent() && state.player() : state.player());
    }

    /// Connects the browser of one of the two.
    ///
    /// @param sdp the browser's offer
    /// @return the answer to it
    public String talk(long id, @Nullable String sdp) {
        long me = me();
        var play = running(id, me);
        if (play.roleOf(me).equals("coach")) {
            throw Problems.refused("role-play-not-yours");
        }
        var fields = new Fields();
        fields.required("sdp", sdp, LONGEST_SDP);
        fields.check();
        audit.record("role-play-talked", "role-play", Ids.text(id), Map.of());
        return voice.join(Tenancy.current().tenantId(), id, play.player() == me, Objects.requireNonNull(sdp));
    }

    /// Puts one's own line down; the talk goes on by text.
    public RolePlayView.Page hangUp(long id) {
        long me = me();
        var play = mine(id, me);
        if (!play.roleOf(me).equals("coach")) {
            voice.leave(Tenancy.current().tenantId(), id, play.player() == me);
        }
        return page(play, me);
    }

    private void score(
            List<RolePlayView.Score> scores,
            String by,
            @Nullable Map<String, AnswerBody> answers,
            boolean shown,
            org.callosum.forms.CheckedForm form) {
        if (answers != null && shown) {
            scores.add(new RolePlayView.Score(
                    by,
                    answers,
                    forms.score(form.fill(AnswerBody.read(new LinkedHashMap<String, @Nullable AnswerBody>(answers)))
                            .score())));
        }
    }

    private static StoredRun stored(Play play, FlowRun run, List<StoredRun.Passage> trail) {
        return new StoredRun(
                play.id(),
                play.client(),
                0,
                null,
                play.script(),
                play.version(),
                play.language(),
                run.ended() ? "closed" : "open",
                null,
                play.revision(),
                run,
                trail,
                List.of(),
                List.of(),
                play.agent());
    }

    /// Something said, by either of the two.
    public RolePlayView.Page say(long id, @Nullable String text) {
        long me = me();
        var play = running(id, me);
        if (play.roleOf(me).equals("coach")) {
            throw Problems.refused("role-play-not-yours");
        }
        var fields = new Fields();
        fields.required("text", text, LONGEST_LINE);
        fields.check();
        if (store.lines(id) >= MOST_LINES) {
            throw Problems.refused("role-play-too-long", Map.of("most", MOST_LINES));
        }
        store.say(play, play.player() == me, Objects.requireNonNull(text).strip(), clock.instant());
        return page(play, me);
    }

    private Play running(long id, long me) {
        var play = mine(id, me);
        if (!play.state().equals("running")) {
            throw Problems.refused("role-play-over");
        }
        return play;
    }

    /// A move in the script, by who is led by it. Cases, offers and the like are played, not done.
    ///
    /// @throws Problem 409 `edit-conflict` with the page as it is
    public RolePlayView.Page move(long id, ScriptMoves.Move move) {
        move.check();
        long me = me();
        var play = running(id, me);
        if (play.agent() != me) {
            throw Problems.refused("role-play-not-yours");
        }
        if (!Integer.valueOf(play.revision()).equals(move.revision())) {
            throw Problems.editConflict(page(play, me));
        }
        var now = clock.instant();
        var trail = new ArrayList<>(play.trail());
        if ("back".equals(move.act())) {
            if (!trail.isEmpty()) {
                moved(play, FlowRun.fromMap(trail.removeLast().before()), trail);
            }
            return page(id);
        }
        var tenant = Tenancy.current().tenantId();
        var at = walk.at(tenant, play.run());
        if (at == null || "leave".equals(move.act())) {
            throw Problems.refused("script-over");
        }
        if (trail.size() >= StoredRun.MOST_MOVES) {
            throw Problems.refused("script-too-long", Map.of("most", StoredRun.MOST_MOVES));
        }
        var gone = walk.played(
                tenant,
                play.client(),
                walk.move(
                        tenant,
                        play.client(),
                        play.run(),
                        moves.input(at, NOTHING_KNOWN.during(play.run()), move, now),
                        now),
                now);
        if (!gone.effects().isEmpty()) {
            var result = ScriptMoves.Result.of(gone.effects());
            trail.add(passage(play, at, result, now));
            moved(play, gone.run(), trail);
        }
        return page(id);
    }

    private static StoredRun.Passage passage(Play play, ScriptWalk.At at, ScriptMoves.Result result, Instant now) {
        return new StoredRun.Passage(
                now.toEpochMilli(),
                play.agent(),
                play.agentName(),
                at.flow().code(),
                at.id(),
                result.move(),
                result.answer(),
                result.text(),
                play.run().toMap());
    }

    private void moved(Play play, FlowRun run, List<StoredRun.Passage> trail) {
        if (!store.moved(play, run, trail)) {
            throw Problems.editConflict(null);
        }
    }

    /// Ends the talk; from here on both judge.
    public RolePlayView.Page end(long id) {
        long me = me();
        var play = running(id, me);
        if (play.roleOf(me).equals("coach")) {
            throw Problems.refused("role-play-not-yours");
        }
        store.ended(id, clock.instant());
        voice.end(Tenancy.current().tenantId(), id);
        return page(id);
    }

    /// One's own judgement, once or again until the other's is there.
    ///
    /// @throws Problem 400 `fields-invalid` naming each item that is wrong or missing;
    ///     409 `role-play-not-scored-now`
    public RolePlayView.Page score(long id, @Nullable Map<String, @Nullable AnswerBody> answers) {
        long me = me();
        var play = mine(id, me);
        if (play.roleOf(me).equals("coach")) {
            throw Problems.refused("role-play-not-yours");
        }
        if (!play.state().equals("scoring")) {
            throw Problems.refused("role-play-not-scored-now");
        }
        var form = forms.checked(play.form(), play.formVersion());
        if (form == null) {
            throw Problems.notFound("form", play.form());
        }
        var filled = form.fill(AnswerBody.read(answers));
        var fields = new Fields();
        for (var fault : filled.faults()) {
            fields.add("answers." + fault.item(), fault.key(), fault.values());
        }
        fields.check();
        store.scored(play, play.player() == me, AnswerBody.of(filled.answers()));
        return page(id);
    }
}
