package org.callosum.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import java.util.zip.ZipFile;
import org.callosum.journeys.house.Api;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.Recorded;
import org.callosum.journeys.house.RunningCentre;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Telephone;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A day of simulated customers and agents: what is kept of it can be carried elsewhere, and what is kept for ever
/// names nobody.
class DayTest {
    private static final int CALLS_PER_MINUTE = 60;
    private static final int ENOUGH = 3;

    /// Simulated people take half a minute in the menus, and talk for a minute.
    private static final Duration A_DAY = Duration.ofMinutes(4);
    private static final String HARBOUR = "8001";
    private static final String STRANGER = "+442079460688";
    private static final String ORDER = "4018820357";
    private static final String NOTE = "Wants the teal kettle before Thursday";

    /// Tables that cannot be erased: the journal, the floor's snapshots, the facts.
    private static final List<String> FOR_EVER = List.of(
            "journal_event",
            "journal_snapshot",
            "queue_entry",
            "agent_state_interval",
            "work_interval",
            "agent_session");

    @TempDir
    Path folder;

    @Test
    void aDayIsCarriedElsewhereAndItsJournalNamesNobody() throws IOException {
        var data = RunningCentre.newData();
        Map<String, JsonNode> day;
        Map<String, byte[]> sounds;
        Set<String> words;
        try (var centre = SampleCentre.start(data, CALLS_PER_MINUTE)) {
            anOrderNumberAndANote(centre);
            day = Await.until(
                    "some served calls", A_DAY, () -> settled(centre.administrator()), each -> each.size() >= ENOUGH);
            sounds = sounds(centre.administrator(), day);
            words = personal(centre.administrator());
            var slim = backup(data, "slim.zip");
            assertThat(entries(slim))
                    .contains("manifest.json", "tables/interaction.copy")
                    .noneMatch(isRecording());
        }
        var whole = backup(data, "whole.zip", "--recordings");
        assertThat(entries(whole)).anyMatch(isRecording()).noneMatch(each -> each.contains("master.key"));
        nobodyIsNamed(whole, words);

        var elsewhere = RunningCentre.newData();
        Files.createDirectories(elsewhere.resolve("keys"));
        Files.copy(data.resolve("keys/master.key"), elsewhere.resolve("keys/master.key"));
        var restored = RunningCentre.run("restore", whole.toString(), "--data", elsewhere.toString());
        assertThat(restored.status()).as("%s", restored.lines()).isZero();
        try (var centre = SampleCentre.start(elsewhere)) {
            var administrator = centre.administrator();
            day.forEach((id, before) -> assertThat(contact(administrator, id)).isEqualTo(before));
            sounds.forEach((id, before) -> assertThat(administrator.bytes("recordings/" + id + "/audio"))
                    .isEqualTo(before));
        }
    }

    /// A caller types an order number and somebody writes a note: the first is kept nowhere, the other where it can be
    /// erased.
    private static void anOrderNumberAndANote(SampleCentre centre) {
        try (var telephone = new Telephone()) {
            var leg = telephone.call(HARBOUR, STRANGER, centre.sipPort());
            telephone.press(leg, "11" + ORDER + "#1");
            var id = Await.until(
                            "the caller in the queue, order number read back",
                            () -> administratorsRow(centre, STRANGER),
                            row -> row.toString().contains("read-back")
                                    && Recorded.steps(row).contains("queued"))
                    .path("id")
                    .asString();
            centre.administrator().post("interactions/" + id + "/notes", Map.of("text", NOTE));
            telephone.hangUp(leg);
            telephone.await(VoiceEvent.Ended.class);
        }
    }

    private static JsonNode administratorsRow(SampleCentre centre, String number) {
        var administrator = centre.administrator();
        var row = administrator
                .get("interactions?q=" + number.substring(1))
                .path("items")
                .path(0);
        return row.isMissingNode()
                ? row
                : administrator.get("interactions/" + row.path("id").asString());
    }

    /// Calls whose every step is told.
    private static Map<String, JsonNode> settled(Api administrator) {
        var settled = new LinkedHashMap<String, JsonNode>();
        for (var row : administrator
                .get("interactions?outcome=handled&hasRecording=true&size=200")
                .path("items")) {
            var id = row.path("id").asString();
            var page = contact(administrator, id);
            boolean complete = StreamSupport.stream(page.path("recordings").spliterator(), false)
                    .allMatch(each -> each.path("state").asString().equals("complete"));
            if (complete && row.path("dispositions").size() > 0) {
                settled.put(id, page);
            }
        }
        return settled;
    }

    /// Without what later contacts of the same customer change.
    private static JsonNode contact(Api administrator, String id) {
        var page = (ObjectNode) administrator.get("interactions/" + id);
        page.remove("customer");
        return page;
    }

    private static Map<String, byte[]> sounds(Api administrator, Map<String, JsonNode> day) {
        var sounds = new LinkedHashMap<String, byte[]>();
        day.values().forEach(page -> {
            var id = page.path("recordings").path(0).path("id").asString();
            sounds.put(id, administrator.bytes("recordings/" + id + "/audio"));
        });
        return sounds;
    }

    /// Every name and number of the house and its day, names also word by word.
    private static Set<String> personal(Api administrator) {
        var words = new LinkedHashSet<>(Set.of(ORDER, NOTE, STRANGER.substring(1)));
        for (var customer : administrator.get("customers?size=200").path("items")) {
            addName(words, customer.path("name").asString());
            customer.path("numbers")
                    .forEach(each -> words.add(each.path("number").asString().substring(1)));
        }
        for (var account : administrator.get("accounts?size=200").path("items")) {
            addName(words, account.path("displayName").asString());
        }
        for (var row : administrator.get("interactions?size=200").path("items")) {
            words.add(row.path("from").asString().replace("+", ""));
        }
        assertThat(words).hasSizeGreaterThan(40);
        return words;
    }

    private static void addName(Set<String> words, String name) {
        words.add(name);
        words.addAll(List.of(name.split(" ")));
    }

    private static void nobodyIsNamed(Path backup, Set<String> words) throws IOException {
        try (var zip = new ZipFile(backup.toFile())) {
            for (var table : FOR_EVER) {
                var entry = zip.getEntry("tables/" + table + ".copy");
                assertThat(entry).as(table).isNotNull();
                var text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                if (table.equals("journal_event")) {
                    assertThat(text.lines().count()).isGreaterThan(100);
                }
                for (var word : words) {
                    assertThat(Pattern.compile("(?<![\\p{L}\\d])" + Pattern.quote(word) + "(?![\\p{L}\\d])")
                                    .matcher(text)
                                    .find())
                            .as("%s in %s", word, table)
                            .isFalse();
                }
            }
            // the same search finds what it looks for where it may be
            var people = new String(
                    zip.getInputStream(zip.getEntry("tables/interaction_person.copy"))
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(people).contains(STRANGER.substring(1));
        }
    }

    private Path backup(Path data, String name, String... options) {
        var file = folder.resolve(name);
        var words = new java.util.ArrayList<>(List.of("backup", file.toString(), "--data", data.toString()));
        words.addAll(List.of(options));
        var ended = RunningCentre.run(words.toArray(String[]::new));
        assertThat(ended.status()).as("%s", ended.lines()).isZero();
        return file;
    }

    private static List<String> entries(Path zip) throws IOException {
        try (var file = new ZipFile(zip.toFile())) {
            return file.stream().map(java.util.zip.ZipEntry::getName).toList();
        }
    }

    private static java.util.function.Predicate<String> isRecording() {
        return name -> name.startsWith("recordings/") && name.endsWith(".clmr");
    }
}
