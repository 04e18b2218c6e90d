package org.callosum.server.flows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.callosum.flow.Finding;
import org.callosum.flow.FlowCatalogue;
import org.callosum.flow.FlowDefinition;
import org.callosum.flow.FlowLibrary;
import org.callosum.flow.FlowReader;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.cases.CaseType;
import org.callosum.server.cases.Cases;
import org.callosum.server.intents.Intents;
import org.callosum.server.people.Skills;
import org.callosum.server.platform.definitions.DefinitionSummary;
import org.callosum.server.platform.definitions.DefinitionVersion;
import org.callosum.server.platform.definitions.Definitions;
import org.callosum.server.platform.definitions.LineDifference;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Remembered;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.queues.Calendars;
import org.callosum.server.queues.Queues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Flows as a site edits and approves them. The flow engine judges each text; one with errors never goes live, and the
/// version that serves goes on serving. A run keeps the version it began with.
@Service
@Transactional
public class Flows {
    static final String KIND = "flow";
    private static final Pattern DECLARED_KIND = Pattern.compile("(?m)^kind:\\s*([a-z]+)");

    private final Definitions definitions;
    private final Prompts prompts;
    private final Queues queues;
    private final Calendars calendars;
    private final Skills skills;
    private final Cases cases;
    private final Intents intents;
    private final ScriptVocabulary vocabulary;
    private final Tenancy tenancy;
    private final Clock clock;

    /// Read flows by tenant, code and version: a version never changes, so nothing here goes stale. Bounded: the whole
    /// map is dropped when it is full, and read again as needed.
    private final Map<String, FlowDefinition> read = new java.util.concurrent.ConcurrentHashMap<>();

    private static final int MOST_READ = 2_000;
    private final Map<Long, Remembered<Map<String, FlowDefinition>>> live =
            new java.util.concurrent.ConcurrentHashMap<>();

