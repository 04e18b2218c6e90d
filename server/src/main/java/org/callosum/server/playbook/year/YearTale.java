package org.callosum.server.playbook.year;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.interactions.PastContact;
import org.jspecify.annotations.Nullable;

/// Tells one planned contact in full: the steps of the flow, the keys, the stays in queues, what the agent
/// wrote, how
/// the script went. Everything by chance comes from the contact's own seed.
public final class YearTale {
    /// What the house calls things.
    ///
    /// @param entryPoint of the client's number
    /// @param queues by code
    /// @param otherQueue where a contact of this queue may come in first
    public record House(
            ClientId client, @Nullable Long entryPoint, Map<String, Long> queues, Map<String, String> otherQueue) {}

    /// @param queuedAt null: it never came to a queue
    public record Told(
            PastContact contact,
            String said,
            String ending,
            List<String> codes,
            @Nullable Instant queuedAt,
            @Nullable Instant answeredAt) {
        @Override
        public String toString() {
            return "Told[" + contact.id() + "]";
        }
    }

    /// @param type, code, detail, value as scripts store them
    public record ScriptMove(
            Instant at,
            String flow,
            String step,
            String type,
            @Nullable String code,
            @Nullable String detail,
            @Nullable String value) {}

    private final YearBook book;
    private final YearBook.Client client;
    private final House house;
    private final YearPlan.Contact plan;
    private final RandomGenerator chance;
    private final List<PastContact.Event> events = new ArrayList<>();
    private final List<PastContact.Key> keys = new ArrayList<>();
    private final Instant arrived;

    public YearTale(YearBook book, House house, YearPlan.Contact plan) {
        this.book = book;
        this.client = book.client(plan.topic().client());
        this.house = house;
        this.plan = plan;
        this.chance = RandomGeneratorFactory.of("L64X128MixRandom").create(plan.seed());
        this.arrived = plan.arrivedAt();
    }

    YearPlan.Contact plan() {
        return plan;
    }

    RandomGenerator chance() {
        return chance;
    }

    /// @param escalated the agent also escalated it
    public Told told(InteractionId id, boolean escalated) {
        var topic = plan.topic();
        var path = switch (plan.fate()) {
            case ALONE -> topic.alonePath();
            case AFTER_HOURS -> client.afterHours();
            case HUNG_UP ->
                client.hurried().subList(0, 2 + chance.nextInt(client.hurried().size() - 1));
            case ABANDONED, ANSWERED -> topic.path();
        };
        var left = plan.fate() == YearPlan.Fate.AFTER_HOURS && chance.nextInt(10) < 6;
        if (plan.fate() == YearPlan.Fate.AFTER_HOURS && !left) {
            path = path.subList(0, path.size() - 2);
        }
        walk(path, left);
        var queued = arrived.plusSeconds(plan.menuSeconds());
        var stays = new ArrayList<PastContact.Stay>();
        var codes = codes(escalated);
        var said = fill(topic.said());
        var ending = fill(plan.solved() ? topic.done() : topic.left());
        var end = queued;
        var agent = plan.agent();
        PastContact.Note note = null;
        Instant answeredAt = null;
        if (plan.fate() == YearPlan.Fate.ABANDONED) {
            end = queued.plusSeconds(plan.waitSeconds());
            stays.add(new PastContact.Stay(queue(topic.queue()), queued, null, end, "abandoned", List.of()));
        } else if (agent != null) {
            var began = queued;
            var first = plan.first();
            if (first != null) {
                began = queued.plusSeconds(YearPlan.FIRST_SECONDS);
                var other = house.otherQueue().getOrDefault(topic.queue(), topic.queue());
                stays.add(new PastContact.Stay(
                        queue(other),
                        queued,
                        new PastContact.Answered(
                                first.id(),
                                queued.plusSeconds(6),
                                0,
                                began.plusSeconds(YearPlan.FIRST_WRAP_UP_SECONDS)),
                        began,
                        "transferred",
                        List.of()));
            }
            answeredAt = began.plusSeconds(plan.waitSeconds());
            end = answeredAt.plusSeconds(plan.talkSeconds());
            var hold = chance.nextInt(7) == 0 ? Math.min(plan.talkSeconds() / 3, 20 + chance.nextInt(60)) * 1_000L : 0;
            stays.add(new PastContact.Stay(
                    queue(topic.queue()),
                    began,
                    new PastContact.Answered(agent.id(), answeredAt, hold, end.plusSeconds(plan.wrapUpSeconds())),
                    end,
                    "handled",
                    codes));
            if (chance.nextInt(10) < 8) {
                note = new PastContact.Note(agent.name(), agent.account(), join(said, ending));
            }
        } else {
            end = arrived.plusSeconds(plan.menuSeconds());
        }
        var person = plan.person();
        var contact = new PastContact(
                id,
                house.client(),
                house.entryPoint(),
                client.number(),
                person == null ? (chinese() ? "zh-Hans" : "en") : person.language(),
                arrived,
                end,
                person == null ? null : person.id(),
                plan.number(),
                person == null ? null : person.name(),
                switch (plan.fate()) {
                    case ALONE, AFTER_HOURS -> "self-served";
                    case HUNG_UP, ABANDONED -> "abandoned";
                    case ANSWERED -> "handled";
                },
                stays.isEmpty() ? Map.of() : Map.of("topic", topic.code()),
                events,
                keys,
                stays,
                note);
        return new Told(contact, said, ending, codes, stays.isEmpty() ? null : queued, answeredAt);
    }

