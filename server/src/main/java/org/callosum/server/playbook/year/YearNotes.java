package org.callosum.server.playbook.year;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.callosum.server.notes.FilledNotes;
import org.callosum.server.notes.PastNotes;
import org.jspecify.annotations.Nullable;

/// What agents of the sample year noted in templates during its last months: diagnoses of faults, and what
/// customers told of the market.
final class YearNotes {
    private static final Duration NOTED = Duration.ofDays(90);
    private static final List<String> CAUSES =
            List.of("settings", "settings", "wiring", "device", "outage", "outage", "handling", "unknown");
    private static final List<String> KINDS = List.of("need", "criticism", "criticism", "suggestion", "praise");
    private static final List<String> ABOUT = List.of("price", "price", "features", "quality", "service", "contract");
    private static final List<String> WEIGHTS = List.of("mentioned", "important", "important", "decisive");

    private YearNotes() {}

    /// At most one; two of three answered contacts are noted so.
    static List<PastNotes.Past> of(
            YearPlan.Contact plan, YearTale.Told told, @Nullable Long queue, YearTale tale, Instant now) {
        var answered = told.answeredAt();
        var agent = plan.agent();
        if (queue == null
                || agent == null
                || answered == null
                || answered.isBefore(now.minus(NOTED))
                || tale.chance().nextInt(3) == 0) {
            return List.of();
        }
        var answers = switch (plan.topic().queue()) {
            case "northlight-faults" -> diagnosis(plan, tale.chance());
            case "northlight-renewals" -> signal(plan, told, tale.chance());
            default -> Map.<String, String>of();
        };
        return answers.isEmpty()
                ? List.of()
                : List.of(new PastNotes.Past(
                        new FilledNotes.Contact(
                                told.contact().id().value(),
                                told.contact().client().value(),
                                queue),
                        answers.containsKey("cause") ? "note-diagnosis" : "note-market",
                        answers,
                        answered.plusSeconds(plan.talkSeconds()),
                        agent.name(),
                        agent.account()));
    }

    private static Map<String, String> diagnosis(YearPlan.Contact plan, RandomGenerator chance) {
        var answers = new LinkedHashMap<String, String>();
        answers.put(
                "symptom",
                switch (plan.topic().code()) {
                    case "outage" -> "dead";
                    case "slow" -> chance.nextInt(3) == 0 ? "breaks-off" : "slow";
                    default -> chance.nextInt(2) == 0 ? "dead" : "unclear";
                });
        var cause = plan.topic().code().equals("outage") && chance.nextInt(3) > 0 ? "outage" : one(CAUSES, chance);
        answers.put("cause", cause);
        var right = switch (cause) {
            case "settings" -> "settings";
            case "wiring" -> "cable";
            case "device" -> "exchange";
            case "outage" -> "corrected";
            case "handling" -> "explained";
            default -> "reset";
        };
        answers.put("solution", plan.solved() || chance.nextInt(3) == 0 ? right : "restart");
        answers.put("result", plan.solved() ? "solved" : chance.nextInt(3) == 0 ? "eased" : "unsolved");
        if (!plan.solved()) {
            answers.put("next", "技术人员上门检查。");
        }
        return answers;
    }

    private static Map<String, String> signal(YearPlan.Contact plan, YearTale.Told told, RandomGenerator chance) {
        var answers = new LinkedHashMap<String, String>();
        answers.put("kind", one(KINDS, chance));
        answers.put("about", one(ABOUT, chance));
        answers.put("weight", one(WEIGHTS, chance));
        answers.put("words", told.said());
        answers.put("led-to", plan.solved() ? chance.nextInt(3) == 0 ? "upgraded" : "stayed" : "nothing");
        return answers;
    }

    private static String one(List<String> codes, RandomGenerator chance) {
        return codes.get(chance.nextInt(codes.size()));
    }
}
