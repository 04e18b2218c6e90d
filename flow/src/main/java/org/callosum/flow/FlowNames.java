package org.callosum.flow;

import java.util.List;
import java.util.Map;
import org.callosum.kernel.expression.Names;
import org.callosum.kernel.expression.Names.Name;
import org.callosum.kernel.expression.Type;

/// The names every flow knows without declaring them.
public final class FlowNames {
    public static final String LANGUAGE = "language";
    public static final String TIME = "time";
    public static final String DAY = "day";
    public static final String HOURS_REASON = "hours.reason";
    public static final String LOOKUP_STATUS = "lookup.status";
    public static final String QUEUE_POSITION = "queue.position";
    public static final String QUEUE_WAITED = "queue.waited";
    public static final String QUEUE_EXPECTED = "queue.expected";
    public static final String QUEUE_LEAST = "queue.least";
    public static final String QUEUE_MOST = "queue.most";
    public static final String QUEUE_WAITING = "queue.waiting";
    public static final String QUEUE_AGENTS = "queue.agents";
    public static final String CALL_BACK_PROMISED = "callback.promised";
    public static final String CALL_BACK_REASON = "callback.reason";
    public static final String MENU_KEY = "menu.key";
    /// In a script that leads through a task of the desk: which one. Absent in any other.
    public static final String TASK = "task";
    /// In a script: whether the customer said that their matter is settled.
    public static final String SCRIPT_SETTLED = "script.settled";

    static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    /// The languages announcements are made in.
    public static final List<String> LANGUAGES = List.of("en", "zh-Hans", "zh-Hant");

    private static final Names BUILT_IN = Names.of(
            new Name(LANGUAGE, Type.TEXT, LANGUAGES),
            new Name("channel", Type.TEXT, List.of("voice", "chat", "email", "task")),
            new Name("dialled", Type.TEXT),
            new Name("caller.number", Type.TEXT),
            new Name("caller.name", Type.TEXT),
            new Name("customer.known", Type.TRUTH),
            new Name("customer.rank", Type.NUMBER),
            new Name("customer.level", Type.TEXT),
            new Name("customer.shortWay", Type.TRUTH),
            new Name("customer.language", Type.TEXT),
            // of scripts; in a call nobody has asked for them
            new Name("customer.consent.phone", Type.TRUTH),
            new Name("customer.consent.sms", Type.TRUTH),
            new Name("customer.consent.email", Type.TRUTH),
            new Name("customer.cases", Type.NUMBER),
            new Name("customer.orders", Type.TEXTS),
            new Name("customer.products", Type.TEXTS),
            new Name(TIME, Type.TIME),
            new Name(DAY, Type.TEXT, DAYS),
            new Name(HOURS_REASON, Type.TEXT),
            new Name(LOOKUP_STATUS, Type.NUMBER),
            new Name(QUEUE_POSITION, Type.NUMBER),
            new Name(QUEUE_WAITED, Type.NUMBER),
            new Name(QUEUE_EXPECTED, Type.NUMBER),
            new Name(QUEUE_LEAST, Type.NUMBER),
            new Name(QUEUE_MOST, Type.NUMBER),
            new Name(QUEUE_WAITING, Type.NUMBER),
            new Name(QUEUE_AGENTS, Type.NUMBER),
            new Name(CALL_BACK_PROMISED, Type.TRUTH),
            new Name(CALL_BACK_REASON, Type.TEXT),
            new Name(MENU_KEY, Type.TEXT),
            new Name(SCRIPT_SETTLED, Type.TRUTH),
            new Name(TASK, Type.TEXT));

    private FlowNames() {}

    public static Names builtIn() {
        return BUILT_IN;
    }

    /// The built-in names and a flow's own variables.
    public static Names with(Map<String, Type> variables) {
        return BUILT_IN.with(variables.entrySet().stream()
                .map(entry -> new Name(entry.getKey(), entry.getValue()))
                .toList());
    }
}
