package org.callosum.server.platform.web;

import java.util.List;

/// Part of a list.
///
/// @param total how many there are in all
public record Page<T>(List<T> items, long total) {
    public Page {
        items = List.copyOf(items);
    }

    /// A list short enough to be given whole.
    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, items.size());
    }
}
