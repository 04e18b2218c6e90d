package org.callosum.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.callosum.flow.Draft.Reference;
import org.callosum.flow.Draft.Sort;
import org.callosum.flow.FlowStep.HangUpCause;
import org.callosum.flow.FlowStep.QueueExit;
import org.callosum.flow.FlowStep.TargetKind;
import org.callosum.kernel.expression.Expression;
import org.callosum.kernel.expression.Names;
import org.callosum.kernel.expression.Type;
import org.jspecify.annotations.Nullable;

/// Reads one step. Every method reports what is wrong and gives `null`, so that one reading finds all errors.
final class StepReader {
    /// Kind to the fields it may have beside its own word.
    private static final SequencedMap<String, List<String>> KINDS = new LinkedHashMap<>();

    private static final long SECOND = 1_000;
    private static final long HOUR = 3_600_000;

    static {
        KINDS.put("say", List.of("interruptible", "next"));
        KINDS.put("play", List.of("interruptible", "next"));
        KINDS.put("menu", List.of("otherwise"));
        KINDS.put("collect", List.of("next", "otherwise"));
        KINDS.put("hours", List.of("open", "closed"));
        KINDS.put("set", List.of("next"));
        KINDS.put("condition", List.of("otherwise"));
        KINDS.put("lookup", List.of("next", "failed"));
        KINDS.put("echo", List.of("next"));
        KINDS.put("pause", List.of("music", "keys", "next"));
        KINDS.put("position", List.of("next"));
        KINDS.put("wait-time", List.of("next"));
        KINDS.put("offer-call-back", List.of("next", "refused"));
        KINDS.put("call-back", List.of("next", "refused"));
        KINDS.put("ring-off", List.of());
        KINDS.put("dial", List.of("timeout", "next", "busy", "no-answer", "failed"));
        KINDS.put("queue", List.of("exits", "next", "otherwise"));
        KINDS.put("leave", List.of());
        KINDS.put("voicemail", List.of("next", "failed"));
        KINDS.put("flow", List.of("offers", "next"));
        KINDS.put("return", List.of());
        KINDS.put("transfer", List.of());
        KINDS.put("hang-up", List.of());
        KINDS.putAll(ScriptReader.KINDS);
    }

    private final String id;
    private final YamlItem idItem;
    private final Names names;
    private final Map<String, Type> variables;
    private final List<Reference> references;
    private final AnnouncementReader announcements;

    StepReader(String id, YamlItem idItem, Names names, Map<String, Type> variables, List<Reference> references) {
        this.id = id;
        this.idItem = idItem;
        this.names = names;
        this.variables = variables;
        this.references = references;
        announcements = new AnnouncementReader(id, names, references);
    }

    static SequencedMap<String, List<String>> kinds() {
        return KINDS;
    }

    @Nullable
    FlowStep read(YamlItem item) {
        var fields = item.fields("Step " + id);
        if (fields == null) {
            return null;
        }
        var kinds = fields.keySet().stream().filter(KINDS::containsKey).toList();
        if (kinds.size() != 1) {
            idItem.error(
                    "step-kind",
                    kinds.isEmpty()
                            ? "Step %s does nothing; it needs one of %s"
                                    .formatted(id, String.join(", ", KINDS.keySet()))
                            : "Step %s does several things (%s); make a step of each"
                                    .formatted(id, String.join(", ", kinds)));
            return null;
        }
        var kind = kinds.getFirst();
        var known = new ArrayList<>(List.of(kind));
        known.addAll(KINDS.getOrDefault(kind, List.of()));
        YamlItem.refuseOthers(fields, known, "A %s step".formatted(kind));
        var body = fields.get(kind);
        return body == null ? null : read(kind, body.value(), new Step(fields));
    }

