package org.callosum.kernel.expression;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalTime;
import java.util.List;
import java.util.function.Function;

/// A part of a checked expression.
sealed interface Node {
    Value evaluate(Function<String, Value> known);

    record Literal(Value value) implements Node {
        @Override
        public Value evaluate(Function<String, Value> known) {
            return value;
        }
    }

    record Reference(String name, Type type) implements Node {
        @Override
        public Value evaluate(Function<String, Value> known) {
            var value = known.apply(name);
            return value.type() == type ? value : Value.ABSENT;
        }
    }

    record Not(Node part) implements Node {
        @Override
        public Value evaluate(Function<String, Value> known) {
            return part.evaluate(known) instanceof Value.Truth(var holds) ? Value.of(!holds) : Value.ABSENT;
        }
    }

    /// `and` (decided by a false part) or `or` (decided by a true part); undecided and with an unknown part, unknown.
    record Junction(List<Node> parts, boolean decidedBy) implements Node {
        public Junction {
            parts = List.copyOf(parts);
        }

        @Override
        public Value evaluate(Function<String, Value> known) {
            var unknown = false;
            for (var part : parts) {
                if (part.evaluate(known) instanceof Value.Truth(var holds)) {
                    if (holds == decidedBy) {
                        return Value.of(decidedBy);
                    }
                } else {
                    unknown = true;
                }
            }
            return unknown ? Value.ABSENT : Value.of(!decidedBy);
        }
    }

    enum Relation {
        EQUAL,
        UNEQUAL,
        LESS,
        AT_MOST,
        MORE,
        AT_LEAST;

        boolean holds(int comparison) {
            return switch (this) {
                case EQUAL -> comparison == 0;
                case UNEQUAL -> comparison != 0;
                case LESS -> comparison < 0;
                case AT_MOST -> comparison <= 0;
                case MORE -> comparison > 0;
                case AT_LEAST -> comparison >= 0;
            };
        }
    }

    record Compare(Relation relation, Node left, Node right) implements Node {
        @Override
        public Value evaluate(Function<String, Value> known) {
            var a = left.evaluate(known);
            var b = right.evaluate(known);
            if (a instanceof Value.Absent || b instanceof Value.Absent) {
                return Value.ABSENT;
            }
            return Value.of(relation.holds(compare(a, b)));
        }
    }

    record Within(Node value, Node low, Node high) implements Node {
        @Override
        public Value evaluate(Function<String, Value> known) {
            var v = value.evaluate(known);
            var from = low.evaluate(known);
            var to = high.evaluate(known);
            if (v instanceof Value.Absent || from instanceof Value.Absent || to instanceof Value.Absent) {
                return Value.ABSENT;
            }
            if (v instanceof Value.Time(var time)
                    && from instanceof Value.Time(var start)
                    && to instanceof Value.Time(var end)) {
                return Value.of(within(time, start, end));
            }
            return Value.of(compare(v, from) >= 0 && compare(v, to) <= 0);
        }

        private static boolean within(LocalTime time, LocalTime start, LocalTime end) {
            if (start.isBefore(end)) {
                return !time.isBefore(start) && time.isBefore(end);
            }
            return !time.isBefore(start) || time.isBefore(end);
        }
    }

    record OneOf(Node value, List<Node> choices) implements Node {
        public OneOf {
            choices = List.copyOf(choices);
        }

        @Override
        public Value evaluate(Function<String, Value> known) {
            var v = value.evaluate(known);
            if (v instanceof Value.Absent) {
                return Value.ABSENT;
            }
            var unknown = false;
            for (var choice : choices) {
                var c = choice.evaluate(known);
                if (c instanceof Value.Absent) {
                    unknown = true;
                } else if (compare(v, c) == 0) {
                    return Value.of(true);
                }
            }
            return unknown ? Value.ABSENT : Value.of(false);
        }
    }

    record MemberOf(Node value, Node set) implements Node {
        @Override
        public Value evaluate(Function<String, Value> known) {
            return value.evaluate(known) instanceof Value.Text(var text)
                            && set.evaluate(known) instanceof Value.Texts(var texts)
                    ? Value.of(texts.contains(text))
                    : Value.ABSENT;
        }
    }

    /// The first value, or the second where the first is absent.
    record Else(Node first, Node second) implements Node {
        @Override
        public Value evaluate(Function<String, Value> known) {
            var value = first.evaluate(known);
            return value instanceof Value.Absent ? second.evaluate(known) : value;
        }
    }

    record IsAbsent(Node value) implements Node {
        @Override
        public Value evaluate(Function<String, Value> known) {
            return Value.of(value.evaluate(known) instanceof Value.Absent);
        }
    }

    enum Operator {
        PLUS,
        MINUS,
        TIMES,
        DIVIDED,
        REMAINDER
    }

    record Arithmetic(Operator operator, Node left, Node right) implements Node {
        @Override
        public Value evaluate(Function<String, Value> known) {
            if (!(left.evaluate(known) instanceof Value.Number(var a))
                    || !(right.evaluate(known) instanceof Value.Number(var b))) {
                return Value.ABSENT;
            }
            if (b.signum() == 0 && (operator == Operator.DIVIDED || operator == Operator.REMAINDER)) {
                return Value.ABSENT;
            }
            try {
                return new Value.Number(compute(a, b));
            } catch (ArithmeticException | IllegalArgumentException _) {
                return Value.ABSENT; // beyond what a number can hold: unknown rather than wrong
            }
        }

        private BigDecimal compute(BigDecimal a, BigDecimal b) {
            return switch (operator) {
                case PLUS -> a.add(b, MathContext.DECIMAL64);
                case MINUS -> a.subtract(b, MathContext.DECIMAL64);
                case TIMES -> a.multiply(b, MathContext.DECIMAL64);
                case DIVIDED -> a.divide(b, MathContext.DECIMAL64);
                case REMAINDER -> a.remainder(b, MathContext.DECIMAL64);
            };
        }
    }

    /// Both of one type, and neither absent: the checker has seen to it. Truths and texts are only asked for equality.
    private static int compare(Value a, Value b) {
        return switch (a) {
            case Value.Number(var x) when b instanceof Value.Number(var y) -> x.compareTo(y);
            case Value.Time(var x) when b instanceof Value.Time(var y) -> x.compareTo(y);
            case Value.Text _, Value.Truth _, Value.Texts _, Value.Number _, Value.Time _, Value.Absent _ ->
                a.equals(b) ? 0 : 1;
        };
    }
}
