package org.callosum.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The shipped lists are complete, named in three languages, and agree with each other.
class PlaybookTest {
    static final Path PLAYBOOK = Path.of("src/main/resources/playbook");
    private static final Set<String> RIGHTS = Set.of(
            "desk.work",
            "desk.call-out",
            "pages.view",
            "pages.edit",
            "pages.approve",
            "customers.view",
            "customers.edit",
            "customers.erase",
            "customers.value",
            "customers.merge",
            "orders.edit",
            "products.edit",
            "cases.view",
            "cases.edit",
            "cases.sensitive",
            "cases.configure",
            "needs.view",
            "forms.view",
            "forms.edit",
            "forms.approve",
            "sheets.view",
            "sheets.fill",
            "sheets.configure",
            "floor.view",
            "floor.act",
            "routing.view",
            "routing.edit",
            "agents.view",
            "agents.edit",
            "teams.edit",
            "skills.edit",
            "interactions.view",
            "interactions.edit",
            "recordings.listen",
            "recordings.export",
            "queues.view",
            "queues.edit",
            "calendars.edit",
            "flows.view",
            "flows.edit",
            "flows.approve",
            "telephony.view",
            "telephony.edit",
            "clients.edit",
            "accounts.view",
            "accounts.edit",
            "roles.edit",
            "tokens.edit",
            "audit.view",
            "settings.view",
            "settings.edit",
            "metrics.read");

    static List<Map<?, ?>> entries(String file, String list) throws IOException {
        var entries = new ArrayList<Map<?, ?>>();
        Yaml.list(Yaml.map(PLAYBOOK.resolve(file)), list).forEach(entry -> entries.add((Map<?, ?>) entry));
        return entries;
    }

    static List<String> codes(String file, String list) throws IOException {
        return codes(entries(file, list));
    }

    private static List<String> codes(List<Map<?, ?>> entries) {
        return entries.stream().map(entry -> Yaml.text(entry, "code")).toList();
    }

    private static List<Map<?, ?>> inner(Map<?, ?> entry, String list) {
        var entries = new ArrayList<Map<?, ?>>();
        Yaml.list(entry, list).forEach(one -> entries.add((Map<?, ?>) one));
        return entries;
    }

    private static void assertNamed(List<Map<?, ?>> entries) {
        assertThat(codes(entries)).doesNotHaveDuplicates();
        for (var entry : entries) {
            assertThat(Yaml.localeText(Yaml.there(entry, "name")).texts())
                    .as(Yaml.text(entry, "code"))
                    .containsOnlyKeys("en", "zh-Hans", "zh-Hant");
        }
    }

    @Test
    void fifteenRolesHaveRightsThatExist() throws IOException {
        var roles = entries("roles.yaml", "roles");

        assertThat(roles).hasSize(15);
        assertNamed(roles);
        for (var role : roles) {
            var rights = new ArrayList<String>();
            Yaml.list(role, "rights").forEach(right -> rights.add((String) right));
            assertThat(rights).isNotEmpty().doesNotHaveDuplicates().isSubsetOf(RIGHTS);
        }
        var distinct = new HashSet<Object>();
        roles.forEach(role -> distinct.add(Yaml.list(role, "rights")));
        assertThat(distinct).as("each role has rights of its own").hasSize(15);
    }

    /// A page that speaks only one of the two languages, or leads to a page that is not there, helps half
    /// of the readers.
    @Test
    void pagesSpeakEnglishAndChineseAndLeadSomewhere() throws IOException {
        var pages = entries("pages.yaml", "pages");
        var codes = new HashSet<String>();
        pages.forEach(page -> assertThat(codes.add(Yaml.text(page, "code")))
                .as(Yaml.text(page, "code"))
                .isTrue());
        assertThat(codes).hasSizeGreaterThanOrEqualTo(24);
        for (var page : pages) {
            assertThat(Yaml.text(page, "kind")).isIn("knowledge", "answer", "procedure", "law", "wording");
            for (var part : List.of("title", "body")) {
                for (var language : List.of("en", "zh-Hans")) {
                    var words = Yaml.text(Yaml.map(page, part), language);
                    assertThat(words).as(Yaml.text(page, "code")).isNotBlank();
                    var links = Pattern.compile("\\(page:([a-z0-9-]+)\\)").matcher(words);
                    while (links.find()) {
                        assertThat(codes).contains(links.group(1));
                    }
                }
            }
        }
    }

