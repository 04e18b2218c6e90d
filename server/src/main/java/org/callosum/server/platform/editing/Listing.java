package org.callosum.server.platform.editing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;

/// Finds, sorts and cuts a list that is small enough to be read whole: settings of up to a few thousand rows.
public final class Listing {
    private Listing() {}

    /// @param words what `q` is looked for in, whatever its case
    /// @param orders sortable field to its order; ties keep the list's own order
    public static <T> Page<T> of(
            PageQuery query,
            List<T> all,
            Function<T, String> words,
            Map<String, ? extends Comparator<? super T>> orders) {
        var wanted = query.q() == null ? "" : query.q().strip().toLowerCase(Locale.ROOT);
        var found = new ArrayList<T>();
        for (var item : all) {
            if (wanted.isEmpty() || words.apply(item).toLowerCase(Locale.ROOT).contains(wanted)) {
                found.add(item);
            }
        }
        if (query.sort() != null && !query.sort().isBlank()) {
            for (var word : List.of(query.sort().split(",", -1)).reversed()) {
                var down = word.startsWith("-");
                var order = orders.get(down ? word.substring(1) : word);
                if (order == null) {
                    throw Problems.field("sort", "unknown");
                }
                found.sort(down ? order.reversed() : order);
            }
        }
        var from = (int) Math.min(query.offset(), found.size());
        return new Page<>(found.subList(from, Math.min(from + query.limit(), found.size())), found.size());
    }
}
