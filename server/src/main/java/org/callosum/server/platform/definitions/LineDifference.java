package org.callosum.server.platform.definitions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Lines that two texts share, and those only one of them has.
///
/// @see "Myers (1986), An O(ND) Difference Algorithm and Its Variations, Algorithmica 1, 251–266"
public final class LineDifference {
    /// More edits than this are shown as one text replaced by the other: nobody reads such a difference, and its
    /// cost grows with the square.
    private static final int MOST_EDITS = 2_000;

    private LineDifference() {}

    public enum Kind {
        SAME,
        ADDED,
        REMOVED
    }

    public record Line(Kind kind, String text) {}

    /// The shortest list of added and removed lines that leads from one text to the other, shared lines between them.
    public static List<Line> between(String from, String to) {
        return between(from.lines().toList(), to.lines().toList());
    }

    static List<Line> between(List<String> from, List<String> to) {
        int most = Math.min(MOST_EDITS, from.size() + to.size());
        int middle = most + 1;
        int[] reached = new int[2 * most + 3];
        List<int[]> trace = new ArrayList<>();
        for (int edits = 0; edits <= most; edits++) {
            trace.add(java.util.Arrays.copyOfRange(reached, middle - edits - 1, middle + edits + 2));
            for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
                boolean down = diagonal == -edits
                        || (diagonal != edits && reached[middle + diagonal - 1] < reached[middle + diagonal + 1]);
                int x = down ? reached[middle + diagonal + 1] : reached[middle + diagonal - 1] + 1;
                int y = x - diagonal;
                while (x < from.size() && y < to.size() && from.get(x).equals(to.get(y))) {
                    x++;
                    y++;
                }
                reached[middle + diagonal] = x;
                if (x >= from.size() && y >= to.size()) {
                    return wayBack(trace, from, to);
                }
            }
        }
        return replaced(from, to);
    }

    private static List<Line> wayBack(List<int[]> trace, List<String> from, List<String> to) {
        List<Line> lines = new ArrayList<>();
        int x = from.size();
        int y = to.size();
        for (int edits = trace.size() - 1; edits >= 0; edits--) {
            int[] reached = trace.get(edits);
            int middle = edits + 1;
            int diagonal = x - y;
            boolean down = diagonal == -edits
                    || (diagonal != edits && reached[middle + diagonal - 1] < reached[middle + diagonal + 1]);
            int previous = down ? diagonal + 1 : diagonal - 1;
            int previousX = edits == 0 ? 0 : reached[middle + previous];
            int previousY = edits == 0 ? 0 : previousX - previous;
            while (x > previousX && y > previousY) {
                lines.add(new Line(Kind.SAME, from.get(x - 1)));
                x--;
                y--;
            }
            if (edits > 0) {
                lines.add(down ? new Line(Kind.ADDED, to.get(y - 1)) : new Line(Kind.REMOVED, from.get(x - 1)));
                x = previousX;
                y = previousY;
            }
        }
        Collections.reverse(lines);
        return lines;
    }

    private static List<Line> replaced(List<String> from, List<String> to) {
        List<Line> lines = new ArrayList<>();
        from.forEach(text -> lines.add(new Line(Kind.REMOVED, text)));
        to.forEach(text -> lines.add(new Line(Kind.ADDED, text)));
        return lines;
    }
}