    @Test
    void theSkillMatrixStartsWithTheSixOfTheSeed() throws IOException {
        var skills = entries("skills.yaml", "skills");

        assertNamed(skills);
        assertThat(skills.stream().filter(skill -> Yaml.text(skill, "group").equals("matrix")))
                .hasSize(6);
    }

    @Test
    void dispositionsAreUniqueOverAllSets() throws IOException {
        var sets = entries("dispositions.yaml", "sets");
        var all = new ArrayList<Map<?, ?>>();
        sets.forEach(set -> all.addAll(inner(set, "dispositions")));

        assertNamed(sets);
        assertNamed(all);
        assertThat(codes(all)).contains("completed-sale", "issue-resolved", "pending-resolved", "escalated");
        assertThat(all)
                .allSatisfy(one -> assertThat(Yaml.there(one, "follow-up")).isInstanceOf(Boolean.class));
    }

    @Test
    void agentsCannotChooseTheReasonsOfTheFloor() throws IOException {
        var reasons = entries("not-ready-reasons.yaml", "reasons");

        assertNamed(reasons);
        assertThat(reasons.stream().filter(reason -> Yaml.text(reason, "set-by").equals("system")))
                .extracting(reason -> Yaml.text(reason, "code"))
                .contains("no-answer");
        assertThat(reasons)
                .allSatisfy(one -> assertThat(Yaml.text(one, "set-by")).isIn("agent", "system"));
    }

    @Test
    void everyCaseCanBeEndedFromEveryState() throws IOException {
        for (var type : entries("case-types.yaml", "case-types")) {
            var states = inner(type, "states");
            assertNamed(states);
            assertNamed(inner(type, "reasons"));
            assertThat(codes(states)).contains(Yaml.text(type, "first-state"));
            var closed = states.stream()
                    .filter(state -> Yaml.there(state, "open").equals(false))
                    .map(state -> Yaml.text(state, "code"))
                    .toList();
            for (var state : states) {
                var code = Yaml.text(state, "code");
                var moves = inner(type, "moves").stream()
                        .filter(move -> Yaml.text(move, "from").equals(code))
                        .toList();
                if (closed.contains(code)) {
                    // what is done may be taken up again, and never becomes done in another way
                    moves.forEach(move -> assertThat(Yaml.list(move, "to").stream()
                                    .map(to -> (String) to)
                                    .toList())
                            .as(code)
                            .isSubsetOf(codes(states))
                            .doesNotContainAnyElementsOf(closed));
                } else {
                    assertThat(moves).as(code).hasSize(1);
                    assertThat(Yaml.list(moves.getFirst(), "to").stream().map(to -> (String) to))
                            .as(code)
                            .isSubsetOf(codes(states))
                            .containsAnyElementsOf(closed);
                }
            }
            assertThat(inner(type, "reasons")).allSatisfy(reason -> {
                assertThat(Yaml.text(reason, "due")).matches("[0-9]+[mhd]");
                assertThat(Yaml.text(reason, "calendar")).isIn("queue", "none");
            });
        }
        assertThat(codes("case-types.yaml", "case-types"))
                .containsExactly(
                        "call-back",
                        "message",
                        "ticket",
                        "follow-up",
                        "complaint",
                        "escalation",
                        "business-support",
                        "equipment-fault",
                        "improvement",
                        "recurring-problem",
                        "escalation-check");
        var forms = Yaml.list(Yaml.map(PLAYBOOK.resolve("forms.yaml")), "forms");
        for (var type : entries("case-types.yaml", "case-types")) {
            if (type.containsKey("form")) {
                assertThat(forms.stream().map(form -> (String) form)).contains(Yaml.text(type, "form"));
            }
        }
    }