    boolean chinese() {
        return client.code().equals("harbour");
    }

    private String join(String said, String ending) {
        return chinese() ? said + ending : said + " " + ending;
    }

    private long queue(String code) {
        return Objects.requireNonNull(house.queues().get(code), code);
    }

    private List<String> codes(boolean escalated) {
        if (plan.fate() != YearPlan.Fate.ANSWERED || chance.nextInt(60) == 0) {
            return escalated ? List.of("escalated") : List.of(); // now and then somebody forgets
        }
        return List.of(
                escalated
                        ? "escalated"
                        : plan.solved() ? plan.topic().result() : plan.topic().openResult());
    }

    /// `step`, `flow/step` or either with `=key`.
    private void walk(List<String> path, boolean left) {
        var at = arrived.plusMillis(400);
        events.add(new PastContact.Event(at, "flow-started", Map.of("flow", client.flow(), "version", "1")));
        long pace = Math.max(1, (plan.menuSeconds() * 1_000L - 800) / Math.max(1, path.size()));
        for (var each : path) {
            var cut = each.indexOf('=');
            var where = cut < 0 ? each : each.substring(0, cut);
            var key = cut < 0 ? null : each.substring(cut + 1);
            if (where.equals("language") && key != null && english()) {
                key = "1";
            }
            var slash = where.indexOf('/');
            var flow = slash < 0 ? client.flow() : where.substring(0, slash);
            var step = slash < 0 ? where : where.substring(slash + 1);
            events.add(new PastContact.Event(at, "step-entered", Map.of("flow", flow, "step", step)));
            if (step.equals("opening")) {
                events.add(new PastContact.Event(
                        at,
                        "hours-checked",
                        Map.of(
                                "calendar",
                                client.code() + "-hours",
                                "open",
                                Boolean.toString(plan.fate() != YearPlan.Fate.AFTER_HOURS),
                                "reason",
                                plan.fate() == YearPlan.Fate.AFTER_HOURS ? "outside" : "weekly")));
            }
            if (key != null) {
                events.add(new PastContact.Event(
                        at.plusMillis(pace / 2), "menu-choice", Map.of("flow", flow, "step", step, "digit", key)));
                keys.add(new PastContact.Key(
                        at.plusMillis(pace / 2), step, key, book.keys().get(flow + "/" + step + "=" + key)));
            }
            at = at.plusMillis(pace);
        }
        if (left) {
            events.add(new PastContact.Event(at, "voicemail-left", Map.of()));
        }
    }

