package org.callosum.server.playbook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.callosum.forms.Form;
import org.callosum.forms.FormReader;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.cases.CaseType;
import org.callosum.server.pages.PageBook;
import org.callosum.server.platform.text.Text;
import org.callosum.server.queues.Calendar;
import org.callosum.server.queues.DeskReason;
import org.callosum.server.queues.NotReadyReason;
import org.callosum.server.supervision.alarms.AlarmRule;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Reads the shipped data. A file that says less than it must stops the start with its name and what is
/// missing.
final class PlaybookFiles {
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private PlaybookFiles() {}

    /// @param group `matrix` or `routing`
    record ShippedSkill(String code, String group, Text name) {}

    /// @param followUp choosing it opens a dated follow-up
    record ShippedDisposition(String code, Text name, boolean followUp) {
        /// The type of case that choosing it opens: who was cut off is called back, all else is followed up.
        @Nullable
        String followUpCaseType() {
            return !followUp ? null : code.equals("line-broken") ? "call-back" : "follow-up";
        }
    }

    record DispositionSet(String code, Text name, List<ShippedDisposition> dispositions) {}

    static List<ShippedSkill> skills() {
        return list("skills.yaml", "skills").stream()
                .map(each -> new ShippedSkill(string(each, "code"), string(each, "group"), text(each.get("name"))))
                .toList();
    }

    static List<NotReadyReason> reasons() {
        var reasons = new ArrayList<NotReadyReason>();
        for (var each : list("not-ready-reasons.yaml", "reasons")) {
            var code = string(each, "code");
            // breaks and meals are the unpaid, planned ones; a site says otherwise where its contracts do
            var planned =
                    List.of("break", "lunch", "training", "meeting", "coaching").contains(code);
            reasons.add(new NotReadyReason(
                    null,
                    null,
                    code,
                    text(each.get("name")),
                    !code.equals("lunch"),
                    planned,
                    true,
                    reasons.size() * 10,
                    "system".equals(each.get("set-by")),
                    null));
        }
        return reasons;
    }

    static List<DeskReason> deskReasons() {
        var reasons = new ArrayList<DeskReason>();
        for (var each : list("desk-reasons.yaml", "reasons")) {
            reasons.add(new DeskReason(
                    null,
                    null,
                    string(each, "kind"),
                    string(each, "code"),
                    text(each.get("name")),
                    each.containsKey("purpose") ? string(each, "purpose") : null,
                    true,
                    reasons.size() * 10));
        }
        return reasons;
    }

    static List<DispositionSet> dispositions() {
        return list("dispositions.yaml", "sets").stream()
                .map(set -> new DispositionSet(
                        string(set, "code"),
                        text(set.get("name")),
                        maps(set.get("dispositions")).stream()
                                .map(each -> new ShippedDisposition(
                                        string(each, "code"),
                                        text(each.get("name")),
                                        Boolean.TRUE.equals(each.get("follow-up"))))
                                .toList()))
                .toList();
    }

    static List<CaseType> caseTypes() {
        return list("case-types.yaml", "case-types").stream()
                .map(type -> new CaseType(
                        string(type, "code"),
                        null,
                        0,
                        null,
                        text(type.get("name")),
                        type.get("form") == null ? null : string(type, "form"),
                        null,
                        null,
                        states(type),
                        maps(type.get("moves")).stream()
                                .map(move -> new CaseType.Move(string(move, "from"), strings(move.get("to"))))
                                .toList(),
                        maps(type.get("reasons")).stream()
                                .map(reason -> new CaseType.Reason(
                                        string(reason, "code"),
                                        text(reason.get("name")),
                                        minutes(string(reason, "due")),
                                        "queue".equals(reason.get("calendar"))))
                                .toList(),
                        type.get("due") == null ? null : (Integer) minutes(string(type, "due")),
                        Boolean.TRUE.equals(type.get("notes-required")),
                        List.of(),
                        null,
                        maps(type.get("escalation")).stream()
                                .map(step ->
                                        new CaseType.Escalation(minutes(string(step, "after")), string(step, "notify")))
                                .toList(),
                        true))
                .toList();
    }

    /// @param form without an error
    record ShippedForm(String code, Text name, Form form) {}

    static List<ShippedForm> forms() {
        return strings(root("forms.yaml").get("forms")).stream()
                .map(PlaybookFiles::form)
                .toList();
    }

