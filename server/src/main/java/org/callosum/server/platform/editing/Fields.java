package org.callosum.server.platform.editing;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// Collects everything that is wrong with a request, so that it can be put right in one go.
public final class Fields {
    /// Codes are typed into flows, reports and addresses: lower case, digits and single hyphens.
    private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private static final int LONGEST_CODE = 60;
    private static final int LONGEST_NAME = 200;

    private final List<Problem.Field> wrong = new ArrayList<>();

    public void add(String field, String code) {
        wrong.add(new Problem.Field(field, code));
    }

    public void add(String field, String code, Map<String, ?> values) {
        wrong.add(new Problem.Field(field, code, values));
    }

    public boolean anyWrong() {
        return !wrong.isEmpty();
    }

    /// @throws Problem `fields-invalid` when anything was wrong
    public void check() {
        if (!wrong.isEmpty()) {
            throw Problems.fields(wrong);
        }
    }

    public void code(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            add(field, "required");
        } else if (value.length() > LONGEST_CODE || !CODE.matcher(value).matches()) {
            add(field, "wrong-code");
        }
    }

    /// A name in at least one language.
    public void name(String field, @Nullable Text value) {
        if (value == null || value.isEmpty()) {
            add(field, "required");
        } else {
            length(field, value.en(), LONGEST_NAME);
            length(field, value.zhHans(), LONGEST_NAME);
            length(field, value.zhHant(), LONGEST_NAME);
        }
    }

    public void required(String field, @Nullable String value, int longest) {
        if (value == null || value.isBlank()) {
            add(field, "required");
        } else {
            length(field, value, longest);
        }
    }

    public void length(String field, @Nullable String value, int longest) {
        if (value != null && value.length() > longest) {
            add(field, "too-long", Map.of("max", longest));
        }
    }

    public void present(String field, @Nullable Object value) {
        if (value == null) {
            add(field, "required");
        }
    }

    /// Absent is fine.
    public void range(String field, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            add(field, "not-between", Map.of("min", least, "max", most));
        }
    }

    public void requiredRange(String field, @Nullable Integer value, int least, int most) {
        present(field, value);
        range(field, value, least, most);
    }

    public void oneOf(String field, @Nullable String value, Collection<String> allowed) {
        if (value == null) {
            add(field, "required");
        } else if (!allowed.contains(value)) {
            add(field, "not-one-of", Map.of("allowed", String.join(", ", allowed)));
        }
    }

    public void count(String field, @Nullable Collection<?> values, int most) {
        if (values != null && values.size() > most) {
            add(field, "too-many", Map.of("max", most));
        }
    }

    public void zone(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            add(field, "required");
            return;
        }
        try {
            if (!ZoneId.getAvailableZoneIds().contains(ZoneId.of(value).getId())) {
                add(field, "wrong-zone");
            }
        } catch (DateTimeException notAZone) {
            add(field, "wrong-zone");
        }
    }

    /// Reads an id; a wrong one is noted and 0 comes back, which no row has.
    public long id(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            add(field, "required");
            return 0;
        }
        return optionalId(field, value) instanceof Long id ? id : 0;
    }

    public @Nullable Long optionalId(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            return Ids.parse(value);
        } catch (Problem notAnId) {
            add(field, "unknown", Map.of("value", value.length() > 40 ? value.substring(0, 40) : value));
            return null;
        }
    }

    public List<Long> ids(String field, @Nullable Collection<String> values, int most) {
        if (values == null) {
            return List.of();
        }
        count(field, values, most);
        var read = new ArrayList<Long>();
        for (var value : values) {
            if (optionalId(field, value) instanceof Long id && !read.contains(id)) {
                read.add(id);
            }
        }
        return List.copyOf(read);
    }

    /// Notes every id that is not among the known ones.
    public void known(String field, Collection<Long> ids, Set<Long> known) {
        for (var id : ids) {
            if (!known.contains(id)) {
                add(field, "unknown", Map.of("value", Long.toString(id)));
            }
        }
    }
}
