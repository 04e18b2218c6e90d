package org.callosum.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.callosum.journeys.house.Api;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.DeskPhones;
import org.callosum.journeys.house.Recorded;
import org.callosum.journeys.house.RunningCentre;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Staff;
import org.callosum.journeys.house.Stereo;
import org.callosum.journeys.house.Telephone;
import org.callosum.journeys.house.Tone;
import org.callosum.voice.LegId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The whole process is killed with twenty callers on the line: nobody is forgotten, nobody is stuck, what was said is
/// kept.
class KillTest {
    private static final String NORTHLIGHT = "8002";
    private static final double CUSTOMERS_HUM = 1_000;
    private static final double AGENTS_HUM = 600;

    private static final int TALKING = 5;
    private static final int WAITING = 5;
    private static final int RINGING = 2;
    private static final int IN_FLOW = 7;
    private static final int CALLS = TALKING + WAITING + 1 + RINGING + IN_FLOW;

    /// A chunk of a recording is one second; one is being gathered, the one before is on its way to the disk.
    private static final Duration NOT_YET_ON_DISK = Duration.ofMillis(2_500);

    @Test
    void twentyCallsSurviveTheDeathOfTheProcess() {
        var data = RunningCentre.newData();
        Lost lost;
        try (var centre = SampleCentre.start(data);
                var telephone = new Telephone()) {
            lost = twentyCallsAtOnce(centre, telephone);
        }
        try (var centre = SampleCentre.start(data)) {
            everyoneIsOnRecord(centre.administrator(), lost);
            everyoneIsOwedOneCall(centre.administrator(), lost);
            everythingSaidIsKept(centre.administrator(), lost);
            everyAgentGoesOn(centre, lost);
        }
    }

    /// What was known when the process died.
    ///
    /// @param callers their numbers
    /// @param recorded by recording
    private record Lost(List<String> callers, Map<String, Sofar> recorded, List<Staff> staff) {}

    private static Lost twentyCallsAtOnce(SampleCentre centre, Telephone telephone) {
        var administrator = centre.administrator();
        var staff = Stream.of("harry", "ines", "jack", "liam", "mei", "kira", "fang")
                .map(name -> Staff.of(centre, name))
                .toList();
        var phones = staff.stream().map(each -> each.phone(centre)).toList();
        // the first five know faults and pick up; the other two know bills and let it ring
        var pickedUp =
                phones.stream().limit(TALKING).map(DeskPhones.Phone::user).collect(Collectors.toSet());
        try (var desks = new DeskPhones(phones, pickedUp, AGENTS_HUM, centre.sipPort())) {
            staff.forEach(Staff::beginWork);
            var callers = new Callers(telephone, centre.sipPort());
            callers.ring(TALKING, "111"); // English, a fault, nothing works
            Await.until("five talks", () -> desks.talking() == TALKING);
            var held = staff.getFirst();
            var contact = held.desk().path("interaction").path("id").asString();
            held.session().post("desk/interactions/" + contact + "/hold", Map.of("on", true));

            var impatient = callers.ring(1, "111").getFirst();
            callers.ring(WAITING, "111");
            Await.until("six wait", () -> waiting(administrator, "Faults") == WAITING + 1);
            telephone.press(impatient, "1"); // rather leaves a message
            var recorded = Await.until(
                    "each talk and a message on the disk but for the last seconds",
                    () -> recordedSoFar(administrator),
                    all -> all.size() == TALKING + 1 && all.values().stream().allMatch(Sofar::isRecent));

            callers.ring(IN_FLOW, "");
            callers.ring(RINGING, "12"); // English, bills
            Await.until(
                    "twenty calls in all stages",
                    () -> desks.ringing() == RINGING
                            && desks.talking() == TALKING
                            && waiting(administrator, "Faults") == WAITING
                            && administrator.get("interactions").path("total").asInt() == CALLS);
            centre.centre().kill();
            return new Lost(callers.numbers, recorded, staff);
        }
    }

    private static void everyoneIsOnRecord(Api administrator, Lost lost) {
        var rows = Await.until(
                "twenty interrupted calls in the history",
                () -> items(administrator.get("interactions?size=200")),
                all -> all.size() == CALLS
                        && all.stream()
                                .allMatch(
                                        each -> each.path("outcome").asString().equals("interrupted")));
        assertThat(rows)
                .extracting(each -> each.path("from").asString())
                .containsExactlyInAnyOrderElementsOf(lost.callers);
        for (var row : rows) {
            assertThat(Recorded.steps(
                            administrator.get("interactions/" + row.path("id").asString())))
                    .containsOnlyOnce("arrived", "interrupted")
                    .endsWith("interrupted");
        }
    }

