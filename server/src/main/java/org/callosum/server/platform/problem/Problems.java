package org.callosum.server.platform.problem;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes problems. Use: `throw Problems.refused("queue-has-waiting", Map.of("count", 3))`.
public final class Problems {
    private Problems() {}

    /// 404. What cannot be seen and what does not exist are told alike.
    public static Problem notFound(String entity, Object id) {
        return new Problem(404, "not-found", Map.of("entity", entity, "id", id), List.of(), null, 0);
    }

    /// 409 `edit-conflict`: somebody saved in between.
    ///
    /// @param current what stands there now, sent along
    public static Problem editConflict(@Nullable Object current) {
        return new Problem(409, "edit-conflict", Map.of(), List.of(), current, 0);
    }

    /// 409: the request is understood and cannot be done in this state.
    public static Problem refused(String code, Map<String, ?> values) {
        return new Problem(409, code, values, List.of(), null, 0);
    }

    /// 409 with the fields that stand in the way.
    public static Problem refused(String code, Map<String, ?> values, List<Problem.Field> fields) {
        return new Problem(409, code, values, fields, null, 0);
    }

    public static Problem refused(String code) {
        return refused(code, Map.of());
    }

    /// 400: the request cannot be read.
    public static Problem invalid(String code) {
        return new Problem(400, code, Map.of(), List.of(), null, 0);
    }

    public static Problem invalid(String code, Map<String, ?> values) {
        return new Problem(400, code, values, List.of(), null, 0);
    }

    /// 400 `fields-invalid`: some fields cannot be taken.
    public static Problem fields(Problem.Field... fields) {
        return fields(Arrays.asList(fields));
    }

    public static Problem fields(List<Problem.Field> fields) {
        return new Problem(400, "fields-invalid", Map.of(), fields, null, 0);
    }

    /// 400 for a field that cannot be taken, such as `field("code", "taken")`.
    public static Problem field(String field, String code) {
        return fields(new Problem.Field(field, code));
    }

    /// 401.
    public static Problem signIn(String code) {
        return new Problem(401, code, Map.of(), List.of(), null, 0);
    }

    /// 403.
    public static Problem forbidden(String code, Map<String, ?> values) {
        return new Problem(403, code, values, List.of(), null, 0);
    }

    /// 413, 415, 503 and the like.
    public static Problem of(int status, String code, Map<String, ?> values) {
        return new Problem(status, code, values, List.of(), null, 0);
    }

    /// 429: come back later.
    public static Problem tooMany(String code, long retryAfterSeconds) {
        return new Problem(
                429, code, Map.of("seconds", retryAfterSeconds), List.of(), null, Math.max(1, retryAfterSeconds));
    }
}
