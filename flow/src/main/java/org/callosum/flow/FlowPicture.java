package org.callosum.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A flow laid out for drawing: rows from the start downwards, columns within a row. The same flow always gives the
/// same
/// picture.
///
/// The layout is that of layers (Sugiyama, Tagawa, Toda 1981): edges that lead back are left out, each step stands one
/// row below the lowest step that leads to it, and the order within rows is improved by the mean place of the
/// neighbours.
///
/// @param columns width of the widest row
public record FlowPicture(List<Node> nodes, List<Edge> edges, int columns, int rows) {
    /// @param kind the word of the file, for instance `menu`
    /// @param label a code or name worth seeing, possibly empty
    /// @param column from 0
    /// @param row from 0, the start
    public record Node(String id, String kind, String label, int column, int row) {}

    /// @param label the outcome: `next`, a key, `closed` …; several outcomes with one target are one edge, joined by
    /// commas
    /// @param back whether it leads up to a row not below its own
    public record Edge(String from, String to, String label, boolean back) {}

    private static final int SWEEPS = 6;
    private static final int LONGEST_LABEL = 60;

    public FlowPicture {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    public static FlowPicture of(FlowDefinition definition) {
        var edges = edges(definition);
        var forward = forward(definition, edges);
        var rowOf = rows(definition, forward);
        var ordered = order(definition, forward, rowOf);
        var nodes = new ArrayList<Node>();
        var columns = 0;
        for (var row = 0; row < ordered.size(); row++) {
            var ids = ordered.get(row);
            columns = Math.max(columns, ids.size());
            for (var column = 0; column < ids.size(); column++) {
                var step = definition.steps().get(ids.get(column));
                if (step != null) {
                    nodes.add(new Node(ids.get(column), FlowStep.kind(step), label(step), column, row));
                }
            }
        }
        var drawn = edges.stream()
                .map(edge -> new Edge(
                        edge.from(),
                        edge.to(),
                        edge.label(),
                        rowOf.getOrDefault(edge.to(), 0) <= rowOf.getOrDefault(edge.from(), 0)))
                .toList();
        return new FlowPicture(nodes, drawn, columns, ordered.size());
    }

    private static List<Edge> edges(FlowDefinition definition) {
        var labels = new LinkedHashMap<Edge, List<String>>();
        definition.steps().forEach((id, step) -> {
            for (var exit : step.exits()) {
                if (definition.steps().containsKey(exit.target())) {
                    labels.computeIfAbsent(new Edge(id, exit.target(), "", false), any -> new ArrayList<>())
                            .add(exit.label());
                }
            }
        });
        var edges = new ArrayList<Edge>();
        labels.forEach(
                (edge, names) -> edges.add(new Edge(edge.from(), edge.to(), clipped(String.join(", ", names)), false)));
        return edges;
    }

    /// The edges without those that close a circle, found by a walk in depth from the start.
    private static Map<String, List<String>> forward(FlowDefinition definition, List<Edge> edges) {
        var targets = new LinkedHashMap<String, List<String>>();
        definition.steps().keySet().forEach(id -> targets.put(id, new ArrayList<>()));
        edges.forEach(
                edge -> targets.getOrDefault(edge.from(), new ArrayList<>()).add(edge.to()));
        var forward = new LinkedHashMap<String, List<String>>();
        var done = new HashSet<String>();
        var roots = new ArrayList<String>();
        roots.add(definition.start());
        if (definition.fault() != null && definition.steps().containsKey(definition.fault())) {
            roots.add(definition.fault());
        }
        roots.addAll(definition.steps().keySet());
        for (var root : roots) {
            walk(root, targets, forward, new HashSet<>(), done);
        }
        return forward;
    }

    /// Recursion is as deep as the longest path, at most {@value FlowDefinition#MAX_STEPS}.
    private static void walk(
            String at,
            Map<String, List<String>> targets,
            Map<String, List<String>> forward,
            Set<String> open,
            Set<String> done) {
        if (!done.add(at)) {
            return;
        }
        open.add(at);
        var kept = new ArrayList<String>();
        for (var target : targets.getOrDefault(at, List.of())) {
            if (!open.contains(target)) {
                kept.add(target);
                walk(target, targets, forward, open, done);
            }
        }
        open.remove(at);
        forward.put(at, kept);
    }

    /// One below the lowest predecessor: the longest path from the top. `forward` has every step after those it leads
    /// to,
    /// so its reverse is an order in which predecessors come first.
    private static Map<String, Integer> rows(FlowDefinition definition, Map<String, List<String>> forward) {
        var rowOf = new HashMap<String, Integer>();
        var inOrder = new ArrayList<>(forward.keySet());
        Collections.reverse(inOrder);
        for (var id : inOrder) {
            var row = id.equals(definition.start()) ? 0 : rowOf.getOrDefault(id, 1);
            rowOf.put(id, row);
            forward.getOrDefault(id, List.of()).forEach(target -> rowOf.merge(target, row + 1, Math::max));
        }
        return rowOf;
    }

    private static List<List<String>> order(
            FlowDefinition definition, Map<String, List<String>> forward, Map<String, Integer> rowOf) {
        var rows = new ArrayList<List<String>>();
        var used = rowOf.values().stream().distinct().sorted().toList();
        for (var row : used) {
            var ids = new ArrayList<String>();
            definition.steps().keySet().stream()
                    .filter(id -> row.equals(rowOf.get(id)))
                    .forEach(ids::add);
            rows.add(ids);
        }
        for (var row = 0; row < used.size(); row++) {
            for (var id : rows.get(row)) {
                rowOf.put(id, row);
            }
        }
        var sources = new HashMap<String, List<String>>();
        forward.forEach((from, targets) -> targets.forEach(
                to -> sources.computeIfAbsent(to, any -> new ArrayList<>()).add(from)));
        for (var sweep = 0; sweep < SWEEPS; sweep++) {
            var down = sweep % 2 == 0;
            var neighbours = down ? sources : forward;
            var sequence = down ? rows : rows.reversed();
            for (var ids : sequence) {
                var places = places(rows);
                ids.sort(Comparator.comparingDouble(id -> meanPlace(id, neighbours, places)));
            }
        }
        return rows;
    }

    /// Where each step stands in its row, from 0 to 1.
    private static Map<String, Double> places(List<List<String>> rows) {
        var places = new HashMap<String, Double>();
        for (var ids : rows) {
            for (var i = 0; i < ids.size(); i++) {
                places.put(ids.get(i), (i + 0.5) / ids.size());
            }
        }
        return places;
    }

    private static double meanPlace(String id, Map<String, List<String>> neighbours, Map<String, Double> places) {
        return neighbours.getOrDefault(id, List.of()).stream()
                .mapToDouble(other -> places.getOrDefault(other, 0.5))
                .average()
                .orElse(places.getOrDefault(id, 0.5));
    }

    private static String label(FlowStep step) {
        return clipped(
                switch (step) {
                    case ScriptStep script -> ScriptStep.label(script);
                    case FlowStep.Announce announce -> words(announce.announcement());
                    case FlowStep.Menu menu -> words(menu.prompt());
                    case FlowStep.Collect collect -> collect.into();
                    case FlowStep.Hours hours -> hours.calendar();
                    case FlowStep.SetVariables set ->
                        String.join(", ", set.values().keySet());
                    case FlowStep.Condition _ -> "";
                    case FlowStep.Lookup lookup -> lookup.url();
                    case FlowStep.Echo echo -> echo.limitMillis() == 0 ? "" : echo.limitMillis() / 1000 + " s";
                    case FlowStep.Pause pause -> pause.millis() / 1000 + " s";
                    case FlowStep.Position _, FlowStep.Return _, FlowStep.RingOff _ -> "";
                    case FlowStep.WaitTime time -> time.longestMillis() / 60_000 + " min";
                    case FlowStep.OfferCallBack offer -> offer.number().source();
                    case FlowStep.CallBack back -> back.terms().way().code();
                    case FlowStep.Dial dial -> dial.target().value();
                    case FlowStep.Queue queue -> queue.queue();
                    case FlowStep.Leave leave -> leave.exit().code();
                    case FlowStep.Voicemail voicemail -> voicemail.caseType();
                    case FlowStep.SubFlow flow -> flow.flow();
                    case FlowStep.Transfer transfer -> transfer.target().value();
                    case FlowStep.HangUp hangUp ->
                        hangUp.cause() == FlowStep.HangUpCause.NORMAL
                                ? ""
                                : hangUp.cause().name().toLowerCase(Locale.ROOT);
                });
    }

    private static String words(Announcement announcement) {
        return switch (announcement) {
            case Announcement.Spoken(var text) -> text.texts().firstEntry().getValue();
            case Announcement.Clips(var pieces) ->
                String.join(
                        " ",
                        pieces.stream()
                                .map(piece -> switch (piece) {
                                    case Announcement.Piece.Clip(var code) -> code;
                                    case Announcement.Piece.Number(var value) -> "{" + value + "}";
                                    case Announcement.Piece.Digits(var value) -> "{" + value + "}";
                                })
                                .toList());
        };
    }

    private static String clipped(String text) {
        return text.length() <= LONGEST_LABEL ? text : text.substring(0, LONGEST_LABEL - 1) + "…";
    }
}