    private boolean english() {
        var person = plan.person();
        return person != null && person.language().equals("en");
    }

    /// One of the sentences, without those that name an order where there is none.
    String fill(List<String> sentences) {
        var order = plan.order();
        var fitting = order != null
                ? sentences
                : sentences.stream().filter(each -> !each.contains("{order}")).toList();
        var sentence = (fitting.isEmpty() ? sentences : fitting)
                .get(chance.nextInt((fitting.isEmpty() ? sentences : fitting).size()));
        return sentence.replace("{order}", order == null ? "" : order.number())
                .replace("{product}", order == null ? (chinese() ? "商品" : "the device") : order.product())
                .replace("{days}", Integer.toString(10 + chance.nextInt(50)));
    }

    /// How the topic's script went in this contact; nothing where the agent did not use it.
    ///
    /// @param last null: put aside half way
    public record Scripted(List<ScriptMove> moves, @Nullable String last) {}

    /// @param began when the agent began
    public Scripted scripted(String script, Instant began) {
        var told = book.scripts().get(script);
        if (told == null || chance.nextInt(100) >= 45) {
            return new Scripted(List.of(), null);
        }
        var path = plan.solved() ? told.solved() : told.unsolved();
        var aside = chance.nextInt(100) < 9;
        int steps = aside ? 1 + chance.nextInt(path.size() - 1) : path.size();
        var moves = new ArrayList<ScriptMove>();
        long pace = Math.max(1_000, plan.talkSeconds() * 1_000L / (path.size() + 1));
        var at = began;
        for (int i = 0; i < steps; i++) {
            at = at.plusMillis(pace);
            move(script, path.get(i), at, moves);
        }
        if (aside) {
            moves.add(new ScriptMove(
                    at.plusMillis(pace / 2), script, moves.getLast().step(), "left", null, null, null));
            return new Scripted(moves, null);
        }
        var last = plan.solved() ? "solved" : "unsolved";
        moves.add(new ScriptMove(
                at.plusMillis(pace / 2), script, plan.solved() ? "end" : "not-yet", "closed", last, null, null));
        return new Scripted(moves, last);
    }

    private void move(String script, String told, Instant at, List<ScriptMove> moves) {
        var cut = cut(told);
        var where = told.substring(0, cut);
        var slash = where.indexOf('/');
        var flow = slash < 0 ? script : where.substring(0, slash);
        var step = slash < 0 ? where : where.substring(slash + 1);
        moves.add(new ScriptMove(at, flow, step, "shown", null, null, null));
        if (cut == told.length()) {
            return;
        }
        var rest = told.substring(cut + 1);
        var then = at.plus(Duration.ofMillis(700));
        switch (told.charAt(cut)) {
            case '=' -> {
                var form = rest.length() > 1;
                if (!form && chance.nextInt(14) == 0) {
                    moves.add(new ScriptMove(then, flow, step, "skipped", null, null, null));
                } else {
                    moves.add(new ScriptMove(then, flow, step, form ? "filled" : "reply", rest, null, null));
                }
            }
            case '?' -> {
                var offer = rest.split(":", -1);
                var taken = chance.nextInt(100) < 38;
                moves.add(new ScriptMove(
                        then, flow, step, taken ? "accepted" : "declined", offer[0], offer[1], offer[2]));
            }
            default -> moves.add(new ScriptMove(then, flow, step, "case", rest, null, null));
        }
    }

    private static int cut(String told) {
        for (int i = 0; i < told.length(); i++) {
            if ("=?!".indexOf(told.charAt(i)) >= 0) {
                return i;
            }
        }
        return told.length();
    }
}
