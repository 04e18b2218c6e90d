package org.callosum.server.forms;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.callosum.forms.CheckedForm;
import org.callosum.forms.Filled;
import org.callosum.forms.Form;
import org.callosum.forms.FormFinding;
import org.callosum.forms.FormReader;
import org.callosum.forms.FormSchema;
import org.callosum.forms.FormWriter;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.definitions.DefinitionSummary;
import org.callosum.server.platform.definitions.DefinitionVersion;
import org.callosum.server.platform.definitions.Definitions;
import org.callosum.server.platform.definitions.LineDifference;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Messages;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Forms as a site edits and approves them: definitions whose body is the engine's YAML. A draft may have
/// errors, an approval may not; whoever began with a version keeps it.
///
/// ```java
/// var form = forms.checked("complaint", 3);          // a version some case began with
/// var live = forms.live("complaint");                // the one a new case begins with
/// ```
@Service
@Transactional
public class Forms {
    static final String KIND = "form";
    private static final int LONGEST_REASON = 500;

    /// A version never changes, so nothing here goes stale. Bounded: all is dropped when it is full, and
    /// read again.
    private static final int MOST_READ = 1_000;

    private final Definitions definitions;
    private final JdbcClient database;
    private final Messages texts;
    private final Clock clock;
    private final Map<String, CheckedForm> read = new ConcurrentHashMap<>();

    Forms(Definitions definitions, JdbcClient database, Messages texts, Clock clock) {
        this.definitions = definitions;
        this.database = database;
        this.texts = texts;
        this.clock = clock;
    }

    /// A version of a form.
    public record Live(String code, int version, @Nullable ClientId client, CheckedForm form) {}

    /// The version that serves now, or null.
    @Transactional(readOnly = true)
    public @Nullable Live live(String code) {
        var version = definitions.live(KIND, code, clock.instant());
        return version == null ? null : new Live(code, version.version(), version.client(), checked(version));
    }

    /// A version that something began with, whatever has become of it since; null where it may not be seen.
    @Transactional(readOnly = true)
    public @Nullable CheckedForm checked(String code, int version) {
        var found = definitions.find(KIND, code, version);
        return found == null ? null : checked(found);
    }

    /// The forms of one use that serve now, of all clients, by code.
    @Transactional(readOnly = true)
    public List<Live> live(Form.Use use) {
        var serving = new ArrayList<Live>();
        for (var summary : definitions.list(KIND)) {
            var live = live(summary);
            if (live != null && live.form().form().use() == use) {
                serving.add(live);
            }
        }
        return serving;
    }

    private @Nullable Live live(DefinitionSummary summary) {
        var version = summary.liveVersion();
        if (version == null) {
            return null;
        }
        var known = read.get(key(summary.code(), version));
        var form = known == null ? checked(summary.code(), version) : known;
        return form == null ? null : new Live(summary.code(), version, summary.client(), form);
    }

    private static String key(String code, int version) {
        return Tenancy.current().tenantId() + "/" + code + "/" + version;
    }

    /// Codes of the forms that serve now.
    @Transactional(readOnly = true)
    public Set<String> liveCodes() {
        return definitions.list(KIND).stream()
                .filter(each -> each.liveVersion() != null)
                .map(DefinitionSummary::code)
                .collect(Collectors.toSet());
    }

    /// As the interface speaks of it.
    public static FormBody body(CheckedForm form) {
        return FormJson.of(form);
    }

    /// The engine's wording as the interface speaks of it.
    public static @Nullable Text text(@Nullable LocaleText text) {
        return FormJson.of(text);
    }

    /// Brings a form that is not there yet, in service at once; one that is stays as the site has made it.
    /// One that the site never touched gets the later shipped one.
    ///
    /// @throws IllegalArgumentException for a form with errors
    public void bring(String code, Text name, Form form) {
        var checked = CheckedForm.of(form);
        if (!checked.isSound()) {
            throw new IllegalArgumentException("The form %s has errors: %s".formatted(code, checked.errors()));
        }
        definitions.bring(KIND, code, name, FormWriter.write(form));
    }

    @Transactional(readOnly = true)
    List<FormRow> all() {
        return definitions.list(KIND).stream().map(this::row).toList();
    }

