package org.callosum.journeys.house;

import java.util.stream.StreamSupport;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import tools.jackson.databind.JsonNode;

/// A caller who waits is offered a call-back by the shipped flow, takes it and hangs up.
///
/// @param interaction id
/// @param number the caller's own
public record PromisedCall(String interaction, String number) {
    /// @param keys that lead to a queue with the shipped treatment
    public static PromisedCall of(
            SampleCentre centre, Telephone telephone, String dialled, String number, String keys) {
        var administrator = centre.administrator();
        var leg = telephone.call(dialled, number, centre.sipPort());
        telephone.press(leg, keys);
        var interaction = Await.until(
                        "the call in the history",
                        () -> newest(administrator, number),
                        each -> !each.path("id").asString("").isEmpty())
                .path("id")
                .asString();
        Await.until("a call-back is offered", () -> stepped(administrator, interaction, "call-back-offered"));
        answers(administrator, telephone, leg, interaction, "offer", "confirm");
        answers(administrator, telephone, leg, interaction, "confirm", "when");
        telephone.press(leg, "1");
        telephone.await(VoiceEvent.Ended.class);
        Await.until("the place is kept", () -> stepped(administrator, interaction, "customer-away"));
        return new PromisedCall(interaction, number);
    }

    private static void answers(
            Api administrator, Telephone telephone, LegId leg, String interaction, String at, String next) {
        Await.until("asked: " + at, () -> entered(administrator, interaction, at));
        telephone.press(leg, "1");
        Await.until("asked: " + next, () -> entered(administrator, interaction, next));
    }

    private static JsonNode newest(Api administrator, String number) {
        return administrator
                .get("interactions?q=" + number.substring(1))
                .path("items")
                .path(0);
    }

    private static boolean stepped(Api administrator, String interaction, String type) {
        return Recorded.steps(administrator.get("interactions/" + interaction)).contains(type);
    }

    private static boolean entered(Api administrator, String interaction, String step) {
        return StreamSupport.stream(
                        administrator
                                .get("interactions/" + interaction)
                                .path("timeline")
                                .spliterator(),
                        false)
                .anyMatch(each -> each.path("type").asString().equals("step-entered")
                        && each.path("data").path("step").asString("").equals(step));
    }

    /// What became of it, by the steps of its history.
    public boolean has(Api administrator, String type) {
        return stepped(administrator, interaction, type);
    }
}
