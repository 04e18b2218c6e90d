package org.callosum.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.callosum.flow.Draft.Sort;
import org.callosum.flow.ScriptStep.Aim;
import org.callosum.flow.ScriptStep.Remarks;
import org.callosum.flow.ScriptStep.Result;
import org.callosum.flow.ScriptStep.Words;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.expression.Expression;
import org.callosum.kernel.expression.Names;
import org.callosum.kernel.expression.Type;
import org.jspecify.annotations.Nullable;

/// Reads the steps of an agent's script.
final class ScriptReader {
    /// Fields that each of them may have beside its own word.
    static final SequencedMap<String, List<String>> KINDS = new LinkedHashMap<>();

    private static final int MOST_WORDS = 50;
    private static final int MOST_BEHAVIOURS = 20;
    private static final int MOST_RETURNS = 9;

    static {
        KINDS.put("ask", List.of("title", "tone", "behaviours", "key"));
        KINDS.put("tell", List.of("next", "title", "tone", "behaviours", "key"));
        KINDS.put("fill", List.of("next", "title", "tone", "behaviours", "key"));
        KINDS.put("settled", List.of("yes", "no", "title", "tone", "behaviours", "key"));
        KINDS.put("offer", List.of("accepted", "declined", "unfitting", "title", "tone", "behaviours", "key"));
        KINDS.put("open-case", List.of("next", "title", "tone", "behaviours", "key"));
        KINDS.put("propose", List.of("next"));
        KINDS.put("closing", List.of("title", "tone", "behaviours", "key"));
    }

    private final StepReader steps;
    private final AnnouncementReader announcements;
    private final Names names;
    private final Map<String, Type> variables;

    ScriptReader(StepReader steps, AnnouncementReader announcements, Names names, Map<String, Type> variables) {
        this.steps = steps;
        this.announcements = announcements;
        this.names = names;
        this.variables = variables;
    }

    @Nullable
    FlowStep read(String kind, YamlItem body, StepReader.Step step) {
        return switch (kind) {
            case "ask" -> ask(body, remarks(step, true));
            case "tell" -> tell(body, step);
            case "fill" -> fill(body, step);
            case "settled" -> settled(body, step);
            case "offer" -> offer(body, step);
            case "open-case" -> openCase(body, step);
            case "propose" -> {
                var disposition = steps.reference(Sort.DISPOSITION, body, "A disposition");
                var next = step.edge("next");
                yield disposition == null || next == null ? null : new ScriptStep.Propose(disposition, next);
            }
            case "closing" -> closing(body, remarks(step, true));
            default -> throw new IllegalStateException("Kind %s is listed but not read".formatted(kind));
        };
    }

    private @Nullable FlowStep ask(YamlItem body, Remarks remarks) {
        var inner = inner(body, "ask", List.of("say", "page", "replies", "free"));
        if (inner == null) {
            return null;
        }
        var words = words(body, inner);
        var replies = replies(body, inner.optional("replies"));
        var freeItem = inner.optional("free");
        var free = freeItem == null ? ScriptStep.Free.NOTHING_SAID : free(freeItem);
        return words == null || replies.isEmpty() ? null : new ScriptStep.Ask(words, replies, free, remarks);
    }

    private List<ScriptStep.Reply> replies(YamlItem body, @Nullable YamlItem item) {
        var replies = new ArrayList<ScriptStep.Reply>();
        if (item == null) {
            body.error("missing", "ask needs replies: a list of {label: {en: …}, next: step}");
            return replies;
        }
        var items = item.items("replies");
        if (items == null || items.isEmpty() || items.size() > ScriptStep.Ask.MOST_REPLIES) {
            item.error("wrong-value", "A question has 1 to %d replies".formatted(ScriptStep.Ask.MOST_REPLIES));
            return replies;
        }
        for (var one : items) {
            var inner = inner(one, "A reply", List.of("label", "words", "set", "next"));
            if (inner == null) {
                continue;
            }
            var labelItem = inner.optional("label");
            var nextItem = inner.optional("next");
            if (labelItem == null || nextItem == null) {
                one.error("dead-end", "A reply needs label: its wording, and next: a step");
                continue;
            }
            var label = labelItem.localeText("label");
            var next = steps.stepReference(nextItem);
            var setItem = inner.optional("set");
            var set = setItem == null ? null : steps.assignments(setItem, "set");
            var words = texts(inner.optional("words"), "words", "A word", MOST_WORDS);
            if (label != null && next != null) {
                replies.add(new ScriptStep.Reply(label, words, set == null ? new LinkedHashMap<>() : set, next));
            }
        }
        return replies;
    }