    private @Nullable FlowStep read(String kind, YamlItem body, Step step) {
        return switch (kind) {
            case "say" -> announce(announcements.say(body), step);
            case "play" -> announce(announcements.play(body), step);
            case "menu" -> new MenuReader(this, announcements).menu(body, step.edge("otherwise"));
            case "collect" ->
                new MenuReader(this, announcements).collect(body, variables, step.edge("next"), step.edge("otherwise"));
            case "hours" -> {
                var calendar = reference(Sort.CALENDAR, body, "A calendar");
                var open = step.edge("open");
                var closed = step.edge("closed");
                yield calendar == null || open == null || closed == null
                        ? null
                        : new FlowStep.Hours(calendar, open, closed);
            }
            case "set" -> {
                var values = assignments(body, "set");
                var next = step.edge("next");
                yield values == null || next == null ? null : new FlowStep.SetVariables(values, next);
            }
            case "condition" -> condition(body, step.edge("otherwise"));
            case "lookup" -> new LookupReader(this, variables).lookup(body, step);
            case "echo" -> {
                var limit = isWord(body, "forever") ? 0 : body.duration("echo", SECOND, HOUR, SECOND);
                var next = limit == 0 && step.optional("next") == null ? id : step.edge("next");
                yield next == null ? null : new FlowStep.Echo(limit, next);
            }
            case "pause" -> pause(body, step);
            case "position" -> {
                nothing(body, "position");
                var next = step.edge("next");
                yield next == null ? null : new FlowStep.Position(next);
            }
            case "wait-time" -> new WaitReader(this, names).waitTime(body, step);
            case "offer-call-back" -> new WaitReader(this, names).offerCallBack(body, step);
            case "call-back" -> new WaitReader(this, names).callBack(body, step);
            case "ring-off" -> {
                nothing(body, "ring-off");
                yield new FlowStep.RingOff();
            }
            case "dial" -> dial(body, step);
            case "queue" -> queue(body, step);
            case "leave" -> {
                var exit = body.oneOf("leave", exits());
                yield exit == null ? null : new FlowStep.Leave(exit);
            }
            case "voicemail" -> voicemail(body, step);
            case "flow" -> {
                var flow = reference(Sort.PART, body, "A flow");
                var offers = step.optional("offers");
                var paused = offers == null ? null : offers.oneOf("offers", Map.of("paused", true));
                var next = step.edge("next");
                yield flow == null || next == null
                        ? null
                        : new FlowStep.SubFlow(flow, Boolean.TRUE.equals(paused), next);
            }
            case "return" -> {
                nothing(body, "return");
                yield new FlowStep.Return();
            }
            case "transfer" -> {
                var target = target(body);
                yield target == null ? null : new FlowStep.Transfer(target);
            }
            case "hang-up" -> {
                var cause = body.isEmpty() ? HangUpCause.NORMAL : body.oneOf("hang-up", causes());
                yield cause == null ? null : new FlowStep.HangUp(cause);
            }
            default -> new ScriptReader(this, announcements, names, variables).read(kind, body, step);
        };
    }

    /// The fields of one step.
    final class Step {
        private final Map<String, YamlItem.Field> fields;

        Step(Map<String, YamlItem.Field> fields) {
            this.fields = fields;
        }

        @Nullable
        YamlItem optional(String name) {
            var field = fields.get(name);
            return field == null ? null : field.value();
        }

        /// A way out that must be there: without it the customer would be stuck.
        @Nullable
        String edge(String name) {
            var item = optional(name);
            if (item == null) {
                idItem.error("dead-end", "Step %s does not say where to go: add %s: step-id".formatted(id, name));
                return null;
            }
            return stepReference(item);
        }

        @Nullable
        String edgeOr(String name, @Nullable String fallback) {
            var item = optional(name);
            return item == null ? fallback : stepReference(item);
        }
    }

    @Nullable
    String stepReference(YamlItem item) {
        return reference(Sort.STEP, item, "A step's id");
    }

    @Nullable
    String reference(Sort sort, YamlItem item, String what) {
        var code = item.code(what);
        if (code != null) {
            references.add(new Reference(sort, code, item.place(), id));
        }
        return code;
    }

    /// Something that stands at a place, under a name of its own.
    void reference(Sort sort, String code, YamlItem at) {
        references.add(new Reference(sort, code, at.place(), id));
    }

    private static void nothing(YamlItem body, String kind) {
        if (!body.isEmpty()) {
            body.error("wrong-value", "%s takes no value; leave the place after the colon empty".formatted(kind));
        }
    }

    private static boolean isWord(YamlItem item, String word) {
        return !item.isMapping() && !item.isList() && word.equals(item.text("The value"));
    }

    private static @Nullable FlowStep announce(@Nullable Announcement announcement, Step step) {
        var interruptible = step.optional("interruptible");
        var mayInterrupt = interruptible == null || interruptible.truth("interruptible", true);
        var next = step.edge("next");
        return announcement == null || next == null ? null : new FlowStep.Announce(announcement, mayInterrupt, next);
    }