    @Transactional(readOnly = true)
    FormPage page(String code) {
        var summary = summary(code);
        var latest = definitions.latest(KIND, code);
        return new FormPage(
                code,
                summary.name(),
                client(summary.client()),
                summary.state().code(),
                summary.liveVersion(),
                summary.latestVersion(),
                summary.updatedAt(),
                summary.updatedBy(),
                body(latest),
                definitions.versions(KIND, code).stream()
                        .map(each -> new FormPage.Version(
                                each.version(),
                                each.state().code(),
                                each.at(),
                                each.by(),
                                each.reason(),
                                each.validFrom(),
                                each.validTo()))
                        .toList());
    }

    @Transactional(readOnly = true)
    FormPage.Body version(String code, int version) {
        return body(require(code, version));
    }

    @Transactional(readOnly = true)
    SequencedMap<String, Object> schema(String code, int version) {
        return FormSchema.of(
                checked(require(code, version)), Tenancy.current().language().tag());
    }

    @Transactional(readOnly = true)
    List<LineDifference.Line> difference(String code, int from, int to) {
        return definitions.difference(KIND, code, from, to);
    }

    FormPage create(
            @Nullable String code,
            @Nullable Text name,
            @Nullable String clientId,
            @Nullable FormBody body,
            @Nullable String reason) {
        var fields = new Fields();
        fields.code("code", code);
        fields.name("name", name);
        fields.length("reason", reason, LONGEST_REASON);
        var client = fields.optionalId("clientId", clientId);
        if (client != null && !clientExists(client)) {
            fields.add("clientId", "unknown");
        }
        fields.check();
        definitions.create(
                KIND,
                Objects.requireNonNull(code),
                client == null ? null : new ClientId(client),
                Objects.requireNonNull(name),
                written(body),
                reason == null ? "" : reason.strip());
        return page(Objects.requireNonNull(code));
    }

    /// The next version, as a draft; it may have errors.
    FormPage draft(String code, @Nullable Integer baseVersion, @Nullable FormBody body, @Nullable String reason) {
        summary(code);
        var fields = new Fields();
        fields.present("baseVersion", baseVersion);
        fields.length("reason", reason, LONGEST_REASON);
        fields.check();
        definitions.draft(
                KIND, code, Objects.requireNonNull(baseVersion), written(body), reason == null ? "" : reason.strip());
        return page(code);
    }

    /// @throws Problem `form-invalid` with the first finding, when there is an error
    FormPage approve(
            String code, int version, @Nullable String reason, @Nullable Instant validFrom, @Nullable Instant validTo) {
        var errors = checked(require(code, version)).errors();
        if (!errors.isEmpty()) {
            var first = errors.getFirst();
            throw Problems.refused(
                    "form-invalid",
                    Map.of(
                            "count",
                            errors.size(),
                            "path",
                            first.path(),
                            "message",
                            remark(first).message()));
        }
        var fields = new Fields();
        fields.length("reason", reason, LONGEST_REASON);
        fields.check();
        definitions.approve(
                KIND,
                code,
                version,
                reason == null ? "" : reason.strip(),
                validFrom,
                validTo,
                Definitions.Afterwards.ANOTHER);
        return page(code);
    }

    FormPage takeBack(String code, int version, @Nullable String reason) {
        var fields = new Fields();
        fields.length("reason", reason, LONGEST_REASON);
        fields.check();
        definitions.takeBack(KIND, code, version, reason == null ? "" : reason.strip());
        return page(code);
    }

    FormPage retire(String code, int version, @Nullable String reason) {
        definitions.retire(KIND, code, version, reason == null ? "" : reason.strip());
        return page(code);
    }

    @Transactional(readOnly = true)
    FormPage.Reading check(@Nullable FormBody body) {
        var checked = CheckedForm.of(FormJson.read(body));
        return new FormPage.Reading(remarks(checked), FormJson.of(checked));
    }

    @Transactional(readOnly = true)
    FormPage.Filled fill(@Nullable FormBody body, @Nullable Map<String, @Nullable AnswerBody> answers) {
        var checked = CheckedForm.of(FormJson.read(body));
        if (checked.isTooLarge()) {
            throw tooLarge(checked);
        }
        return filled(checked.fill(AnswerBody.read(answers)));
    }

