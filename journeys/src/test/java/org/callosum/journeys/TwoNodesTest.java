package org.callosum.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.StreamSupport;
import org.callosum.journeys.house.Api;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.DeskPhones;
import org.callosum.journeys.house.RunningCentre;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Staff;
import org.callosum.journeys.house.Stereo;
import org.callosum.journeys.house.Telephone;
import org.callosum.journeys.house.Tone;
import org.callosum.voice.LegId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Two processes share a database. The one that owns the floor is killed: the other takes it, its own calls do not
/// notice, and those of the dead one are owed a call.
class TwoNodesTest {
    private static final String NORTHLIGHT = "8002";
    private static final String FIRST = "+442079460310";
    private static final String SECOND = "+442079460311";
    private static final String LOST = "+442079460312";
    private static final String THIRD = "+442079460313";
    private static final double CUSTOMERS_HUM = 1_000;
    private static final double AGENTS_HUM = 600;

    @Test
    void theSurvivorTakesTheFloorAndItsCallersKeepTheirPlaces() {
        try (var database = RunningCentre.database(RunningCentre.newData())) {
            var shared = database.line("Callosum's database is ready: ")
                    .orElseThrow()
                    .substring("Callosum's database is ready: ".length());
            var ownersData = RunningCentre.newData();
            var owner = SampleCentre.node(ownersData, shared);
            try (var survivor = SampleCentre.node(RunningCentre.newData(), shared);
                    var telephone = new Telephone()) {
                owner.administrator(); // takes the one-time password away, for both nodes
                var harry = Staff.of(survivor, "harry");
                var phone = harry.phone(survivor);
                try (var desk = new DeskPhones(Set.of(phone), Set.of(phone.user()), AGENTS_HUM, survivor.sipPort())) {
                    harry.beginWork();
                    ring(telephone, FIRST, survivor);
                    Await.until("Harry talks", () -> desk.talking() == 1);
                    ring(telephone, SECOND, survivor);
                    Await.until("one waits", () -> waiting(survivor.administrator()) == 1);
                    ring(telephone, LOST, owner);
                    Await.until(
                            "two wait, as either node sees it",
                            () -> waiting(survivor.administrator()) == 2 && waiting(owner.administrator()) == 2);

                    owner.centre().kill();

                    var administrator = survivor.administrator();
                    var lost = Await.until(
                            "the dead node's caller is on record",
                            () -> row(administrator, LOST),
                            each -> each.path("outcome").asString("").equals("interrupted"));
                    Await.until(
                            "and owed a call",
                            () -> administrator.get("cases?size=200").path("items"),
                            cases -> StreamSupport.stream(cases.spliterator(), false)
                                            .filter(each -> each.path("interactionId")
                                                    .asString("")
                                                    .equals(lost.path("id").asString()))
                                            .count()
                                    == 1);
                    assertThat(desk.talking()).as("Harry still talks").isEqualTo(1);
                    assertThat(waiting(administrator))
                            .as("the second caller still waits")
                            .isEqualTo(1);

                    ring(telephone, THIRD, survivor);
                    Await.until("a new caller waits behind", () -> waiting(administrator) == 2);
                    desk.hangUp();
                    harry.wrapUp();
                    harry.beginWork();
                    Await.until("Harry talks again", () -> desk.talking() == 1);
                    assertThat(harry.desk().path("interaction").path("from").asString())
                            .as("whoever waited longest")
                            .isEqualTo(SECOND);

                    returns(ownersData, shared, survivor);
                }
            } finally {
                owner.close();
            }
        }
    }

    /// The dead node comes back, follows, and plays what the survivor recorded.
    private static void returns(java.nio.file.Path data, String shared, SampleCentre survivor) {
        var first = Await.until(
                "the first call is in the history",
                () -> row(survivor.administrator(), FIRST),
                each -> each.path("outcome").asString("").equals("handled"));
        try (var back = SampleCentre.node(data, shared)) {
            var recording = first.path("recordingIds").path(0).asString();
            var sound = Stereo.of(back.administrator().bytes("recordings/" + recording + "/audio"));
            assertThat(Tone.share(sound.left(), CUSTOMERS_HUM)).isGreaterThan(0.9);
            assertThat(Tone.share(sound.right(), AGENTS_HUM)).isGreaterThan(0.9);
            assertThat(waiting(back.administrator())).isEqualTo(waiting(survivor.administrator()));
        }
    }

    private static LegId ring(Telephone telephone, String own, SampleCentre at) {
        var leg = telephone.call(NORTHLIGHT, own, at.sipPort());
        telephone.hum(leg, CUSTOMERS_HUM);
        telephone.press(leg, "111"); // English, a fault, nothing works
        return leg;
    }

    private static JsonNode row(Api administrator, String from) {
        return StreamSupport.stream(
                        administrator.get("interactions?size=200").path("items").spliterator(), false)
                .filter(each -> each.path("from").asString("").equals(from))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no interaction from " + from));
    }

    private static int waiting(Api administrator) {
        return StreamSupport.stream(administrator.get("floor").path("queues").spliterator(), false)
                .filter(each -> each.path("name").path("en").asString().equals("Faults"))
                .findFirst()
                .orElseThrow()
                .path("waiting")
                .asInt();
    }
}
