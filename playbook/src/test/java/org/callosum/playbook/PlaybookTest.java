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
import org.junit.jupiter.api.Test;

/// The shipped lists are complete, named in three languages, and agree with each other.
class PlaybookTest {
    static final Path PLAYBOOK = Path.of("src/main/resources/playbook");
    private static final Set<String> RIGHTS = Set.of(
            "desk.work",
            "desk.call-out",
            "customers.view",
            "customers.edit",
            "customers.erase",
            "cases.view",
            "cases.edit",
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
                    assertThat(moves).as(code).isEmpty();
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
        assertThat(codes("case-types.yaml", "case-types")).containsExactly("call-back", "message");
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
            assertThat(sizes.stream().mapToLong(Long::longValue).sum()).isLessThan(4_000_000);
        }
    }
}
