package org.callosum.server.notes;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.callosum.forms.Answer;
import org.callosum.forms.CheckedForm;
import org.callosum.forms.Form;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.forms.AnsweredWords;
import org.callosum.server.forms.Answering;
import org.callosum.server.forms.Forms;
import org.callosum.server.interactions.NoteForms;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Notes that are filled-in templates (DSK-04). A contact has at most one of each template, filled in bit by
/// bit by whoever has it: a wrong value is refused at once, a missing one when the contact is to be finished.
///
/// ```java
/// var note = notes.write(contact, "note-fault", 3, answers);
/// notes.checkFinished(contact, Set.of("solved"));       // note-incomplete, note-needed
/// ```
@Service
@Transactional
public class FilledNotes implements NoteForms {
    /// Of templates begun for one contact.
    private static final int MOST = 10;

    private final NoteStore store;
    private final NoteRuleBook rules;
    private final Forms forms;
    private final Clock clock;

    FilledNotes(NoteStore store, NoteRuleBook rules, Forms forms, Clock clock) {
        this.store = store;
        this.rules = rules;
        this.forms = forms;
        this.clock = clock;
    }

    /// The customer's contact, even where the agent was only asked about it.
    public record Contact(long interaction, long client, long queue) {}

    @Transactional(readOnly = true)
    public FilledNote.OfContact of(Contact contact) {
        var begun = store.of(contact.interaction());
        var codes = begun.stream().map(NoteStore.Row::form).collect(Collectors.toSet());
        var pages = new ArrayList<FilledNote>();
        for (var note : begun) {
            var page = page(note);
            if (page != null) {
                pages.add(page);
            }
        }
        return new FilledNote.OfContact(
                Long.toString(contact.interaction()),
                pages,
                templates(contact).stream()
                        .filter(each -> !codes.contains(each.code()))
                        .toList());
    }

    /// Begins a template for a contact, with what its script has asked already, or changes the answers that
    /// are named and leaves the others. What the new answers hide goes.
    ///
    /// @param answersVersion that the writer had seen; 0: not begun
    /// @throws Problem `edit-conflict` with the answers there are, `fields-invalid` with `answers.CODE`
    public FilledNote write(
            Contact contact,
            String code,
            @Nullable Integer answersVersion,
            @Nullable Map<String, @Nullable AnswerBody> answers) {
        if (answersVersion == null) {
            throw Problems.field("answersVersion", "required");
        }
        store.lock(contact.interaction());
        var stored = store.of(contact.interaction()).stream()
                .filter(each -> each.form().equals(code))
                .findFirst()
                .orElse(null);
        if (stored == null) {
            if (answersVersion != 0) {
                throw Problems.editConflict(new FilledNote.Now(Map.of(), 0));
            }
            stored = begin(contact, code);
        } else if (answersVersion == 0 && (answers == null || answers.isEmpty())) {
            return Objects.requireNonNull(page(stored)); // a colleague was faster
        } else if (answersVersion != stored.version()) {
            var form = checked(stored);
            throw Problems.editConflict(
                    new FilledNote.Now(Answering.shown(form, stored.answers(), maySeeAll()), stored.version()));
        }
        var form = checked(stored);
        var filled = form.fill(Answering.over(stored.answers(), answers));
        Answering.refuseWrong(filled);
        var now = clock.instant();
        var stamps = new LinkedHashMap<String, FilledNote.Stamp>();
        var before = AnswerBody.read(Answering.nullable(stored.answers()));
        var changed = Set.copyOf(Answering.changed(before, filled.answers()));
        for (var item : filled.answers().keySet()) {
            var was = stored.stamps().get(item);
            stamps.put(
                    item,
                    was == null || changed.contains(item)
                            ? new FilledNote.Stamp(now, Tenancy.current().name())
                            : was);
        }
        var next = stored.with(AnswerBody.of(filled.answers()), stamps, stored.version() + 1);
        store.write(next, text(form, filled.answers()), now);
        store.count(next, contact, values(form, filled.answers()));
        return Objects.requireNonNull(page(next));
    }

    /// Takes a template away that was begun by mistake.
    public void remove(Contact contact, String code) {
        store.remove(contact.interaction(), code);
    }

