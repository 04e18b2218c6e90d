package org.callosum.server.scripts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.flow.FlowRun;
import org.callosum.flow.ScriptStep;
import org.callosum.flow.ScriptWords;
import org.callosum.forms.CheckedForm;
import org.callosum.forms.Form;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.expression.Value;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.forms.AnsweredWords;
import org.callosum.server.forms.Forms;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Makes what a screen shows of a run.
@Component
class ScriptPages {
    private final ScriptWalk walk;
    private final Forms forms;
    private final KnownFacts facts;
    private final Behaviours behaviours;

    ScriptPages(ScriptWalk walk, Forms forms, KnownFacts facts, Behaviours behaviours) {
        this.walk = walk;
        this.forms = forms;
        this.facts = facts;
        this.behaviours = behaviours;
    }

    static Text text(LocaleText text) {
        return new Text(
                text.texts().get("en"),
                text.texts().get("zh-Hans"),
                text.texts().get("zh-Hant"));
    }

    static @Nullable Text textOrNull(@Nullable LocaleText text) {
        return text == null ? null : text(text);
    }

    ScriptView.Run run(
            long tenant,
            StoredRun stored,
            KnownFacts.@Nullable Facts known,
            List<ScriptView.LookedUp> lookedUp,
            long agent,
            Instant now) {
        var script = walk.version(tenant, stored.script(), stored.version());
        var at = stored.isOpen() ? walk.at(tenant, stored.run()) : null;
        var trail = new ArrayList<ScriptView.Passage>();
        for (var passage : stored.trail()) {
            trail.add(new ScriptView.Passage(
                    Instant.ofEpochMilli(passage.atMillis()),
                    passage.by(),
                    passage.agent() == agent,
                    place(tenant, stored, passage),
                    passage.move(),
                    passage.answer(),
                    passage.text()));
        }
        var places = new ArrayList<ScriptView.Place>();
        if (script != null) {
            script.steps().forEach((id, step) -> {
                if (step instanceof ScriptStep shown && !(step instanceof ScriptStep.Propose)) {
                    places.add(place(id, shown));
                }
            });
        }
        return new ScriptView.Run(
                Long.toString(stored.id()),
                stored.revision(),
                stored.script(),
                stored.version(),
                script == null ? Text.english(stored.script()) : text(script.name()),
                stored.state(),
                stored.result(),
                stored.language(),
                at == null ? asking(tenant, stored) : step(at, stored.run(), known, now),
                trail,
                places,
                stored.dispositions(),
                stored.cases().stream().map(String::valueOf).toList(),
                lookedUp);
    }

    /// While a service is asked: what is asked, and that one may go on.
    private ScriptView.@Nullable Step asking(long tenant, StoredRun stored) {
        var asking = stored.isOpen() ? walk.asking(tenant, stored.run()) : null;
        return asking == null
                ? null
                : new ScriptView.Step(
                        asking.id(),
                        "lookup",
                        Text.english(asking.id().replace('-', ' ')),
                        null,
                        null,
                        null,
                        List.of(),
                        false,
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        true);
    }

    /// With what the names hold now.
    static ScriptView.LookedUp lookedUp(ScriptStore.Event event, FlowRun run) {
        var told = new LinkedHashMap<String, String>();
        var names = event.detail();
        if (names != null && !names.isEmpty()) {
            for (var name : names.split(",")) {
                if (!(run.variable(name) instanceof Value.Absent)) {
                    told.put(name, ScriptWords.text(run.variable(name)));
                }
            }
        }
        return new ScriptView.LookedUp(
                event.step(),
                event.type().equals("answered"),
                event.code() == null ? 0 : Integer.parseInt(event.code()),
                told);
    }

    /// A step of the version that was walked; one of a part that is gone has its code for a title.
    private ScriptView.Place place(long tenant, StoredRun stored, StoredRun.Passage passage) {
        var before = FlowRun.fromMap(passage.before());
        var frame = before.ended() ? null : before.frames().getLast();
        var flow = frame == null ? null : walk.version(tenant, frame.flow(), frame.version());
        return flow != null && flow.steps().get(passage.step()) instanceof ScriptStep step
                ? place(passage.step(), step)
                : new ScriptView.Place(passage.step(), "tell", Text.english(passage.step()));
    }

    static ScriptView.Place place(String id, ScriptStep step) {
        return new ScriptView.Place(id, ScriptStep.kind(step), title(id, step));
    }

    private static Text title(String id, ScriptStep step) {
        var title = step.remarks().title();
        if (title != null) {
            return text(title);
        }
        return step.words() instanceof ScriptStep.Words.Said(var said)
                ? text(said)
                : Text.english(id.replace('-', ' '));
    }

    private ScriptView.Step step(ScriptWalk.At at, FlowRun run, KnownFacts.@Nullable Facts known, Instant now) {
        var step = at.step();
        var words = step.words();
        var remarks = step.remarks();
        var replies = new ArrayList<ScriptView.Reply>();
        switch (step) {
            case ScriptStep.Ask ask -> ask.replies().forEach(reply -> add(replies, reply.label()));
            case ScriptStep.Settled _ -> {
                add(replies, ScriptStep.YES);
                add(replies, ScriptStep.NO);
            }
            case ScriptStep.Offer _ -> {
                add(replies, ScriptStep.ACCEPTED);
                add(replies, ScriptStep.DECLINED);
            }
            case ScriptStep.Tell _,
                    ScriptStep.Fill _,
                    ScriptStep.OpenCase _,
                    ScriptStep.Propose _,
                    ScriptStep.Closing _ -> {}
        }
        return new ScriptView.Step(
                at.id(),
                ScriptStep.kind(step),
                textOrNull(remarks.title()),
                words instanceof ScriptStep.Words.Said(var said) ? text(ScriptWords.filled(said, run)) : null,
                words instanceof ScriptStep.Words.Page(var code) ? code : null,
                textOrNull(remarks.tone()),
                remarks.behaviours().stream().map(behaviours::name).toList(),
                remarks.key(),
                replies,
                step instanceof ScriptStep.Ask ask ? free(at, ask) : null,
                step instanceof ScriptStep.Fill fill ? fill(fill, known, now) : null,
                step instanceof ScriptStep.Offer offer ? offer(offer, run) : null,
                step instanceof ScriptStep.OpenCase open ? open.type() : null,
                step instanceof ScriptStep.Tell
                        || step instanceof ScriptStep.Fill
                        || step instanceof ScriptStep.OpenCase
                        || step instanceof ScriptStep.Offer);
    }