    private ScriptStep.Free free(YamlItem item) {
        var inner = inner(item, "free", List.of("hint", "returns", "hand-over"));
        if (inner == null) {
            return ScriptStep.Free.NOTHING_SAID;
        }
        var returns = new ArrayList<String>();
        var returnsItem = inner.optional("returns");
        var items = returnsItem == null ? null : returnsItem.items("returns");
        if (returnsItem != null && items != null && items.size() > MOST_RETURNS) {
            returnsItem.error("wrong-value", "At most %d steps to return to".formatted(MOST_RETURNS));
        } else if (items != null) {
            items.forEach(one -> {
                var target = steps.stepReference(one);
                if (target != null) {
                    returns.add(target);
                }
            });
        }
        var handOver = inner.optional("hand-over");
        return new ScriptStep.Free(
                text(inner, "hint"), returns, handOver == null ? null : steps.stepReference(handOver));
    }

    private @Nullable FlowStep tell(YamlItem body, StepReader.Step step) {
        var inner = inner(body, "tell", List.of("say", "page"));
        var words = inner == null ? null : words(body, inner);
        var next = step.edge("next");
        return words == null || next == null ? null : new ScriptStep.Tell(words, next, remarks(step, false));
    }

    private @Nullable FlowStep fill(YamlItem body, StepReader.Step step) {
        var next = step.edge("next");
        var inner = inner(body, "fill", List.of("form", "items", "into", "say", "page"));
        if (inner == null) {
            return null;
        }
        var formItem = inner.optional("form");
        var itemsItem = inner.optional("items");
        if (formItem == null || itemsItem == null) {
            body.error("missing", "fill needs form: its code, and items: which of its items");
            return null;
        }
        var form = steps.reference(Sort.FORM, formItem, "A form");
        var items = new ArrayList<String>();
        var list = itemsItem.items("items");
        if (list == null || list.isEmpty() || list.size() > ScriptStep.Fill.MOST_ITEMS) {
            itemsItem.error("wrong-value", "fill has 1 to %d items".formatted(ScriptStep.Fill.MOST_ITEMS));
        } else {
            for (var one : list) {
                var code = one.code("An item");
                if (code != null && form != null) {
                    steps.reference(Sort.ITEM, form + "/" + code, one);
                    items.add(code);
                }
            }
        }
        var into = into(inner.optional("into"), items);
        var words = inner.optional("say") == null && inner.optional("page") == null ? null : words(body, inner);
        return form == null || items.isEmpty() || next == null
                ? null
                : new ScriptStep.Fill(words, form, items, into, next, remarks(step, false));
    }

    private SequencedMap<String, String> into(@Nullable YamlItem item, List<String> items) {
        var into = new LinkedHashMap<String, String>();
        var fields = item == null ? null : item.fields("into");
        if (fields != null) {
            fields.forEach((name, field) -> {
                if (!variables.containsKey(name)) {
                    field.key()
                            .error(
                                    "unknown-variable",
                                    "%s is not among the flow's variables; add it there".formatted(name));
                }
                var code = field.value().code("An item");
                if (code != null && !items.contains(code)) {
                    field.value().error("unknown-item", "%s is not among this step's items".formatted(code));
                } else if (code != null) {
                    into.put(name, code);
                }
            });
        }
        return into;
    }

    private @Nullable FlowStep settled(YamlItem body, StepReader.Step step) {
        var inner = inner(body, "settled", List.of("say", "page"));
        var words = inner == null ? null : words(body, inner);
        var yes = step.edge("yes");
        var no = step.edge("no");
        return words == null || yes == null || no == null
                ? null
                : new ScriptStep.Settled(words, yes, no, remarks(step, true));
    }

