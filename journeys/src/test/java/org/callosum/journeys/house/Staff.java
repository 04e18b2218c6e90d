package org.callosum.journeys.house;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An agent of the sample centre other than the one whose place is free, with a session of their own.
///
/// @param account name at the door
/// @param agent id
public record Staff(String account, String agent, Api session) {
    private static final String PASSWORD = "four small owls by the canal";

    /// Gives them a password and signs them in at the door.
    public static Staff of(SampleCentre centre, String account) {
        var administrator = centre.administrator();
        var row = only(administrator.get("accounts?size=200"), "name", account);
        var oneTime = administrator
                .post("accounts/" + row.path("id").asString() + "/one-time-password", null)
                .path("password")
                .asString();
        var session = Api.firstSignIn(centre.address(), account, oneTime, PASSWORD);
        return new Staff(account, row.path("agentId").asString(), session);
    }

    /// Gives them another role beside those they have, by its code, and signs them in anew.
    public Staff promoted(SampleCentre centre, String role) {
        var administrator = centre.administrator();
        var row = (ObjectNode)
                only(administrator.get("accounts?size=200"), "name", account).deepCopy();
        var wanted = only(administrator.get("roles?size=200"), "code", role)
                .path("id")
                .asString();
        row.withArray("roles").add(wanted);
        administrator.put("accounts/" + row.path("id").asString(), row);
        return again(centre);
    }

    /// At the door.
    public String password() {
        return PASSWORD;
    }

    /// The same person at the centre's next start.
    public Staff again(SampleCentre centre) {
        return new Staff(account, agent, Api.signIn(centre.address(), account, PASSWORD));
    }

    /// A fresh secret for their desk phone.
    public DeskPhones.Phone phone(SampleCentre centre) {
        var administrator = centre.administrator();
        var device = only(administrator.get("devices?size=200"), "agentId", agent);
        var renewed = administrator.post("devices/" + device.path("id").asString() + "/secret", null);
        return new DeskPhones.Phone(
                device.path("username").asString(), renewed.path("secret").asString());
    }

    /// From wherever they are to ready for the next call, by phone.
    public void beginWork() {
        session.send("POST", "desk/sign-in", Map.of("device", "phone")); // refused where they are signed in already
        session.send("POST", "desk/ready", null);
        Await.until(
                "ready: " + account,
                () -> desk(),
                desk -> desk.path("presence").asString().equals("ready"));
    }

    public JsonNode desk() {
        return session.get("desk");
    }

    /// Wraps up with the first disposition there is, if there is a contact to wrap up.
    public void wrapUp() {
        var work = Await.until(
                "wrap-up of " + account,
                () -> desk().path("interaction"),
                each -> each.path("state").asString("").equals("wrapping-up"));
        var code = work.path("dispositions").path(0).path("code").asString();
        session.post(
                "desk/interactions/" + work.path("id").asString() + "/wrap-up",
                Map.of("dispositions", List.of(code), "ready", false));
    }

    public void signOut() {
        session.post("desk/sign-out", null);
    }

    private static JsonNode only(JsonNode page, String field, String value) {
        return StreamSupport.stream(page.path("items").spliterator(), false)
                .filter(each -> each.path(field).asString("").equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nobody with " + field + " " + value + " in " + page));
    }
}