    private static void add(List<ScriptView.Reply> replies, LocaleText label) {
        replies.add(new ScriptView.Reply(Integer.toString(replies.size() + 1), text(label)));
    }

    private static ScriptView.Free free(ScriptWalk.At at, ScriptStep.Ask ask) {
        var returns = new ArrayList<ScriptView.Place>();
        for (var target : ask.free().returns()) {
            if (at.flow().steps().get(target) instanceof ScriptStep step) {
                returns.add(place(target, step));
            }
        }
        var handOver = ask.free().handOver();
        return new ScriptView.Free(
                textOrNull(ask.free().hint()),
                returns,
                handOver != null && at.flow().steps().get(handOver) instanceof ScriptStep step
                        ? place(handOver, step)
                        : null);
    }

    private static ScriptView.OfferMade offer(ScriptStep.Offer offer, FlowRun run) {
        var value = offer.value();
        return new ScriptView.OfferMade(
                offer.code(),
                offer.aim().code(),
                value != null
                                && value.evaluate(run::variable)
                                        instanceof org.callosum.kernel.expression.Value.Number(var number)
                        ? number
                        : null);
    }

    private ScriptView.@Nullable Fill fill(ScriptStep.Fill fill, KnownFacts.@Nullable Facts known, Instant now) {
        var form = form(fill);
        if (form == null) {
            return null;
        }
        var answers = new LinkedHashMap<String, AnswerBody>();
        var sources = new ArrayList<ScriptView.Known>();
        if (known != null) {
            facts.of(fill, form, known, now).forEach((item, answer) -> {
                answers.put(item, answer.answer());
                sources.add(new ScriptView.Known(
                        item, answer.source(), answer.source().equals("record") ? null : answer.at()));
            });
        }
        return new ScriptView.Fill(Forms.body(form), answers, sources);
    }

    /// The step's items of the form that serves now, in the form's order; null if the form is not there. The script
    /// has decided that they are asked, so their own conditions do not count. What is sensitive is no matter for
    /// scripts: their values are kept and shown.
    @Nullable
    CheckedForm form(ScriptStep.Fill fill) {
        var live = forms.live(fill.form());
        if (live == null) {
            return null;
        }
        var whole = live.form().form();
        var sections = new ArrayList<Form.Section>();
        for (var section : whole.sections()) {
            var items = section.items().stream()
                    .filter(item -> fill.items().contains(item.code()) && !item.sensitive())
                    .map(item -> new Form.Item(
                            item.code(),
                            item.question(),
                            item.label(),
                            item.help(),
                            item.required(),
                            null,
                            item.notApplicable(),
                            item.comment(),
                            item.weight(),
                            item.critical(),
                            item.sensitive()))
                    .toList();
            if (!items.isEmpty()) {
                sections.add(new Form.Section(section.code(), section.title(), null, null, items));
            }
        }
        return CheckedForm.of(new Form(whole.use(), whole.title(), null, null, whole.scales(), sections));
    }

    /// What was filled in during this contact, in words. An item that its form has no more is left out.
    List<ScriptView.Filled> filled(KnownFacts.Facts known) {
        var filled = new ArrayList<ScriptView.Filled>();
        known.answers().forEach((place, answer) -> {
            int slash = place.indexOf('/');
            var live = answer.source().equals("contact") ? forms.live(place.substring(0, slash)) : null;
            var item = live == null ? null : live.form().item(place.substring(slash + 1));
            if (live != null && item != null && !item.sensitive()) {
                var form = live.form().form();
                var said = AnsweredWords.of(form, item, answer.answer().value());
                if (said != null) {
                    filled.add(new ScriptView.Filled(
                            form.title() == null ? Text.english(live.code()) : text(form.title()),
                            item.label() == null ? Text.english(item.code()) : text(item.label()),
                            said,
                            answer.at()));
                }
            }
        });
        return filled;
    }

    /// Known answers and given ones, judged.
    ///
    /// @param answers what is kept
    record Judged(Map<String, AnswerBody> answers, org.callosum.forms.Filled filled) {}

    Judged judged(
            ScriptStep.Fill fill,
            CheckedForm form,
            KnownFacts.Facts known,
            @Nullable Map<String, @Nullable AnswerBody> given,
            Instant now) {
        var all = new LinkedHashMap<String, @Nullable AnswerBody>();
        facts.of(fill, form, known, now).forEach((item, answer) -> all.put(item, answer.answer()));
        Objects.requireNonNullElse(given, Map.<String, @Nullable AnswerBody>of())
                .forEach((item, answer) -> {
                    if (fill.items().contains(item)) {
                        all.put(item, answer);
                    }
                });
        var filled = form.fill(AnswerBody.read(all));
        return new Judged(AnswerBody.of(filled.answers()), filled);
    }
}
