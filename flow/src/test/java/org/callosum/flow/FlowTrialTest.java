package org.callosum.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.callosum.flow.TrialLine.Kind;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.expression.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Flows tried by text: what would be heard, where it leads, and what was only supposed.
class FlowTrialTest {
    private static final String SHOP = """
            flow: shop
            name: {en: Shop}
            variables: {order: text, topic: text, state: text}
            start: opening
            steps:
              opening: {hours: office, open: hello, closed: sorry}
              hello: {say: {en: "Hello {caller.name}", zh-Hans: "{caller.name}，您好"}, next: main}
              main:
                menu:
                  prompt: main-menu
                  no-match: sorry-again
                  options:
                    - {key: 1, label: {en: My order, zh-Hans: 订单}, words: [order], set: {topic: "'order'"}, next: ask}
                    - {key: 2, label: {en: An agent}, next: wait}
                otherwise: wait
              ask:
                collect: {into: order, say: {en: Your order number?}, min: 4, max: 8}
                next: look
                otherwise: wait
              look:
                lookup: {url: "https://shop.example/orders", query: {order: order}, into: {state: state}}
                next: tell
                failed: wait
              tell: {say: {en: "It is {state}."}, next: bye}
              wait: {queue: orders, exits: {closed: sorry}, otherwise: bye}
              sorry: {say: {en: We are closed.}, next: bye}
              bye: {hang-up: }
            """;
    private static final String WAITING = """
            flow: waiting
            kind: treatment
            name: {en: Waiting}
            start: tell
            steps:
              tell: {wait-time: , next: music}
              music: {pause: 30s, next: tell}
            """;

    /// A world in which all is as these fields say.
    private static final class Supposed implements TrialWorld {
        boolean open = true;
        boolean queueOpen = true;
        boolean full;
        int status = 200;

        @Override
        public Hours hours(String calendar, long atMillis) {
            return new Hours(open, open ? "within-hours" : "holiday");
        }

        @Override
        public @Nullable Queue queue(String code, long atMillis) {
            return code.equals("orders")
                    ? new Queue(new Hours(queueOpen, queueOpen ? "within-hours" : "outside-hours"), "waiting", full)
                    : null;
        }

        @Override
        public @Nullable LocaleText wording(String clip) {
            return clip.equals("main-menu") ? LocaleText.of("en", "Press one or two") : null;
        }

        @Override
        public long millis(FlowEffect.Part part, String language) {
            return 2_000;
        }

        @Override
        public Looked lookup(FlowEffect.Lookup lookup) {
            SequencedMap<String, String> fields = new LinkedHashMap<>(Map.of("state", "on its way"));
            return new Looked(status, fields);
        }

        @Override
        public String intent(String text, Set<String> among) {
            return among.stream().filter(text::contains).findFirst().orElse("");
        }

        @Override
        public Place place() {
            return new Place(3, 4, 2, 2, 4);
        }

        @Override
        public boolean callsBack(String number) {
            return true;
        }

        @Override
        public FlowInput.DialOutcome dial(FlowStep.Target target) {
            return FlowInput.DialOutcome.BUSY;
        }
    }

    private final Supposed world = new Supposed();

    private static FlowDefinition read(String yaml) {
        return Objects.requireNonNull(
                FlowReader.read(yaml, 1, FlowCatalogue.unknown()).definition());
    }

    private static final FlowLibrary OTHERS = new FlowLibrary() {
        private final FlowDefinition waiting = read(WAITING);

        @Override
        public @Nullable FlowDefinition current(String code) {
            return code.equals("waiting") ? waiting : null;
        }

        @Override
        public @Nullable FlowDefinition version(String code, int version) {
            return current(code);
        }
    };

    private FlowTrial.Result tries(String yaml, TrialMove... moves) {
        var context = new FlowContext("en", ZoneOffset.UTC, Map.of("caller.name", Value.of("Ms Li")));
        return FlowTrial.of(read(yaml), OTHERS, context, Visit.START, world, List.of(moves));
    }

    private static List<String> path(FlowTrial.Result result) {
        return result.lines().stream()
                .filter(line -> line.kind() == Kind.STEP)
                .map(TrialLine::step)
                .toList();
    }

    private static TrialLine one(FlowTrial.Result result, Kind kind) {
        var all = result.lines().stream().filter(line -> line.kind() == kind).toList();
        assertThat(all).as("%s among %s", kind, result.lines()).hasSize(1);
        return all.getFirst();
    }

    private static List<String> heard(FlowTrial.Result result, String language) {
        return result.lines().stream()
                .filter(line -> line.kind() == Kind.SAID)
                .flatMap(line -> line.said().stream())
                .map(said ->
                        said.words() == null ? "" + said.clip() : said.words().in(language))
                .toList();
    }

