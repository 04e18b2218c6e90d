package org.callosum.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.callosum.bench.floor.DecisionTimes;
import org.callosum.bench.floor.FloorBenchmark;
import org.callosum.bench.floor.FloorLoad;
import org.callosum.bench.floor.FloorShape;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// `./callosum bench floor`: commands per second by JMH and how long single decisions take, printed and stored
/// as JSON beside facts about the machine.
///
/// Arguments: `--out FILE` (default `bench-floor.json`), `--shapes small,big` (default all), `--seconds N`
/// measured per figure (default 5), `--quick` (no JMH: one JVM, for a look while developing).
public final class FloorBench {
    private static final List<String> ALL = List.of("small", "big", "big-grouped", "big-idle", "huge");

    private record Figure(
            String shape, String sink, double perCpuSecond, double perSecond, double plusMinus, DecisionTimes times) {}

    private FloorBench() {}

    public static void main(String[] arguments) throws IOException, RunnerException {
        var out = Path.of("bench-floor.json");
        var shapes = ALL;
        int seconds = 5;
        boolean quick = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--out" -> out = Path.of(value(arguments, ++i));
                case "--shapes" -> shapes = List.of(value(arguments, ++i).split(","));
                case "--seconds" -> seconds = Integer.parseInt(value(arguments, ++i));
                case "--quick" -> quick = true;
                default -> {
                    System.err.printf(
                            "bench floor: unknown argument %s; known: --out FILE, --shapes a,b, --seconds N, --quick%n",
                            arguments[i]);
                    System.exit(2);
                }
            }
        }
        var machine = MachineFacts.now();
        System.out.println(machine.line());
        var figures = new ArrayList<Figure>();
        for (var shape : shapes) {
            for (var sink : List.of("counting", "recording")) {
                figures.add(figure(shape, sink, seconds, quick));
            }
        }
        Files.writeString(out, json(machine, figures));
        System.out.println("stored in " + out.toAbsolutePath());
    }

    private static String value(String[] arguments, int i) {
        if (i >= arguments.length) {
            throw new IllegalArgumentException(arguments[i - 1] + " needs a value");
        }
        return arguments[i];
    }

    private static Figure figure(String shape, String sink, int seconds, boolean quick) throws RunnerException {
        boolean recording = "recording".equals(sink);
        var warm = new FloorLoad(FloorShape.of(shape), recording, null);
        throughput(warm, 2);
        double perCpuSecond = throughput(warm, seconds);
        double perSecond = 0;
        double error = 0;
        if (!quick) {
            var options = new OptionsBuilder()
                    .include(FloorBenchmark.class.getName())
                    .param("shape", shape)
                    .param("sink", sink)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.seconds(2))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.seconds(Math.max(1, seconds / 5)))
                    .jvmArgsAppend("-Xmx2g")
                    .build();
            RunResult result = new Runner(options).run().iterator().next();
            perSecond = result.getPrimaryResult().getScore();
            error = result.getPrimaryResult().getScoreError();
        }
        var times = new DecisionTimes();
        var load = new FloorLoad(FloorShape.of(shape), recording, times);
        throughput(load, 3);
        times.clear();
        throughput(load, seconds);
        System.out.printf(
                Locale.ROOT,
                "%-12s %-10s %,12.0f commands per CPU second, %,12.0f per second; decision p50 %,d ns, p99 %,d ns, p99.9 %,d ns, most %,d ns%n",
                shape,
                sink,
                perCpuSecond,
                perSecond,
                times.percentileNanos(0.5),
                times.percentileNanos(0.99),
                times.percentileNanos(0.999),
                times.mostNanos());
        return new Figure(shape, sink, perCpuSecond, perSecond, error, times);
    }

    private static double throughput(FloorLoad load, int seconds) {
        // the thread's own time, so that neighbours on the machine cost less of the figure
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        long end = start + seconds * 1_000_000_000L;
        long commands = 0;
        long now = start;
        while (now < end) {
            for (int i = 0; i < 50; i++) {
                commands += load.batch();
            }
            now = threads.getCurrentThreadCpuTime();
        }
        return commands * 1e9 / (now - start);
    }

    private static String json(MachineFacts machine, List<Figure> figures) {
        var rows = new ArrayList<String>();
        for (var figure : figures) {
            var shape = FloorShape.of(figure.shape());
            rows.add(String.format(
                    Locale.ROOT,
                    """
                        {"shape": "%s", "agents": %d, "groups": %d, "skills": %d, "queues": %d, "waiting": %d, "sink": "%s",
                         "commandsPerCpuSecond": %.0f, "commandsPerSecond": %.0f, "plusMinus": %.0f, "decisions": %d,
                         "p50Nanos": %d, "p99Nanos": %d, "p999Nanos": %d, "mostNanos": %d}""",
                    figure.shape(),
                    shape.agents(),
                    shape.groups(),
                    shape.skills(),
                    shape.queues(),
                    shape.waiting(),
                    figure.sink(),
                    figure.perCpuSecond(),
                    figure.perSecond(),
                    Double.isNaN(figure.plusMinus()) ? 0 : figure.plusMinus(),
                    figure.times().count(),
                    figure.times().percentileNanos(0.5),
                    figure.times().percentileNanos(0.99),
                    figure.times().percentileNanos(0.999),
                    figure.times().mostNanos()));
        }
        return """
                {
                  "bench": "floor",
                  "machine": %s,
                  "figures": [
                %s
                  ]
                }
                """.formatted(machine.json(), String.join(",\n", rows));
    }
}
