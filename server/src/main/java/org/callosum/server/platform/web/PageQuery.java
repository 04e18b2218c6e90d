package org.callosum.server.platform.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.callosum.server.platform.problem.Problems;
import org.jspecify.annotations.Nullable;

/// Which part of a list is wanted: `page` from 0, `size` up to 200, `sort` such as `name,-createdAt`, `q` for a
/// search. An endpoint takes it as a parameter without annotation.
public record PageQuery(
        @Nullable String q,
        @Nullable Integer page,
        @Nullable Integer size,
        @Nullable String sort) {
    public static final int LARGEST = 200;
    private static final int USUAL = 50;
    private static final int LONGEST_SEARCH = 200;

    public PageQuery {
        if (page != null && (page < 0 || page > 1_000_000)) {
            throw Problems.field("page", "unreadable");
        }
        if (size != null && (size < 1 || size > LARGEST)) {
            throw Problems.field("size", "unreadable");
        }
        if (q != null && q.length() > LONGEST_SEARCH) {
            throw Problems.field("q", "unreadable");
        }
    }

    public int limit() {
        return size == null ? USUAL : size;
    }

    public long offset() {
        return (page == null ? 0L : page) * limit();
    }

    /// For `ilike`: the searched text anywhere, its own wildcards harmless; `%` when nothing is searched.
    public String like() {
        if (q == null || q.isBlank()) {
            return "%";
        }
        return "%" + q.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /// The `order by` list. Only what the endpoint names can come in; the id breaks ties.
    ///
    /// @param columns from the names of the interface to those of the query
    /// @param usual when nothing is asked, such as `at desc`
    public String orderBy(Map<String, String> columns, String usual) {
        if (sort == null || sort.isBlank()) {
            return usual;
        }
        List<String> order = new ArrayList<>();
        for (String word : sort.split(",")) {
            boolean down = word.startsWith("-");
            String column = columns.get(down ? word.substring(1) : word);
            if (column == null) {
                throw Problems.field("sort", "unknown");
            }
            order.add(column + (down ? " desc nulls last" : " asc nulls last"));
        }
        return String.join(", ", order);
    }
}
