package org.callosum.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.DeskPhones;
import org.callosum.journeys.house.OutsideLine;
import org.callosum.journeys.house.PromisedCall;
import org.callosum.journeys.house.RunningCentre;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Staff;
import org.callosum.journeys.house.Telephone;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.Test;

/// The whole process is killed while it holds call-backs that were promised: the next one keeps them, in their order,
/// and whoever was being dialled at that moment is owed a call.
class PromisesKillTest {
    private static final String NORTHLIGHT = "8002";
    private static final double AGENTS_HUM = 600;
    private static final int PROMISED = 4;

    @Test
    void promisesOutliveTheProcessThatGaveThem() {
        var data = RunningCentre.newData();
        try (var telephone = Telephone.reachable()) {
            var promises = new ArrayList<PromisedCall>();
            DeskPhones.Phone desk;
            Staff harry;
            try (var centre = SampleCentre.start(data)) {
                OutsideLine.to(telephone, centre.administrator());
                for (int i = 0; i < PROMISED; i++) {
                    // English, a fault, it is slow
                    promises.add(PromisedCall.of(centre, telephone, NORTHLIGHT, "+44207946031" + i, "112"));
                }
                harry = Staff.of(centre, "harry");
                desk = harry.phone(centre);
                try (var _ = new DeskPhones(List.of(desk), Set.of(desk.user()), AGENTS_HUM, centre.sipPort())) {
                    harry.beginWork();
                    assertThat(telephone.await(VoiceEvent.IncomingCall.class).dialled())
                            .as("the first is called first")
                            .endsWith(digits(promises.getFirst()));
                    centre.centre().kill();
                }
            }
            try (var centre = SampleCentre.start(data)) {
                // whose desk is as the dead process left it, with a telephone that nobody has heard of yet
                harry.again(centre).session().send("POST", "desk/sign-out", null);
                theOthersAreCalledInTheirOrder(centre, telephone, Staff.of(centre, "ines"), promises);
                eachIsKeptOrRaised(centre, promises);
            }
        }
    }

    private static String digits(PromisedCall promise) {
        return promise.number().substring(3);
    }

    private static void theOthersAreCalledInTheirOrder(
            SampleCentre centre, Telephone telephone, Staff ines, List<PromisedCall> promises) {
        var desk = ines.phone(centre);
        try (var phones = new DeskPhones(List.of(desk), Set.of(desk.user()), AGENTS_HUM, centre.sipPort())) {
            for (var promise : promises.subList(1, PROMISED)) {
                ines.beginWork();
                var ring = telephone.await(VoiceEvent.IncomingCall.class);
                assertThat(ring.dialled()).endsWith(digits(promise));
                telephone.answer(ring.leg());
                Await.until(
                        "joined: " + promise.interaction(),
                        () -> promise.has(centre.administrator(), "call-back-reached"));
                phones.hangUp();
                telephone.await(VoiceEvent.Ended.class);
                ines.wrapUp();
            }
        }
    }

    private static void eachIsKeptOrRaised(SampleCentre centre, List<PromisedCall> promises) {
        var administrator = centre.administrator();
        var owed = StreamSupport.stream(
                        administrator.get("cases?size=200").path("items").spliterator(), false)
                .map(each -> each.path("interactionId").asString(""))
                .filter(interaction -> !interaction.isEmpty()) // the sample centre's own cases came by no call
                .toList();
        assertThat(owed)
                .as("who was being dialled when the process died, and nobody else")
                .containsExactly(promises.getFirst().interaction());
        for (var promise : promises.subList(1, PROMISED)) {
            assertThat(promise.has(administrator, "call-back-taken-up")).isTrue();
            Await.until(
                    "handled: " + promise.interaction(),
                    () -> administrator.get("interactions/" + promise.interaction()),
                    each -> each.path("outcome").asString().equals("handled"));
        }
    }
}