    /// New values for variables of the flow, or for the language.
    @Nullable
    SequencedMap<String, Expression> assignments(YamlItem body, String what) {
        var fields = body.fields(what);
        if (fields == null) {
            return null;
        }
        var values = new LinkedHashMap<String, Expression>();
        fields.forEach((name, field) -> {
            var type = name.equals(FlowNames.LANGUAGE) ? Type.TEXT : variables.get(name);
            if (type == null) {
                field.key()
                        .error(
                                "unknown-variable",
                                FlowNames.builtIn().find(name) != null
                                        ? "%s cannot be set by a flow".formatted(name)
                                        : "%s is not among the flow's variables; add it there".formatted(name));
                return;
            }
            var expression = field.value().expression(name, names, type);
            if (expression != null) {
                values.put(name, expression);
            }
        });
        return values;
    }

    /// Values that go outside; any type.
    SequencedMap<String, Expression> values(@Nullable YamlItem item, String what) {
        var values = new LinkedHashMap<String, Expression>();
        var fields = item == null ? null : item.fields(what);
        if (fields != null) {
            fields.forEach((name, field) -> {
                var expression = field.value().expression(name, names, null);
                if (expression != null) {
                    values.put(name, expression);
                }
            });
        }
        return values;
    }

    private @Nullable FlowStep condition(YamlItem body, @Nullable String otherwise) {
        var items = body.items("condition");
        var cases = new ArrayList<FlowStep.Case>();
        if (items != null) {
            for (var item : items) {
                var fields = item.fields("A case");
                if (fields == null) {
                    continue;
                }
                YamlItem.refuseOthers(fields, List.of("when", "next"), "A case");
                var when = fields.get("when");
                var next = fields.get("next");
                if (when == null || next == null) {
                    item.error("dead-end", "A case needs when: a condition, and next: a step");
                    continue;
                }
                var expression = when.value().expression("when", names, Type.TRUTH);
                var target = stepReference(next.value());
                if (expression != null && target != null) {
                    cases.add(new FlowStep.Case(expression, target));
                }
            }
        }
        return cases.isEmpty() || otherwise == null ? null : new FlowStep.Condition(cases, otherwise);
    }

    private @Nullable FlowStep pause(YamlItem body, Step step) {
        var millis = body.duration("pause", 100, HOUR, SECOND);
        var music = step.optional("music");
        var code = music == null ? null : music.code("music");
        var keys = new LinkedHashMap<Character, String>();
        var keysItem = step.optional("keys");
        var fields = keysItem == null ? null : keysItem.fields("keys");
        if (fields != null) {
            fields.forEach((text, field) -> {
                var key = key(field.key());
                var target = stepReference(field.value());
                if (key != null && target != null) {
                    keys.put(key, target);
                }
            });
        }
        var next = step.edge("next");
        return next == null ? null : new FlowStep.Pause(millis, code, keys, next);
    }

    static @Nullable Character key(YamlItem item) {
        var text = item.text("A key");
        if (text == null || text.length() != 1 || "0123456789*#".indexOf(text.charAt(0)) < 0) {
            item.error("wrong-value", "A key is one of 0 to 9, * and # (in quotes, '#')");
            return null;
        }
        return text.charAt(0);
    }

    private @Nullable FlowStep dial(YamlItem body, Step step) {
        var target = target(body);
        var timeout = step.optional("timeout");
        var timeoutMillis = timeout == null ? 30_000 : timeout.duration("timeout", SECOND, 3 * 60 * SECOND, 30_000);
        var failed = step.edge("failed");
        var busy = step.edgeOr("busy", failed);
        var noAnswer = step.edgeOr("no-answer", failed);
        var next = step.edgeOr("next", null);
        return target == null || failed == null || busy == null || noAnswer == null
                ? null
                : new FlowStep.Dial(target, timeoutMillis, next, busy, noAnswer, failed);
    }

    private FlowStep.@Nullable Target target(YamlItem body) {
        var fields = body.fields("A target");
        if (fields == null) {
            return null;
        }
        YamlItem.refuseOthers(fields, List.copyOf(targets().keySet()), "A target");
        if (fields.size() != 1) {
            body.error("wrong-value", "A target is one of device:, number: or contact:");
            return null;
        }
        var kind = targets().get(fields.firstEntry().getKey());
        var item = fields.firstEntry().getValue().value();
        var value = item.text("A target");
        if (kind == null || value == null) {
            return null;
        }
        if (kind == TargetKind.NUMBER && !value.matches("\\+?[0-9]{1,20}")) {
            item.error("wrong-value", "A number is digits, like \"+442071234567\" (in quotes)");
            return null;
        }
        return new FlowStep.Target(kind, value);
    }