    /// Judges whether a contact may be finished.
    ///
    /// @param results that are chosen
    /// @throws Problem `note-needed` with the template's name, `note-incomplete` with the items that lack an answer
    @Transactional(readOnly = true)
    public void checkFinished(Contact contact, Set<String> results) {
        var begun = store.of(contact.interaction());
        var codes = begun.stream().map(NoteStore.Row::form).collect(Collectors.toSet());
        for (var each : templates(contact)) {
            if (each.required()
                    && !codes.contains(each.code())
                    && (each.result() == null || results.contains(each.result()))) {
                throw Problems.refused(
                        "note-needed",
                        Map.of("note", each.title().in(Tenancy.current().language())));
            }
        }
        for (var note : begun) {
            var form = checked(note);
            var missing = form.fill(AnswerBody.read(Answering.nullable(note.answers()))).faults().stream()
                    .filter(fault -> fault.isMissing())
                    .toList();
            if (!missing.isEmpty()) {
                var language = Tenancy.current().language();
                throw Problems.refused(
                        "note-incomplete",
                        Map.of(
                                "note",
                                title(note.form(), form).in(language),
                                "items",
                                missing.stream()
                                        .map(fault -> label(form, fault.item()).in(language))
                                        .collect(Collectors.joining(", "))),
                        missing.stream().map(Answering::field).toList());
            }
        }
    }

    /// Templates that serve a client.
    @Transactional(readOnly = true)
    List<NoteRules.Choice> choices(long client) {
        return serving(client).stream()
                .map(each -> new NoteRules.Choice(each.code(), title(each.code(), each.form())))
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public Map<Long, NoteForms.Filled> of(long interaction) {
        var told = new LinkedHashMap<Long, NoteForms.Filled>();
        for (var note : store.of(interaction)) {
            var form = forms.checked(note.form(), note.formVersion());
            if (form != null) {
                told.put(note.id(), new NoteForms.Filled(title(note.form(), form), lines(note, form)));
            }
        }
        return told;
    }

    private List<NoteForms.Line> lines(NoteStore.Row note, CheckedForm form) {
        var lines = new ArrayList<NoteForms.Line>();
        Answering.shown(form, note.answers(), maySeeAll()).forEach((code, answer) -> {
            var item = form.item(code);
            if (item != null) {
                var stamp = note.stamps().get(code);
                lines.add(new NoteForms.Line(
                        code,
                        label(form, code),
                        said(form, item, answer),
                        stamp == null ? null : stamp.at(),
                        stamp == null ? null : stamp.by()));
            }
        });
        return lines;
    }

    private static @Nullable Text said(CheckedForm form, Form.Item item, AnswerBody answer) {
        if (Boolean.TRUE.equals(answer.masked())) {
            return null;
        }
        var said = AnsweredWords.of(form.form(), item, answer.value());
        var comment = answer.comment();
        if (said == null) {
            return Text.english(comment == null || Boolean.TRUE.equals(answer.notApplicable()) ? "—" : comment);
        }
        return comment == null
                ? said
                : new Text(
                        said.en() == null ? null : said.en() + " (" + comment + ")",
                        said.zhHans() == null ? null : said.zhHans() + "（" + comment + "）",
                        said.zhHant() == null ? null : said.zhHant() + "（" + comment + "）");
    }

    private NoteStore.Row begin(Contact contact, String code) {
        var live = serving(contact.client()).stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Problems.notFound("form", code));
        if (store.of(contact.interaction()).size() >= MOST) {
            throw Problems.refused("notes-many", Map.of("max", MOST));
        }
        var known = store.known(contact.interaction(), code);
        // what the script was told may not fit the form any more: what does not is asked anew
        var kept = live.form().fill(AnswerBody.read(Answering.nullable(known))).answers();
        return store.begin(contact.interaction(), code, live.version(), AnswerBody.of(kept), clock.instant());
    }

    private List<Forms.Live> serving(long client) {
        return forms.live(Form.Use.NOTE).stream()
                .filter(each -> each.client() == null || each.client().value() == client)
                .toList();
    }