    @Transactional(readOnly = true)
    FormPage.Filled fill(String code, @Nullable Integer version, @Nullable Map<String, @Nullable AnswerBody> answers) {
        var found = version == null ? definitions.latest(KIND, code) : require(code, version);
        return filled(checked(found).fill(AnswerBody.read(answers)));
    }

    /// Faults with their words, for whoever judged answers elsewhere.
    public FormPage.Fault fault(Filled.Fault fault) {
        var message = texts.find(Tenancy.current().language(), "form.fault." + fault.key(), fault.values());
        return new FormPage.Fault(fault.item(), fault.key(), fault.values(), message == null ? fault.key() : message);
    }

    public FormPage.@Nullable Score score(Filled.@Nullable Score score) {
        return score == null
                ? null
                : new FormPage.Score(
                        score.total(),
                        score.sections().stream()
                                .map(each -> new FormPage.SectionScore(each.code(), each.score()))
                                .toList(),
                        score.criticalErrors().stream()
                                .map(each -> new FormPage.CriticalError(
                                        each.item(), each.kind().code()))
                                .toList(),
                        score.answered(),
                        score.of());
    }

    private FormPage.Filled filled(Filled filled) {
        return new FormPage.Filled(
                filled.shown(), filled.faults().stream().map(this::fault).toList(), score(filled.score()));
    }

    private String written(@Nullable FormBody body) {
        var form = FormJson.read(body);
        var checked = CheckedForm.of(form);
        if (checked.isTooLarge()) {
            throw tooLarge(checked);
        }
        var yaml = FormWriter.write(form);
        if (yaml.length() > FormReader.MAX_LENGTH) {
            throw Problems.of(413, "too-large", Map.of());
        }
        return yaml;
    }

    private static Problem tooLarge(CheckedForm checked) {
        return Problems.fields(checked.findings().stream()
                .map(finding -> new Problem.Field("form." + finding.path(), finding.key(), finding.values()))
                .toList());
    }

    private FormPage.Body body(DefinitionVersion version) {
        var checked = checked(version);
        return new FormPage.Body(version.version(), version.state().code(), FormJson.of(checked), remarks(checked));
    }

    private List<FormPage.Remark> remarks(CheckedForm checked) {
        return checked.findings().stream().map(this::remark).toList();
    }

    private FormPage.Remark remark(FormFinding finding) {
        var message = texts.find(Tenancy.current().language(), "form.finding." + finding.key(), finding.values());
        return new FormPage.Remark(
                finding.path(),
                finding.key(),
                finding.values(),
                finding.severity().name().toLowerCase(Locale.ROOT),
                message == null ? finding.key() : message,
                finding.proposal() == null
                        ? null
                        : new FormPage.Proposal(
                                finding.proposal().text(), finding.proposal().value()));
    }

    private CheckedForm checked(DefinitionVersion version) {
        var key = key(version.code(), version.version());
        var known = read.get(key);
        if (known != null) {
            return known;
        }
        var reading = FormReader.read(version.body());
        if (reading.form() == null) {
            throw new IllegalStateException("The stored form %s version %d cannot be read: %s"
                    .formatted(version.code(), version.version(), reading.findings()));
        }
        var checked = CheckedForm.of(reading.form());
        if (read.size() >= MOST_READ) {
            read.clear();
        }
        read.put(key, checked);
        return checked;
    }

    private DefinitionVersion require(String code, int version) {
        var found = definitions.find(KIND, code, version);
        if (found == null) {
            throw Problems.notFound(KIND, code + " version " + version);
        }
        return found;
    }

    private DefinitionSummary summary(String code) {
        return definitions.list(KIND).stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Problems.notFound(KIND, code));
    }

    private FormRow row(DefinitionSummary summary) {
        var form = checked(definitions.latest(KIND, summary.code())).form();
        return new FormRow(
                summary.code(),
                summary.name(),
                client(summary.client()),
                form.use().code(),
                form.sections().stream()
                        .mapToInt(section -> section.items().size())
                        .sum(),
                summary.state().code(),
                summary.liveVersion(),
                summary.endsAt(),
                summary.latestVersion(),
                summary.updatedAt(),
                summary.updatedBy());
    }

    private boolean clientExists(long client) {
        return database.sql("select exists (select from client where id = :id)")
                .param("id", client)
                .query(Boolean.class)
                .single();
    }

    private static @Nullable String client(@Nullable ClientId client) {
        return client == null ? null : client.toString();
    }
}