    private @Nullable FlowStep queue(YamlItem body, Step step) {
        var otherwise = step.edge("otherwise");
        var next = step.edgeOr("next", null);
        var leave = new LinkedHashMap<String, String>();
        var exitsItem = step.optional("exits");
        var exitFields = exitsItem == null ? null : exitsItem.fields("exits");
        if (exitFields != null) {
            YamlItem.refuseOthers(exitFields, List.copyOf(exits().keySet()), "exits");
            exitFields.forEach((exit, field) -> {
                var target = stepReference(field.value());
                if (target != null) {
                    leave.put(exit, target);
                }
            });
        }
        if (!body.isMapping()) {
            var queue = reference(Sort.QUEUE, body, "A queue");
            return queue == null || otherwise == null
                    ? null
                    : new FlowStep.Queue(
                            queue, List.of(), null, new LinkedHashMap<>(), null, 0, leave, next, otherwise);
        }
        var fields = body.fields("queue");
        if (fields == null) {
            return null;
        }
        YamlItem.refuseOthers(
                fields, List.of("code", "needs", "priority", "attributes", "treatment", "limit"), "queue");
        var inner = new Step(fields);
        var code = inner.optional("code");
        if (code == null) {
            body.error("missing", "queue needs code: the queue's code");
            return null;
        }
        var queue = reference(Sort.QUEUE, code, "A queue");
        var needs = needs(inner.optional("needs"));
        var priorityItem = inner.optional("priority");
        var priority = priorityItem == null ? null : priorityItem.expression("priority", names, Type.NUMBER);
        var attributes = values(inner.optional("attributes"), "attributes");
        var treatmentItem = inner.optional("treatment");
        var treatment = treatmentItem == null ? null : reference(Sort.TREATMENT, treatmentItem, "A treatment");
        var limitItem = inner.optional("limit");
        var limit = limitItem == null ? 0 : limitItem.duration("limit", SECOND, 4 * HOUR, SECOND);
        return queue == null || otherwise == null
                ? null
                : new FlowStep.Queue(queue, needs, priority, attributes, treatment, limit, leave, next, otherwise);
    }

    private List<FlowStep.Need> needs(@Nullable YamlItem item) {
        var needs = new ArrayList<FlowStep.Need>();
        var items = item == null ? null : item.items("needs");
        if (items != null) {
            for (var one : items) {
                var fields = one.fields("A need");
                if (fields == null) {
                    continue;
                }
                YamlItem.refuseOthers(fields, List.of("skill", "minimum"), "A need");
                var skill = fields.get("skill");
                var minimum = fields.get("minimum");
                if (skill == null) {
                    one.error("missing", "A need names its skill, like {skill: renewals, minimum: 3}");
                    continue;
                }
                var code = reference(Sort.SKILL, skill.value(), "A skill");
                var level = minimum == null ? 1 : minimum.value().integer("minimum", 1, 5, 1);
                if (code != null) {
                    needs.add(new FlowStep.Need(code, level));
                }
            }
        }
        return needs;
    }

    private @Nullable FlowStep voicemail(YamlItem body, Step step) {
        var next = step.edge("next");
        var failed = step.edgeOr("failed", next);
        var fields = body.fields("voicemail");
        if (fields == null) {
            return null;
        }
        YamlItem.refuseOthers(fields, List.of("limit", "case", "queue"), "voicemail");
        var inner = new Step(fields);
        var limit = inner.optional("limit");
        var limitMillis = limit == null ? 120_000 : limit.duration("limit", 5 * SECOND, 10 * 60 * SECOND, 120_000);
        var caseItem = inner.optional("case");
        var caseType = caseItem == null ? "message" : reference(Sort.CASE_TYPE, caseItem, "A case type");
        var queueItem = inner.optional("queue");
        var queue = queueItem == null ? null : reference(Sort.QUEUE, queueItem, "A queue");
        return caseType == null || next == null || failed == null
                ? null
                : new FlowStep.Voicemail((int) (limitMillis / SECOND), caseType, queue, next, failed);
    }

    private static Map<String, QueueExit> exits() {
        var exits = new LinkedHashMap<String, QueueExit>();
        for (var exit : QueueExit.values()) {
            exits.put(exit.code(), exit);
        }
        return exits;
    }

    private static Map<String, HangUpCause> causes() {
        var causes = new LinkedHashMap<String, HangUpCause>();
        causes.put("normal", HangUpCause.NORMAL);
        causes.put("busy", HangUpCause.BUSY);
        causes.put("rejected", HangUpCause.REJECTED);
        return causes;
    }

    private static Map<String, TargetKind> targets() {
        var targets = new LinkedHashMap<String, TargetKind>();
        targets.put("device", TargetKind.DEVICE);
        targets.put("number", TargetKind.NUMBER);
        targets.put("contact", TargetKind.AGENT_CONTACT);
        return targets;
    }
}