    @Test
    void itBeginsWithWhatIsHeardUntilTheCustomersTurn() {
        var result = tries(SHOP);
        assertThat(path(result)).containsExactly("opening", "hello", "main");
        assertThat(one(result, Kind.HOURS).data()).containsEntry("open", "true");
        assertThat(heard(result, "en")).containsExactly("Hello Ms Li", "Press one or two");
        assertThat(heard(result, "zh-Hans")).startsWith("Ms Li，您好");
        assertThat(result.turn()).isEqualTo(FlowTrial.Turn.CHOICE);
        assertThat(result.choices())
                .containsExactly(new FlowEffect.Choice('1', "My order"), new FlowEffect.Choice('2', "An agent"));
        assertThat(result.nowMillis() - Visit.START).isEqualTo(4_000);
    }

    @Test
    void theHourChosenDecides() {
        world.open = false;
        var result = tries(SHOP);
        assertThat(path(result)).containsExactly("opening", "sorry", "bye");
        assertThat(result.run().variable("hours.reason")).isEqualTo(Value.of("holiday"));
        assertThat(result.turn()).isEqualTo(FlowTrial.Turn.NOBODY);
        assertThat(one(result, Kind.ENDED).data()).containsEntry("outcome", "completed");
    }

    @Test
    void keysLeadThroughMenuEntryAndASupposedLookUp() {
        var result = tries(SHOP, new TrialMove.Press("1"), new TrialMove.Press("4711"));
        assertThat(path(result)).containsExactly("opening", "hello", "main", "ask", "look", "tell", "bye");
        assertThat(one(result, Kind.CHOSEN).data()).containsEntry("key", "1");
        assertThat(one(result, Kind.ENTERED).data()).containsEntry("entry", "4711");
        assertThat(one(result, Kind.LOOKUP).data()).containsEntry("status", "200");
        assertThat(heard(result, "en")).last().isEqualTo("It is on its way.");
    }

    @Test
    void wordsLeadWhereKeysDo() {
        var result = tries(SHOP, new TrialMove.Write("it is about my order"));
        assertThat(path(result)).endsWith("ask");
        assertThat(result.turn()).isEqualTo(FlowTrial.Turn.ENTRY);
    }

    @Test
    void aLookUpThatFailsIsTriedByItsStatus() {
        world.status = 0;
        assertThat(path(tries(SHOP, new TrialMove.Press("1"), new TrialMove.Press("4711"))))
                .contains("look", "wait");
    }

    @Test
    void aWaitIsTriedWithItsTreatmentUntilAnAgentAnswersAndLeaves() {
        var waits = tries(SHOP, new TrialMove.Press("2"));
        assertThat(one(waits, Kind.QUEUED).data()).containsEntry("queue", "orders");
        assertThat(waits.turn()).isEqualTo(FlowTrial.Turn.AGENT);
        assertThat(waits.lines()).anyMatch(line -> line.flow().equals("waiting") && line.kind() == Kind.SAID);

        var longer = tries(SHOP, new TrialMove.Press("2"), new TrialMove.Stay(30_000));
        assertThat(longer.lines().stream().filter(line -> line.step().equals("tell") && line.kind() == Kind.STEP))
                .as("the treatment comes round")
                .hasSize(2);

        var over = tries(SHOP, new TrialMove.Press("2"), new TrialMove.AgentAnswers(), new TrialMove.AgentLeaves());
        assertThat(one(over, Kind.ENDED).data()).containsEntry("outcome", "served");
    }

    @Test
    void aQueueThatIsClosedOrFullIsTriedToo() {
        world.queueOpen = false;
        var closed = tries(SHOP, new TrialMove.Press("2"));
        assertThat(one(closed, Kind.NOT_QUEUED).data())
                .containsEntry("why", "closed")
                .containsEntry("reason", "outside-hours");
        assertThat(path(closed)).endsWith("wait", "sorry", "bye");
        world.queueOpen = true;
        world.full = true;
        assertThat(path(tries(SHOP, new TrialMove.Press("2")))).endsWith("wait", "bye");
    }

    @Test
    void silenceIsTriedByStaying() {
        var result = tries(SHOP, new TrialMove.Stay(0));
        assertThat(heard(result, "en")).as("asked again").hasSize(3);
    }

    @Test
    void whoHangsUpEndsIt() {
        var result = tries(SHOP, new TrialMove.HangUp(), new TrialMove.Press("1"));
        assertThat(one(result, Kind.ENDED).data()).containsEntry("outcome", "caller-left");
        assertThat(result.lines().stream().filter(line -> line.kind() == Kind.MOVE))
                .as("nothing can be done afterwards")
                .hasSize(1);
    }

    @Test
    void aFlowInACircleIsCut() {
        var circle = """
                flow: circle
                name: {en: Circle}
                start: one
                steps:
                  one: {say: {en: One}, next: two}
                  two:
                    condition: [{when: caller.name = 'nobody', next: bye}]
                    otherwise: one
                  bye: {hang-up: }
                """;
        var result = tries(circle);
        assertThat(result.cut()).isTrue();
        assertThat(result.lines()).hasSize(FlowTrial.MOST_LINES);
    }

    @Test
    void aTrialIsBoundedInItsMoves() {
        var moves = Collections.<TrialMove>nCopies(FlowTrial.MOST_MOVES + 1, new TrialMove.Press("9"));
        assertThatThrownBy(() -> tries(SHOP, moves.toArray(TrialMove[]::new)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 200 moves");
    }
}
