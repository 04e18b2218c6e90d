package org.callosum.kernel.expression;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A checked expression. Immutable; evaluation takes time proportional to its size, which is at most
/// {@value #MAX_NODES} parts, and never fails.
///
/// Written as `customer.rank >= 4 and time in 08:00..20:00`, `not (topic in {'order', 'return'})`,
/// `queue.position * 90 < 600 or order is absent`.
///
/// - **Types** are known before it runs: text in quotes, numbers of up to 15 digits, `true`, `false`, times `HH:MM`,
/// sets
///   `{…}`.
/// - **Ranges** `1..5` include both ends; a range of times includes its start and not its end and may cross midnight;
///   with equal ends it is the whole day.
/// - **Absence**: what is computed from an absent value is absent; a division by zero is absent; `and`, `or`, `not` are
///   those of Kleene's logic, in which absent stands for "unknown". A condition holds only when it is known to be true.
///   `x is absent`, `x is present` and `x else 0` deal with absence.
public final class Expression {
    public static final int MAX_LENGTH = 2_000;
    public static final int MAX_NODES = 300;
    public static final int MAX_DEPTH = 32;

    /// What became of a source text.
    public sealed interface Parsed {
        record Sound(Expression expression) implements Parsed {}

        /// @param problems at least one, in the order of the source
        record Faulty(List<Problem> problems) implements Parsed {
            public Faulty {
                problems = List.copyOf(problems);
            }
        }
    }

    /// @param position index into the source, from 0, at most its length
    /// @param length of the part meant, at least 0
    /// @param message what is wrong and what to do, in English
    public record Problem(int position, int length, String message) {}

    private final String source;
    private final Node root;
    private final Type type;
    private final SequencedSet<String> names;

    Expression(String source, Node root, Type type, SequencedSet<String> names) {
        this.source = source;
        this.root = root;
        this.type = type;
        this.names = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(names));
    }

    /// Reads `source` and checks its types against `names`.
    public static Parsed parse(String source, Names names) {
        return new Parser(source, names).parse();
    }

    /// As {@link #parse(String, Names)}, and the whole must be of the type `wanted`.
    public static Parsed parse(String source, Names names, Type wanted) {
        return switch (parse(source, names)) {
            case Parsed.Sound(var expression)
            when expression.type != wanted ->
                new Parsed.Faulty(List.of(new Problem(
                        0,
                        source.length(),
                        "This gives %s, but %s is needed here"
                                .formatted(expression.type.wording(), wanted.wording()))));
            case Parsed parsed -> parsed;
        };
    }

    /// For expressions that stand in our own code.
    ///
    /// @throws IllegalArgumentException if `source` is faulty
    public static Expression of(String source, Names names) {
        return switch (parse(source, names)) {
            case Parsed.Sound(var expression) -> expression;
            case Parsed.Faulty(var problems) ->
                throw new IllegalArgumentException("%s: %s"
                        .formatted(
                                source, problems.stream().map(Problem::message).collect(Collectors.joining("; "))));
        };
    }

    public Type type() {
        return type;
    }

    public String source() {
        return source;
    }

    /// The names used, in the order of the source.
    public SequencedSet<String> names() {
        return names;
    }

    /// The value under `known`, which gives {@link Value#ABSENT} for what it does not know. A value of another type
    /// than
    /// declared counts as absent.
    public Value evaluate(Function<String, Value> known) {
        return root.evaluate(known);
    }

    /// Whether the condition is known to be true.
    public boolean holds(Function<String, Value> known) {
        return evaluate(known) instanceof Value.Truth(var truth) && truth;
    }

    /// As a plain tree, for a reader elsewhere.
    public Tree tree() {
        return Tree.of(root);
    }

    @Override
    public String toString() {
        return source;
    }

    /// Equal when they compute the same in the same way; blanks and needless parentheses do not count.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Expression that && root.equals(that.root);
    }

    @Override
    public int hashCode() {
        return root.hashCode();
    }
}
