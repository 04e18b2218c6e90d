package org.callosum.server.platform.install;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A mapping of a YAML file whose keys are taken one by one; what nobody takes is unknown. Every complaint names
/// file and line, says what is wrong, and gives an example.
final class YamlSection {
    private final String file;
    private final String path;
    private final @Nullable Node place;
    private final SequencedMap<String, Node> entries = new LinkedHashMap<>();
    private final SequencedMap<String, Node> keys = new LinkedHashMap<>();
    private final List<String> known = new ArrayList<>();

    private YamlSection(String file, String path, @Nullable Node place) {
        this.file = file;
        this.path = path;
        this.place = place;
    }

    static YamlSection parse(String file, String text) {
        Optional<Node> node;
        try {
            node = new Compose(LoadSettings.builder()
                            .setAllowDuplicateKeys(false)
                            .setMaxAliasesForCollections(0)
                            .build())
                    .composeString(text);
        } catch (MarkedYamlEngineException e) {
            throw new StartFailure(
                    "%s line %d: %s; indent with spaces and write key: value, for example port: 8443"
                            .formatted(file, line(e.getProblemMark()), e.getProblem()),
                    e);
        } catch (YamlEngineException e) {
            throw new StartFailure("%s is not YAML: %s; for example port: 8443".formatted(file, e.getMessage()), e);
        }
        return of(file, "", node.orElse(null));
    }

    private static YamlSection of(String file, String path, @Nullable Node node) {
        var section = new YamlSection(file, path, node);
        switch (node) {
            case null -> {}
            case MappingNode mapping -> {
                for (NodeTuple tuple : mapping.getValue()) {
                    Node key = tuple.getKeyNode();
                    if (!(key instanceof ScalarNode scalar)) {
                        throw new StartFailure("%s line %d: a key must be a word, for example port: 8443"
                                .formatted(file, line(key.getStartMark())));
                    }
                    if (section.keys.put(scalar.getValue(), key) != null) {
                        throw new StartFailure("%s line %d: %s stands there twice; keep one of them"
                                .formatted(file, line(key.getStartMark()), path + scalar.getValue()));
                    }
                    section.entries.put(scalar.getValue(), tuple.getValueNode());
                }
            }
            default ->
                throw new StartFailure("%s line %d: %s needs keys with values below it, for example port: 8443"
                        .formatted(file, line(node.getStartMark()), path.isEmpty() ? "the file" : path));
        }
        return section;
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(found -> found.getLine() + 1).orElse(1);
    }

    private @Nullable Node take(String key) {
        known.add(key);
        return entries.remove(key);
    }

    private StartFailure wrong(String key, @Nullable Node node, String what, String example) {
        Node at = node != null ? node : place;
        return new StartFailure("%s line %d: %s %s; for example %s"
                .formatted(file, at == null ? 1 : line(at.getStartMark()), path + key, what, example));
    }

    /// A complaint about a key that was taken already.
    StartFailure wrong(String key, String what, String example) {
        return wrong(key, keys.get(key), what, example);
    }

    private @Nullable String scalar(String key, String example) {
        return switch (take(key)) {
            case null -> null;
            case ScalarNode scalar
            when !scalar.getValue().isBlank() -> scalar.getValue().strip();
            case Node other -> throw wrong(key, other, "needs one value", example);
        };
    }

    /// @param usual null when it must be there
    String text(String key, @Nullable String usual, String example) {
        String value = scalar(key, example);
        if (value == null) {
            if (usual == null) {
                throw wrong(key, null, "is missing", example);
            }
            return usual;
        }
        return value;
    }

    int number(String key, int usual, int lowest, int highest, String example) {
        String value = scalar(key, example);
        if (value == null) {
            return usual;
        }
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < lowest || Integer.parseInt(value) > highest) {
            throw wrong(key, "is %s; it must be a number from %d to %d".formatted(value, lowest, highest), example);
        }
        return Integer.parseInt(value);
    }

    String choice(String key, List<String> allowed, String usual) {
        String value = scalar(key, key + ": " + usual);
        if (value == null) {
            return usual;
        }
        if (!allowed.contains(value)) {
            throw wrong(key, "is %s; it must be %s".formatted(value, String.join(" or ", allowed)), key + ": " + usual);
        }
        return value;
    }

    InetAddress address(String key, InetAddress usual, String example) {
        InetAddress value = optionalAddress(key, example);
        return value == null ? usual : value;
    }

    @Nullable
    InetAddress optionalAddress(String key, String example) {
        String value = scalar(key, example);
        if (value == null) {
            return null;
        }
        try {
            return InetAddress.getByName(value);
        } catch (UnknownHostException _) {
            throw wrong(key, "is %s; it must be an address".formatted(value), example);
        }
    }

    List<String> texts(String key, String example) {
        List<String> values = new ArrayList<>();
        switch (take(key)) {
            case null -> {}
            case SequenceNode sequence -> {
                for (Node node : sequence.getValue()) {
                    if (!(node instanceof ScalarNode scalar)
                            || scalar.getValue().isBlank()) {
                        throw wrong(key, node, "needs a list of values", example);
                    }
                    values.add(scalar.getValue().strip());
                }
            }
            case Node other -> throw wrong(key, other, "needs a list of values", example);
        }
        return values;
    }

    /// A readable file.
    Path file(String key, String example) {
        Path path = Path.of(text(key, null, example));
        if (!Files.isReadable(path)) {
            throw wrong(key, "names %s, which cannot be read".formatted(path), example);
        }
        return path;
    }

    /// A readable file, where one is named.
    @Nullable
    Path optionalFile(String key, String example) {
        String value = scalar(key, example);
        if (value == null) {
            return null;
        }
        Path named = Path.of(value);
        if (!Files.isReadable(named)) {
            throw wrong(key, "names %s, which cannot be read".formatted(named), example);
        }
        return named;
    }

    /// The content of a file that holds a secret.
    String secret(String key, String example) {
        Path path = file(key, example);
        try {
            return Files.readString(path).strip();
        } catch (IOException _) {
            throw wrong(key, "names %s, which cannot be read as text".formatted(path), example);
        }
    }

    @Nullable
    YamlSection section(String key, String example) {
        return switch (take(key)) {
            case null -> null;
            case MappingNode mapping -> of(file, path + key + ".", mapping);
            case Node other -> throw wrong(key, other, "needs keys with values below it", example);
        };
    }

    /// To be called when every known key has been taken.
    void requireNothingElse() {
        Map.Entry<String, Node> left = entries.firstEntry();
        if (left != null) {
            Node key = keys.get(left.getKey());
            throw new StartFailure("%s line %d: %s is not a known key; known here are %s"
                    .formatted(
                            file,
                            key == null ? 1 : line(key.getStartMark()),
                            path + left.getKey(),
                            String.join(", ", known)));
        }
    }
}
