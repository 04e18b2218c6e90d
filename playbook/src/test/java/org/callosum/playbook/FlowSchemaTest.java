package org.callosum.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.callosum.flow.FlowCatalogue;
import org.callosum.flow.FlowReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The schema that editors use says the same as the reader.
class FlowSchemaTest {
    private static final String SOUND = """
            flow: shop
            kind: entry
            name: {en: Shop}
            variables: {order: text}
            start: hello
            steps:
              hello: {play: [welcome, {digits: order}], next: main}
              main: {menu: {prompt: main, options: [{key: 1, next: ask}]}, otherwise: ask}
              ask: {collect: {into: order, say: {en: Order?}, ends: "#"}, next: wait, otherwise: wait}
              wait: {queue: {code: orders, treatment: waiting, limit: 5m}, exits: {overflow: bye}, otherwise: bye}
              bye: {hang-up: }
            """;

    private static final String SCRIPT = """
            flow: usage
            kind: script
            name: {en: Usage}
            variables: {number: text}
            start: what
            steps:
              what: {ask: {say: {en: What?}, replies: [{label: {en: x}, next: data}], free: {returns: [data]}}}
              data: {fill: {form: line, items: [number], into: {number: number}}, next: told, key: true}
              told: {tell: {page: usage}, tone: {en: Slowly}, behaviours: [summary], next: done}
              done: {settled: {say: {en: Well?}}, yes: pack, no: open}
              pack: {offer: {code: pack, aim: upgrade, say: {en: Pack?}, value: 9}, accepted: code, declined: bye}
              open: {open-case: ticket, next: bye}
              code: {propose: sold, next: bye}
              bye: {closing: {say: {en: Bye}, result: solved}}
            """;

    static List<Path> flows() throws IOException {
        return ShippedFlowsTest.flows();
    }

    private static JsonSchema schema() throws IOException {
        try (var in = Objects.requireNonNull(FlowReader.class.getResourceAsStream("flow.schema.json"))) {
            return new JsonSchema(Yaml.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    @ParameterizedTest
    @MethodSource("flows")
    void everyShippedFlowFits(Path file) throws IOException {
        assertThat(schema().problems(Yaml.read(Files.readString(file)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: script|kind: scripts",
                "{ask: {say: {en: What?}, |{ask: {",
                "{ask: {say: {en: What?}|{ask: {say: {en: What?}, page: what",
                "replies: [{label: {en: x}, next: data}]|replies: []",
                "label: {en: x}, next: data|next: data",
                "returns: [data]|goes: [data]",
                "items: [number]|items: []",
                "form: line, |",
                "key: true|key: often",
                "{en: Slowly}|Slowly",
                "[summary]|summary",
                ", yes: pack|",
                "aim: upgrade|aim: money",
                "{code: pack, |{",
                ", declined: bye|",
                "{open-case: ticket|{open-case: {say: {en: x}}",
                "result: solved|result: happy",
                "propose: sold, |propose: sold, title: {en: x}, ",
            })
    void ofScriptsToo(String change) throws IOException {
        refusedByBoth(SCRIPT, change);
    }

    /// Each is a way to spoil the sound flow: what stands there, a bar, what replaces it.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "flow: shop|flow: Shop!",
                "kind: entry|kind: survey",
                "{en: Shop}|{fr: Shop}",
                "order: text|order: words",
                "start: hello|begin: hello",
                ", next: main|",
                "next: main|next: main, colour: red",
                "{digits: order}|{letters: order}",
                "key: 1|key: A",
                ", otherwise: ask}|}",
                "prompt: main|prompt: main, say: {en: x}",
                "\"#\"|x",
                "limit: 5m|limit: soon",
                "overflow: bye|sometimes: bye",
                "{hang-up: }|{hang-up: , play: x}",
                "bye: {hang-up: }|bye: {}",
                "options: [{key: 1, next: ask}]|options: []",
            })
    void whatTheSchemaRefusesTheReaderRefusesToo(String change) throws IOException {
        refusedByBoth(SOUND, change);
    }

    private static void refusedByBoth(String sound, String change) throws IOException {
        var parts = change.split("\\|", -1);
        assertThat(sound).contains(parts[0]);
        var spoilt = sound.replace(parts[0], parts[1]);

        assertThat(schema().problems(Yaml.read(sound))).isEmpty();
        assertThat(FlowReader.read(sound, 1, FlowCatalogue.unknown()).findings())
                .isEmpty();
        assertThat(schema().problems(Yaml.read(spoilt))).as("schema").isNotEmpty();
        assertThat(FlowReader.read(spoilt, 1, FlowCatalogue.unknown()).errors())
                .as("reader")
                .isNotEmpty();
    }
}
