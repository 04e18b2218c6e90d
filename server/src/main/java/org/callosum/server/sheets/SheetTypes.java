package org.callosum.server.sheets;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.cases.CaseType;
import org.callosum.server.cases.Cases;
import org.callosum.server.forms.Forms;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.definitions.DefinitionSummary;
import org.callosum.server.platform.definitions.DefinitionVersion;
import org.callosum.server.platform.definitions.Definitions;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Kinds of sheets as a site edits and approves them: definitions of kind `sheet-type`. A sheet keeps
/// the version
/// it began with.
@Service
@Transactional
public class SheetTypes {
    static final String KIND = "sheet-type";
    private static final int LONGEST_REASON = 500;

    /// A version never changes, so nothing here goes stale. Bounded: all is dropped when it is full, and
    /// read again.
    private static final int MOST_READ = 2_000;

    private final Definitions definitions;
    private final Forms forms;
    private final Cases cases;
    private final JdbcClient database;
    private final Tenancy tenancy;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<String, SheetTypeBody> read = new ConcurrentHashMap<>();

    SheetTypes(
            Definitions definitions,
            Forms forms,
            Cases cases,
            JdbcClient database,
            Tenancy tenancy,
            JsonMapper json,
            Clock clock) {
        this.definitions = definitions;
        this.forms = forms;
        this.cases = cases;
        this.database = database;
        this.tenancy = tenancy;
        this.json = json;
        this.clock = clock;
    }

    /// A version that serves, with what is asked of it.
    record Live(String code, int version, @Nullable ClientId client, Text name, SheetTypeBody type) {}

    /// Brings what the program ships; a kind that a person touched stays as the site has made it.
    ///
    /// @param body as the interface speaks of it: the playbook's file holds the same shape
    /// @throws IllegalArgumentException for one that could not be approved
    public void bring(String code, Map<String, ?> body) {
        var type = json.convertValue(body, SheetTypeBody.class);
        var fields = new Fields();
        type.check(fields);
        if (fields.anyWrong()) {
            throw new IllegalArgumentException("The shipped kind of sheet %s cannot be read: %s".formatted(code, type));
        }
        tenancy.asSystem(
                Tenancy.current().tenantId(),
                () -> definitions.bring(KIND, code, Objects.requireNonNull(type.name()), written(type)));
    }

    /// Those that serve.
    @Transactional(readOnly = true)
    List<Live> live() {
        return definitions.serving(KIND, clock.instant()).stream()
                .map(this::live)
                .filter(each -> Boolean.TRUE.equals(each.type().active()))
                .toList();
    }

    @Transactional(readOnly = true)
    @Nullable
    Live live(String code) {
        var found = definitions.live(KIND, code, clock.instant());
        return found == null || !Boolean.TRUE.equals(parsed(found).active()) ? null : live(found);
    }

    /// The version that a sheet began with; null where it may not be seen.
    @Transactional(readOnly = true)
    @Nullable
    SheetTypeBody version(String code, int version) {
        var found = definitions.find(KIND, code, version);
        return found == null ? null : parsed(found);
    }

    /// When the first version of a kind came into service.
    @Transactional(readOnly = true)
    Instant inServiceSince(String code) {
        return definitions.versions(KIND, code).stream()
                .map(DefinitionVersion::validFrom)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElseGet(clock::instant);
    }

    /// Codes of the roles that the account holds.
    Set<String> roles() {
        return Set.copyOf(database.sql(
                        "select r.code from account_role x join role r on r.id = x.role_id where x.account_id = :account")
                .param("account", Objects.requireNonNullElse(Tenancy.current().accountId(), 0L))
                .query((row, _) -> row.getString("code"))
                .list());
    }

    /// Who may configure kinds could open any to themselves, so nothing is closed to them.
    static boolean mayFill(SheetTypeBody type, Set<String> roles) {
        return Tenancy.current().may(Right.SHEETS_CONFIGURE)
                || Tenancy.current().may(Right.SHEETS_FILL) && meets(type.fillers(), roles);
    }

    static boolean mayRead(SheetTypeBody type, Set<String> roles) {
        return Tenancy.current().may(Right.SHEETS_CONFIGURE)
                || Tenancy.current().may(Right.SHEETS_VIEW) && meets(type.readers(), roles);
    }

    private static boolean meets(@Nullable List<String> wanted, Set<String> roles) {
        return SheetTypeBody.or(wanted).isEmpty()
                || SheetTypeBody.or(wanted).stream().anyMatch(roles::contains);
    }

