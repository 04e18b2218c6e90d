package org.callosum.server.sheets;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.callosum.forms.Answer;
import org.callosum.forms.CheckedForm;
import org.callosum.forms.Filled;
import org.callosum.server.cases.Cases;
import org.callosum.server.duties.Duties;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.forms.Answering;
import org.callosum.server.forms.Forms;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Sheets: filled in whole, corrected with a reason, taken back and brought again; read by whom their
/// kind names.
@Service
@Transactional
public class Sheets {
    /// What was seen yesterday may still be written down today.
    private static final Duration LATEST = Duration.ofHours(24);

    /// A telephone's clock may be ahead of ours.
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{1,60}");
    private static final int LONGEST_REASON = 500;

    private final SheetTypes types;
    private final SheetStore store;
    private final SheetSubjects subjects;
    private final SheetFiles files;
    private final Forms forms;
    private final Cases cases;
    private final Ids ids;
    private final Audit audit;
    private final Duties duties;
    private final Clock clock;

    Sheets(
            SheetTypes types,
            SheetStore store,
            SheetSubjects subjects,
            SheetFiles files,
            Forms forms,
            Cases cases,
            Ids ids,
            Audit audit,
            Duties duties,
            Clock clock) {
        this.types = types;
        this.store = store;
        this.subjects = subjects;
        this.files = files;
        this.forms = forms;
        this.cases = cases;
        this.ids = ids;
        this.audit = audit;
        this.duties = duties;
        this.clock = clock;
    }

    /// What somebody finds who was slower.
    record Now(Map<String, AnswerBody> answers, int answersVersion) {}

    /// Whose sheets the reader reads.
    SheetStore.Reader reader() {
        return new SheetStore.Reader(
                Objects.requireNonNullElse(Tenancy.current().accountId(), 0L),
                types.rows().stream()
                        .filter(SheetType::mayRead)
                        .map(SheetType::code)
                        .toList());
    }

    @Transactional(readOnly = true)
    Page<SheetView.Row> page(PageQuery query, SheetStore.Filter filter) {
        return store.page(query, filter, reader());
    }

    @Transactional(readOnly = true)
    List<SheetView.Score> scores(String type, @Nullable Long subject) {
        return store.scores(type, subject, reader());
    }

    @Transactional(readOnly = true)
    SheetView.Whole whole(long id) {
        return whole(store.find(id, reader()).orElseThrow(() -> Problems.notFound("sheet", id)));
    }

    private SheetView.Whole whole(SheetStore.Kept kept) {
        var form = form(kept);
        var all = seesAll(kept);
        var id = Long.parseLong(kept.row().id());
        var given = AnswerBody.read(Answering.nullable(kept.answers()));
        return new SheetView.Whole(
                kept.row(),
                kept.typeVersion(),
                kept.formCode(),
                kept.formVersion(),
                Forms.body(form),
                Answering.shown(form, kept.answers(), all),
                kept.answersVersion(),
                mayChange(kept),
                findings(kept.row().type(), kept.typeVersion(), form, given),
                store.cases(id),
                files.of(id),
                store.changes(id, all));
    }

    private CheckedForm form(SheetStore.Kept kept) {
        var form = forms.checked(kept.formCode(), kept.formVersion());
        if (form == null) {
            throw Problems.notFound("form", kept.formCode());
        }
        return form;
    }

    /// Its author knows what was written.
    private static boolean seesAll(SheetStore.Kept kept) {
        return Tenancy.current().may(Right.CASES_SENSITIVE) || mayChange(kept);
    }

    private static boolean mayChange(SheetStore.Kept kept) {
        var me = Tenancy.current();
        return me.may(Right.SHEETS_CONFIGURE)
                || me.may(Right.SHEETS_FILL)
                        && kept.account() != null
                        && kept.account().equals(me.accountId());
    }

