package org.callosum.server.interactions;

import java.util.Arrays;
import org.callosum.server.platform.problem.Problems;

/// What is counted of contacts that a flow led (M:IVR-CR, M:IVR-AB, M:IVR-RA), and which contacts stand behind each
/// count: the same condition makes both, on a row `f` of the view `flow_contact`.
public enum FlowFigure {
    /// Their way through the flow is over: contacts still in it are in no figure.
    ENTERED("entered", "f.fate <> 'open'"),
    /// Served by the flow alone: nobody was asked for, no message left, nothing broke, nobody turned away.
    CONTAINED("contained", "f.fate = 'contained'"),
    /// Customer known and 24 hours gone since: it can be told whether they came back.
    FOLLOWED("followed", "f.customer_id is not null and f.first_ended_at + interval '24 hours' <= now()"),
    TRULY_CONTAINED("truly-contained", FOLLOWED.condition + " and f.fate = 'contained' and not f.came_back"),
    CAME_BACK("came-back", FOLLOWED.condition + " and f.fate = 'contained' and f.came_back"),
    /// Hung up in the flow.
    ABANDONED("abandoned", "f.fate = 'abandoned'"),
    /// Pressed 0 at a menu, before any queue.
    ZERO_OUT("zero-out", "f.fate <> 'open' and f.zero_out"),
    ROUTED("routed", "f.fate = 'routed'"),
    ROUTED_ANSWERED("routed-answered", "f.first_answered"),
    /// Not transferred by whom they came to first.
    ROUTED_RIGHT("routed-right", "f.first_answered and not f.first_transferred"),
    MOVED_ON("moved-on", "f.first_answered and f.first_transferred"),
    MESSAGE("message", "f.fate = 'message'"),
    /// Connected with somebody outside by the flow.
    OUTSIDE("outside", "f.fate = 'outside'"),
    /// Turned away: outside opening hours.
    CLOSED("closed", "f.fate = 'closed'"),
    /// The flow or the centre failed.
    FAILED("failed", "f.fate in ('broken', 'interrupted')"),
    STEP_ENTERED("step-entered", step("step-entered", "")),
    STEP_LEFT("step-left", "f.fate = 'abandoned' and f.last_flow || ':' || f.last_step = :step"),
    STEP_ZERO("step-zero", step("menu-choice", "and e.data ->> 'digit' = '0'"));

    private final String code;
    private final String condition;

    FlowFigure(String code, String condition) {
        this.code = code;
        this.condition = condition;
    }

    private static String step(String type, String more) {
        return """
                exists (select from interaction_event e where e.interaction_id = f.interaction_id and e.type = '%s'
                    and (f.queued_at is null or e.at <= f.queued_at)
                    and (e.data ->> 'flow') || ':' || (e.data ->> 'step') = :step %s)""".formatted(type, more);
    }

    public String code() {
        return code;
    }

    /// SQL over a row `f` of `flow_contact`; figures of a step name the parameter `:step`, as `flow:step`.
    public String condition() {
        return condition;
    }

    boolean ofStep() {
        return switch (this) {
            case STEP_ENTERED, STEP_LEFT, STEP_ZERO -> true;
            case ENTERED,
                    CONTAINED,
                    FOLLOWED,
                    TRULY_CONTAINED,
                    CAME_BACK,
                    ABANDONED,
                    ZERO_OUT,
                    ROUTED,
                    ROUTED_ANSWERED,
                    ROUTED_RIGHT,
                    MOVED_ON,
                    MESSAGE,
                    OUTSIDE,
                    CLOSED,
                    FAILED -> false;
        };
    }

    static FlowFigure of(String code) {
        return Arrays.stream(values())
                .filter(figure -> figure.code.equals(code))
                .findFirst()
                .orElseThrow(() -> Problems.field("figure", "unknown"));
    }
}
