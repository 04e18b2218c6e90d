package org.callosum.journeys;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.RunningCentre;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Staff;
import org.junit.jupiter.api.Test;

/// `./callosum bench failover` asks for this class by name: two nodes share a database, the one that owns the floor is
/// killed, and an agent at the other signs in at that moment; the time until the floor has decided on it. The dead node
/// comes back as the stand-by, and the roles change. Prints and stores what it has seen; judges nothing.
///
/// Options as system properties: `callosum.bench.rounds`, `.out`.
class FailoverBench {
    private static final String READY = "Callosum's database is ready: ";
    private static final long LONGEST_SECONDS = 60;

    @Test
    void theOtherOwnsIt() throws IOException {
        int rounds = Integer.getInteger("callosum.bench.rounds", 5);
        double before = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        var seconds = new ArrayList<Double>();
        try (var database = RunningCentre.database(RunningCentre.newData())) {
            var shared = database.line(READY).orElseThrow().substring(READY.length());
            var owner = SampleCentre.node(RunningCentre.newData(), shared);
            var survivor = SampleCentre.node(RunningCentre.newData(), shared);
            try {
                owner.administrator(); // takes the one-time password away, for both nodes
                var harry = Staff.of(survivor, "harry");
                for (int round = 0; round < rounds; round++) {
                    signInAndOut(harry); // by way of the owner
                    owner.centre().kill();
                    seconds.add(untilSignedIn(harry));
                    harry.signOut();
                    var back = SampleCentre.node(owner.centre().data(), shared);
                    owner = survivor;
                    survivor = back;
                    harry = harry.again(survivor);
                    var other = harry;
                    Await.until("the node that came back follows", () -> signInAndOut(other));
                }
            } finally {
                owner.close();
                survivor.close();
            }
        }
        report(seconds, before);
    }

    private static boolean signInAndOut(Staff agent) {
        return agent.session()
                        .send("POST", "desk/sign-in", Map.of("device", "phone"))
                        .ok()
                && agent.session().send("POST", "desk/sign-out", null).ok();
    }

    /// As often as it is refused for want of a floor, the agent tries again.
    private static double untilSignedIn(Staff agent) {
        long began = System.nanoTime();
        while (!agent.session()
                .send("POST", "desk/sign-in", Map.of("device", "phone"))
                .ok()) {
            if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
                throw new AssertionError("no floor within " + LONGEST_SECONDS + " s");
            }
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private static void report(List<Double> seconds, double load) throws IOException {
        var sorted = seconds.stream().sorted().toList();
        var json = String.format(
                Locale.ROOT,
                """
                {"bench": "failover", "at": "%s", "commit": "%s", "cores": %d, "loadAverageBefore": %.2f,
                 "leaseSeconds": 3, "seconds": %s, "medianSeconds": %.2f, "maxSeconds": %.2f, "aim": "5"}
                """,
                Instant.now(),
                System.getProperty("callosum.bench.commit", "unknown"),
                Runtime.getRuntime().availableProcessors(),
                load,
                seconds.stream()
                        .map(each -> String.format(Locale.ROOT, "%.2f", each))
                        .toList(),
                sorted.get(sorted.size() / 2),
                sorted.getLast());
        System.out.println(json);
        var out = System.getProperty("callosum.bench.out");
        if (out != null) {
            Files.writeString(Path.of(out), json);
        }
    }
}