    /// A sheet as a request gives it.
    ///
    /// @param version of the kind that was filled in; `formVersion`: of its form
    /// @param subjectId where the kind is about something
    /// @param at when it was seen; null: now
    /// @param draftKey made by whoever sends it: sent twice, stored once
    record NewSheet(
            @Nullable String type,
            @Nullable Integer version,
            @Nullable Integer formVersion,
            @Nullable String subjectId,
            @Nullable Instant at,
            @Nullable String draftKey,
            @Nullable Map<String, @Nullable AnswerBody> answers) {
        @Override
        public String toString() {
            return "NewSheet[" + type + "]"; // nothing personal in a log
        }
    }

    /// @throws Problem `sheet-type-changed` where another version serves by now, `fields-invalid`
    SheetView.Whole fill(NewSheet wanted) {
        var fields = new Fields();
        fields.code("type", wanted.type());
        fields.present("version", wanted.version());
        fields.present("formVersion", wanted.formVersion());
        if (wanted.draftKey() == null || !KEY.matcher(wanted.draftKey()).matches()) {
            fields.add("draftKey", "wrong-form");
        }
        fields.check();
        var key = Objects.requireNonNull(wanted.draftKey());
        var me = Objects.requireNonNullElse(Tenancy.current().accountId(), 0L);
        var sent = store.sent(me, key);
        if (sent.isPresent()) {
            return whole(sent.get());
        }
        var type = types.live(Objects.requireNonNull(wanted.type()));
        if (type == null || !SheetTypes.mayFill(type.type(), types.roles())) {
            throw Problems.notFound(SheetTypes.KIND, Objects.requireNonNull(wanted.type()));
        }
        var form = forms.live(Objects.requireNonNull(type.type().form()));
        if (form == null
                || type.version() != Objects.requireNonNull(wanted.version())
                || form.version() != Objects.requireNonNull(wanted.formVersion())) {
            throw Problems.refused("sheet-type-changed");
        }
        var kind = Objects.requireNonNull(type.type().subject());
        var now = clock.instant();
        var at = Objects.requireNonNullElse(wanted.at(), now);
        if (at.isBefore(now.minus(LATEST)) || at.isAfter(now.plus(AHEAD))) {
            fields.add("at", "not-within-a-day");
        }
        var subject = subject(fields, kind, wanted.subjectId());
        if (subject != null
                && type.client() != null
                && subject.client() != null
                && !type.client().equals(subject.client())) {
            fields.add("subjectId", "other-client");
        }
        fields.check();
        var id = ids.next();
        if (!store(id, type, form, subject, at, now, key, wanted.answers())) { // the same request came twice at once
            return whole(store.sent(me, key).orElseThrow());
        }
        audit.record("sheet-filled", "sheet", id, Map.of("type", type.code()));
        duties.settled(
                LateRounds.OWED,
                SheetTypes.KIND,
                type.code(),
                LateRounds.mark(subject == null ? null : Ids.text(subject.id())));
        return whole(id);
    }

    /// @return false where this account has sent it before
    private boolean store(
            long id,
            SheetTypes.Live type,
            Forms.Live form,
            SheetSubjects.@Nullable Subject subject,
            Instant at,
            Instant filledAt,
            String key,
            @Nullable Map<String, @Nullable AnswerBody> answers) {
        var filled = form.form().fill(AnswerBody.read(answers));
        Answering.refuseIncomplete(filled);
        var judged = judged(type.code(), type.version(), form.form(), filled);
        return store.insert(
                new SheetStore.New(
                        id,
                        subject == null || subject.client() == null ? type.client() : subject.client(),
                        type.code(),
                        type.version(),
                        form.code(),
                        form.version(),
                        Objects.requireNonNull(type.type().subject()),
                        subject == null ? null : subject.id(),
                        subject == null ? null : subject.name(),
                        at,
                        filledAt,
                        key),
                judged);
    }

    /// Stores what a sample house shows of its past.
    ///
    /// @param subject code of the site, team or queue
    /// @throws IllegalArgumentException for a kind or a subject that is not there
    public void remember(String code, String subject, Instant at, Map<String, @Nullable AnswerBody> answers) {
        var type = types.live(code);
        var form = type == null
                ? null
                : forms.live(Objects.requireNonNull(type.type().form()));
        if (type == null || form == null) {
            throw new IllegalArgumentException("No kind of sheet is called " + code);
        }
        var about = subjects.byCode(Objects.requireNonNull(type.type().subject()), subject)
                .orElseThrow(() -> new IllegalArgumentException("Nothing is called " + subject));
        store(ids.next(), type, form, about, at, at, code + "-" + subject + "-" + at, answers);
    }

