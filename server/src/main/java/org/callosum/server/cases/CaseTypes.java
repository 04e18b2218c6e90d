package org.callosum.server.cases;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.forms.Forms;
import org.callosum.server.platform.definitions.DefinitionSummary;
import org.callosum.server.platform.definitions.DefinitionVersion;
import org.callosum.server.platform.definitions.Definitions;
import org.callosum.server.platform.definitions.LineDifference;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Types of cases as a site edits and approves them: definitions of kind `case-type`. A case keeps the
/// version it began with; a new one begins with the version that serves.
@Service
@Transactional
class CaseTypes {
    static final String KIND = "case-type";
    private static final int LONGEST_REASON = 500;

    /// A version never changes, so nothing here goes stale. Bounded: all is dropped when it is full, and
    /// read again.
    private static final int MOST_READ = 2_000;

    private final Definitions definitions;
    private final CaseRepository repository;
    private final Forms forms;
    private final Tenancy tenancy;
    private final Messages texts;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<String, CaseTypeBody> read = new ConcurrentHashMap<>();

    CaseTypes(
            Definitions definitions,
            CaseRepository repository,
            Forms forms,
            Tenancy tenancy,
            Messages texts,
            JsonMapper json,
            Clock clock) {
        this.definitions = definitions;
        this.repository = repository;
        this.forms = forms;
        this.tenancy = tenancy;
        this.texts = texts;
        this.json = json;
        this.clock = clock;
    }

    /// Those that new cases may begin with, by code; also those that the house has put aside.
    @Transactional(readOnly = true)
    List<CaseType> live() {
        return definitions.serving(KIND, clock.instant()).stream()
                .map(each -> type(each, each.version()))
                .toList();
    }

    /// Those in service, and behind them those that are not yet or no longer, marked inactive and without a
    /// live version.
    @Transactional(readOnly = true)
    List<CaseType> all() {
        var all = new ArrayList<>(live());
        var known = new HashSet<String>();
        all.forEach(each -> known.add(each.code()));
        for (var summary : definitions.list(KIND)) {
            if (!known.contains(summary.code())) {
                var latest = definitions.latest(KIND, summary.code());
                var type = type(latest, null);
                all.add(new CaseType(
                        type.code(),
                        type.clientId(),
                        type.version(),
                        null,
                        type.name(),
                        type.form(),
                        type.script(),
                        type.task(),
                        type.states(),
                        type.moves(),
                        type.reasons(),
                        type.dueMinutes(),
                        type.notesRequired(),
                        type.dispositions(),
                        type.teamId(),
                        type.escalation(),
                        false));
            }
        }
        return all;
    }

    @Transactional(readOnly = true)
    Optional<CaseType> find(String code) {
        var live = definitions.live(KIND, code, clock.instant());
        return live == null ? Optional.empty() : Optional.of(type(live, live.version()));
    }

    /// The version that a case began with. Its words are asked for with every row, so they are remembered.
    @Transactional(readOnly = true)
    Optional<CaseType> version(String code, int version) {
        var known = read.get(key(code, version));
        if (known != null) {
            return Optional.of(known.type(code, null, version, null));
        }
        var found = definitions.find(KIND, code, version);
        return found == null ? Optional.empty() : Optional.of(type(found, null));
    }

    /// Brings what the program ships; a type that a person touched stays as the site has made it.
    void bring(CaseType type) {
        // whoever needs it first may be a person, and what a person brings counts as the site's own
        tenancy.asSystem(
                Tenancy.current().tenantId(),
                () -> definitions.bring(KIND, type.code(), type.name(), written(CaseTypeBody.of(type))));
    }