    /// Eight types of need and four of deciding, which ship switched off; labels are of needs, never of people.
    @Test
    void typesOfNeedAreWholeAndThoseOfDecidingAreSwitchedOff() throws IOException {
        var types = entries("need-types.yaml", "need-types");
        assertNamed(types);
        assertThat(types).hasSize(12).allSatisfy(type -> {
            for (var part : List.of("signs", "causes", "handling")) {
                assertThat(((Map<?, ?>) Yaml.there(type, part)).keySet().toString())
                        .isEqualTo("[en, zh-Hans, zh-Hant]");
            }
            assertThat(Yaml.there(type, "active"))
                    .isEqualTo(Yaml.text(type, "kind").equals("need"));
        });
        assertThat(codes(types)).doesNotHaveDuplicates();
        assertNamed(entries("escalation-signs.yaml", "signs"));
    }

    /// 32 tasks in four areas, help desk, collections and invitations: each with a form and results that are there.
    @Test
    void everyTaskOfTheApplicationAreasHasItsFormAndResults() throws IOException {
        var results = codes("applications.yaml", "results");
        assertNamed(entries("applications.yaml", "results"));
        var areas = entries("applications.yaml", "areas");
        assertNamed(areas);
        var sizes = new ArrayList<Integer>();
        for (var area : areas) {
            var tasks = inner(area, "tasks");
            sizes.add(tasks.size());
            assertNamed(tasks);
            for (var task : tasks) {
                var form = Yaml.text(task, "form");
                assertThat(PLAYBOOK.resolve(
                                "forms/" + (form.startsWith("app-") ? "applications/" : "") + form + ".yaml"))
                        .exists();
                var script = Yaml.text(task, "script");
                assertThat(Yaml.text(Yaml.map(PLAYBOOK.resolve("flows/" + script + ".yaml")), "kind"))
                        .isEqualTo("script");
                assertThat(results(script)).as(script).isSubsetOf(results);
                assertThat(Yaml.list(task, "results").stream().map(each -> (String) each))
                        .isNotEmpty()
                        .isSubsetOf(results);
            }
        }
        assertThat(sizes).containsExactly(8, 7, 7, 13);
    }

    /// What a script proposes in the end.
    private static List<String> results(String script) throws IOException {
        var proposed = new ArrayList<String>();
        for (var step : Yaml.map(Yaml.map(PLAYBOOK.resolve("flows/" + script + ".yaml")), "steps")
                .values()) {
            if (step instanceof Map<?, ?> map && map.get("propose") instanceof String result) {
                proposed.add(result);
            }
        }
        assertThat(proposed).as(script).isNotEmpty();
        return proposed;
    }

    @Test
    void openingHoursAreSpansInOrder() throws IOException {
        var calendars = entries("calendars.yaml", "calendars");

        assertNamed(calendars);
        for (var calendar : calendars) {
            assertThat(ZoneId.of(Yaml.text(calendar, "zone"))).isNotNull();
            var weekly = Yaml.map(calendar, "weekly");
            assertThat(weekly).hasSize(7);
            weekly.values().forEach(spans -> assertSpans((List<?>) spans));
            for (var day : inner(calendar, "days")) {
                var date = Yaml.text(day, "date");
                assertThat(date.length() == 5 ? MonthDay.parse("--" + date) : LocalDate.parse(date))
                        .isNotNull();
                assertThat(day.containsKey("closed")).isNotEqualTo(day.containsKey("open"));
                if (day.containsKey("open")) {
                    assertSpans(Yaml.list(day, "open"));
                }
            }
        }
    }

    private static void assertSpans(List<?> spans) {
        var before = -1;
        for (var span : spans) {
            var from = minute((String) ((List<?>) span).getFirst());
            var to = minute((String) ((List<?>) span).getLast());
            assertThat(from).isGreaterThan(before).isLessThan(to);
            before = to;
        }
    }

    private static int minute(String time) {
        return time.equals("24:00") ? 24 * 60 : LocalTime.parse(time).toSecondOfDay() / 60;
    }

    @Test
    void everyFileIsSmallEnoughForTheRepository() throws IOException {
        try (var files = Files.walk(PLAYBOOK)) {
            var sizes = new ArrayList<Long>();
            for (var file : files.filter(Files::isRegularFile).toList()) {
                sizes.add(Files.size(file));
            }
            assertThat(sizes).allMatch(size -> size < 1_000_000);
            assertThat(sizes.stream().mapToLong(Long::longValue).sum()).isLessThan(6_000_000);
        }
    }
}
