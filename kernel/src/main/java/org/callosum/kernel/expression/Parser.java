package org.callosum.kernel.expression;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import org.callosum.kernel.expression.Expression.Parsed;
import org.callosum.kernel.expression.Expression.Problem;
import org.callosum.kernel.expression.Lexer.Kind;
import org.callosum.kernel.expression.Lexer.Token;
import org.callosum.kernel.expression.Node.Operator;
import org.callosum.kernel.expression.Node.Relation;
import org.jspecify.annotations.Nullable;

/// Reads and checks in one pass, by recursive descent. The first error of form ends the reading; errors of type are
/// collected.
///
///     any      = all { "or" all }
///     all      = negation { "and" negation }
///     negation = "not" negation | test
///     test     = sum [ ( "=" | "==" | "!=" | "<" | "<=" | ">" | ">=" ) sum
///                    | ["not"] "in" ( sum ".." sum | "{" sum { "," sum } "}" | sum )
///                    | ["not"] "between" sum "and" sum
///                    | "is" ( "absent" | "present" ) ]
///     sum      = product { ( "+" | "-" ) product }
///     product  = value { ( "*" | "/" | "%" ) value }
///     value    = factor { "else" factor }
///     factor   = "-" factor | number | time | text | "true" | "false" | name | "(" any ")"
final class Parser {
    /// The reading cannot go on. Carries no stack: hostile input must not be expensive.
    static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int position;
        private final int length;

        Stop(int position, int length, String message) {
            super(message, null, false, false);
            this.position = position;
            this.length = length;
        }

