package org.callosum.server.flows;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.callosum.flow.FlowContext;
import org.callosum.flow.FlowCrowd;
import org.callosum.flow.FlowDefinition;
import org.callosum.flow.FlowInput;
import org.callosum.flow.FlowLibrary;
import org.callosum.flow.FlowReader;
import org.callosum.flow.FlowTrial;
import org.callosum.flow.TrialLine;
import org.callosum.flow.TrialMove;
import org.callosum.kernel.expression.Value;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.intents.Intents;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.queues.Calendars;
import org.callosum.server.queues.Queues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Test calls of flows by text (IVR-01): the very text in the editor, live or not, with a supposed hour, caller and
/// customer. Hours, queues and prompts are the site's own as the account sees them; nothing is dialled, asked outside
/// or
/// stored.
@Service
class FlowTrials {
    private static final List<String> LANGUAGES = List.of("en", "zh-Hans", "zh-Hant");
    private static final int MOST_SECONDS = 4 * 3600;
    private static final int MOST_FIELDS = 20;
    private static final int USUAL_CALLERS = 200;
    /// A request is no job: whoever wishes for more than this has time for gets what was done.
    private static final long CROWD_NANOS = 4_000_000_000L;

    private final Flows flows;
    private final Prompts prompts;
    private final Queues queues;
    private final Calendars calendars;
    private final Intents intents;
    private final ScriptVocabulary vocabulary;
    private final Clock clock;

    FlowTrials(
            Flows flows,
            Prompts prompts,
            Queues queues,
            Calendars calendars,
            Intents intents,
            ScriptVocabulary vocabulary,
            Clock clock) {
        this.flows = flows;
        this.prompts = prompts;
        this.queues = queues;
        this.calendars = calendars;
        this.intents = intents;
        this.vocabulary = vocabulary;
        this.clock = clock;
    }

    /// @throws org.callosum.server.platform.problem.Problem 409 `flow-invalid` if nothing can be made of the text
    TrialPage run(TrialWish wish) {
        var fields = new Fields();
        var moves = moves(Objects.requireNonNullElse(wish.moves(), List.of()), fields);
        var stage = stage(wish.yaml(), wish.clientId(), wish.situation(), fields);
        var result = FlowTrial.of(
                stage.definition(),
                stage.library(),
                stage.context(),
                stage.start().toEpochMilli(),
                stage.world(),
                moves);
        return page(result, stage.definition(), stage.start(), stage.context().zone());
    }

    /// Callers by chance, as many as there is time for.
    ///
    /// @throws org.callosum.server.platform.problem.Problem 409 `flow-invalid` if nothing can be made of the text
    CrowdPage crowd(CrowdWish wish) {
        var fields = new Fields();
        var wanted = Objects.requireNonNullElse(wish.callers(), USUAL_CALLERS);
        fields.range("callers", wish.callers(), 1, FlowCrowd.MOST_CALLERS);
        var habits = habits(Objects.requireNonNullElse(wish.habits(), CrowdWish.Habits.USUAL), fields);
        var stage = stage(wish.yaml(), wish.clientId(), wish.situation(), fields);
        var seed = Objects.requireNonNullElse(wish.seed(), 1L);
        long until = System.nanoTime() + CROWD_NANOS;
        var result = FlowCrowd.of(
                stage.definition(),
                stage.library(),
                stage.context(),
                stage.start().toEpochMilli(),
                stage.world(),
                Objects.requireNonNull(habits),
                wanted,
                seed,
                () -> System.nanoTime() < until);
        return CrowdPage.of(result, wanted, seed);
    }

    private record Stage(
            FlowDefinition definition, FlowLibrary library, FlowContext context, Instant start, SupposedWorld world) {}

    /// Reads what is supposed, refuses what cannot be, and sets the scene.
    private Stage stage(
            @Nullable String yaml, @Nullable String clientId, TrialWish.@Nullable Situation situation, Fields fields) {
        fields.required("yaml", yaml, FlowReader.MAX_LENGTH);
        var client = fields.optionalId("clientId", clientId);
        var supposed = Objects.requireNonNullElse(situation, TrialWish.Situation.USUAL);
        var zone = check(supposed, fields);
        var start = start(supposed, zone, fields);
        fields.check();
        var of = client == null ? null : new ClientId(client);
        return new Stage(
                flows.tried(String.valueOf(yaml), of),
                library(of),
                new FlowContext(Objects.requireNonNullElse(supposed.language(), "en"), zone, values(supposed)),
                start,
                new SupposedWorld(
                        supposed,
                        client,
                        prompts.all(),
                        queues.all(),
                        calendars,
                        (text, among) -> Objects.requireNonNullElse(
                                intents.meant(of, text, among, null).intent(), ""),
                        vocabulary));
    }

