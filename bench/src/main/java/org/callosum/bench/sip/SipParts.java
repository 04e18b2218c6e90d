package org.callosum.bench.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The parts of the bench. Each climbs a ladder of loads until a run is not clean, or takes one picture.
final class SipParts {
    private static final List<String> AGENT_HANGS_UP =
            List.of("--uac", "uac_until_bye.xml", "--uas", "uas_agent_hangup.xml", "--talk", "500");

    private static final int TALK_MILLIS = 30_000;

    /// Between two calls of an agent: the offer, the answer, the goodbye.
    private static final int BETWEEN_MILLIS = 300;

    private final Tools tools;
    private final BenchHouseProcess house;

    SipParts(Tools tools, BenchHouseProcess house) {
        this.tools = tools;
        this.house = house;
    }

    private JsonNode run(String label, List<String> arguments) {
        var run = tools.measure(house, arguments);
        var verdict = Verdict.of(run);
        ((ObjectNode) run).remove("dir");
        ((ObjectNode) run).put("clean", verdict.clean());
        var why = ((ObjectNode) run).putArray("notClean");
        verdict.reasons().forEach(why::add);
        System.out.printf(Locale.ROOT, "  %-28s %s%n", label, verdict.clean() ? "clean" : verdict.reasons());
        return run;
    }

    /// Calls until the compilers have seen what matters.
    void warmUp(int seconds) {
        for (int done = 0; done < seconds; done += 20) {
            run("warm-up", direct(60 + done, 10));
            run("warm-up", queued(20 + done / 2, 10));
        }
    }

    static List<String> direct(int rate, int seconds) {
        return List.of("rate", "--ext", "3000", "--rate", Integer.toString(rate), "--secs", Integer.toString(seconds));
    }

    static List<String> queued(int rate, int seconds) {
        var arguments = new ArrayList<>(List.of(
                "rate", "--ext", "1000", "--rate", Integer.toString(rate), "--secs", Integer.toString(seconds)));
        arguments.addAll(AGENT_HANGS_UP);
        return arguments;
    }

    static List<String> talks(int calls, int seconds) {
        return List.of(
                "media",
                "--ext",
                "1000",
                "--calls",
                Integer.toString(calls),
                "--ramp",
                "20",
                "--secs",
                Integer.toString(seconds));
    }

    /// @return the runs, and the highest load that was clean: 0 if none was
    ObjectNode climb(String what, List<Integer> loads, IntFunction<List<String>> arguments) {
        System.out.println(what);
        var part = JsonMapper.shared().createObjectNode();
        var runs = part.putArray("runs");
        int highest = 0;
        for (int load : loads) {
            var run = run(Integer.toString(load), arguments.apply(load));
            runs.add(run);
            if (!run.path("clean").asBoolean()) {
                break;
            }
            highest = load;
        }
        part.put("clean", highest);
        return part;
    }

    /// Set-up at 20 calls a second, exact times from a capture: our own share, the phone's time left out.
    ObjectNode setUp() {
        System.out.println("own share of set-up at 20 calls/s");
        var part = JsonMapper.shared().createObjectNode();
        for (String extension : List.of("3000", "1000")) {
            var arguments = new ArrayList<>(extension.equals("1000") ? queued(20, 30) : direct(20, 30));
            arguments.add("--capture");
            part.set(extension, run(extension, arguments));
        }
        return part;
    }

    /// As many calls at a time as given, for as long as given, some waiting while others talk: agents hang up after
    /// half a minute and take the next. Calls come at the pace at which agents take them, a tenth faster.
    ///
    /// @param calls at a time
    /// @param agents fewer than calls
    ObjectNode load(int calls, int agents, int seconds) {
        System.out.printf("%d calls at a time for %d s, %d of them talking%n", calls, seconds, agents);
        double perSecond = agents * 1_000.0 / (TALK_MILLIS + BETWEEN_MILLIS);
        double pace = perSecond * 1.1;
        int looked = seconds + (int) Math.ceil(calls / pace); // the rise to that many calls comes before
        int all = calls + (int) Math.ceil(perSecond * (looked + 25)); // goes on a little longer than is looked at
        var before = house.decisions();
        var run = (ObjectNode) tools.measure(
                house,
                List.of(
                        "media",
                        "--ext",
                        "1000",
                        "--closed",
                        Integer.toString(calls),
                        "--calls",
                        Integer.toString(all),
                        "--ramp",
                        Integer.toString(all),
                        "--secs",
                        Integer.toString(looked),
                        "--uac",
                        "uac_until_bye.xml",
                        "--uas",
                        "uas_agent_hangup.xml",
                        "--talk",
                        Integer.toString(TALK_MILLIS)),
                Map.of("CLOSED_RATE", String.format(Locale.ROOT, "%.1f", pace)));
        run.remove("dir");
        var decisions = house.decisions().since(before);
        run.set("decisions", decisions.json());
        var verdict = Verdict.ofLoad(run, decisions);
        run.put("clean", verdict.clean());
        var why = run.putArray("notClean");
        verdict.reasons().forEach(why::add);
        System.out.printf(Locale.ROOT, "  %-28s %s%n", "", verdict.clean() ? "holds" : verdict.reasons());
        return run;
    }

    /// Far more than can be served, then half of what can: the rest is told so at once, and afterwards all is as
    /// before.
    ObjectNode overload(int rate, int after) {
        System.out.println("overload");
        var part = JsonMapper.shared().createObjectNode();
        part.set("over", run(rate + " calls/s", direct(rate, 10)));
        part.set("after", run(after + " calls/s afterwards", direct(after, 10)));
        return part;
    }
}