    /// Those in service that the reader has to do with; for whoever may configure them also the others.
    @Transactional(readOnly = true)
    List<SheetType> rows() {
        var roles = roles();
        var rows = new ArrayList<SheetType>();
        var known = new HashSet<String>();
        for (var each : definitions.serving(KIND, clock.instant())) {
            known.add(each.code());
            var row = row(each, each.version(), each.validTo(), roles);
            if (row.mayFill() || row.mayRead()) {
                rows.add(row);
            }
        }
        if (Tenancy.current().may(Right.SHEETS_CONFIGURE)) {
            for (var summary : definitions.list(KIND)) {
                if (!known.contains(summary.code())) {
                    rows.add(row(definitions.latest(KIND, summary.code()), null, null, roles));
                }
            }
        }
        return rows;
    }

    /// Codes of the kinds whose sheets the reader reads; one that serves no longer goes by its last wording.
    @Transactional(readOnly = true)
    List<String> readable() {
        var roles = roles();
        var serving = definitions.serving(KIND, clock.instant());
        var known = new HashSet<>(serving.stream().map(DefinitionVersion::code).toList());
        var all = new ArrayList<>(serving);
        for (var summary : definitions.list(KIND)) {
            if (known.add(summary.code())) {
                all.add(definitions.latest(KIND, summary.code()));
            }
        }
        return all.stream()
                .filter(each -> mayRead(parsed(each), roles))
                .map(DefinitionVersion::code)
                .toList();
    }

    @Transactional(readOnly = true)
    SheetType.Blank blank(String code) {
        var live = live(code);
        if (live == null || !mayFill(live.type(), roles())) {
            throw Problems.notFound(KIND, code);
        }
        var form = forms.live(Objects.requireNonNull(live.type().form()));
        if (form == null) {
            throw Problems.refused(
                    "sheet-form-gone", Map.of("form", String.valueOf(live.type().form())));
        }
        return new SheetType.Blank(
                code,
                live.version(),
                live.name(),
                Objects.requireNonNull(live.type().subject()),
                form.code(),
                form.version(),
                Forms.body(form.form()));
    }

    @Transactional(readOnly = true)
    SheetType.Whole whole(String code) {
        var summary = summary(code);
        var latest = definitions.latest(KIND, code);
        return new SheetType.Whole(
                row(latest, summary.liveVersion(), summary.endsAt(), roles()),
                summary.state().code(),
                definitions.versions(KIND, code).stream()
                        .map(each -> new SheetType.Version(
                                each.version(),
                                each.state().code(),
                                each.at(),
                                each.by(),
                                each.reason(),
                                each.validFrom(),
                                each.validTo()))
                        .toList());
    }

    SheetType.Whole create(
            @Nullable String code, @Nullable String clientId, @Nullable SheetTypeBody type, @Nullable String reason) {
        var fields = new Fields();
        fields.code("code", code);
        var client = fields.optionalId("clientId", clientId);
        if (client != null && !exists(client)) {
            fields.add("clientId", "unknown");
        }
        check(fields, type, reason);
        var body = Objects.requireNonNull(type);
        definitions.create(
                KIND,
                Objects.requireNonNull(code),
                client == null ? null : new ClientId(client),
                Objects.requireNonNull(body.name()),
                written(body),
                reason == null ? "" : reason.strip());
        return whole(Objects.requireNonNull(code));
    }

    SheetType.Whole draft(
            String code, @Nullable Integer baseVersion, @Nullable SheetTypeBody type, @Nullable String reason) {
        summary(code);
        var fields = new Fields();
        fields.present("baseVersion", baseVersion);
        check(fields, type, reason);
        definitions.draft(
                KIND,
                code,
                Objects.requireNonNull(baseVersion),
                written(Objects.requireNonNull(type)),
                reason == null ? "" : reason.strip());
        return whole(code);
    }

    /// @throws Problem `fields-invalid` where the house has changed since it was drafted,
    ///     `definition-not-draft`
    /// @param validTo until when; a kind may simply be over then, like a round kept for a season
    SheetType.Whole approve(
            String code, int version, @Nullable String reason, @Nullable Instant validFrom, @Nullable Instant validTo) {
        var wanted = parsed(require(code, version));
        check(new Fields(), wanted, reason);
        definitions.approve(
                KIND,
                code,
                version,
                reason == null ? "" : reason.strip(),
                validFrom,
                validTo,
                Definitions.Afterwards.NOTHING);
        definitions.rename(KIND, code, Objects.requireNonNull(wanted.name()));
        return whole(code);
    }