    /// @return null if something was wrong, which the fields then tell
    private static FlowCrowd.@Nullable Habits habits(CrowdWish.Habits wish, Fields fields) {
        double hangUp = share("habits.hangUp", wish.hangUp(), 0.03, fields);
        double silence = share("habits.silence", wish.silence(), 0.05, fields);
        double wrong = share("habits.wrong", wish.wrong(), 0.02, fields);
        fields.range("habits.patienceSeconds", wish.patienceSeconds(), 1, MOST_SECONDS);
        fields.range("habits.answerSeconds", wish.answerSeconds(), 1, MOST_SECONDS);
        boolean sound = hangUp + silence + wrong <= 1;
        if (!sound) {
            fields.add("habits.wrong", "shares-above-one");
        }
        var keys = new HashMap<String, Map<Character, Double>>();
        var wished = Objects.requireNonNullElse(wish.keys(), Map.<String, Map<String, Double>>of());
        fields.count("habits.keys", wished.values(), FlowDefinition.MAX_STEPS);
        wished.forEach((step, weights) -> {
            var own = new HashMap<Character, Double>();
            weights.forEach((key, weight) -> {
                if (!key.matches("[0-9*#]") || weight == null || !(weight >= 0 && weight <= 1_000_000)) {
                    fields.add("habits.keys." + step, "not-a-weight");
                } else {
                    own.put(key.charAt(0), weight);
                }
            });
            keys.put(step, own);
        });
        int patience = Objects.requireNonNullElse(wish.patienceSeconds(), 180);
        int answer = Objects.requireNonNullElse(wish.answerSeconds(), 60);
        return sound && patience > 0 && answer > 0
                ? new FlowCrowd.Habits(hangUp, silence, wrong, keys, patience * 1000L, answer * 1000L)
                : null;
    }

    private static double share(String field, @Nullable Double share, double usual, Fields fields) {
        if (share == null) {
            return usual;
        }
        if (!(share >= 0 && share <= 1)) {
            fields.add(field, "not-a-share");
            return 0;
        }
        return share;
    }

    private static TrialPage page(FlowTrial.Result result, FlowDefinition definition, Instant start, ZoneId zone) {
        var path = result.lines().stream()
                .filter(line ->
                        line.kind() == TrialLine.Kind.STEP && line.flow().equals(definition.code()))
                .map(TrialLine::step)
                .toList();
        var frames = result.run().frames();
        // what runs above a wait is another flow's: the picture then shows the step that waits
        var at = frames.stream()
                .filter(frame -> frame.flow().equals(definition.code()))
                .reduce((_, last) -> last)
                .map(frame -> frame.step())
                .orElse(null);
        var known = new ArrayList<TrialPage.Known>();
        result.run().variables().forEach((name, value) -> known.add(new TrialPage.Known(name, text(value))));
        return new TrialPage(
                LocalDateTime.ofInstant(Instant.ofEpochMilli(result.nowMillis()), zone),
                result.nowMillis() - start.toEpochMilli(),
                TrialPage.turn(result.turn()),
                at,
                path,
                result.lines().stream().map(TrialPage.Line::of).toList(),
                known,
                result.choices().stream()
                        .map(choice -> new TrialPage.Choice(String.valueOf(choice.key()), choice.label()))
                        .toList(),
                result.cut());
    }