    /// One line for each template, the proposed first; of several rules for one the required counts, then the first.
    private List<FilledNote.Template> templates(Contact contact) {
        var about = store.about(contact);
        var asked = store.asked(contact.interaction());
        var fitting = rules.of(contact.client()).rules().stream()
                .filter(rule -> rule.queue() == null || rule.queue().equals(about.queue()))
                .filter(rule -> rule.reason() == null || about.reasons().contains(rule.reason()))
                .toList();
        var proposed = new ArrayList<FilledNote.Template>();
        var others = new ArrayList<FilledNote.Template>();
        for (var live : serving(contact.client())) {
            var code = live.code();
            var title = title(code, live.form());
            var mine = fitting.stream()
                    .filter(rule -> code.equals(rule.form()))
                    .map(rule -> new FilledNote.Template(
                            code,
                            title,
                            rule.result() != null ? "result" : rule.reason() != null ? "reason" : "queue",
                            rule.result(),
                            Boolean.TRUE.equals(rule.required())))
                    .sorted(Comparator.comparing(FilledNote.Template::required).reversed())
                    .toList();
            // each with a result of its own stands for itself: the desk shows it while that result is chosen
            var always = mine.stream().filter(each -> each.result() == null).findFirst();
            always.ifPresent(proposed::add);
            mine.stream()
                    .filter(each -> each.result() != null && (each.required() || always.isEmpty()))
                    .forEach(proposed::add);
            if (always.isEmpty()) {
                (asked.contains(code) ? proposed : others)
                        .add(new FilledNote.Template(code, title, asked.contains(code) ? "script" : null, null, false));
            }
        }
        proposed.addAll(others);
        return proposed;
    }

    private @Nullable FilledNote page(NoteStore.Row note) {
        var form = forms.checked(note.form(), note.formVersion());
        return form == null
                ? null
                : new FilledNote(
                        note.form(),
                        note.formVersion(),
                        title(note.form(), form),
                        Forms.body(form),
                        Answering.shown(form, note.answers(), maySeeAll()),
                        note.version(),
                        note.stamps());
    }

    private CheckedForm checked(NoteStore.Row note) {
        return Optional.ofNullable(forms.checked(note.form(), note.formVersion()))
                .orElseThrow(() -> Problems.notFound("form", note.form()));
    }

    private static boolean maySeeAll() {
        return Tenancy.current().may(Right.CASES_SENSITIVE);
    }

    private static Text title(String code, CheckedForm form) {
        return Objects.requireNonNullElseGet(Forms.text(form.form().title()), () -> Text.english(code));
    }

    private static Text label(CheckedForm form, String code) {
        var item = form.item(code);
        var label = item == null ? null : Forms.text(item.label());
        return label == null ? Text.english(code) : label;
    }

    /// As any note reads, in the writer's language; what is sensitive is left out. Empty while nothing is answered.
    static String text(CheckedForm form, Map<String, Answer> answers) {
        var language = Tenancy.current().language();
        var lines = new ArrayList<String>();
        answers.forEach((code, answer) -> {
            var item = form.item(code);
            var said = item == null || item.sensitive() ? null : said(form, item, AnswerBody.of(answer));
            if (said != null) {
                lines.add(label(form, code).in(language) + ": " + said.in(language));
            }
        });
        if (lines.isEmpty()) {
            return "";
        }
        var title = form.form().title();
        if (title != null) {
            lines.addFirst(title.in(language.tag()));
        }
        var all = String.join("\n", lines);
        return all.length() > NoteStore.LONGEST_TEXT ? all.substring(0, NoteStore.LONGEST_TEXT) : all;
    }

    /// What can be counted: codes, and yes or no.
    static List<NoteStore.Value> values(CheckedForm form, Map<String, Answer> answers) {
        var values = new ArrayList<NoteStore.Value>();
        answers.forEach((code, answer) -> {
            var item = form.item(code);
            if (item == null
                    || item.sensitive()
                    || AnsweredWords.codes(form.form(), item).isEmpty()) {
                return;
            }
            switch (answer.value()) {
                case Answer.Given.Text(var chosen) -> values.add(new NoteStore.Value(code, chosen));
                case Answer.Given.Truth(var yes) -> values.add(new NoteStore.Value(code, Boolean.toString(yes)));
                case Answer.Given.Codes(var codes) ->
                    codes.stream().distinct().forEach(each -> values.add(new NoteStore.Value(code, each)));
                case Answer.Given.Number _ -> {}
                case null -> {}
            }
        });
        return values;
    }
}
