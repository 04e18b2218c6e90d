package org.callosum.flow;

import java.util.ArrayList;
import java.util.List;
import org.callosum.flow.Draft.Reference;
import org.callosum.flow.Draft.Sort;
import org.callosum.kernel.expression.Names;
import org.callosum.kernel.expression.Nearest;
import org.callosum.kernel.expression.Type;
import org.jspecify.annotations.Nullable;

/// Reads what a step says or plays.
final class AnnouncementReader {
    private static final int MOST_PIECES = 30;

    private final String step;
    private final Names names;
    private final List<Reference> references;

    AnnouncementReader(String step, Names names, List<Reference> references) {
        this.step = step;
        this.names = names;
        this.references = references;
    }

    @Nullable
    Announcement say(YamlItem item) {
        var text = item.localeText("say");
        if (text == null) {
            return null;
        }
        for (var wording : text.texts().values()) {
            var place = Shown.PLACE.matcher(wording);
            while (place.find()) {
                if (names.find(place.group(1)) == null) {
                    var near = Nearest.of(place.group(1), names.names().sequencedKeySet());
                    item.error(
                            "unknown-variable",
                            "{%s} is not a name known here%s"
                                    .formatted(
                                            place.group(1),
                                            near == null ? "" : "; did you mean {%s}?".formatted(near)));
                }
            }
        }
        return new Announcement.Spoken(text);
    }

    /// A prompt's code, or a list of codes, `{number: …}` and `{digits: …}`.
    @Nullable
    Announcement play(YamlItem item) {
        if (!item.isList()) {
            var code = prompt(item);
            return code == null ? null : new Announcement.Clips(List.of(new Announcement.Piece.Clip(code)));
        }
        var pieces = new ArrayList<Announcement.Piece>();
        var items = item.items("play");
        if (items == null || items.isEmpty() || items.size() > MOST_PIECES) {
            item.error("wrong-value", "An announcement has 1 to %d pieces".formatted(MOST_PIECES));
            return null;
        }
        for (var one : items) {
            var piece = piece(one);
            if (piece != null) {
                pieces.add(piece);
            }
        }
        return pieces.isEmpty() ? null : new Announcement.Clips(pieces);
    }

    private Announcement.@Nullable Piece piece(YamlItem item) {
        if (!item.isMapping()) {
            var code = prompt(item);
            return code == null ? null : new Announcement.Piece.Clip(code);
        }
        var fields = item.fields("A piece");
        if (fields == null) {
            return null;
        }
        YamlItem.refuseOthers(fields, List.of("number", "digits"), "A piece");
        var number = fields.get("number");
        var digits = fields.get("digits");
        if (fields.size() == 1 && number != null) {
            references.add(new Reference(Sort.PROMPT, "number-0", number.value().place(), step));
            var value = number.value().expression("number", names, Type.NUMBER);
            return value == null ? null : new Announcement.Piece.Number(value);
        }
        if (fields.size() == 1 && digits != null) {
            references.add(new Reference(Sort.PROMPT, "digit-0", digits.value().place(), step));
            var value = digits.value().expression("digits", names, null);
            return value == null ? null : new Announcement.Piece.Digits(value);
        }
        item.error("wrong-value", "A piece is a prompt's code, {number: …} or {digits: …}");
        return null;
    }

    private @Nullable String prompt(YamlItem item) {
        var code = item.code("A prompt");
        if (code != null) {
            references.add(new Reference(Sort.PROMPT, code, item.place(), step));
        }
        return code;
    }
}
