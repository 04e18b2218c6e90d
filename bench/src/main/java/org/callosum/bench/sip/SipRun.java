package org.callosum.bench.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.callosum.bench.MachineFacts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One bench from start to stored result.
public final class SipRun {
    private static final List<String> PARTS = List.of("direct", "queued", "talks", "set-up", "overload", "load");
    private static final Map<String, String> USUAL = Map.ofEntries(
            Map.entry(
                    "--parts",
                    String.join(",", PARTS.subList(0, PARTS.indexOf("load")))), // the long one when asked for
            Map.entry("--direct", "200,350,500,700,850,1000,1200"),
            Map.entry("--queued", "40,80,120,160,200,250,300,350"),
            Map.entry("--talks", "100,200,300,400,500,600"),
            Map.entry("--over", "2000"),
            Map.entry("--load", "200"),
            Map.entry("--load-secs", "600"),
            Map.entry("--agents", "200"),
            Map.entry("--secs", "20"),
            Map.entry("--warm", "150"),
            Map.entry("--core", "1"),
            Map.entry("--tool-core", "0"),
            Map.entry("--java", ""));

    private final Options options;
    private final MachineFacts machine;

    /// What was asked for, by option.
    public record Options(Path launcher, Map<String, String> given) {
        public static Options usual(Path launcher) {
            var given = new HashMap<>(USUAL);
            var scenarios = System.getenv("CALLOSUM_BENCH_SCENARIOS");
            if (scenarios != null) {
                given.put("--scenarios", scenarios);
            }
            return new Options(launcher, Map.copyOf(given));
        }

        /// @throws BenchProblem for an option that is not known
        public Options with(String option, String value) {
            if (!USUAL.containsKey(option) && !List.of("--scenarios", "--out").contains(option)) {
                throw new BenchProblem("does not know %s; known are --scenarios, --out, %s"
                        .formatted(
                                option,
                                String.join(
                                        ", ", USUAL.keySet().stream().sorted().toList())));
            }
            var more = new HashMap<>(given);
            more.put(option, value);
            return new Options(launcher, Map.copyOf(more));
        }

        private String text(String option) {
            return given.getOrDefault(option, "");
        }

        private int number(String option) {
            try {
                return Integer.parseInt(text(option));
            } catch (NumberFormatException e) {
                throw new BenchProblem("takes a number for %s, not %s".formatted(option, text(option)));
            }
        }

        private List<Integer> loads(String option) {
            return Stream.of(text(option).split(","))
                    .map(each -> with(option, each).number(option))
                    .toList();
        }

        private Path scenarios() {
            if (text("--scenarios").isEmpty()) {
                throw new BenchProblem(
                        "was not run: no scenarios. Give the folder that holds sipbench.py, rtpmeter.c and the SIPp scenarios"
                                + " with --scenarios DIR or CALLOSUM_BENCH_SCENARIOS");
            }
            return Path.of(text("--scenarios"));
        }

        private List<String> parts() {
            var parts = List.of(text("--parts").split(","));
            for (String part : parts) {
                if (!PARTS.contains(part)) {
                    throw new BenchProblem("has no part %s; parts are %s".formatted(part, String.join(", ", PARTS)));
                }
            }
            return parts;
        }
    }

    public SipRun(Options options, MachineFacts machine) {
        this.options = options;
        this.machine = machine;
    }

    /// Measures, prints and stores.
    public void measure() throws IOException {
        var parts = options.parts();
        var scenarios = options.scenarios();
        Path work = Files.createTempDirectory("callosum-bench-");
        var tools = Tools.prepare(scenarios, work, options.text("--tool-core"));
        System.out.println(machine.line());
        var result = JsonMapper.shared().createObjectNode();
        try (var house = BenchHouseProcess.start(
                options.launcher(), work, options.number("--agents"), options.text("--core"), options.text("--java"))) {
            var measuring = new SipParts(tools, house);
            measuring.warmUp(options.number("--warm"));
            for (String part : parts) {
                result.set(part, part(part, measuring));
            }
        } finally {
            delete(work);
        }
        var file = file();
        var stored = Files.exists(file)
                ? (ObjectNode) JsonMapper.shared().readTree(Files.readString(file))
                : JsonMapper.shared().createObjectNode();
        var before = lastRecorded(file);
        stored.put("bench", "sip");
        stored.set("machine", JsonMapper.shared().readTree(machine.json()));
        stored.put(
                "conditions",
                "product and database on core %s, tools on core %s"
                        .formatted(options.text("--core"), options.text("--tool-core")));
        stored.setAll(result);
        Files.createDirectories(folder(file));
        Files.writeString(
                file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(stored) + "\n");
        Summary.print(result, before);
        System.out.println("stored in " + file);
    }

    private ObjectNode part(String part, SipParts measuring) {
        int seconds = options.number("--secs");
        var made = switch (part) {
            case "direct" ->
                measuring.climb(
                        "direct calls a second", options.loads("--direct"), load -> SipParts.direct(load, seconds));
            case "queued" ->
                measuring.climb(
                        "queued calls a second", options.loads("--queued"), load -> SipParts.queued(load, seconds));
            case "talks" ->
                measuring.climb(
                        "recorded conversations at a time",
                        options.loads("--talks"),
                        load -> SipParts.talks(load, seconds));
            case "set-up" -> measuring.setUp();
            case "overload" ->
                measuring.overload(
                        options.number("--over"), options.loads("--direct").getFirst());
            case "load" -> {
                int calls = options.number("--load");
                if (options.number("--agents") >= calls) {
                    throw new BenchProblem(
                            "needs fewer --agents than --load for callers to wait, for example 150 for 200");
                }
                yield measuring.load(calls, options.number("--agents"), options.number("--load-secs"));
            }
            default -> throw new BenchProblem("has no part " + part);
        };
        made.put("agents", options.number("--agents"));
        return made;
    }

    private Path file() {
        var out = options.text("--out");
        return out.isEmpty()
                ? options.launcher().toAbsolutePath().resolveSibling("bench/results/sip-" + machine.commit() + ".json")
                : Path.of(out);
    }

    /// The newest other result beside the file.
    private static @Nullable JsonNode lastRecorded(Path file) throws IOException {
        Path folder = folder(file);
        if (!Files.isDirectory(folder)) {
            return null;
        }
        try (var files = Files.list(folder)) {
            return files.filter(each -> each.getFileName().toString().matches("sip-.*\\.json"))
                    .filter(each -> !each.getFileName().equals(file.getFileName()))
                    .map(SipRun::read)
                    .max(Comparator.comparing(
                            each -> each.path("machine").path("at").asString("")))
                    .orElse(null);
        }
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder");
    }

    private static JsonNode read(Path file) {
        return JsonMapper.shared().readTree(file.toFile());
    }

    /// What was measured must not be lost over a file that somebody still holds.
    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException left) {
            System.err.println("callosum: could not remove " + folder + ": " + left.getMessage());
        }
    }

    static String decimal(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }
}
