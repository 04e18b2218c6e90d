package org.callosum.kernel.expression;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A checked expression as a plain tree, for a reader elsewhere (a screen) that has no parser and must come
/// to the same result.
///
/// | `op` | parts | gives |
/// |---|---|---|
/// | `value` | – | {@link #value} |
/// | `name` | – | what {@link #name} stands for, or unknown |
/// | `and`, `or` | any number | Kleene's: one false (one true) decides, else one unknown |
/// | `not` | 1 | the opposite; unknown stays unknown |
/// | `=` `≠` `<` `≤` `>` `≥` | 2 | unknown when one is |
/// | `between` | value, low, high | both ends included; of times the end is not, and midnight may lie between |
/// | `in` | value, then the choices | whether it equals one; unknown when none does and one is unknown |
/// | `member` | text, set | whether the set has it |
/// | `else` | 2 | the first, or the second where the first is unknown |
/// | `absent` | 1 | whether it is unknown: always true or false |
/// | `+` `-` `*` `/` `%` | 2 | 16 digits; unknown when one is, or by zero |
///
/// @param parts none for a value or a name
public record Tree(
        String op,
        List<Tree> parts,
        @Nullable String name,
        @Nullable Value value) {
    public Tree {
        parts = List.copyOf(parts);
    }

    /// Depth and size are those of an expression: at most {@value Expression#MAX_NODES} parts.
    static Tree of(Node node) {
        return switch (node) {
            case Node.Literal(var value) -> new Tree("value", List.of(), null, value);
            case Node.Reference(var name, var _) -> new Tree("name", List.of(), name, null);
            case Node.Not(var part) -> of("not", part);
            case Node.Junction(var parts, var decidedBy) ->
                new Tree(decidedBy ? "or" : "and", parts.stream().map(Tree::of).toList(), null, null);
            case Node.Compare(var relation, var left, var right) -> of(sign(relation), left, right);
            case Node.Within(var value, var low, var high) -> of("between", value, low, high);
            case Node.OneOf(var value, var choices) ->
                new Tree(
                        "in",
                        Stream.concat(Stream.of(value), choices.stream())
                                .map(Tree::of)
                                .toList(),
                        null,
                        null);
            case Node.MemberOf(var value, var set) -> of("member", value, set);
            case Node.Else(var first, var second) -> of("else", first, second);
            case Node.IsAbsent(var value) -> of("absent", value);
            case Node.Arithmetic(var operator, var left, var right) -> of(sign(operator), left, right);
        };
    }

    private static Tree of(String op, Node... parts) {
        return new Tree(op, Stream.of(parts).map(Tree::of).toList(), null, null);
    }

    private static String sign(Node.Relation relation) {
        return switch (relation) {
            case EQUAL -> "=";
            case UNEQUAL -> "≠";
            case LESS -> "<";
            case AT_MOST -> "≤";
            case MORE -> ">";
            case AT_LEAST -> "≥";
        };
    }

    private static String sign(Node.Operator operator) {
        return switch (operator) {
            case PLUS -> "+";
            case MINUS -> "-";
            case TIMES -> "*";
            case DIVIDED -> "/";
            case REMAINDER -> "%";
        };
    }
}
