package org.callosum.server.reports;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.callosum.forms.CheckedForm;
import org.callosum.forms.Form;
import org.callosum.server.forms.AnsweredWords;
import org.callosum.server.forms.Forms;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// What agents noted in templates, counted (DSK-07, DSK-08): answers that are codes, over time, and how two of
/// them go together. A contact counts when it arrived.
@Repository
@Transactional(readOnly = true)
class NoteFigures {
    private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final String WHERE = """
             where v.at >= :from and v.at < :to
               and (cast(:client as bigint) is null or v.client_id = :client)
               and (cast(:queue as bigint) is null or v.queue_id = :queue)
               and (cast(:product as bigint) is null or exists (
                    select from contact_subject s where s.interaction_id = v.interaction_id and s.kind = 'product'
                       and s.subject_id = :product))
            """;

    private final JdbcClient database;
    private final Forms forms;

    NoteFigures(JdbcClient database, Forms forms) {
        this.database = database;
        this.forms = forms;
    }

    /// @param product what the contact was about
    record Which(
            Period period,
            @Nullable Long client,
            @Nullable Long queue,
            @Nullable Long product) {
        /// Days up to two weeks, weeks up to a hundred days, else four weeks.
        Duration step() {
            var days = Duration.between(period.from(), period.to()).toDays();
            return Duration.ofDays(days <= 14 ? 1 : days <= 100 ? 7 : 28);
        }

        private HashMap<String, @Nullable Object> values() {
            var values = new HashMap<String, @Nullable Object>();
            values.put("from", Rows.moment(period.from()));
            values.put("to", Rows.moment(period.to()));
            values.put("client", client);
            values.put("queue", queue);
            values.put("product", product);
            return values;
        }
    }

    /// @param notes in which something that can be counted was answered
    @Schema(name = "NoteFormFigure")
    record FormFigure(String form, Text title, long notes) {}

    /// @param trend how often in each step of the time
    @Schema(name = "NoteValueFigure")
    record ValueFigure(String value, Text name, Share share, List<Long> trend) {}

    @Schema(name = "NoteItemFigure")
    record ItemFigure(String item, Text label, long answered, List<ValueFigure> values) {}

    /// @param forms that were filled in, the most frequent first
    /// @param form the one that is told; null: none was filled in
    /// @param steps when each step of the time begins
    @Schema(name = "NoteFigures")
    record Figures(List<FormFigure> forms, @Nullable String form, List<Instant> steps, List<ItemFigure> items) {}

    /// @param form null: the most frequent
    Figures of(Which which, @Nullable String form) {
        var all = database.sql("select v.form, count(distinct v.note_id) as notes from noted_value v" + WHERE
                        + " group by v.form order by notes desc, v.form")
                .params(which.values())
                .query((row, _) -> {
                    var code = Objects.requireNonNull(row.getString("form"));
                    return new FormFigure(code, title(code), row.getLong("notes"));
                })
                .list();
        var told = form != null && !form.isEmpty()
                ? form
                : all.isEmpty() ? null : all.getFirst().form();
        var steps = new ArrayList<Instant>();
        for (var at = which.period().from(); at.isBefore(which.period().to()); at = at.plus(which.step())) {
            steps.add(at);
        }
        return new Figures(all, told, steps, told == null ? List.of() : items(which, told, steps.size()));
    }

    private List<ItemFigure> items(Which which, String form, int steps) {
        var answered = new LinkedHashMap<String, Long>();
        var values = which.values();
        values.put("form", form);
        database.sql("select v.item, count(distinct v.note_id) as notes from noted_value v" + WHERE
                        + " and v.form = :form group by v.item order by v.item")
                .params(values)
                .query(row -> {
                    answered.put(row.getString("item"), row.getLong("notes"));
                });
        values.put("step", which.step().toSeconds());
        var counts = new LinkedHashMap<String, Map<String, long[]>>();
        database.sql(
                        "select v.item, v.value, floor(extract(epoch from v.at - cast(:from as timestamptz)) / :step)::int as step,"
                                + " count(*) as notes from noted_value v" + WHERE
                                + " and v.form = :form group by v.item, v.value, step")
                .params(values)
                .query(row -> {
                    counts.computeIfAbsent(row.getString("item"), _ -> new LinkedHashMap<>())
                                    .computeIfAbsent(row.getString("value"), _ -> new long[steps])[
                                    Math.min(row.getInt("step"), steps - 1)] +=
                            row.getLong("notes");
                });
        var checked = checked(form);
        var figures = new ArrayList<ItemFigure>();
        for (var item : order(checked, answered.keySet())) {
            var whole = Objects.requireNonNull(answered.get(item));
            var found = counts.getOrDefault(item, Map.of());
            var rows = new ArrayList<ValueFigure>();
            for (var code : codes(checked, item, found.keySet())) {
                var trend = found.getOrDefault(code, new long[steps]);
                var part = java.util.Arrays.stream(trend).sum();
                rows.add(new ValueFigure(
                        code,
                        name(checked, item, code),
                        Share.of(part, whole),
                        java.util.Arrays.stream(trend).boxed().toList()));
            }
            rows.sort((a, b) -> Long.compare(b.share().part(), a.share().part()));
            figures.add(new ItemFigure(item, label(checked, item), whole, rows));
        }
        return figures;
    }

    @Schema(name = "NoteCrossColumn")
    record Column(String value, Text name) {}

    /// @param cells of the notes with this answer, those in each column
    @Schema(name = "NoteCrossRow")
    record CrossRow(String value, Text name, long notes, List<Share> cells) {}