    private static String text(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text;
            case Value.Number(var number) -> number.toPlainString();
            case Value.Truth(var truth) -> Boolean.toString(truth);
            case Value.Time(var time) -> time.toString();
            case Value.Texts(var texts) -> String.join(", ", texts);
            case Value.Absent _ -> "";
        };
    }

    /// What serves now; of what does not yet, the newest draft.
    private FlowLibrary library(@Nullable ClientId client) {
        var tenant = Tenancy.current().tenantId();
        var drafts = new HashMap<String, FlowDefinition>();
        return new FlowLibrary() {
            @Override
            public @Nullable FlowDefinition current(String code) {
                var live = flows.live(tenant, code, client == null ? 0 : client.value());
                return live == null ? drafts.computeIfAbsent(code, flows::newest) : live;
            }

            @Override
            public @Nullable FlowDefinition version(String code, int version) {
                return current(code);
            }
        };
    }

    private static Map<String, Value> values(TrialWish.Situation supposed) {
        var values = new HashMap<String, Value>();
        values.put("channel", Value.of("voice"));
        values.put("dialled", Value.of(Objects.requireNonNullElse(supposed.dialled(), "")));
        values.put("caller.number", Value.of(Objects.requireNonNullElse(supposed.callerNumber(), "")));
        values.put("caller.name", Value.of(Objects.requireNonNullElse(supposed.callerName(), "")));
        values.put("customer.known", Value.of(Boolean.TRUE.equals(supposed.known())));
        values.put("customer.rank", Value.of(Objects.requireNonNullElse(supposed.rank(), 0)));
        values.put("customer.level", Value.of(Objects.requireNonNullElse(supposed.level(), "")));
        values.put("customer.shortWay", Value.of(Boolean.TRUE.equals(supposed.shortWay())));
        if (supposed.customerLanguage() != null) {
            values.put("customer.language", Value.of(supposed.customerLanguage()));
        }
        return values;
    }

    // ---- what may be wished for

    private static ZoneId check(TrialWish.Situation supposed, Fields fields) {
        optional(fields, "situation.language", supposed.language(), LANGUAGES);
        optional(fields, "situation.customerLanguage", supposed.customerLanguage(), LANGUAGES);
        optional(fields, "situation.dial", supposed.dial(), SupposedWorld.DIALS);
        fields.length("situation.dialled", supposed.dialled(), 60);
        fields.length("situation.callerNumber", supposed.callerNumber(), 60);
        fields.length("situation.callerName", supposed.callerName(), 200);
        fields.length("situation.level", supposed.level(), 60);
        fields.range("situation.rank", supposed.rank(), 0, 1_000);
        fields.range("situation.position", supposed.position(), 1, 10_000);
        fields.range("situation.waiting", supposed.waiting(), 0, 10_000);
        fields.range("situation.agents", supposed.agents(), 0, 10_000);
        fields.range("situation.fromMinutes", supposed.fromMinutes(), 0, 600);
        fields.range("situation.toMinutes", supposed.toMinutes(), 0, 600);
        fields.range("situation.lookupStatus", supposed.lookupStatus(), 0, 599);
        if (supposed.lookupFields() != null) {
            fields.count("situation.lookupFields", supposed.lookupFields().values(), MOST_FIELDS);
            supposed.lookupFields().values().forEach(value -> fields.length("situation.lookupFields", value, 500));
        }
        if (supposed.zone() == null) {
            return ZoneId.of("UTC");
        }
        fields.zone("situation.zone", supposed.zone());
        try {
            return ZoneId.of(supposed.zone());
        } catch (DateTimeException unknown) {
            return ZoneId.of("UTC"); // refused above
        }
    }

    private static void optional(Fields fields, String field, @Nullable String value, List<String> allowed) {
        if (value != null) {
            fields.oneOf(field, value, allowed);
        }
    }

    private Instant start(TrialWish.Situation supposed, ZoneId zone, Fields fields) {
        if (supposed.at() == null) {
            return clock.instant();
        }
        try {
            return LocalDateTime.parse(supposed.at()).atZone(zone).toInstant();
        } catch (DateTimeException unreadable) {
            fields.add("situation.at", "not-a-local-time");
            return clock.instant();
        }
    }

    private static List<TrialMove> moves(List<TrialWish.Move> wanted, Fields fields) {
        fields.count("moves", wanted, FlowTrial.MOST_MOVES);
        if (wanted.size() > FlowTrial.MOST_MOVES) {
            return List.of();
        }
        var moves = new ArrayList<TrialMove>();
        for (int i = 0; i < wanted.size(); i++) {
            var move = wanted.get(i);
            var at = "moves[" + i + "].";
            switch (String.valueOf(move.move())) {
                case "press" -> {
                    var keys = Objects.requireNonNullElse(move.text(), "");
                    if (keys.matches("[0-9*#]{1,40}")) {
                        moves.add(new TrialMove.Press(keys));
                    } else {
                        fields.add(at + "text", "not-keys");
                    }
                }
                case "write" -> {
                    fields.required(at + "text", move.text(), 500);
                    moves.add(new TrialMove.Write(Objects.requireNonNullElse(move.text(), "")));
                }
                case "stay" -> {
                    fields.range(at + "seconds", move.seconds(), 0, MOST_SECONDS);
                    int seconds = Objects.requireNonNullElse(move.seconds(), 0);
                    moves.add(new TrialMove.Stay(Math.max(0, seconds) * 1000L));
                }
                case "agent-answers" -> moves.add(new TrialMove.AgentAnswers());
                case "agent-leaves" -> moves.add(new TrialMove.AgentLeaves());
                case "hang-up" -> moves.add(new TrialMove.HangUp());
                case String _ ->
                    fields.oneOf(
                            at + "move",
                            move.move(),
                            List.of("press", "write", "stay", "agent-answers", "agent-leaves", "hang-up"));
            }
        }
        return moves;
    }

    static FlowInput.DialOutcome outcome(@Nullable String code) {
        return code == null
                ? FlowInput.DialOutcome.ANSWERED
                : FlowInput.DialOutcome.valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
