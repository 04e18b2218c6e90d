package org.callosum.server.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Problem details as they go out (RFC 9457).
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemBody(
        String type,
        String title,
        int status,
        @Nullable String detail,
        String instance,
        String code,
        @Nullable List<FieldBody> fields,
        @Nullable Object current) {
    public record FieldBody(String field, String code, String message) {}
}
