package org.callosum.server.intents;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.callosum.kernel.id.ClientId;
import org.callosum.language.PhraseChecks;
import org.callosum.language.PhraseModel;
import org.callosum.measures.Wilson;
import org.callosum.server.platform.definitions.DefinitionVersion;
import org.callosum.server.platform.definitions.Definitions;
import org.callosum.server.platform.definitions.LineDifference;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.search.Folding;
import org.callosum.server.platform.tenancy.ClientScope;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Messages;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/// The tables of wishes as they are written, judged and approved: one a client, and one of the house that
/// only those
/// may change who see every client.
@Service
@Transactional
class IntentTables {
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_SENTENCE = 500;

    private final Definitions definitions;
    private final Intents intents;
    private final WishMisses misses;
    private final JdbcClient database;
    private final Messages texts;
    private final JsonMapper json;
    private final Clock clock;

    IntentTables(
            Definitions definitions,
            Intents intents,
            WishMisses misses,
            JdbcClient database,
            Messages texts,
            JsonMapper json,
            Clock clock) {
        this.definitions = definitions;
        this.intents = intents;
        this.misses = misses;
        this.database = database;
        this.texts = texts;
        this.json = json;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    IntentsPage page(@Nullable String clientId) {
        var client = client(clientId);
        var code = Intents.code(client);
        var versions = definitions.versions(Intents.KIND, code);
        var inForce = definitions.live(Intents.KIND, code, clock.instant());
        var latest = versions.isEmpty() ? null : versions.getFirst();
        var table = latest == null ? new IntentTable(null, List.of()) : Intents.read(json, latest.body());
        return new IntentsPage(
                client == null ? null : client.toString(),
                inForce == null ? null : inForce.version(),
                latest == null ? 0 : latest.version(),
                latest == null ? "none" : latest.state().code(),
                table,
                judged(table),
                versions.stream().map(IntentTables::row).toList());
    }

    @Transactional(readOnly = true)
    IntentsPage.Body version(@Nullable String clientId, int version) {
        var found = find(client(clientId), version);
        return new IntentsPage.Body(version, found.state().code(), Intents.read(json, found.body()));
    }

    @Transactional(readOnly = true)
    List<LineDifference.Line> difference(@Nullable String clientId, int from, int to) {
        var client = client(clientId);
        find(client, from);
        find(client, to);
        return definitions.difference(Intents.KIND, Intents.code(client), from, to);
    }

    /// What a table is worth that nobody has stored yet.
    @Transactional(readOnly = true)
    IntentsPage.Judgement judge(@Nullable IntentTable table) {
        return judged(checked(table));
    }

    /// What sentences would be taken for by a table that nobody has stored yet.
    @Transactional(readOnly = true)
    IntentsPage.Tried attempt(@Nullable IntentTable table, @Nullable String text) {
        var known = checked(table);
        var fields = new Fields();
        fields.required("text", text, LONGEST_SENTENCE);
        fields.check();
        var names = new HashMap<String, @Nullable Text>();
        known.wishes().forEach(wish -> names.put(Objects.requireNonNull(wish.code()), wish.name()));
        var understanding =
                PhraseModel.of(known.known(), Folding::fold).understand(Objects.requireNonNull(text), Set.of());
        return new IntentsPage.Tried(
                understanding.sure(known.sureness())
                        ? understanding.candidates().getFirst().intent()
                        : null,
                understanding.candidates().stream()
                        .map(each -> new IntentsPage.Candidate(
                                each.intent(),
                                names.get(each.intent()),
                                each.confidence(),
                                each.phrase(),
                                each.likeness()))
                        .toList());
    }

    /// Stores a table as a draft; it may be hard to tell apart yet.
    ///
    /// @param baseVersion the newest version its author had seen; 0 for the first
    IntentsPage draft(
            @Nullable String clientId,
            @Nullable Integer baseVersion,
            @Nullable IntentTable table,
            @Nullable String reason) {
        var client = client(clientId);
        requireOwn(client);
        var known = checked(table);
        var fields = new Fields();
        fields.present("baseVersion", baseVersion);
        fields.length("reason", reason, LONGEST_REASON);
        fields.check();
        var code = Intents.code(client);
        var why = reason == null ? "" : reason.strip();
        int base = Objects.requireNonNull(baseVersion);
        if (base == 0 && definitions.versions(Intents.KIND, code).isEmpty()) {
            definitions.create(Intents.KIND, code, client, Intents.NAME, written(known), why);
        } else {
            definitions.draft(Intents.KIND, code, base, written(known), why);
        }
        return page(clientId);
    }

    /// @param validTo until when; null: until another one is approved. A client's own table may end in nothing where
    ///     the house's serves then
    /// @throws Problem `intents-shared` when the same words stand for two wishes; `definition-ends-in-nothing`
    IntentsPage approve(
            @Nullable String clientId,
            int version,
            @Nullable String reason,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {
        var client = client(clientId);
        requireOwn(client);
        requireLength(reason);
        var table = Intents.read(json, find(client, version).body());
        for (var remark : judged(table).remarks()) {
            if ("shared".equals(remark.code())) {
                throw Problems.refused("intents-shared", Map.of("message", remark.text()));
            }
        }
        definitions.approve(
                Intents.KIND,
                Intents.code(client),
                version,
                reason == null ? "" : reason.strip(),
                validFrom,
                validTo,
                validTo != null && houseServes(client, validTo)
                        ? Definitions.Afterwards.NOTHING
                        : Definitions.Afterwards.ANOTHER);
        return page(clientId);
    }

    private boolean houseServes(@Nullable ClientId client, Instant at) {
        return client != null && definitions.live(Intents.KIND, Intents.code(null), at) != null;
    }

    /// What the approval had ended serves again.
    IntentsPage takeBack(@Nullable String clientId, int version, @Nullable String reason) {
        var client = client(clientId);
        requireOwn(client);
        requireLength(reason);
        find(client, version);
        definitions.takeBack(Intents.KIND, Intents.code(client), version, reason == null ? "" : reason.strip());
        return page(clientId);
    }

    private static void requireLength(@Nullable String reason) {
        var fields = new Fields();
        fields.length("reason", reason, LONGEST_REASON);
        fields.check();
    }

    IntentsPage retire(@Nullable String clientId, int version, @Nullable String reason) {
        var client = client(clientId);
        requireOwn(client);
        find(client, version);
        definitions.retire(Intents.KIND, Intents.code(client), version, reason == null ? "" : reason.strip());
        return page(clientId);
    }

    /// What customers typed that nothing took, with the wish that is nearest by the table in force.
    @Transactional(readOnly = true)
    List<IntentsPage.Missed> missed(@Nullable String clientId) {
        var client = client(clientId);
        return misses.list(client).stream()
                .map(each -> new IntentsPage.Missed(
                        each.words(),
                        each.count(),
                        each.firstAt(),
                        each.lastAt(),
                        intents.nearest(client, each.words())))
                .toList();
    }

    /// Somebody has seen to words: they come again when a customer types them again.
    void settle(@Nullable String clientId, @Nullable String words) {
        var client = client(clientId);
        requireOwn(client);
        var fields = new Fields();
        fields.required("words", words, IntentTable.LONGEST_PHRASE);
        fields.check();
        misses.settle(client, Objects.requireNonNull(words));
    }

    private static IntentsPage.Version row(DefinitionVersion version) {
        return new IntentsPage.Version(
                version.version(),
                version.state().code(),
                version.at(),
                version.by(),
                version.reason(),
                version.validFrom(),
                version.validTo());
    }

    private static IntentTable checked(@Nullable IntentTable table) {
        var fields = new Fields();
        fields.present("table", table);
        fields.check();
        var known = Objects.requireNonNull(table);
        known.check();
        return known;
    }

    private IntentsPage.Judgement judged(IntentTable table) {
        var judgement = PhraseChecks.judge(table.known(), Folding::fold, table.sureness());
        var right = judgement.right();
        var interval = Wilson.of(right);
        return new IntentsPage.Judgement(
                judgement.taken().whole(),
                judgement.taken().part(),
                right.part(),
                interval == null ? null : interval.low(),
                interval == null ? null : interval.high(),
                judgement.findings().stream().map(this::remark).toList());
    }

    private IntentsPage.Remark remark(PhraseChecks.Finding finding) {
        var code = finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        var text = texts.find(
                Tenancy.current().language(),
                "intents.finding." + code,
                Map.of(
                        "phrase", finding.phrase(),
                        "other", finding.other(),
                        "otherPhrase", finding.otherPhrase()));
        return new IntentsPage.Remark(
                finding.intent(), finding.phrase(), code, finding.other(), text == null ? code : text);
    }

    /// One phrase a line, so that the difference of two versions shows the phrase that changed.
    private String written(IntentTable table) {
        return json.writer()
                .with(new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE))
                .writeValueAsString(table);
    }

    private DefinitionVersion find(@Nullable ClientId client, int version) {
        var code = Intents.code(client);
        var found = definitions.find(Intents.KIND, code, version);
        if (found == null) {
            throw Problems.notFound(Intents.KIND, code + " version " + version);
        }
        return found;
    }

    private @Nullable ClientId client(@Nullable String clientId) {
        var fields = new Fields();
        var id = fields.optionalId("clientId", clientId);
        if (id != null
                && !database.sql("select exists (select from client where id = :id)")
                        .param("id", id)
                        .query(Boolean.class)
                        .single()) {
            fields.add("clientId", "unknown");
        }
        fields.check();
        return id == null ? null : new ClientId(id);
    }

    private static void requireOwn(@Nullable ClientId client) {
        if (client == null && !(Tenancy.current().clients() instanceof ClientScope.All)) {
            throw Problems.forbidden("intents-of-the-house", Map.of());
        }
    }
}