    private @Nullable FlowStep offer(YamlItem body, StepReader.Step step) {
        var accepted = step.edge("accepted");
        var declined = step.edge("declined");
        var unfitting = step.edgeOr("unfitting", declined);
        var inner = inner(body, "offer", List.of("code", "aim", "say", "page", "when", "value"));
        if (inner == null) {
            return null;
        }
        var codeItem = inner.optional("code");
        if (codeItem == null) {
            body.error("missing", "offer needs code: what the reports call it");
            return null;
        }
        var code = codeItem.code("An offer");
        var aimItem = inner.optional("aim");
        var aim = aimItem == null ? Aim.ADD_ON : aimItem.oneOf("aim", aims());
        var words = words(body, inner);
        var when = expression(inner, "when", Type.TRUTH);
        var value = expression(inner, "value", Type.NUMBER);
        return code == null || aim == null || words == null || accepted == null || declined == null || unfitting == null
                ? null
                : new ScriptStep.Offer(
                        code, aim, words, when, value, accepted, declined, unfitting, remarks(step, false));
    }

    private @Nullable Expression expression(StepReader.Step inner, String name, Type type) {
        var item = inner.optional(name);
        return item == null ? null : item.expression(name, names, type);
    }

    private @Nullable FlowStep openCase(YamlItem body, StepReader.Step step) {
        var next = step.edge("next");
        var remarks = remarks(step, false);
        if (!body.isMapping()) {
            var type = steps.reference(Sort.CASE_TYPE, body, "A case type");
            return type == null || next == null ? null : new ScriptStep.OpenCase(type, null, next, remarks);
        }
        var inner = inner(body, "open-case", List.of("type", "say", "page"));
        if (inner == null) {
            return null;
        }
        var typeItem = inner.optional("type");
        if (typeItem == null) {
            body.error("missing", "open-case needs type: a case type's code");
            return null;
        }
        var type = steps.reference(Sort.CASE_TYPE, typeItem, "A case type");
        var words = inner.optional("say") == null && inner.optional("page") == null ? null : words(body, inner);
        return type == null || next == null ? null : new ScriptStep.OpenCase(type, words, next, remarks);
    }

    private @Nullable FlowStep closing(YamlItem body, Remarks remarks) {
        var inner = inner(body, "closing", List.of("say", "page", "result"));
        var words = inner == null ? null : words(body, inner);
        var resultItem = inner == null ? null : inner.optional("result");
        var result = resultItem == null ? Result.SOLVED : resultItem.oneOf("result", results());
        return words == null || result == null ? null : new ScriptStep.Closing(words, result, remarks);
    }

    // ---- what they share

    private StepReader.@Nullable Step inner(YamlItem body, String what, List<String> known) {
        var fields = body.fields(what);
        if (fields == null) {
            return null;
        }
        YamlItem.refuseOthers(fields, known, what);
        return steps.new Step(fields);
    }

    private @Nullable Words words(YamlItem body, StepReader.Step inner) {
        var say = inner.optional("say");
        var page = inner.optional("page");
        if ((say == null) == (page == null)) {
            body.error("missing", "Give either say: (a text) or page: (the code of an approved page)");
            return null;
        }
        if (page != null) {
            var code = steps.reference(Sort.PAGE, page, "A page");
            return code == null ? null : new Words.Page(code);
        }
        return say != null && announcements.say(say) instanceof Announcement.Spoken(var text)
                ? new Words.Said(text)
                : null;
    }

    private Remarks remarks(StepReader.Step step, boolean key) {
        var keyItem = step.optional("key");
        var behaviours = texts(step.optional("behaviours"), "behaviours", "A behaviour", MOST_BEHAVIOURS);
        var item = step.optional("behaviours");
        if (item != null) {
            behaviours.forEach(code -> steps.reference(Sort.BEHAVIOUR, code, item));
        }
        return new Remarks(
                text(step, "title"), text(step, "tone"), behaviours, keyItem == null ? key : keyItem.truth("key", key));
    }

    private static @Nullable LocaleText text(StepReader.Step step, String name) {
        var item = step.optional(name);
        return item == null ? null : item.localeText(name);
    }

    private static List<String> texts(@Nullable YamlItem item, String what, String each, int most) {
        var texts = new ArrayList<String>();
        var items = item == null ? null : item.items(what);
        if (item != null && items != null && items.size() > most) {
            item.error("wrong-value", "%s has at most %d entries".formatted(what, most));
        } else if (items != null) {
            for (var one : items) {
                var text = one.text(each);
                if (text != null) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    private static Map<String, Aim> aims() {
        var aims = new LinkedHashMap<String, Aim>();
        for (var aim : Aim.values()) {
            aims.put(aim.code(), aim);
        }
        return aims;
    }

    private static Map<String, Result> results() {
        var results = new LinkedHashMap<String, Result>();
        for (var result : Result.values()) {
            results.put(result.code(), result);
        }
        return results;
    }
}