        Problem problem() {
            return new Problem(position, length, String.valueOf(getMessage()));
        }
    }

    /// A part with its type; the type is `null` when an error has been reported for it.
    private record Typed(Node node, @Nullable Type type, int position, int end) {}

    private static final int MAX_DIGITS = 15;

    /// Enough to mend; each costs a look at all names for the nearest.
    private static final int MAX_PROBLEMS = 20;

    private final String source;
    private final Names names;
    private final List<Problem> problems = new ArrayList<>();
    private final SequencedSet<String> used = new LinkedHashSet<>();
    private List<Token> tokens = List.of();
    private int at;
    private int depth;
    private int nodes;

    Parser(String source, Names names) {
        this.source = source;
        this.names = names;
    }

    Parsed parse() {
        if (source.length() > Expression.MAX_LENGTH) {
            return faulty(new Problem(
                    0,
                    source.length(),
                    "An expression has at most %d characters, this one %d"
                            .formatted(Expression.MAX_LENGTH, source.length())));
        }
        try {
            tokens = new Lexer(source).tokens();
            if (peek().kind() == Kind.END) {
                return faulty(new Problem(0, 0, "Nothing stands here; write a condition such as customer.rank >= 4"));
            }
            var whole = any();
            if (peek().kind() != Kind.END) {
                throw stop(
                        peek(), "The expression could end here; %s does not go on from it".formatted(peek().shown()));
            }
            if (problems.isEmpty() && whole.type() != null) {
                return new Parsed.Sound(new Expression(source, whole.node(), whole.type(), used));
            }
        } catch (Stop stop) {
            problems.add(stop.problem());
        }
        return new Parsed.Faulty(problems);
    }

    private static Parsed faulty(Problem problem) {
        return new Parsed.Faulty(List.of(problem));
    }

    private Typed any() {
        return junction("or", true);
    }

    private Typed junction(String word, boolean decidedBy) {
        var first = decidedBy ? junction("and", false) : negation();
        if (!peek().is(word)) {
            return first;
        }
        var parts = new ArrayList<Node>();
        var last = first;
        parts.add(need(first, Type.TRUTH));
        while (peek().is(word)) {
            take();
            last = decidedBy ? junction("and", false) : negation();
            parts.add(need(last, Type.TRUTH));
        }
        return typed(new Node.Junction(parts, decidedBy), Type.TRUTH, first.position(), last.end());
    }

    private Typed negation() {
        if (!peek().is("not")) {
            return test();
        }
        var word = take();
        enter(word);
        var part = negation();
        depth--;
        return typed(new Node.Not(need(part, Type.TRUTH)), Type.TRUTH, word.position(), part.end());
    }

    private Typed test() {
        var left = sum();
        var token = peek();
        var relation = relation(token);
        if (relation != null) {
            take();
            var right = sum();
            if (relation(peek()) != null) {
                throw stop(peek(), "Comparisons do not chain; write a < b and b < c, or b in a..c");
            }
            checkComparable(relation, left, right);
            return typed(
                    new Node.Compare(relation, left.node(), right.node()), Type.TRUTH, left.position(), right.end());
        }
        if (token.is("is")) {
            take();
            var word = take();
            var test = new Node.IsAbsent(left.node());
            if (word.is("absent")) {
                return typed(test, Type.TRUTH, left.position(), end(word));
            }
            if (word.is("present")) {
                return typed(new Node.Not(test), Type.TRUTH, left.position(), end(word));
            }
            throw stop(word, "After is comes absent or present, not " + word.shown());
        }
        var negated = token.is("not");
        if (negated) {
            take();
            if (!peek().is("in") && !peek().is("between")) {
                throw stop(peek(), "After not in this place comes in or between, not " + peek().shown());
            }
        }
        if (peek().is("in") || peek().is("between")) {
            var member = take().is("in") ? membership(left) : between(left);
            return negated ? typed(new Node.Not(member.node()), Type.TRUTH, left.position(), member.end()) : member;
        }
        return left;
    }

    private Typed between(Typed value) {
        var low = sum();
        expect("and", "between needs two ends: between 1 and 5");
        return within(value, low, sum());
    }

    private Typed membership(Typed value) {
        if (peek().is("{")) {
            return oneOf(value);
        }
        var low = sum();
        if (peek().is("..")) {
            take();
            return within(value, low, sum());
        }
        if (low.type() != null && low.type() != Type.TEXTS) {
            problem(
                    low,
                    "After in comes a range 1..5, a set {'a', 'b'} or a set of texts, not "
                            + low.type().wording());
        }
        return typed(new Node.MemberOf(need(value, Type.TEXT), low.node()), Type.TRUTH, value.position(), low.end());
    }

    private Typed within(Typed value, Typed low, Typed high) {
        for (var end : List.of(low, high)) {
            checkComparable(Relation.AT_LEAST, value, end);
        }
        return typed(new Node.Within(value.node(), low.node(), high.node()), Type.TRUTH, value.position(), high.end());
    }

    private Typed oneOf(Typed value) {
        take();
        var choices = new ArrayList<Node>();
        do {
            var choice = sum();
            checkComparable(Relation.EQUAL, value, choice);
            choices.add(choice.node());
        } while (peek().is(",") && take().kind() == Kind.SYMBOL);
        var close = expect("}", "A set ends with }");
        return typed(new Node.OneOf(value.node(), choices), Type.TRUTH, value.position(), end(close));
    }

    private Typed sum() {
        var left = product();
        while (peek().is("+") || peek().is("-")) {
            var operator = take().is("+") ? Operator.PLUS : Operator.MINUS;
            left = arithmetic(operator, left, product());
        }
        return left;
    }

    private Typed product() {
        var left = value();
        while (peek().is("*") || peek().is("/") || peek().is("%")) {
            var token = take();
            var operator = token.is("*") ? Operator.TIMES : token.is("/") ? Operator.DIVIDED : Operator.REMAINDER;
            left = arithmetic(operator, left, value());
        }
        return left;
    }

    private Typed value() {
        var first = factor();
        while (peek().is("else")) {
            take();
            var second = factor();
            if (first.type() != null && second.type() != null && first.type() != second.type()) {
                problem(
                        second,
                        "Both sides of else are of one kind; here %s meets %s"
                                .formatted(first.type().wording(), second.type().wording()));
            }
            first = typed(new Node.Else(first.node(), second.node()), first.type(), first.position(), second.end());
        }
        return first;
    }

    private Typed arithmetic(Operator operator, Typed left, Typed right) {
        return typed(
                new Node.Arithmetic(operator, need(left, Type.NUMBER), need(right, Type.NUMBER)),
                Type.NUMBER,
                left.position(),
                right.end());
    }

    private Typed factor() {
        var token = take();
        enter(token);
        try {
            return switch (token.kind()) {
                case NUMBER -> typed(new Node.Literal(number(token)), Type.NUMBER, token);
                case TIME -> typed(new Node.Literal(time(token)), Type.TIME, token);
                case TEXT -> typed(new Node.Literal(new Value.Text(token.text())), Type.TEXT, token);
                case NAME -> word(token);
                case SYMBOL -> symbol(token);
                case END -> throw stop(token, "The expression ends too early; a value is missing here");
            };
        } finally {
            depth--;
        }
    }

    private Typed symbol(Token token) {
        if (token.is("(")) {
            var inner = any();
            expect(")", "This parenthesis is never closed; add )");
            return inner;
        }
        if (token.is("-")) {
            var part = factor();
            var zero = new Node.Literal(Value.of(0));
            return typed(
                    new Node.Arithmetic(Operator.MINUS, zero, need(part, Type.NUMBER)),
                    Type.NUMBER,
                    token.position(),
                    part.end());
        }
        throw stop(token, "A value is missing before %s".formatted(token.shown()));
    }

    private Typed word(Token token) {
        if (token.is("true") || token.is("false")) {
            return typed(new Node.Literal(Value.of(token.is("true"))), Type.TRUTH, token);
        }
        if (Words.isReserved(token.text())) {
            throw stop(token, "A value is missing before " + token.text());
        }
        if (peek().is("(")) {
            throw stop(token, "%s(…): there are no functions here".formatted(token.text()));
        }
        var name = names.find(token.text());
        if (name == null) {
            problems.add(new Problem(
                    token.position(),
                    token.length(),
                    "%s is not known here%s".formatted(token.text(), nearest(token.text()))));
            return typed(new Node.Literal(Value.ABSENT), null, token);
        }
        used.add(name.name());
        return typed(new Node.Reference(name.name(), name.type()), name.type(), token);
    }

    private String nearest(String unknown) {
        var close = Nearest.of(unknown, names.names().sequencedKeySet());
        if (close != null) {
            return "; did you mean %s?".formatted(close);
        }
        return names.names().isEmpty()
                ? "; no names are"
                : names.names().keySet().stream().limit(12).collect(Collectors.joining(", ", "; known are ", ""));
    }

    private static Value number(Token token) {
        if (token.text().replace(".", "").length() > MAX_DIGITS) {
            throw stop(token, "A number has at most %d digits".formatted(MAX_DIGITS));
        }
        return new Value.Number(new BigDecimal(token.text()));
    }

    private static Value time(Token token) {
        var parts = token.text().split(":", -1);
        var hour = Integer.parseInt(parts[0]);
        var minute = Integer.parseInt(parts[1]);
        if (hour > 23 || minute > 59) {
            throw stop(token, "A time of day lies between 00:00 and 23:59");
        }
        return Value.of(LocalTime.of(hour, minute));
    }

    private static @Nullable Relation relation(Token token) {
        if (token.kind() != Kind.SYMBOL) {
            return null;
        }
        return switch (token.text()) {
            case "=", "==" -> Relation.EQUAL;
            case "!=" -> Relation.UNEQUAL;
            case "<" -> Relation.LESS;
            case "<=" -> Relation.AT_MOST;
            case ">" -> Relation.MORE;
            case ">=" -> Relation.AT_LEAST;
            default -> null;
        };
    }

    private void checkComparable(Relation relation, Typed left, Typed right) {
        if (left.type() == null || right.type() == null) {
            return;
        }
        if (left.type() != right.type()) {
            problem(
                    right,
                    "%s cannot be compared with %s"
                            .formatted(
                                    capital(left.type().wording()), right.type().wording()));
        } else if (left.type() == Type.TEXTS) {
            problem(right, "Sets of texts are not compared; ask 'text' in the set");
        } else if (relation != Relation.EQUAL
                && relation != Relation.UNEQUAL
                && left.type() != Type.NUMBER
                && left.type() != Type.TIME) {
            problem(right, "Only numbers and times have an order; use = or != or a set {…}");
        } else {
            checkKnownText(left, right);
            checkKnownText(right, left);
        }
    }

    /// A misspelt code would silently never match; so it is an error where the codes are known.
    private void checkKnownText(Typed reference, Typed literal) {
        if (!(reference.node() instanceof Node.Reference known)
                || !(literal.node() instanceof Node.Literal(Value.Text(var text)))) {
            return;
        }
        var declared = names.find(known.name());
        if (declared != null
                && !declared.values().isEmpty()
                && !declared.values().contains(text)) {
            var values = declared.values();
            var close = Nearest.of(text, values);
            problem(
                    literal,
                    "%s is never '%s'; %s"
                            .formatted(
                                    known.name(),
                                    text,
                                    close != null
                                            ? "did you mean '%s'?".formatted(close)
                                            : "it is one of " + String.join(", ", values)));
        }
    }

    private Node need(Typed part, Type type) {
        if (part.type() != null && part.type() != type) {
            problem(
                    part,
                    "Here %s is needed, this is %s"
                            .formatted(type.wording(), part.type().wording()));
        }
        return part.node();
    }

    private void problem(Typed part, String message) {
        problems.add(new Problem(part.position(), part.end() - part.position(), message));
    }

    private Typed typed(Node node, @Nullable Type type, Token token) {
        return typed(node, type, token.position(), end(token));
    }

    private Typed typed(Node node, @Nullable Type type, int position, int end) {
        if (problems.size() >= MAX_PROBLEMS) {
            throw new Stop(position, end - position, "There are more errors; mend these first");
        }
        if (++nodes > Expression.MAX_NODES) {
            throw new Stop(
                    position,
                    end - position,
                    "An expression has at most %d parts; compute a part into a variable first"
                            .formatted(Expression.MAX_NODES));
        }
        return new Typed(node, type, position, end);
    }

    private void enter(Token token) {
        if (++depth > Expression.MAX_DEPTH) {
            throw stop(token, "Nested deeper than %d levels; simplify it".formatted(Expression.MAX_DEPTH));
        }
    }

    private Token expect(String symbol, String hint) {
        var token = take();
        if (!token.is(symbol)) {
            throw stop(token, "%s; here stands %s".formatted(hint, token.shown()));
        }
        return token;
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token take() {
        var token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    private static int end(Token token) {
        return token.position() + token.length();
    }

    private static Stop stop(Token token, String message) {
        return new Stop(token.position(), token.length(), message);
    }

    private static String capital(String wording) {
        return Character.toUpperCase(wording.charAt(0)) + wording.substring(1);
    }
}
