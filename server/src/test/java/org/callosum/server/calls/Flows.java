package org.callosum.server.calls;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.callosum.flow.Announcement;
import org.callosum.flow.FlowDefinition;
import org.callosum.flow.FlowStep;
import org.callosum.kernel.LocaleText;
import org.jspecify.annotations.Nullable;

/// Flows for tests, made of steps.
final class Flows {
    private Flows() {}

    /// A greeting, a menu with one choice, the queue, and after it goodbye.
    static FlowDefinition main() {
        var steps = new LinkedHashMap<String, FlowStep>();
        steps.put("hello", new FlowStep.Announce(clip("welcome"), true, "choose"));
        steps.put(
                "choose",
                new FlowStep.Menu(
                        clip("menu"),
                        null,
                        null,
                        5_000,
                        1,
                        List.of(new FlowStep.Option(
                                '1', LocaleText.of("en", "Bills"), List.of(), List.of("bill"), null, none(), "wait")),
                        "wait"));
        steps.put("wait", queue("billing"));
        steps.put("message", new FlowStep.Voicemail(60, "message", "billing", "goodbye", "goodbye"));
        steps.put("goodbye", new FlowStep.HangUp(FlowStep.HangUpCause.NORMAL));
        return of(steps, "hello");
    }

    /// The queue at once.
    static FlowDefinition straight(String queue) {
        var steps = new LinkedHashMap<String, FlowStep>();
        steps.put("wait", queue(queue));
        steps.put("message", new FlowStep.Voicemail(60, "message", "billing", "goodbye", "goodbye"));
        steps.put("goodbye", new FlowStep.HangUp(FlowStep.HangUpCause.NORMAL));
        return of(steps, "wait");
    }

    /// The queue at once, and where to when it is closed: `message` or `goodbye`.
    static FlowDefinition closing(String queue, String to) {
        var steps = new LinkedHashMap<String, FlowStep>();
        steps.put("wait", queue(queue, null, 0, Map.of("closed", to), "goodbye"));
        steps.put("message", new FlowStep.Voicemail(60, "message", "billing", "goodbye", "goodbye"));
        steps.put("goodbye", new FlowStep.HangUp(FlowStep.HangUpCause.NORMAL));
        return of(steps, "wait");
    }

    static FlowDefinition one(FlowStep step) {
        var steps = new LinkedHashMap<String, FlowStep>();
        steps.put("only", step);
        steps.put("goodbye", new FlowStep.HangUp(FlowStep.HangUpCause.NORMAL));
        return of(steps, "only");
    }

    private static FlowStep queue(String code) {
        return queue(code, null, 0, Map.of("closed", "goodbye", "voicemail", "message"), "goodbye", "message");
    }

    /// The queue at once, with a treatment beside the wait.
    static FlowDefinition treated(String queue, String treatment) {
        var steps = new LinkedHashMap<String, FlowStep>();
        steps.put("wait", queue(queue, treatment, 0, Map.of(), "goodbye"));
        steps.put("goodbye", new FlowStep.HangUp(FlowStep.HangUpCause.NORMAL));
        return of(steps, "wait");
    }

    static FlowStep queue(
            String code, @Nullable String treatment, long limitMillis, Map<String, String> exits, String next) {
        return queue(code, treatment, limitMillis, exits, next, next);
    }

    private static FlowStep queue(
            String code,
            @Nullable String treatment,
            long limitMillis,
            Map<String, String> exits,
            String next,
            String otherwise) {
        return new FlowStep.Queue(
                code,
                List.of(new FlowStep.Need("billing", 3)),
                null,
                none(),
                treatment,
                limitMillis,
                new LinkedHashMap<>(exits),
                next,
                otherwise);
    }

    static FlowDefinition treatment(String code, LinkedHashMap<String, FlowStep> steps, String start) {
        return new FlowDefinition(
                code, 1, FlowDefinition.Kind.TREATMENT, LocaleText.of("en", code), none(), start, null, steps);
    }

    static Announcement clip(String code) {
        return new Announcement.Clips(List.of(new Announcement.Piece.Clip(code)));
    }

    private static <V> LinkedHashMap<String, V> none() {
        return new LinkedHashMap<>();
    }

    static FlowDefinition of(LinkedHashMap<String, FlowStep> steps, String start) {
        return new FlowDefinition(
                "main", 1, FlowDefinition.Kind.ENTRY, LocaleText.of("en", "Main"), none(), start, null, steps);
    }
}
