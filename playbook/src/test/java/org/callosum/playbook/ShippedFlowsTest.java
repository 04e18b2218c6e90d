package org.callosum.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.callosum.flow.FlowCatalogue;
import org.callosum.flow.FlowDefinition;
import org.callosum.flow.FlowReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each shipped flow could go live as it is.
class ShippedFlowsTest {
    private static final Path FLOWS = PlaybookTest.PLAYBOOK.resolve("flows");

    static List<Path> flows() throws IOException {
        try (var files = Files.list(FLOWS)) {
            return files.sorted().toList();
        }
    }

    private static Map<String, FlowDefinition.Kind> kinds() throws IOException {
        var kinds = new TreeMap<String, FlowDefinition.Kind>();
        for (var file : flows()) {
            var definition = FlowReader.read(Files.readString(file), 1, FlowCatalogue.unknown())
                    .definition();
            if (definition != null) {
                kinds.put(definition.code(), definition.kind());
            }
        }
        return kinds;
    }

    private static FlowCatalogue catalogue() throws IOException {
        var prompts = new HashSet<String>();
        for (var text : PromptTexts.read(PlaybookTest.PLAYBOOK.resolve("prompts/texts.yaml"))) {
            prompts.add(text.code());
        }
        return FlowCatalogue.unknown()
                .withPrompts(prompts)
                .withQueues(Set.of(
                        "main",
                        "harbour-orders",
                        "harbour-returns",
                        "northlight-faults",
                        "northlight-billing",
                        "northlight-renewals",
                        "bench"))
                .withCalendars(Set.copyOf(PlaybookTest.codes("calendars.yaml", "calendars")))
                .withSkills(Set.copyOf(PlaybookTest.codes("skills.yaml", "skills")))
                .withCaseTypes(Set.copyOf(PlaybookTest.codes("case-types.yaml", "case-types")))
                .withFlows(kinds());
    }

    @ParameterizedTest
    @MethodSource("flows")
    void aShippedFlowHasNoFindingAtAll(Path file) throws IOException {
        var reading = FlowReader.read(Files.readString(file), 1, catalogue());

        assertThat(reading.findings()).isEmpty();
        var definition = Objects.requireNonNull(reading.definition());
        assertThat(definition.code() + ".yaml").isEqualTo(String.valueOf(file.getFileName()));
        assertThat(definition.name().texts()).containsOnlyKeys("en", "zh-Hans", "zh-Hant");
    }

    @Test
    void theBenchHasItsFiveTestLines() throws IOException {
        assertThat(kinds())
                .containsKeys("bench-queue", "bench-echo", "bench-direct", "bench-announce-direct", "bench-digits");
    }
}
