package org.callosum.server.platform.editing;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.callosum.kernel.expression.Tree;
import org.callosum.kernel.expression.Value;
import org.jspecify.annotations.Nullable;

/// A condition as a tree, so that a screen comes to the same result without a parser; `Tree` in the kernel
/// says what each `op` does with its parts.
///
/// @param name of `name`: an item's code with `_` for `-`
/// @param value of `value`: a text, a number, true or false; a time of day as `08:00`
public record WhenTree(
        String op,
        List<WhenTree> parts,
        @Nullable String name,

        @Schema(types = {"string", "number", "boolean"}) @Nullable
        Object value) {
    public static @Nullable WhenTree of(@Nullable Tree tree) {
        return tree == null ? null : from(tree);
    }

    private static WhenTree from(Tree tree) {
        return new WhenTree(
                tree.op(), tree.parts().stream().map(WhenTree::from).toList(), tree.name(), plain(tree.value()));
    }

    private static @Nullable Object plain(@Nullable Value value) {
        return switch (value) {
            case null -> null;
            case Value.Text(var text) -> text;
            case Value.Number(var number) -> number;
            case Value.Truth(var truth) -> truth;
            case Value.Time(var time) -> time.toString();
            case Value.Texts(var texts) -> List.copyOf(texts);
            case Value.Absent _ -> null;
        };
    }
}
