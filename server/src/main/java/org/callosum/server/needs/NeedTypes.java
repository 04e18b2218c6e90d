package org.callosum.server.needs;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The types a house knows. One that is not wanted is set inactive: figures go on naming it.
@Service
@Transactional
public class NeedTypes {
    private static final List<String> KINDS = List.of(NeedType.NEED, NeedType.DECISION);
    private static final int LONGEST_TEXT = 2_000;
    private static final int MOST = 60;
    private static final int MOST_WORDS = 100;
    private static final int LONGEST_WORD = 60;
    private static final Comparator<NeedType> BY_CODE = Comparator.comparing(each -> String.valueOf(each.code()));
    private static final Comparator<NeedType> BY_ORDER =
            Comparator.comparing(each -> Objects.requireNonNullElse(each.order(), 0));

    private final NeedTypeRepository repository;
    private final Ids ids;
    private final Audit audit;

    NeedTypes(NeedTypeRepository repository, Ids ids, Audit audit) {
        this.repository = repository;
        this.ids = ids;
        this.audit = audit;
    }

    /// Also those that are switched off.
    @Transactional(readOnly = true)
    public List<NeedType> all() {
        return repository.all();
    }

    /// The type of need that an agent's notes hint at: the one with most of its words in them, the first
    /// of equals.
    ///
    /// @return code; null: none
    @Transactional(readOnly = true)
    public @Nullable String hinted(String notes) {
        var text = notes.toLowerCase(Locale.ROOT);
        return all().stream()
                .filter(type -> NeedType.NEED.equals(type.kind()) && Boolean.TRUE.equals(type.active()))
                .filter(type -> found(type, text) > 0)
                .max(Comparator.comparingLong((NeedType type) -> found(type, text))
                        .thenComparing(BY_ORDER.reversed()))
                .map(NeedType::code)
                .orElse(null);
    }

    private static long found(NeedType type, String notes) {
        return type.words() == null
                ? 0
                : type.words().stream()
                        .filter(word -> notes.contains(word.toLowerCase(Locale.ROOT)))
                        .count();
    }

    @Transactional(readOnly = true)
    public NeedType one(long id) {
        return repository.find(id).orElseThrow(() -> Problems.notFound("need-type", id));
    }

    @Transactional(readOnly = true)
    Page<NeedType> page(PageQuery query) {
        return Listing.of(
                query,
                all(),
                type -> type.kind() + " " + type.code() + " " + type.name(),
                Map.of("code", BY_CODE, "name", BY_CODE, "order", BY_ORDER));
    }

    public NeedType create(NeedType wanted) {
        check(wanted, null);
        var id = ids.next();
        repository.insert(id, wanted);
        var after = one(id);
        audit.record("need-type-created", "need-type", id, Changes.of(after));
        return after;
    }

    NeedType change(long id, NeedType wanted) {
        var before = one(id);
        check(wanted, before);
        if (!repository.update(id, Objects.requireNonNullElse(wanted.version(), -1), wanted)) {
            throw Problems.editConflict(before);
        }
        var after = one(id);
        audit.record("need-type-changed", "need-type", id, Changes.between(before, after));
        return after;
    }

    /// Sets it inactive.
    void delete(long id) {
        var before = one(id);
        repository.update(id, Objects.requireNonNull(before.version()), before.withActive(false));
        audit.record("need-type-retired", "need-type", id);
    }

    private void check(NeedType wanted, @Nullable NeedType before) {
        var fields = new Fields();
        fields.oneOf("kind", wanted.kind(), KINDS);
        fields.code("code", wanted.code());
        fields.name("name", wanted.name());
        text(fields, "signs", wanted.signs(), true);
        text(fields, "causes", wanted.causes(), false);
        text(fields, "handling", wanted.handling(), true);
        fields.count("words", wanted.words(), MOST_WORDS);
        if (wanted.words() != null) {
            wanted.words().forEach(word -> fields.required("words", word, LONGEST_WORD));
        }
        fields.range("order", wanted.order(), 0, 10_000);
        if (before == null) {
            var all = all();
            if (all.size() >= MOST) {
                fields.add("code", "too-many", Map.of("max", MOST));
            }
            if (all.stream()
                    .anyMatch(each ->
                            Objects.equals(each.kind(), wanted.kind()) && Objects.equals(each.code(), wanted.code()))) {
                fields.add("code", "taken");
            }
        } else {
            if (!Objects.equals(before.kind(), wanted.kind())) {
                fields.add("kind", "cannot-change");
            }
            if (!Objects.equals(before.code(), wanted.code())) {
                fields.add("code", "cannot-change");
            }
        }
        fields.check();
    }

    private static void text(Fields fields, String field, @Nullable Text text, boolean required) {
        if (text == null || text.isEmpty()) {
            if (required) {
                fields.add(field, "required");
            }
            return;
        }
        fields.length(field, text.en(), LONGEST_TEXT);
        fields.length(field, text.zhHans(), LONGEST_TEXT);
        fields.length(field, text.zhHant(), LONGEST_TEXT);
    }
}
