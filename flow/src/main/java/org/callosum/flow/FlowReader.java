package org.callosum.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads a flow from YAML and checks it; `flow.schema.json` beside this class describes the form. Hostile files are
/// refused before they cost anything: by size, depth, aliases.
public final class FlowReader {
    /// In characters; a long flow of 300 steps has some 40 000.
    public static final int MAX_LENGTH = 200_000;

    public static final int MAX_DEPTH = 12;
    private static final int MAX_NODES = 20_000;

    private FlowReader() {}

    /// @param definition `null` when there is an error among the findings
    /// @param findings in the order of the file
    public record Reading(@Nullable FlowDefinition definition, List<Finding> findings) {
        public Reading {
            findings = List.copyOf(findings);
        }

        public List<Finding> errors() {
            return findings.stream()
                    .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                    .toList();
        }
    }

    /// @param version the number this reading gets in its history, from 1
    /// @param catalogue what the site has; see {@link FlowCatalogue#unknown()}
    public static Reading read(String yaml, int version, FlowCatalogue catalogue) {
        var findings = new Findings();
        if (yaml.length() > MAX_LENGTH) {
            findings.error(
                    Findings.Place.TOP,
                    "too-large",
                    "A flow has at most %d characters, this file %d".formatted(MAX_LENGTH, yaml.length()));
            return new Reading(null, findings.all());
        }
        var root = compose(yaml, findings);
        if (root == null) {
            return new Reading(null, findings.all());
        }
        var draft = new DraftReader(findings).read(new YamlItem(root, findings));
        if (draft == null) {
            return new Reading(null, findings.all());
        }
        new FlowChecks(draft, catalogue, findings).check();
        return new Reading(findings.hasErrors() ? null : draft.definition(version), findings.all());
    }

    private static @Nullable Node compose(String yaml, Findings findings) {
        // The library's reader stumbles over a character of two units on the edge of its buffer, so the buffer takes
        // the
        // whole file.
        var settings = LoadSettings.builder()
                .setLabel("flow")
                .setCodePointLimit(MAX_LENGTH * 2)
                .setBufferSize(yaml.length() + 16)
                .build();
        try {
            if (!withinBounds(yaml, settings, findings)) {
                return null;
            }
            var root = new Compose(settings).composeString(yaml);
            if (root.isEmpty()) {
                findings.error(Findings.Place.TOP, "empty", "The file is empty; a flow begins with flow: its-code");
                return null;
            }
            return root.get();
        } catch (MarkedYamlEngineException broken) {
            var mark = broken.getProblemMark().orElse(null);
            findings.error(Findings.Place.of(mark), "not-yaml", "This is not YAML: " + broken.getProblem());
        } catch (YamlEngineException broken) {
            findings.error(Findings.Place.TOP, "not-yaml", "This is not YAML: " + broken.getMessage());
        }
        return null;
    }

    /// The parser gives its events one by one, so that too deep a file is refused before anything is built from it.
    private static boolean withinBounds(String yaml, LoadSettings settings, Findings findings) {
        var depth = 0;
        var nodes = 0;
        for (var event : new Parse(settings).parseString(yaml)) {
            Mark mark = event.getStartMark().orElse(null);
            if (++nodes > MAX_NODES) {
                findings.error(
                        Findings.Place.of(mark), "too-large", "A flow has at most %d values".formatted(MAX_NODES));
                return false;
            }
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> {
                    if (++depth > MAX_DEPTH) {
                        findings.error(
                                Findings.Place.of(mark),
                                "too-deep",
                                "Nested deeper than %d levels".formatted(MAX_DEPTH));
                        return false;
                    }
                }
                case MappingEnd, SequenceEnd -> depth--;
                case Alias -> {
                    findings.error(
                            Findings.Place.of(mark),
                            "alias",
                            "References (*name) are not used in flows; write the value again");
                    return false;
                }
                case DocumentStart -> {
                    if (nodes > 2) {
                        findings.error(Findings.Place.of(mark), "two-documents", "One file holds one flow");
                        return false;
                    }
                }
                case Comment, DocumentEnd, Scalar, StreamStart, StreamEnd -> {}
            }
        }
        return true;
    }
}