    @Transactional(readOnly = true)
    CaseTypePage page(String code) {
        var summary = summary(code);
        return new CaseTypePage(
                code,
                summary.name(),
                client(summary.client()),
                summary.state().code(),
                summary.liveVersion(),
                summary.latestVersion(),
                summary.updatedAt(),
                summary.updatedBy(),
                body(definitions.latest(KIND, code)),
                definitions.versions(KIND, code).stream()
                        .map(each -> new CaseTypePage.Version(
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
    CaseTypePage.Body versionBody(String code, int version) {
        return body(require(code, version));
    }

    @Transactional(readOnly = true)
    List<LineDifference.Line> difference(String code, int from, int to) {
        return definitions.difference(KIND, code, from, to);
    }

    CaseTypePage create(
            @Nullable String code, @Nullable String clientId, @Nullable CaseTypeBody type, @Nullable String reason) {
        var fields = new Fields();
        fields.code("code", code);
        checked(fields, type, reason);
        if (type != null && (type.name() == null || type.name().isEmpty())) {
            fields.add("type.name", "required");
        }
        var client = fields.optionalId("clientId", clientId);
        if (client != null && !repository.exists("client", client)) {
            fields.add("clientId", "unknown");
        }
        fields.check();
        definitions.create(
                KIND,
                Objects.requireNonNull(code),
                client == null ? null : new ClientId(client),
                Objects.requireNonNull(Objects.requireNonNull(type).name()),
                written(type),
                reason == null ? "" : reason.strip());
        return page(Objects.requireNonNull(code));
    }

    CaseTypePage draft(
            String code, @Nullable Integer baseVersion, @Nullable CaseTypeBody type, @Nullable String reason) {
        summary(code);
        var fields = new Fields();
        fields.present("baseVersion", baseVersion);
        checked(fields, type, reason);
        fields.check();
        definitions.draft(
                KIND,
                code,
                Objects.requireNonNull(baseVersion),
                written(Objects.requireNonNull(type)),
                reason == null ? "" : reason.strip());
        return page(code);
    }

    /// @throws Problem `case-type-invalid` with the first finding, when there is an error
    CaseTypePage approve(
            String code, int version, @Nullable String reason, @Nullable Instant validFrom, @Nullable Instant validTo) {
        var wanted = body(require(code, version));
        var errors = wanted.findings().stream()
                .filter(finding -> finding.severity().equals("error"))
                .toList();
        if (!errors.isEmpty()) {
            throw Problems.refused(
                    "case-type-invalid",
                    Map.of(
                            "count", errors.size(),
                            "path", errors.getFirst().path(),
                            "message", errors.getFirst().message()));
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
        if (wanted.type().name() != null) {
            definitions.rename(KIND, code, wanted.type().name());
        }
        return page(code);
    }

    /// What the approval had ended serves again, under the name it had.
    CaseTypePage takeBack(String code, int version, @Nullable String reason) {
        var fields = new Fields();
        fields.length("reason", reason, LONGEST_REASON);
        fields.check();
        definitions.takeBack(KIND, code, version, reason == null ? "" : reason.strip());
        var serving = definitions.live(KIND, code, clock.instant());
        var name = serving == null ? null : parsed(serving).name();
        if (name != null) {
            definitions.rename(KIND, code, name);
        }
        return page(code);
    }

    CaseTypePage retire(String code, int version, @Nullable String reason) {
        definitions.retire(KIND, code, version, reason == null ? "" : reason.strip());
        return page(code);
    }

    @Transactional(readOnly = true)
    CaseTypePage.Reading check(@Nullable CaseTypeBody type) {
        var fields = new Fields();
        checked(fields, type, null);
        fields.check();
        return new CaseTypePage.Reading(remarks(Objects.requireNonNull(type)));
    }

    private static void checked(Fields fields, @Nullable CaseTypeBody type, @Nullable String reason) {
        fields.length("reason", reason, LONGEST_REASON);
        fields.present("type", type);
        if (type != null) {
            type.checkBounds(fields);
        }
    }

    private String written(CaseTypeBody type) {
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(type.whole());
    }

    private CaseTypePage.Body body(DefinitionVersion version) {
        var type = parsed(version);
        return new CaseTypePage.Body(version.version(), version.state().code(), type, remarks(type));
    }

    private List<CaseTypePage.Remark> remarks(CaseTypeBody type) {
        var house = new CaseTypeBody.House(forms.liveCodes(), repository.teams());
        var language = Tenancy.current().language();
        return type.findings(house).stream()
                .map(finding -> {
                    var message = texts.find(language, "case-type.finding." + finding.key(), finding.values());
                    return new CaseTypePage.Remark(
                            finding.path(),
                            finding.key(),
                            finding.values(),
                            finding.error() ? "error" : "warning",
                            message == null ? finding.key() : message);
                })
                .toList();
    }

    private CaseType type(DefinitionVersion version, @Nullable Integer live) {
        return parsed(version).type(version.code(), client(version.client()), version.version(), live);
    }

    private CaseTypeBody parsed(DefinitionVersion version) {
        var key = key(version.code(), version.version());
        var known = read.get(key);
        if (known != null) {
            return known;
        }
        try {
            var body = json.readValue(version.body(), CaseTypeBody.class).whole();
            if (read.size() >= MOST_READ) {
                read.clear();
            }
            read.put(key, body);
            return body;
        } catch (JacksonException unreadable) {
            throw new IllegalStateException(
                    "The stored case type %s version %d cannot be read".formatted(version.code(), version.version()),
                    unreadable);
        }
    }

    private static String key(String code, int version) {
        return Tenancy.current().tenantId() + "/" + code + "/" + version;
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

    private static @Nullable String client(@Nullable ClientId client) {
        return client == null ? null : client.toString();
    }
}
