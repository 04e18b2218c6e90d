package org.callosum.server.escalations;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.callosum.kernel.expression.Expression;
import org.callosum.kernel.expression.Names;
import org.callosum.kernel.expression.Names.Name;
import org.callosum.kernel.expression.Type;
import org.callosum.kernel.expression.Value;
import org.jspecify.annotations.Nullable;

/// What a sign's condition may speak of.
///
/// - `said`: one of the sign's words stands in the agent's notes
/// - `amount`: the largest number of at least two digits in the notes that a currency stands beside;
/// absent: none
/// - `repeats`: earlier contacts of the same customer within the client's window
/// - `cases`, `complaints`: open cases, and complaints among them, of the customer
/// - `talkMinutes`: since it was answered
/// - `rank`: the customer's value rank; absent: none
/// - `need`: the type of need the contact is marked with; absent: none
final class SignNames {
    private static final Pattern MONEY = Pattern.compile(
            "(?:[$€£¥￥]|usd|eur|gbp|cny|rmb|hk\\$|nt\\$)\\s?(\\d[\\d,.]{1,11})|(\\d[\\d,.]{1,11})\\s?(?:[$€£¥￥]|usd|eur|gbp|cny|rmb|euros?\\b|dollars?\\b|pounds?\\b|元|块钱|塊錢|欧元|歐元|美元|英镑|英鎊)",
            Pattern.CASE_INSENSITIVE);

    static final Names NAMES = Names.of(
            new Name("said", Type.TRUTH),
            new Name("amount", Type.NUMBER),
            new Name("repeats", Type.NUMBER),
            new Name("cases", Type.NUMBER),
            new Name("complaints", Type.NUMBER),
            new Name("talkMinutes", Type.NUMBER),
            new Name("rank", Type.NUMBER),
            new Name("need", Type.TEXT));

    private SignNames() {}

    /// What is known of a contact.
    record Known(
            String notes,
            int repeats,
            int cases,
            int complaints,
            long talkMinutes,
            @Nullable Integer rank,
            @Nullable String need) {}

    static Expression.Parsed parse(String condition) {
        return Expression.parse(condition, NAMES, Type.TRUTH);
    }

    /// The signs that hold, in their order; one whose condition cannot be read holds never.
    static List<EscalationSign> holding(List<EscalationSign> signs, Known known) {
        var notes = known.notes().toLowerCase(Locale.ROOT);
        var amount = amount(notes);
        var holding = new ArrayList<EscalationSign>();
        for (var sign : signs) {
            var said = sign.words() != null
                    && sign.words().stream().anyMatch(word -> notes.contains(word.toLowerCase(Locale.ROOT)));
            Function<String, Value> values = name -> switch (name) {
                case "said" -> new Value.Truth(said);
                case "amount" -> amount == null ? new Value.Absent() : new Value.Number(amount);
                case "repeats" -> number(known.repeats());
                case "cases" -> number(known.cases());
                case "complaints" -> number(known.complaints());
                case "talkMinutes" -> number(known.talkMinutes());
                case "rank" -> known.rank() == null ? new Value.Absent() : number(known.rank());
                case "need" -> known.need() == null ? new Value.Absent() : new Value.Text(known.need());
                default -> new Value.Absent();
            };
            if (sign.condition() != null
                    && parse(sign.condition()) instanceof Expression.Parsed.Sound(var condition)
                    && condition.holds(values)) {
                holding.add(sign);
            }
        }
        return holding;
    }

    private static Value number(long number) {
        return new Value.Number(BigDecimal.valueOf(number));
    }

    static @Nullable BigDecimal amount(String notes) {
        BigDecimal largest = null;
        var found = MONEY.matcher(notes);
        while (found.find()) {
            var digits = found.group(1) == null ? found.group(2) : found.group(1);
            var amount = number(digits);
            if (amount != null && (largest == null || amount.compareTo(largest) > 0)) {
                largest = amount;
            }
        }
        return largest;
    }

    /// `1,250.50` and `1.250,50` are the same: the last mark before at most two digits is the decimal one.
    private static @Nullable BigDecimal number(String written) {
        var plain = written.replaceAll("[.,]+$", "");
        var cut = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
        var decimals = cut >= 0 && plain.length() - cut - 1 <= 2;
        var whole = (decimals ? plain.substring(0, cut) : plain).replaceAll("[.,]", "");
        if (whole.isEmpty() || whole.length() > 12) {
            return null;
        }
        return new BigDecimal(decimals ? whole + "." + plain.substring(cut + 1) : whole);
    }
}
