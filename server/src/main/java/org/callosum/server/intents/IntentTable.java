package org.callosum.server.intents;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.language.Intent;
import org.callosum.language.PhraseModel;
import org.callosum.language.Understanding;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// The wishes a client's customers have, and the words they put them in.
///
/// @param sure from which confidence a flow acts without asking again, 0.3 to 0.99; absent 0.6
/// @param intents at most 300
@Schema(name = "IntentTable")
record IntentTable(@Nullable Double sure, @Nullable List<IntentTable.@Nullable Wish> intents) {
    static final double LEAST_SURE = 0.3;
    static final double MOST_SURE = 0.99;
    static final int LONGEST_PHRASE = 200;

    /// @param code as flows and rules of routing name it
    /// @param phrases in any language, at most 200 of at most 200 characters
    @Schema(name = "IntentWish")
    record Wish(
            @Nullable String code,
            @Nullable Text name,
            @Nullable List<@Nullable String> phrases) {}

    /// @throws org.callosum.server.platform.problem.Problem `fields-invalid`, each fault with the place it has
    void check() {
        var fields = new Fields();
        if (sure != null && !(sure >= LEAST_SURE && sure <= MOST_SURE)) {
            fields.add("sure", "out-of-range", Map.of("limit", LEAST_SURE + "–" + MOST_SURE));
        }
        fields.present("intents", intents);
        fields.count("intents", intents, PhraseModel.MOST_INTENTS);
        fields.check();
        var codes = new HashSet<String>();
        var all = Objects.requireNonNull(intents);
        for (int at = 0; at < all.size(); at++) {
            var place = "intents[" + at + "].";
            var wish = all.get(at);
            if (wish == null) {
                fields.add("intents[" + at + "]", "required");
                continue;
            }
            fields.code(place + "code", wish.code());
            fields.name(place + "name", wish.name());
            if (wish.code() != null && !codes.add(wish.code())) {
                fields.add(place + "code", "taken");
            }
            fields.count(place + "phrases", wish.phrases(), PhraseModel.MOST_PHRASES);
            var phrases = Objects.requireNonNullElse(wish.phrases(), List.<@Nullable String>of());
            for (int phrase = 0; phrase < Math.min(phrases.size(), PhraseModel.MOST_PHRASES); phrase++) {
                fields.required(place + "phrases[" + phrase + "]", phrases.get(phrase), LONGEST_PHRASE);
            }
        }
        fields.check();
    }

    double sureness() {
        return Objects.requireNonNullElse(sure, Understanding.SURE);
    }

    List<Wish> wishes() {
        return Objects.requireNonNullElse(intents, List.<@Nullable Wish>of()).stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /// For the engine; of a table that passed [#check].
    List<Intent> known() {
        return wishes().stream()
                .map(wish -> new Intent(
                        Objects.requireNonNull(wish.code()),
                        Objects.requireNonNullElse(wish.phrases(), List.<@Nullable String>of()).stream()
                                .map(Objects::requireNonNull)
                                .toList()))
                .toList();
    }
}
