package org.callosum.server.interactions;

import java.util.Arrays;
import org.callosum.server.platform.problem.Problems;

/// What is counted of answered contacts for M:FCR, and which contacts stand behind each count, on a row `f` of the view
/// `answered_contact`. A contact is counted once its window has closed: its sum does not change any more.
public enum RepeatFigure {
    ELIGIBLE("eligible", "f.customer_id is not null and not f.interrupted and f.window_ends_at <= now()"),
    RESOLVED("resolved", ELIGIBLE.condition + " and f.repeated_by is null"),
    REPEATED("repeated", ELIGIBLE.condition + " and f.repeated_by is not null"),
    /// No earlier answered contact of the customer had left its window.
    OPENERS("openers", ELIGIBLE.condition + " and not f.follows"),
    OPENERS_RESOLVED("openers-resolved", OPENERS.condition + " and f.repeated_by is null"),
    /// It cannot be told yet.
    WINDOW_OPEN("window-open", "f.customer_id is not null and not f.interrupted and f.window_ends_at > now()"),
    /// It can never be told.
    UNKNOWN("unknown", "f.customer_id is null");

    private final String code;
    private final String condition;

    RepeatFigure(String code, String condition) {
        this.code = code;
        this.condition = condition;
    }

    /// SQL over a row `f` of `answered_contact`.
    public String condition() {
        return condition;
    }

    static RepeatFigure of(String code) {
        return Arrays.stream(values())
                .filter(figure -> figure.code.equals(code))
                .findFirst()
                .orElseThrow(() -> Problems.field("fcr", "unknown"));
    }
}