    /// @param columns the answers of the other item, or the queues, clients or products
    @Schema(name = "NoteCross")
    record Cross(List<Column> columns, List<CrossRow> rows) {}

    /// How the answers of one item go with something else.
    ///
    /// @param by `queue`, `client`, `product` or `item:CODE`
    Cross cross(Which which, @Nullable String form, @Nullable String item, @Nullable String by) {
        var template = code("form", form);
        var first = code("item", item);
        var values = which.values();
        values.put("form", template);
        values.put("item", first);
        var checked = checked(template);
        var other = by != null && by.startsWith("item:") ? code("by", by.substring(5)) : null;
        if (other != null) {
            values.put("other", other);
        }
        var join = switch (by) {
            case "queue" ->
                "select v.note_id, v.value, v.queue_id::text as other, q.name::text as name"
                        + " from noted_value v left join queue q on q.id = v.queue_id";
            case "client" ->
                "select v.note_id, v.value, v.client_id::text as other, c.name::text as name"
                        + " from noted_value v left join client c on c.id = v.client_id";
            case "product" ->
                "select v.note_id, v.value, p.id::text as other, p.name::text as name"
                        + " from noted_value v left join contact_subject b on b.interaction_id = v.interaction_id"
                        + " and b.kind = 'product' left join product p on p.id = b.subject_id";
            case null, default -> {
                if (other == null) {
                    throw Problems.field("by", "unknown");
                }
                yield "select v.note_id, v.value, o.value as other, null as name from noted_value v"
                        + " left join noted_value o on o.note_id = v.note_id and o.item = :other";
            }
        };
        var names = new LinkedHashMap<String, Text>();
        var whole = new LinkedHashMap<String, Long>();
        var parts = new LinkedHashMap<String, Map<String, Long>>();
        database.sql("with found as (" + join + WHERE + """
                         and v.form = :form and v.item = :item)
                        select value, other, name, count(*) as notes,
                               (select count(distinct f.note_id) from found f where f.value = found.value) as whole
                          from found group by value, other, name order by notes desc, value, other""").params(values).query(row -> {
            var value = Objects.requireNonNull(row.getString("value"));
            whole.put(value, row.getLong("whole"));
            var column = row.getString("other");
            var cells = parts.computeIfAbsent(value, _ -> new LinkedHashMap<>());
            if (column != null) {
                var name = row.getString("name");
                names.putIfAbsent(
                        column,
                        other != null
                                ? name(checked, other, column)
                                : name == null ? Text.english(column) : Text.fromJson(name));
                cells.put(column, row.getLong("notes"));
            }
        });
        var columns =
                other == null ? List.copyOf(names.keySet()) : present(codes(checked, other, names.keySet()), names);
        var rows = new ArrayList<CrossRow>();
        for (var value : present(codes(checked, first, whole.keySet()), whole)) {
            var all = Objects.requireNonNull(whole.get(value));
            var cells = Objects.requireNonNull(parts.get(value));
            rows.add(new CrossRow(
                    value,
                    name(checked, first, value),
                    all,
                    columns.stream()
                            .map(column -> Share.of(cells.getOrDefault(column, 0L), all))
                            .toList()));
        }
        return new Cross(
                columns.stream()
                        .map(column -> new Column(column, Objects.requireNonNull(names.get(column))))
                        .toList(),
                rows);
    }

    private static List<String> present(List<String> codes, Map<String, ?> known) {
        return codes.stream().filter(known::containsKey).toList();
    }

    private static String code(String field, @Nullable String code) {
        if (code == null || !CODE.matcher(code).matches()) {
            throw Problems.field(field, code == null ? "required" : "wrong-form");
        }
        return code;
    }

    private @Nullable CheckedForm checked(String form) {
        var live = forms.live(form);
        return live == null ? null : live.form();
    }

    private Text title(String form) {
        var checked = checked(form);
        var title = checked == null ? null : Forms.text(checked.form().title());
        return title == null ? Text.english(form) : title;
    }

    private static Form.@Nullable Item item(@Nullable CheckedForm form, String item) {
        return form == null ? null : form.item(item);
    }

    private static Text label(@Nullable CheckedForm form, String item) {
        var found = item(form, item);
        var label = found == null ? null : Forms.text(found.label());
        return label == null ? Text.english(item) : label;
    }

    /// In the form's order; what it has no more comes last.
    private static List<String> order(@Nullable CheckedForm form, java.util.Collection<String> items) {
        var order = new ArrayList<String>();
        if (form != null) {
            form.form().sections().stream()
                    .flatMap(section -> section.items().stream())
                    .map(Form.Item::code)
                    .filter(items::contains)
                    .forEach(order::add);
        }
        items.stream().filter(each -> !order.contains(each)).forEach(order::add);
        return order;
    }

    private static List<String> codes(@Nullable CheckedForm form, String item, java.util.Collection<String> found) {
        var codes = new ArrayList<String>();
        var known = item(form, item);
        if (form != null && known != null) {
            AnsweredWords.codes(form.form(), known).forEach(option -> codes.add(option.code()));
        }
        found.stream().filter(each -> !codes.contains(each)).forEach(codes::add);
        return codes;
    }

    private static Text name(@Nullable CheckedForm form, String item, String code) {
        var known = item(form, item);
        return form == null || known == null
                ? Text.english(code)
                : AnsweredWords.codes(form.form(), known).stream()
                        .filter(option -> option.code().equals(code))
                        .findFirst()
                        .map(AnsweredWords::name)
                        .orElseGet(() -> Text.english(code));
    }
}