    /// Whether nobody has filled in anything yet.
    @Transactional(readOnly = true)
    public boolean isEmpty() {
        return store.isEmpty();
    }

    private SheetSubjects.@Nullable Subject subject(Fields fields, String kind, @Nullable String given) {
        if (kind.equals("none")) {
            if (given != null) {
                fields.add("subjectId", "unknown");
            }
            return null;
        }
        var id = fields.id("subjectId", given);
        if (id == 0) {
            return null;
        }
        var found = subjects.find(kind, id).orElse(null);
        if (found == null) {
            fields.add("subjectId", "unknown");
        }
        return found;
    }

    private SheetStore.Judged judged(String type, int version, CheckedForm form, Filled filled) {
        var score = filled.score();
        return new SheetStore.Judged(
                AnswerBody.of(filled.answers()),
                Answering.words(form, filled.answers()),
                score == null ? null : score.total(),
                score == null ? 0 : score.criticalErrors().size(),
                findings(type, version, form, filled.answers()).size());
    }

    private List<SheetView.Finding> findings(String code, int version, CheckedForm form, Map<String, Answer> answers) {
        var type = types.version(code, version);
        var found = new ArrayList<SheetView.Finding>();
        for (var finding : SheetTypeBody.or(type == null ? null : type.findings())) {
            var item = Objects.requireNonNull(finding.item());
            if (calls(SheetTypeBody.or(finding.answers()), answers.get(item))) {
                var asked = form.item(item);
                found.add(new SheetView.Finding(
                        item, asked == null ? null : Forms.text(asked.label()), String.valueOf(finding.caseType())));
            }
        }
        return found;
    }

    private static boolean calls(List<String> wanted, @Nullable Answer answer) {
        return switch (answer == null ? null : answer.value()) {
            case null -> false;
            case Answer.Given.Truth(var yes) -> wanted.isEmpty() || wanted.contains(Boolean.toString(yes));
            case Answer.Given.Text(var text) -> wanted.isEmpty() || wanted.contains(text);
            case Answer.Given.Codes(var codes) ->
                wanted.isEmpty() ? !codes.isEmpty() : codes.stream().anyMatch(wanted::contains);
            case Answer.Given.Number _ -> wanted.isEmpty();
        };
    }

    /// Puts answers right. The history keeps what stood there.
    ///
    /// @param given only the items that change; `{"value": null}` empties one
    /// @throws Problem `edit-conflict` with [Now], `fields-invalid` with `answers.CODE`, `sheet-not-yours`
    SheetView.Whole correct(
            long id,
            @Nullable Integer answersVersion,
            @Nullable Map<String, @Nullable AnswerBody> given,
            @Nullable String reason) {
        var fields = new Fields();
        fields.present("answersVersion", answersVersion);
        fields.length("reason", reason, LONGEST_REASON);
        fields.check();
        var kept = changeable(id);
        if (Objects.requireNonNull(answersVersion) != kept.answersVersion()) {
            throw Problems.editConflict(new Now(kept.answers(), kept.answersVersion()));
        }
        var form = form(kept);
        var stored = AnswerBody.read(Answering.nullable(kept.answers()));
        var filled = form.fill(Answering.over(kept.answers(), given));
        Answering.refuseIncomplete(filled);
        var changed = Answering.changed(stored, filled.answers());
        if (!changed.isEmpty()) {
            store.fill(id, judged(kept.row().type(), kept.typeVersion(), form, filled));
            for (var code : changed) {
                var item = form.item(code);
                store.changed(
                        kept,
                        "answers." + code,
                        item != null && item.sensitive(),
                        Answering.told(stored.get(code)),
                        Answering.told(filled.answers().get(code)),
                        said(reason),
                        clock.instant());
            }
            audit.record("sheet-corrected", "sheet", id, Map.of("items", String.join(", ", changed)));
        }
        return whole(id);
    }