    /// What the approval had ended serves again, under the name it had.
    SheetType.Whole takeBack(String code, int version, @Nullable String reason) {
        var fields = new Fields();
        fields.length("reason", reason, LONGEST_REASON);
        fields.check();
        definitions.takeBack(KIND, code, version, reason == null ? "" : reason.strip());
        var serving = definitions.live(KIND, code, clock.instant());
        var name = serving == null ? null : parsed(serving).name();
        if (name != null) {
            definitions.rename(KIND, code, name);
        }
        return whole(code);
    }

    SheetType.Whole retire(String code, int version, @Nullable String reason) {
        var fields = new Fields();
        fields.length("reason", reason, LONGEST_REASON);
        fields.check();
        definitions.retire(KIND, code, version, reason == null ? "" : reason.strip());
        return whole(code);
    }

    /// A draft is small, so it has to be right at once; what it names has to be there.
    private void check(Fields fields, @Nullable SheetTypeBody type, @Nullable String reason) {
        fields.length("reason", reason, LONGEST_REASON);
        fields.present("type", type);
        if (type != null) {
            type.check(fields);
        }
        fields.check();
        var body = Objects.requireNonNull(type);
        var form = forms.live(Objects.requireNonNull(body.form()));
        if (form == null) {
            fields.add("type.form", "unknown", Map.of("value", String.valueOf(body.form())));
        }
        var caseTypes = new HashSet<>(cases.types().stream().map(CaseType::code).toList());
        for (int i = 0; i < SheetTypeBody.or(body.findings()).size(); i++) {
            var finding = SheetTypeBody.or(body.findings()).get(i);
            if (form != null && form.form().item(Objects.requireNonNull(finding.item())) == null) {
                fields.add(
                        "type.findings[%d].item".formatted(i),
                        "unknown",
                        Map.of("value", String.valueOf(finding.item())));
            }
            if (!caseTypes.contains(Objects.requireNonNull(finding.caseType()))) {
                fields.add(
                        "type.findings[%d].caseType".formatted(i),
                        "unknown",
                        Map.of("value", String.valueOf(finding.caseType())));
            }
        }
        var roles = Set.copyOf(database.sql("select code from role")
                .query((row, _) -> row.getString("code"))
                .list());
        unknown(fields, "type.fillers", body.fillers(), roles);
        unknown(fields, "type.readers", body.readers(), roles);
        fields.check();
    }

    private static void unknown(Fields fields, String path, @Nullable List<String> wanted, Set<String> known) {
        for (var each : SheetTypeBody.or(wanted)) {
            if (!known.contains(each)) {
                fields.add(path, "unknown", Map.of("value", each));
            }
        }
    }

    private boolean exists(long client) {
        return database.sql("select exists (select from client where id = :id)")
                .param("id", client)
                .query(Boolean.class)
                .single();
    }

    private Live live(DefinitionVersion version) {
        var type = parsed(version);
        return new Live(
                version.code(),
                version.version(),
                version.client(),
                type.name() == null ? version.name() : type.name(),
                type);
    }

    private SheetType row(
            DefinitionVersion version, @Nullable Integer live, @Nullable Instant endsAt, Set<String> roles) {
        var type = parsed(version);
        return new SheetType(
                version.code(),
                version.client() == null ? null : version.client().toString(),
                type.name() == null ? version.name() : type.name(),
                version.version(),
                live,
                endsAt,
                type,
                live != null && Boolean.TRUE.equals(type.active()) && mayFill(type, roles),
                mayRead(type, roles));
    }

    private String written(SheetTypeBody type) {
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(type.whole());
    }

    private SheetTypeBody parsed(DefinitionVersion version) {
        var key = Tenancy.current().tenantId() + "/" + version.code() + "/" + version.version();
        var known = read.get(key);
        if (known != null) {
            return known;
        }
        try {
            var body = json.readValue(version.body(), SheetTypeBody.class).whole();
            if (read.size() >= MOST_READ) {
                read.clear();
            }
            read.put(key, body);
            return body;
        } catch (JacksonException unreadable) {
            throw new IllegalStateException(
                    "The stored kind of sheet %s version %d cannot be read"
                            .formatted(version.code(), version.version()),
                    unreadable);
        }
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
}
