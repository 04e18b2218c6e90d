package org.callosum.server.flows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.callosum.flow.FlowDefinition;
import org.callosum.flow.FlowStep;
import org.jspecify.annotations.Nullable;

/// A flow as boxes and arrows. A step stands one column after the nearest step that leads to it, so that the way a
/// caller takes reads from left to right; within a column steps stand in the order they are reached.
public record Picture(List<Node> nodes, List<Edge> edges) {
    static final Picture EMPTY = new Picture(List.of(), List.of());

    public Picture {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /// @param kind the word of the file: `menu`, `hang-up`
    /// @param column from 0, left to right
    /// @param row from 0, top to bottom
    public record Node(String id, String kind, String label, int column, int row) {}

    public record Edge(String from, String to, @Nullable String label) {}

    static Picture of(FlowDefinition flow) {
        var columns = columns(flow);
        var rows = new HashMap<Integer, Integer>();
        var nodes = new ArrayList<Node>();
        var edges = new ArrayList<Edge>();
        columns.forEach((id, column) -> {
            var step = flow.steps().get(id);
            if (step == null) {
                return;
            }
            var row = rows.merge(column, 1, Integer::sum) - 1;
            nodes.add(new Node(id, FlowStep.kind(step), id, column, row));
            for (var exit : step.exits()) {
                edges.add(new Edge(id, exit.target(), exit.label().equals("next") ? null : exit.label()));
            }
        });
        return new Picture(nodes, edges);
    }

    private static Map<String, Integer> columns(FlowDefinition flow) {
        var columns = new LinkedHashMap<String, Integer>();
        var open = new ArrayDeque<String>();
        columns.put(flow.start(), 0);
        open.add(flow.start());
        spread(flow, columns, open);
        // the way a fault takes is reached from everywhere: it begins in the first column, below the start
        var fault = flow.fault();
        if (fault != null && columns.putIfAbsent(fault, 0) == null) {
            open.add(fault);
            spread(flow, columns, open);
        }
        return columns;
    }

    private static void spread(FlowDefinition flow, Map<String, Integer> columns, ArrayDeque<String> open) {
        while (!open.isEmpty()) {
            var id = open.remove();
            var step = flow.steps().get(id);
            if (step != null) {
                for (var exit : step.exits()) {
                    if (columns.putIfAbsent(exit.target(), columns.getOrDefault(id, 0) + 1) == null) {
                        open.add(exit.target());
                    }
                }
            }
        }
    }
}