    Flows(
            Definitions definitions,
            Prompts prompts,
            Queues queues,
            Calendars calendars,
            Skills skills,
            Cases cases,
            Intents intents,
            ScriptVocabulary vocabulary,
            Tenancy tenancy,
            Clock clock) {
        this.definitions = definitions;
        this.prompts = prompts;
        this.queues = queues;
        this.calendars = calendars;
        this.skills = skills;
        this.cases = cases;
        this.intents = intents;
        this.vocabulary = vocabulary;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<FlowRow> all() {
        return definitions.list(KIND).stream().map(Flows::row).toList();
    }

    @Transactional(readOnly = true)
    public FlowPage page(String code) {
        var summary = summary(code);
        var latest = definitions.latest(KIND, code);
        var reading = reading(latest.body(), latest.client());
        var row = row(summary);
        return new FlowPage(
                row.code(),
                row.name(),
                row.clientId(),
                row.state(),
                row.liveVersion(),
                row.latestVersion(),
                row.updatedAt(),
                row.updatedBy(),
                latest.body(),
                definitions.versions(KIND, code).stream()
                        .map(each -> new FlowPage.Version(
                                each.version(),
                                each.state().code(),
                                each.at(),
                                each.by(),
                                each.reason(),
                                each.validFrom(),
                                each.validTo()))
                        .toList(),
                reading.findings(),
                reading.picture());
    }

    @Transactional(readOnly = true)
    public FlowPage.Reading validate(String yaml, @Nullable Long client) {
        return reading(yaml, client == null ? null : new ClientId(client));
    }

    @Transactional(readOnly = true)
    public FlowPage.Body version(String code, int version) {
        var found = definitions.find(KIND, code, version);
        if (found == null) {
            throw Problems.notFound(KIND, code + " version " + version);
        }
        return new FlowPage.Body(version, found.state().code(), found.body());
    }

    @Transactional(readOnly = true)
    public List<LineDifference.Line> difference(String code, int from, int to) {
        return definitions.difference(KIND, code, from, to);
    }

    /// A new flow, as a draft: it may still have errors.
    public FlowPage create(
            @Nullable String code,
            @Nullable Text name,
            @Nullable String clientId,
            @Nullable String yaml,
            String reason) {
        var fields = new Fields();
        fields.code("code", code);
        fields.name("name", name);
        fields.required("yaml", yaml, FlowReader.MAX_LENGTH);
        var client = fields.optionalId("clientId", clientId);
        if (client != null && !prompts.clientExists(client)) {
            fields.add("clientId", "unknown");
        }
        fields.check();
        definitions.create(
                KIND,
                Objects.requireNonNull(code),
                client == null ? null : new ClientId(client),
                Objects.requireNonNull(name),
                Objects.requireNonNull(yaml),
                reason);
        return page(Objects.requireNonNull(code));
    }

    public FlowPage draft(String code, @Nullable Integer baseVersion, @Nullable String yaml, @Nullable String reason) {
        summary(code);
        var fields = new Fields();
        fields.present("baseVersion", baseVersion);
        fields.required("yaml", yaml, FlowReader.MAX_LENGTH);
        fields.length("reason", reason, 500);
        fields.check();
        definitions.draft(
                KIND,
                code,
                Objects.requireNonNull(baseVersion),
                Objects.requireNonNull(yaml),
                reason == null ? "" : reason.strip());
        return page(code);
    }

    /// Puts a version into service until another one is approved.
    public FlowPage approve(String code, int version, @Nullable String reason, @Nullable Instant validFrom) {
        return approve(code, version, reason, validFrom, null);
    }

    /// Puts a version into service, if the reader finds no error.
    ///
    /// @param validTo until when; null: until another one is approved. A script may end in nothing, other flows
    ///     may not
    /// @throws Problem `flow-invalid` with the findings, `flow-of-other-code`, `definition-ends-in-nothing`
    public FlowPage approve(
            String code, int version, @Nullable String reason, @Nullable Instant validFrom, @Nullable Instant validTo) {
        var wanted = definitions.find(KIND, code, version);
        if (wanted == null) {
            throw Problems.notFound(KIND, code + " version " + version);
        }
        var result = FlowReader.read(wanted.body(), version, catalogue(wanted.client()));
        var errors = result.errors();
        if (!errors.isEmpty() || result.definition() == null) {
            throw invalid(errors);
        }
        if (!result.definition().code().equals(code)) {
            throw Problems.refused(
                    "flow-of-other-code", Map.of("found", result.definition().code(), "wanted", code));
        }
        definitions.approve(
                KIND,
                code,
                version,
                reason == null ? "" : reason.strip(),
                validFrom,
                validTo,
                result.definition().kind() == FlowDefinition.Kind.SCRIPT
                        ? Definitions.Afterwards.NOTHING
                        : Definitions.Afterwards.ANOTHER);
        forgetAfterCommit();
        return page(code);
    }

    /// What the approval had ended serves again.
    FlowPage takeBack(String code, int version, @Nullable String reason) {
        definitions.takeBack(KIND, code, version, reason == null ? "" : reason.strip());
        forgetAfterCommit();
        return page(code);
    }

    public FlowPage retire(String code, int version, @Nullable String reason) {
        definitions.retire(KIND, code, version, reason == null ? "" : reason.strip());
        forgetAfterCommit();
        return page(code);
    }

    /// The flows that serve calls of a tenant now, from memory. A flow of another client is not there.
    @Transactional(propagation = Propagation.SUPPORTS)
    public FlowLibrary library(long tenant, long client) {
        return new FlowLibrary() {
            @Override
            public @Nullable FlowDefinition current(String code) {
                return live(tenant, code, client);
            }

            @Override
            public @Nullable FlowDefinition version(String code, int version) {
                return Flows.this.version(tenant, code, version);
            }
        };
    }

    /// The version of a flow that serves now; null when there is none, or it is another client's.
    @Transactional(propagation = Propagation.SUPPORTS)
    public @Nullable FlowDefinition live(long tenant, String code, long client) {
        var known = known(tenant);
        var own = known.get(client + "/" + code);
        return own == null ? known.get("/" + code) : own;
    }

    /// Every flow of this kind that serves a client now, by code. A client's own comes before the house's.
    @Transactional(propagation = Propagation.SUPPORTS)
    public List<FlowDefinition> live(long tenant, long client, FlowDefinition.Kind kind) {
        var codes = new java.util.TreeSet<String>();
        known(tenant).forEach((key, flow) -> {
            if (key.startsWith("/") || key.startsWith(client + "/")) {
                codes.add(flow.code());
            }
        });
        var found = new java.util.ArrayList<FlowDefinition>();
        for (var code : codes) {
            var flow = live(tenant, code, client);
            if (flow != null && flow.kind() == kind) {
                found.add(flow);
            }
        }
        return found;
    }

    /// A version that some run began with, whatever has become of it since.
    @Transactional(propagation = Propagation.SUPPORTS)
    public @Nullable FlowDefinition version(long tenant, String code, int version) {
        var key = tenant + "/" + code + "/" + version;
        var known = read.get(key);
        if (known != null) {
            return known;
        }
        return tenancy.<@Nullable FlowDefinition>asSystem(tenant, () -> {
            var found = definitions.find(KIND, code, version);
            return found == null ? null : parsed(tenant, found);
        });
    }

    private Map<String, FlowDefinition> known(long tenant) {
        return live.computeIfAbsent(
                        tenant,
                        id -> new Remembered<>("flows", Duration.ofSeconds(10), System::nanoTime, () -> readLive(id)))
                .value();
    }

    private Map<String, FlowDefinition> readLive(long tenant) {
        return tenancy.asSystem(tenant, () -> {
            var now = clock.instant();
            var serving = new HashMap<String, FlowDefinition>();
            for (var summary : definitions.list(KIND)) {
                var version = definitions.live(KIND, summary.code(), now);
                if (version != null) {
                    var flow = parsed(tenant, version);
                    if (flow != null) {
                        var client = version.client();
                        serving.put((client == null ? "" : client.toString()) + "/" + summary.code(), flow);
                    }
                }
            }
            return Map.copyOf(serving);
        });
    }

    /// Approved texts had no errors; a catalogue that has since lost a queue must not silence a number.
    private @Nullable FlowDefinition parsed(long tenant, DefinitionVersion version) {
        var key = tenant + "/" + version.code() + "/" + version.version();
        var known = read.get(key);
        if (known != null) {
            return known;
        }
        var flow = FlowReader.read(version.body(), version.version(), FlowCatalogue.unknown())
                .definition();
        if (flow != null) {
            if (read.size() >= MOST_READ) {
                read.clear();
            }
            read.put(key, flow);
        }
        return flow;
    }

    private void forgetAfterCommit() {
        var tenant = Tenancy.current().tenantId();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                var known = live.get(tenant);
                if (known != null) {
                    known.forget();
                }
            }
        });
    }

    /// A text as it would lead a caller, whatever it names that is not there.
    ///
    /// @throws Problem `flow-invalid` if it says nothing that could be followed
    @Transactional(readOnly = true)
    public FlowDefinition tried(String yaml, @Nullable ClientId client) {
        var result = FlowReader.read(yaml, 1, FlowCatalogue.unknown());
        if (result.definition() == null) {
            throw invalid(FlowReader.read(yaml, 1, catalogue(client)).errors());
        }
        return result.definition();
    }

    /// The newest text of a flow, in service or not; null if there is none that could be followed.
    @Transactional(readOnly = true)
    @Nullable
    FlowDefinition newest(String code) {
        return definitions.list(KIND).stream().anyMatch(each -> each.code().equals(code))
                ? FlowReader.read(definitions.latest(KIND, code).body(), 1, FlowCatalogue.unknown())
                        .definition()
                : null;
    }

    private static Problem invalid(List<Finding> errors) {
        var first = errors.getFirst();
        return Problems.refused(
                "flow-invalid", Map.of("count", errors.size(), "line", first.line(), "message", first.message()));
    }

    private FlowPage.Reading reading(String yaml, @Nullable ClientId client) {
        var result = FlowReader.read(yaml, 1, catalogue(client));
        // a text with errors of naming only is still drawn, so that its author sees where they are
        var flow = result.definition() == null
                ? FlowReader.read(yaml, 1, FlowCatalogue.unknown()).definition()
                : result.definition();
        return new FlowPage.Reading(
                result.findings().stream().map(FlowPage.Remark::of).toList(),
                flow == null ? Picture.EMPTY : Picture.of(flow));
    }

    /// What a flow of this client may name. A shared flow may name what any client has.
    private FlowCatalogue catalogue(@Nullable ClientId client) {
        var queueCodes = new HashSet<String>();
        queues.all().stream()
                .filter(queue -> client == null || client.toString().equals(queue.clientId()))
                .filter(queue -> Boolean.TRUE.equals(queue.active()))
                .forEach(queue -> queueCodes.add(String.valueOf(queue.code())));
        var flows = new HashMap<String, FlowDefinition.Kind>();
        for (var summary : definitions.list(KIND)) {
            if (summary.client() == null || summary.client().equals(client) || client == null) {
                var kind = DECLARED_KIND.matcher(
                        definitions.latest(KIND, summary.code()).body());
                if (kind.find()) {
                    kind(kind.group(1), flows, summary.code());
                }
            }
        }
        return FlowCatalogue.unknown()
                .withPrompts(prompts.codes(client == null ? null : client.value()))
                .withQueues(queueCodes)
                .withCalendars(codes(calendars.all().stream().map(each -> String.valueOf(each.code()))))
                .withSkills(codes(skills.all().stream().map(each -> String.valueOf(each.code()))))
                .withCaseTypes(codes(cases.types().stream().map(CaseType::code)))
                .withIntents(intents.codes(client))
                .withFlows(flows)
                .withScripts(vocabulary.of(client));
    }

    private static void kind(String word, Map<String, FlowDefinition.Kind> flows, String code) {
        for (var kind : FlowDefinition.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                flows.put(code, kind);
            }
        }
    }

    private static Set<String> codes(Stream<String> codes) {
        var known = new HashSet<String>();
        codes.forEach(known::add);
        return known;
    }

    private DefinitionSummary summary(String code) {
        return definitions.list(KIND).stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Problems.notFound(KIND, code));
    }

    private static FlowRow row(DefinitionSummary summary) {
        return new FlowRow(
                summary.code(),
                summary.name(),
                summary.client() == null ? null : summary.client().toString(),
                summary.state().code(),
                summary.liveVersion(),
                summary.endsAt(),
                summary.latestVersion(),
                summary.updatedAt(),
                summary.updatedBy());
    }
}