    /// @param code of a file in `forms`, with its folder where it lies in one
    static ShippedForm form(String code) {
        try (InputStream in = open("forms/" + code + ".yaml")) {
            var reading = FormReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            var form = reading.form();
            var title = form == null ? null : form.title();
            if (form == null || title == null) {
                throw new IllegalStateException(
                        "The playbook's form %s cannot be read: %s".formatted(code, reading.findings()));
            }
            var names = title.texts();
            return new ShippedForm(
                    code.substring(code.lastIndexOf('/') + 1),
                    new Text(names.get("en"), names.get("zh-Hans"), names.get("zh-Hant")),
                    form);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// @param body as the interface speaks of a kind of sheet
    record ShippedSheetType(String code, Map<String, ?> body) {}

    static List<ShippedSheetType> sheetTypes() {
        return list("sheet-types.yaml", "sheet-types").stream()
                .map(each -> {
                    var body = new LinkedHashMap<String, Object>();
                    if (each.get("body") instanceof Map<?, ?> given) {
                        given.forEach((key, value) -> body.put(String.valueOf(key), value));
                    }
                    return new ShippedSheetType(string(each, "code"), body);
                })
                .toList();
    }

    static List<AlarmRule> alarms() {
        return list("alarms.yaml", "alarms").stream()
                .map(each -> new AlarmRule(
                        string(each, "code"),
                        text(each.get("name")),
                        string(each, "about"),
                        true,
                        string(each, "when"),
                        string(each, "shows"),
                        number(each, "limit").doubleValue(),
                        each.containsKey("lasts") ? number(each, "lasts").intValue() : 0,
                        string(each, "severity"),
                        string(each, "unit"),
                        string(each, "figure"),
                        text(each.get("proposal")),
                        string(each, "act")))
                .toList();
    }

    /// The sample centre's pages. One that names no client is the whole house's.
    static List<PageBook.Shipped> pages(Map<String, ClientId> clients) {
        return list("pages.yaml", "pages").stream()
                .map(page -> new PageBook.Shipped(
                        string(page, "code"),
                        page.containsKey("client") ? clientOf(clients, string(page, "client")) : null,
                        string(page, "kind"),
                        text(page.get("title")),
                        text(page.get("body")),
                        strings(page.get("tags")),
                        strings(page.get("queues")),
                        strings(page.get("reasons")),
                        number(page, "review").intValue()))
                .toList();
    }

    private static ClientId clientOf(Map<String, ClientId> clients, String code) {
        var client = clients.get(code);
        if (client == null) {
            throw new IllegalStateException(
                    "The playbook: pages.yaml names a client %s that is not there".formatted(code));
        }
        return client;
    }

    static List<org.callosum.server.scripts.Scenarios.Card> rolePlays() {
        return list("role-plays.yaml", "scenarios").stream()
                .map(each -> new org.callosum.server.scripts.Scenarios.Card(
                        string(each, "code"),
                        text(each.get("title")),
                        string(each, "script"),
                        text(each.get("who")),
                        text(each.get("card"))))
                .toList();
    }

    record ShippedBehaviour(String code, Text name) {}

    static List<ShippedBehaviour> behaviours() {
        return list("behaviours.yaml", "behaviours").stream()
                .map(each -> new ShippedBehaviour(string(each, "code"), text(each.get("name"))))
                .toList();
    }

    /// Words of the trade, and what to say instead.
    static Map<String, String> jargon() {
        var words = new java.util.LinkedHashMap<String, String>();
        if (root("behaviours.yaml").get("jargon") instanceof Map<?, ?> given) {
            given.forEach((word, instead) -> words.put(String.valueOf(word), String.valueOf(instead)));
        }
        return words;
    }

    /// Groups of words that mean the same.
    static List<List<String>> synonyms() {
        var groups = new ArrayList<List<String>>();
        if (root("pages.yaml").get("synonyms") instanceof List<?> given) {
            given.forEach(group -> groups.add(strings(group)));
        }
        return groups;
    }

    private static Number number(Map<?, ?> map, String key) {
        if (map.get(key) instanceof Number number) {
            return number;
        }
        throw new IllegalStateException("The playbook: %s is a number in %s".formatted(key, map));
    }

    /// The state a case begins in comes first.
    private static List<CaseType.State> states(Map<?, ?> type) {
        return states(type, string(type, "first-state"));
    }

    static List<CaseType.State> states(Map<?, ?> type, String first) {
        var states = new ArrayList<CaseType.State>();
        for (var each : maps(type.get("states"))) {
            var state = new CaseType.State(
                    string(each, "code"),
                    text(each.get("name")),
                    Boolean.FALSE.equals(each.get("open")),
                    each.get("due") == null ? null : (Integer) minutes(string(each, "due")));
            states.add(state.code().equals(first) ? 0 : states.size(), state);
        }
        return states;
    }

    /// @param year a day without a year is entered for it and the two after it: calendars hold dates
    static List<Calendar> calendars(int year) {
        return list("calendars.yaml", "calendars").stream()
                .map(each -> new Calendar(
                        null,
                        null,
                        string(each, "code"),
                        text(each.get("name")),
                        string(each, "zone"),
                        weekly(each.get("weekly")),
                        days(maps(each.get("days")), year)))
                .toList();
    }

    private static List<Calendar.Window> weekly(@Nullable Object given) {
        var windows = new ArrayList<Calendar.Window>();
        if (given instanceof Map<?, ?> week) {
            for (var day = 0; day < DAYS.size(); day++) {
                for (var span : spans(week.get(DAYS.get(day)))) {
                    windows.add(new Calendar.Window(day + 1, span.getFirst(), span.getLast()));
                }
            }
        }
        return windows;
    }

    private static List<Calendar.SpecialDay> days(List<Map<?, ?>> given, int year) {
        var days = new ArrayList<Calendar.SpecialDay>();
        for (var day : given) {
            var date = string(day, "date");
            var dates = date.length() == 5
                    ? List.of(year + "-" + date, (year + 1) + "-" + date, (year + 2) + "-" + date)
                    : List.of(date);
            for (var each : dates) {
                LocalDate.parse(each);
                var name = text(day.get("name"));
                if (Boolean.TRUE.equals(day.get("closed"))) {
                    days.add(new Calendar.SpecialDay(each, name, true, null, null));
                } else {
                    for (var span : spans(day.get("open"))) {
                        days.add(new Calendar.SpecialDay(each, name, false, span.getFirst(), span.getLast()));
                    }
                }
            }
        }
        return days;
    }

    private static List<List<String>> spans(@Nullable Object given) {
        var spans = new ArrayList<List<String>>();
        if (given instanceof List<?> list) {
            list.forEach(span -> spans.add(strings(span)));
        }
        return spans;
    }

    /// A flow's text as it is.
    static String flow(String code) {
        return whole("flows/" + code + ".yaml");
    }

    /// The sample centre's rules of routing, as they are stored.
    static String routing() {
        return whole("routing.json");
    }

    /// What Northlight's customers want, as it is stored.
    static String intents() {
        return whole("intents.json");
    }

    private static String whole(String file) {
        try (InputStream in = open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static Text flowName(String code) {
        return text(root("flows/" + code + ".yaml").get("name"));
    }

    /// `30m`, `4h`, `1d`.
    static int minutes(String due) {
        var number = Integer.parseInt(due.substring(0, due.length() - 1));
        return switch (due.substring(due.length() - 1).toLowerCase(Locale.ROOT)) {
            case "m" -> number;
            case "h" -> number * 60;
            case "d" -> number * 24 * 60;
            default -> throw new IllegalStateException("A due time is 30m, 4h or 1d, not " + due);
        };
    }

    static List<Map<?, ?>> list(String file, String key) {
        var found = maps(root(file).get(key));
        if (found.isEmpty()) {
            throw new IllegalStateException("The playbook's %s has no list named %s".formatted(file, key));
        }
        return found;
    }

    static Map<?, ?> root(String file) {
        var load = new Load(LoadSettings.builder().setLabel(file).build());
        try (InputStream in = open(file)) {
            if (load.loadFromInputStream(in) instanceof Map<?, ?> root) {
                return root;
            }
            throw new IllegalStateException("The playbook's %s is not a map".formatted(file));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static InputStream open(String file) {
        var in = PlaybookFiles.class.getResourceAsStream("/playbook/" + file);
        if (in == null) {
            throw new IllegalStateException("The playbook has no " + file);
        }
        return in;
    }

    static List<Map<?, ?>> maps(@Nullable Object given) {
        var maps = new ArrayList<Map<?, ?>>();
        if (given instanceof List<?> list) {
            for (var each : list) {
                if (each instanceof Map<?, ?> map) {
                    maps.add(map);
                }
            }
        }
        return maps;
    }

    static List<String> strings(@Nullable Object given) {
        var strings = new ArrayList<String>();
        if (given instanceof List<?> list) {
            list.forEach(each -> strings.add(String.valueOf(each)));
        }
        return strings;
    }

    static String string(Map<?, ?> map, String key) {
        if (map.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalStateException("The playbook: %s is a text in %s".formatted(key, map));
    }

    static Text text(@Nullable Object given) {
        if (given instanceof Map<?, ?> map) {
            return new Text(one(map, "en"), one(map, "zh-Hans"), one(map, "zh-Hant"));
        }
        throw new IllegalStateException("The playbook: a name in en, zh-Hans and zh-Hant, not " + given);
    }

    private static @Nullable String one(Map<?, ?> map, String language) {
        return map.get(language) instanceof String text ? text : null;
    }
}
