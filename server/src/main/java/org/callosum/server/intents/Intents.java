package org.callosum.server.intents;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.callosum.kernel.id.ClientId;
import org.callosum.language.Intent;
import org.callosum.language.LanguageUnderstanding;
import org.callosum.language.PhraseModel;
import org.callosum.language.Understanding;
import org.callosum.server.platform.definitions.DefinitionVersion;
import org.callosum.server.platform.definitions.Definitions;
import org.callosum.server.platform.search.Folding;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What a client's customer means by a sentence, by the table in force: the client's own, else that of the
/// house.
///
/// Models are made once a version and kept, at most [#MOST_MODELS] of them.
@Service
public class Intents {
    static final String KIND = "intents";
    static final Text NAME = Text.of("Intents", "意图", "意圖");
    private static final int MOST_MODELS = 200;
    private static final Known NOTHING = new Known((_, _) -> Understanding.NOTHING, Understanding.SURE);

    private final Definitions definitions;
    private final WishMisses misses;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<String, Known> models = new ConcurrentHashMap<>();

    Intents(Definitions definitions, WishMisses misses, JsonMapper json, Clock clock) {
        this.definitions = definitions;
        this.misses = misses;
        this.json = json;
        this.clock = clock;
    }

    private record Known(LanguageUnderstanding model, double sure) {}

    /// @param intent null: the customer should be asked in another way
    /// @param confidence of the likeliest, 0 to 1
    public record Meant(@Nullable String intent, double confidence) {}

    /// @param client null: what is shared by all, so by the table of the house
    /// @param among the wishes that a flow can serve; empty: all
    /// @param sure the least confidence; null: the table's own
    @Transactional(readOnly = true)
    public Meant meant(@Nullable ClientId client, String text, Set<String> among, @Nullable Double sure) {
        var known = inForce(client);
        var understanding = known.model().understand(text, among);
        if (understanding.candidates().isEmpty()) {
            return new Meant(null, 0);
        }
        var first = understanding.candidates().getFirst();
        return new Meant(
                understanding.sure(sure == null ? known.sure() : sure) ? first.intent() : null, first.confidence());
    }

    /// Words that no intent took are counted, without the person, for whoever writes the table.
    @Transactional
    public void missed(ClientId client, String text) {
        misses.keep(client, text);
    }

    /// The likeliest wish of some words by the table in force, sure or not; null for none at all.
    @Nullable
    String nearest(@Nullable ClientId client, String text) {
        var candidates = inForce(client).model().understand(text, Set.of()).candidates();
        return candidates.isEmpty() ? null : candidates.getFirst().intent();
    }

    /// Codes of every wish that a table in force or being written knows, for those who may be seen.
    @Transactional(readOnly = true)
    public Set<String> codes(@Nullable ClientId client) {
        var latest = latest(client);
        if (latest == null && client != null) {
            latest = latest(null);
        }
        return latest == null
                ? Set.of()
                : Set.copyOf(read(json, latest.body()).known().stream()
                        .map(Intent::code)
                        .toList());
    }

    /// Puts a shipped table into force for a client that has none.
    ///
    /// @param body as it is stored
    @Transactional
    public void bring(ClientId client, String body) {
        var code = code(client);
        if (definitions.versions(KIND, code).isEmpty()) {
            read(json, body).check();
            definitions.create(KIND, code, client, NAME, body, "sample");
            definitions.approve(KIND, code, 1, "sample", null);
        }
    }

    static String code(@Nullable ClientId client) {
        return client == null ? "house" : "client-" + client;
    }

    private @Nullable DefinitionVersion latest(@Nullable ClientId client) {
        List<DefinitionVersion> versions = definitions.versions(KIND, code(client));
        return versions.isEmpty() ? null : versions.getFirst();
    }

    private Known inForce(@Nullable ClientId client) {
        var now = clock.instant();
        var version = definitions.live(KIND, code(client), now);
        if (version == null && client != null) {
            version = definitions.live(KIND, code(null), now);
        }
        if (version == null) {
            return NOTHING;
        }
        var key = Tenancy.current().tenantId() + "/" + version.code() + "/" + version.version();
        var known = models.get(key);
        if (known == null) {
            var table = read(json, version.body());
            known = new Known(PhraseModel.of(table.known(), Folding::fold), table.sureness());
            if (models.size() >= MOST_MODELS) {
                models.clear();
            }
            models.put(key, known);
        }
        return known;
    }

    /// @throws IllegalStateException for a text that this program never stored
    static IntentTable read(JsonMapper json, String body) {
        try {
            return json.readValue(body, IntentTable.class);
        } catch (JacksonException unreadable) {
            throw new IllegalStateException("A stored table of wishes cannot be read", unreadable);
        }
    }
}