    private static void everyoneIsOwedOneCall(Api administrator, Lost lost) {
        var cases = Await.until(
                "twenty cases",
                () -> items(administrator.get("cases?type=call-back&size=200")),
                all -> all.size() >= CALLS);
        assertThat(cases).allSatisfy(each -> {
            assertThat(each.path("type").asString()).isEqualTo("call-back");
            assertThat(each.path("reason").asString()).isEqualTo("interrupted");
        });
        assertThat(cases)
                .extracting(each -> each.path("interactionId").asString())
                .containsExactlyInAnyOrderElementsOf(items(administrator.get("interactions?size=200")).stream()
                        .map(each -> each.path("id").asString())
                        .toList());
    }

    private static void everythingSaidIsKept(Api administrator, Lost lost) {
        lost.recorded.forEach((recording, before) -> {
            var page = administrator.get("interactions/" + before.interaction());
            var row = page.path("recordings").path(0);
            assertThat(row.path("state").asString()).isEqualTo("interrupted");
            var sound = Stereo.of(administrator.bytes("recordings/" + recording + "/audio"));
            assertThat(sound.millis()).isGreaterThanOrEqualTo(before.millis());
            assertThat(row.path("durationMillis").asLong()).isEqualTo(sound.millis());
            var steps = Recorded.steps(page);
            if (!steps.contains("hold-started")) { // nobody hears a customer on hold, nor is it kept
                assertThat(Tone.share(lastSecond(sound.left()), CUSTOMERS_HUM)).isGreaterThan(0.9);
            }
            if (steps.contains("answered")) { // a message has no agent
                assertThat(Tone.share(lastSecond(sound.right()), AGENTS_HUM)).isGreaterThan(0.9);
            }
        });
    }

    /// Each of them signs in, goes ready, takes a call and wraps it up.
    private static void everyAgentGoesOn(SampleCentre centre, Lost lost) {
        var staff = lost.staff.stream().map(each -> each.again(centre)).toList();
        var phones = staff.stream().map(each -> each.phone(centre)).toList();
        var all = phones.stream().map(DeskPhones.Phone::user).collect(Collectors.toSet());
        try (var desks = new DeskPhones(phones, all, AGENTS_HUM, centre.sipPort());
                var telephone = new Telephone()) {
            staff.forEach(Staff::beginWork);
            var callers = new Callers(telephone, centre.sipPort());
            callers.ring(TALKING, "111");
            callers.ring(RINGING, "12");
            Await.until("each agent talks again", () -> desks.talking() == TALKING + RINGING);
            desks.hangUp();
            staff.forEach(Staff::wrapUp);
        }
    }

    private static short[] lastSecond(short[] samples) {
        return Arrays.copyOfRange(samples, samples.length - Tone.RATE, samples.length);
    }

    /// What of a recording is on the disk.
    private record Sofar(String interaction, Instant startedAt, long millis, Instant seenAt) {
        boolean isRecent() {
            return millis > 0
                    && startedAt.plusMillis(millis).plus(NOT_YET_ON_DISK).isAfter(seenAt);
        }
    }

    private static Map<String, Sofar> recordedSoFar(Api administrator) {
        var sofar = new HashMap<String, Sofar>();
        for (var row : items(administrator.get("interactions?size=200&hasRecording=true"))) {
            var interaction = row.path("id").asString();
            var recording = administrator
                    .get("interactions/" + interaction)
                    .path("recordings")
                    .path(0);
            var id = recording.path("id").asString();
            // the file is made a moment after its row
            var outline = administrator.send("GET", "recordings/" + id + "/peaks", null);
            sofar.put(
                    id,
                    new Sofar(
                            interaction,
                            Instant.parse(recording.path("startedAt").asString()),
                            outline.ok() ? outline.body().path("durationMillis").asLong() : 0,
                            Instant.now()));
        }
        return sofar;
    }

    private static int waiting(Api administrator, String queue) {
        return StreamSupport.stream(administrator.get("floor").path("queues").spliterator(), false)
                .filter(each -> each.path("name").path("en").asString().equals(queue))
                .findFirst()
                .orElseThrow()
                .path("waiting")
                .asInt();
    }

    private static List<JsonNode> items(JsonNode page) {
        return StreamSupport.stream(page.path("items").spliterator(), false).toList();
    }

    /// Unknown callers, each with a number of their own, all humming.
    private static final class Callers {
        private final Telephone telephone;
        private final int centre;
        private final List<String> numbers = new ArrayList<>();

        Callers(Telephone telephone, int centre) {
            this.telephone = telephone;
            this.centre = centre;
        }

        List<LegId> ring(int howMany, String keys) {
            var legs = new ArrayList<LegId>();
            for (int i = 0; i < howMany; i++) {
                var number = "+4420794603%02d".formatted(numbers.size());
                numbers.add(number);
                var leg = telephone.call(NORTHLIGHT, number, centre);
                telephone.hum(leg, CUSTOMERS_HUM);
                if (!keys.isEmpty()) {
                    telephone.press(leg, keys);
                }
                legs.add(leg);
            }
            return legs;
        }
    }
}