    /// Takes a sheet back, or brings it again: both may happen as often as somebody thinks better of it.
    SheetView.Whole withdraw(long id, boolean withdrawn, @Nullable String reason) {
        var fields = new Fields();
        fields.length("reason", reason, LONGEST_REASON);
        fields.check();
        var kept = changeable(id);
        if (kept.row().withdrawn() != withdrawn) {
            var now = clock.instant();
            store.withdrawn(
                    id, withdrawn ? now : null, withdrawn ? Tenancy.current().name() : null);
            store.changed(kept, withdrawn ? "withdrawn" : "restored", false, null, null, said(reason), now);
            audit.record(withdrawn ? "sheet-withdrawn" : "sheet-restored", "sheet", id);
        }
        return whole(id);
    }

    /// A line, without what no screen shows and no table takes.
    private static String said(@Nullable String reason) {
        return reason == null ? "" : reason.replaceAll("\\p{Cc}", " ").strip();
    }

    private SheetStore.Kept changeable(long id) {
        var kept = store.lock(id, reader()).orElseThrow(() -> Problems.notFound("sheet", id));
        if (!mayChange(kept)) {
            throw Problems.refused("sheet-not-yours", Map.of("name", kept.row().filledName()));
        }
        return kept;
    }

    /// @param item whose answer called for it
    @Schema(name = "NewSheetCase")
    record NewCase(
            @Nullable String item,
            @Nullable String clientId,
            @Nullable String subject,
            @Nullable String note,
            @Nullable Map<String, @Nullable AnswerBody> answers) {
        @Override
        public String toString() {
            return "NewCase[" + item + "]"; // nothing personal in a log
        }
    }

    /// Opens the case that an answer calls for.
    ///
    /// @throws Problem `fields-invalid` for an item that calls for none, and for what the case refuses
    SheetView.Whole open(long id, NewCase wanted) {
        var kept = store.lock(id, reader()).orElseThrow(() -> Problems.notFound("sheet", id));
        var form = form(kept);
        var finding = findings(
                        kept.row().type(),
                        kept.typeVersion(),
                        form,
                        AnswerBody.read(Answering.nullable(kept.answers())))
                .stream()
                .filter(each -> each.item().equals(wanted.item()))
                .findFirst()
                .orElseThrow(() -> Problems.field("item", "unknown"));
        var client = kept.client() == null ? wanted.clientId() : kept.client().toString();
        var opened = cases.create(new Cases.NewCase(
                finding.caseType(),
                client,
                null,
                null,
                null,
                wanted.subject(),
                null,
                kept.row().subjectKind().equals("team") ? kept.row().subjectId() : null,
                null,
                wanted.note(),
                null,
                wanted.answers()));
        var caseId = Long.parseLong(Objects.requireNonNull(opened.id()));
        store.opened(
                id, caseId, Long.parseLong(Objects.requireNonNull(opened.clientId())), finding.item(), clock.instant());
        audit.record("sheet-case-opened", "sheet", id, Map.of("case", Long.toString(caseId)));
        return whole(id);
    }

    /// A file beside a sheet; only who may correct it adds one.
    SheetView.File attach(long id, byte[] content, @Nullable String name) {
        return files.store(changeable(id), content, name);
    }

    /// @throws Problem `not-found` also where the sheet may not be seen
    @Transactional(readOnly = true)
    SheetFiles.Opened file(long file) {
        var opened = files.open(file);
        if (store.find(opened.sheet(), reader()).isEmpty()) {
            throw Problems.notFound("file", file);
        }
        return opened;
    }

    @Transactional(readOnly = true)
    List<SheetType.Subject> subjects(String code, PageQuery query) {
        var type = types.live(code);
        var roles = types.roles();
        if (type == null || !SheetTypes.mayFill(type.type(), roles) && !SheetTypes.mayRead(type.type(), roles)) {
            throw Problems.notFound(SheetTypes.KIND, code);
        }
        var kind = Objects.requireNonNull(type.type().subject());
        return kind.equals("none")
                ? List.of()
                : subjects.of(kind, query.like(), query.limit()).stream()
                        .map(each -> new SheetType.Subject(Ids.text(each.id()), each.name()))
                        .toList();
    }
}
