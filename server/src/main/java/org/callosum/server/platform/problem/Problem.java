package org.callosum.server.platform.problem;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A refusal on its way to the caller, told as problem details (RFC 9457). The texts stand in
/// `texts/*_LANGUAGE.properties`
/// under `problem.CODE` (title) and, where there is more to say, `problem.CODE.detail`.
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, ?> values;
    private final transient List<Field> fields;
    private final transient @Nullable Object current;
    private final long retryAfterSeconds;

    /// One field of the request that cannot be taken.
    ///
    /// @param field its name, dotted for nested ones
    /// @param code stable, such as `required`, `too-long`, `taken`; worded by `field.CODE`
    /// @param values for the placeholders of the wording
    public record Field(String field, String code, Map<String, ?> values) {
        public Field(String field, String code) {
            this(field, code, Map.of());
        }
    }

    Problem(
            int status,
            String code,
            Map<String, ?> values,
            List<Field> fields,
            @Nullable Object current,
            long retryAfterSeconds) {
        super(code + (values.isEmpty() ? "" : " " + values) + (fields.isEmpty() ? "" : " " + fields));
        this.status = status;
        this.code = code;
        this.values = Map.copyOf(values);
        this.fields = List.copyOf(fields);
        this.current = current;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public int status() {
        return status;
    }

    /// Stable, in kebab case.
    public String code() {
        return code;
    }

    public Map<String, ?> values() {
        return values;
    }

    public List<Field> fields() {
        return fields;
    }

    /// What stands there now, when an edit came too late.
    public @Nullable Object current() {
        return current;
    }

    /// 0 when there is no point in naming a time.
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /// A refusal is an ordinary answer: nobody reads its stack.
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
