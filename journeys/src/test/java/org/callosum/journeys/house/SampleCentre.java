package org.callosum.journeys.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// The centre of `./callosum demo` on free ports, with the simulated people at home: whoever calls or answers is the
/// test.
public final class SampleCentre implements AutoCloseable {
    private static final Pattern PLACE = Pattern.compile("account (\\S+), password (\\S+)");
    private static final Pattern ONE_TIME = Pattern.compile("First administrator: (\\S+)\\s+one-time password: (\\S+)");
    private static final Pattern SIP = Pattern.compile("sip:[^@]+@127\\.0\\.0\\.1:(\\d+)");
    static final String NEW_PASSWORD = "seven grey geese over the harbour";

    private final RunningCentre centre;

    private SampleCentre(RunningCentre centre) {
        this.centre = centre;
    }

    public static SampleCentre start() {
        return start(RunningCentre.newData());
    }

    /// On data that may be there from before.
    public static SampleCentre start(Path data) {
        try {
            Files.createDirectories(data);
            Files.writeString(data.resolve("callosum.yaml"), """
                    voice:
                      sip-port: 0
                    """);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        return new SampleCentre(RunningCentre.demo(data));
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

    /// The administrator's session at a centre that starts for the first time.
    public Api administrator() {
        return Api.firstSignIn(
                address(),
                found("First administrator", ONE_TIME, 1),
                found("First administrator", ONE_TIME, 2),
                NEW_PASSWORD);
    }

    /// The administrator's session at a centre that had one before.
    public Api administratorAgain() {
        return Api.signIn(address(), "admin", NEW_PASSWORD);
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
