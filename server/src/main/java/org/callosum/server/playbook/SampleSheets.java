package org.callosum.server.playbook;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.sheets.Sheets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What the sample centre's leaders saw on their rounds of the last days, in the language of their site.
@Component
class SampleSheets {
    private final Sheets sheets;
    private final Tenancy tenancy;
    private final Clock clock;

    SampleSheets(Sheets sheets, Tenancy tenancy, Clock clock) {
        this.sheets = sheets;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    /// @param by whose words they are
    /// @param hours before the sample centre was opened
    private record Sample(String type, String subject, String by, int hours, Map<String, Object> answers) {}

    private static Map<String, Object> environment(String noise, String light, String air, String seats) {
        return Map.of(
                "noise",
                noise,
                "light",
                light,
                "temperature",
                "good",
                "air",
                air,
                "seats",
                seats,
                "ways",
                "good",
                "notices",
                "good");
    }

    private static Map<String, Object> equipment(String headsets, String telephones) {
        return Map.of(
                "headsets", headsets,
                "computers", "works",
                "telephones", telephones,
                "network", "works",
                "screens", "works",
                "power", "works",
                "spare-headsets", 6);
    }

    private static final List<Sample> SHEETS = List.of(
            new Sample(
                    "environment-check", "london", "Harry Cole", 170, environment("poor", "good", "bearable", "good")),
            new Sample(
                    "environment-check", "london", "Harry Cole", 146, environment("bearable", "good", "poor", "good")),
            new Sample(
                    "environment-check", "london", "Harry Cole", 122, environment("bearable", "good", "good", "good")),
            new Sample(
                    "environment-check", "london", "Harry Cole", 74, environment("good", "bearable", "good", "good")),
            new Sample("environment-check", "london", "Harry Cole", 26, environment("good", "good", "good", "good")),
            new Sample("environment-check", "shanghai", "Bo Chen 陈博", 122, environment("good", "good", "good", "poor")),
            new Sample(
                    "environment-check", "shanghai", "Bo Chen 陈博", 98, environment("good", "good", "good", "bearable")),
            new Sample("equipment-check", "london", "Harry Cole", 100, equipment("limited", "works")),
            new Sample("equipment-check", "shanghai", "Bo Chen 陈博", 99, equipment("works", "works")),
            new Sample(
                    "patrol",
                    "northlight-team",
                    "Harry Cole",
                    20,
                    Map.of(
                            "route",
                            "Rows 1 to 4, then the quiet room",
                            "minutes",
                            18,
                            "looked-at",
                            List.of("people", "equipment"),
                            "finding",
                            "equipment",
                            "what",
                            "Two headsets crackle near the window; both seats moved to row 4.",
                            "help-given",
                            "Showed a new colleague how to ask for help during a conversation.")),
            new Sample(
                    "patrol",
                    "northlight-team",
                    "Harry Cole",
                    52,
                    Map.of(
                            "route",
                            "Rows 4 to 1",
                            "minutes",
                            12,
                            "looked-at",
                            List.of("people", "workflow", "environment"),
                            "finding",
                            "nothing")),
            new Sample(
                    "patrol",
                    "harbour-team",
                    "Bo Chen 陈博",
                    28,
                    Map.of(
                            "route",
                            "A区至C区",
                            "minutes",
                            15,
                            "looked-at",
                            List.of("people", "workflow"),
                            "finding",
                            "improve",
                            "what",
                            "退货流程的最新说明贴在茶水间，座席在通话中看不到。",
                            "help-given",
                            "协助一位新同事查找退货政策页面。")));

    /// Where somebody has filled in anything already, nothing is added. The house stands already.
    void bring(long tenant) {
        if (tenancy.asSystem(tenant, sheets::isEmpty)) {
            SHEETS.forEach(each -> remember(tenant, each));
        }
    }

    private void remember(long tenant, Sample sample) {
        var answers = new LinkedHashMap<String, @Nullable AnswerBody>();
        sample.answers().forEach((code, value) -> answers.put(code, new AnswerBody(value, null, false, false)));
        var system = AccountContext.system(tenant);
        var leader = new AccountContext(
                tenant, null, sample.by(), system.language(), system.rights(), system.clients(), system.source(), null);
        tenancy.asAccount(leader, () -> {
            sheets.remember(
                    sample.type(), sample.subject(), clock.instant().minus(Duration.ofHours(sample.hours())), answers);
            return true;
        });
    }
}
