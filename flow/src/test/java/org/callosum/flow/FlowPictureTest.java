package org.callosum.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FlowPictureTest {
    private static FlowDefinition flow(String steps) {
        var yaml = "flow: x\nname: {en: X}\nvariables: {n: number}\nstart: a\nsteps:\n" + steps.indent(2);
        return Objects.requireNonNull(
                FlowReader.read(yaml, 1, FlowCatalogue.unknown()).definition());
    }

    @Test
    void stepsStandBelowThoseThatLeadToThem() {
        var picture = FlowPicture.of(flow("""
                a: {menu: {prompt: main, options: [{key: 1, next: b}, {key: 2, next: c}]}, otherwise: c}
                b: {play: more, next: c}
                c: {hang-up: }
                """));

        assertThat(picture.nodes())
                .extracting(
                        FlowPicture.Node::id, FlowPicture.Node::kind, FlowPicture.Node::label, FlowPicture.Node::row)
                .containsExactly(
                        tuple("a", "menu", "main", 0), tuple("b", "play", "more", 1), tuple("c", "hang-up", "", 2));
        assertThat(picture.edges())
                .containsExactly(
                        new FlowPicture.Edge("a", "b", "1", false),
                        new FlowPicture.Edge("a", "c", "2, otherwise", false),
                        new FlowPicture.Edge("b", "c", "next", false));
        assertThat(picture.rows()).isEqualTo(3);
        assertThat(picture.columns()).isEqualTo(1);
    }

    @Test
    void anEdgeThatLeadsBackIsMarkedAndPullsNothingDown() {
        var picture = FlowPicture.of(flow("""
                a: {play: hello, next: b}
                b: {menu: {prompt: main, options: [{key: 1, next: a}]}, otherwise: c}
                c: {hang-up: }
                """));

        assertThat(picture.edges()).contains(new FlowPicture.Edge("b", "a", "1", true));
        assertThat(picture.nodes()).extracting(FlowPicture.Node::row).containsExactly(0, 1, 2);
    }

    @Test
    void neighboursStandBesideEachOtherWithoutCrossing() {
        var picture = FlowPicture.of(flow("""
                a: {menu: {prompt: main, options: [{key: 1, next: left}, {key: 2, next: right}]}, otherwise: end}
                right-end: {play: r, next: end}
                left-end: {play: l, next: end}
                left: {play: l, next: left-end}
                right: {play: r, next: right-end}
                end: {hang-up: }
                """));
        var columns = new HashMap<String, Integer>();
        picture.nodes().forEach(node -> columns.put(node.id(), node.column()));

        assertThat(Integer.signum(columns.getOrDefault("left", -1) - columns.getOrDefault("right", -1)))
                .isEqualTo(
                        Integer.signum(columns.getOrDefault("left-end", -1) - columns.getOrDefault("right-end", -1)));
    }

    @Test
    void everyStepHasAPlaceOfItsOwnAlsoTheUnreachable() {
        var picture = FlowPicture.of(flow("""
                a: {condition: [{when: n > 3, next: b}], otherwise: c}
                b: {hang-up: }
                c: {hang-up: }
                lost: {play: x, next: lost-too}
                lost-too: {play: y, next: lost-end}
                lost-end: {hang-up: }
                """));
        var places = new HashSet<String>();
        picture.nodes().forEach(node -> places.add(node.row() + "/" + node.column()));

        assertThat(places).hasSize(6);
        assertThat(picture.nodes())
                .filteredOn(node -> node.row() == 0)
                .extracting(FlowPicture.Node::id)
                .containsExactly("a");
        assertThat(picture.edges()).contains(new FlowPicture.Edge("a", "b", "n > 3", false));
    }

    @Test
    void theSameFlowGivesTheSamePicture() {
        var steps = """
                a: {menu: {prompt: m, options: [{key: 1, next: b}, {key: 2, next: c}, {key: 3, next: d}]}, otherwise: d}
                b: {play: x, next: d}
                c: {play: x, next: d}
                d: {hang-up: }
                """;

        assertThat(FlowPicture.of(flow(steps))).isEqualTo(FlowPicture.of(flow(steps)));
    }
}
