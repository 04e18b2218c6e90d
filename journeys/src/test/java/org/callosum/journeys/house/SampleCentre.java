package org.callosum.journeys.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The centre of `./callosum demo` on free ports, with the simulated people at home: whoever calls or answers is the
/// test.
public final class SampleCentre implements AutoCloseable {
    private static final Pattern PLACE = Pattern.compile("account (\\S+), password (\\S+)");
    private static final Pattern ONE_TIME = Pattern.compile("First administrator: (\\S+)\\s+one-time password: (\\S+)");
    private static final Pattern SIP = Pattern.compile("sip:[^@]+@127\\.0\\.0\\.1:(\\d+)");
    static final String NEW_PASSWORD = "seven grey geese over the harbour";

    private final RunningCentre centre;
    private Api administrator;
    private Api agent;

    private SampleCentre(RunningCentre centre) {
        this.centre = centre;
    }

    public static SampleCentre start() {
        return start(RunningCentre.newData());
    }

    /// On data that may be there from before.
    public static SampleCentre start(Path data) {
        return start(data, 0);
    }

    /// @param callsPerMinute of simulated customers, whom simulated agents serve; 0: nobody
    public static SampleCentre start(Path data, int callsPerMinute) {
        onFreePorts(data);
        return new SampleCentre(RunningCentre.demo(data, callsPerMinute));
    }

    /// In another network of this machine.
    ///
    /// @param before put before its command, such as `ip netns exec`
    /// @param options after the others, such as `--listen`
    /// @param voice another line under `voice:` of its settings, or empty
    public static SampleCentre elsewhere(List<String> before, List<String> options, String voice) {
        var data = RunningCentre.newData();
        onFreePorts(data, voice);
        return new SampleCentre(RunningCentre.demo(data, before, options));
    }

    /// A node of a centre.
    ///
    /// @param database what [RunningCentre#database] printed
    public static SampleCentre node(Path data, String database) {
        onFreePorts(data);
        return new SampleCentre(RunningCentre.node(data, database));
    }

    private static void onFreePorts(Path data) {
        onFreePorts(data, "");
    }

    private static void onFreePorts(Path data, String more) {
        try {
            Files.createDirectories(data);
            Files.writeString(data.resolve("callosum.yaml"), """
                    voice:
                      sip-port: 0
                    """ + more + "\n");
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    public RunningCentre centre() {
        return centre;
    }

    public URI address() {
        return centre.address();
    }

    public int sipPort() {
        return Integer.parseInt(found("Call by telephone", SIP, 1));
    }

    /// Of the customer's page that calls Harbour Goods.
    public URI callPage() {
        return address().resolve(found("Call as a customer", Pattern.compile("(/call/\\S+)"), 1));
    }

    /// Account of the agent whose place is free.
    public String agent() {
        return found("Your place as an agent", PLACE, 1);
    }

    public String agentPassword() {
        return found("Your place as an agent", PLACE, 2);
    }

    /// The administrator's session; the first one takes the one-time password away.
    public Api administrator() {
        var known = administrator;
        if (known == null) {
            known = centre.line("First administrator").isPresent()
                    ? Api.firstSignIn(
                            address(),
                            found("First administrator", ONE_TIME, 1),
                            found("First administrator", ONE_TIME, 2),
                            NEW_PASSWORD)
                    : Api.signIn(address(), "admin", NEW_PASSWORD);
            administrator = known;
        }
        return known;
    }

    /// A session of the agent whose place is free, beside the one in a browser.
    public Api agentsSession() {
        var known = agent;
        if (known == null) {
            known = Api.signIn(address(), agent(), agentPassword());
            agent = known;
        }
        return known;
    }

    /// Whatever the agent was doing ends here, and they sign out: the next one finds the place empty.
    public void leaveAgentsPlace() {
        var amy = agentsSession();
        Await.until("the agent's place is empty", () -> {
            var desk = amy.get("desk");
            var work = desk.path("interaction");
            var at = "desk/interactions/" + work.path("id").asString("");
            switch (work.path("state").asString("")) {
                case "talking", "held" -> amy.send("POST", at + "/hang-up", null);
                case "wrapping-up" -> {
                    // a queue of a journey's own may know no dispositions
                    var code = work.path("dispositions").path(0).path("code").asString("");
                    amy.send(
                            "POST",
                            at + "/wrap-up",
                            Map.of("dispositions", code.isEmpty() ? List.of() : List.of(code), "ready", false));
                }
                default -> {
                    if (desk.path("presence").asString().equals("signed-out")) {
                        return true;
                    }
                    amy.send("POST", "desk/sign-out", null);
                }
            }
            return false;
        });
    }

    private String found(String line, Pattern pattern, int group) {
        return centre.line(line)
                .map(pattern::matcher)
                .filter(java.util.regex.Matcher::find)
                .map(match -> match.group(group))
                .orElseThrow(() -> new AssertionError("The centre did not say '" + line + "'"));
    }

    @Override
    public void close() {
        centre.close();
    }
}
