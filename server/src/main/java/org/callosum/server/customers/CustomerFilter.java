package org.callosum.server.customers;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which customers a list shows; null is any.
///
/// @param product held and not ended
/// @param rankFrom value rank at least
record CustomerFilter(
        @Nullable Long client,
        @Nullable String level,
        @Nullable Integer rankFrom,
        @Nullable Long product) {
    static CustomerFilter of(@Nullable Long client) {
        return new CustomerFilter(client, null, null, null);
    }

    Map<String, @Nullable Object> values() {
        var values = new HashMap<String, @Nullable Object>();
        values.put("client", client);
        values.put("level", level);
        values.put("rank", rankFrom);
        values.put("product", product);
        return values;
    }
}
