package org.callosum.bench.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The load tools: a copy of the scenario folder, so that what SIPp writes beside its scenarios never lands there.
final class Tools {
    private static final List<String> FILES = List.of(
            "sipbench.py", "rtpmeter.c", "uac_call.xml", "uac_until_bye.xml", "uas_agent.xml", "uas_agent_hangup.xml");
    private static final String AT_ONCE = "'5000' if a.closed";
    private static final List<String> PROGRAMS = List.of("sipp", "python3", "cc", "taskset", "tcpdump");
    private static final long LONGEST_RUN_SECONDS = 900;

    private final Path folder;
    private final String cpu;

    private Tools(Path folder, String cpu) {
        this.folder = folder;
        this.cpu = cpu;
    }

    /// @param scenarios the folder given by `--scenarios`
    /// @param cpu the core the tools run on
    /// @throws BenchProblem naming what is missing and what to give
    static Tools prepare(Path scenarios, Path work, String cpu) {
        for (String file : FILES) {
            if (!Files.isRegularFile(scenarios.resolve(file))) {
                throw new BenchProblem(
                        "%s has no %s; give the folder of the SIP/RTP load scenarios with --scenarios DIR"
                                .formatted(scenarios, file));
            }
        }
        var missing = PROGRAMS.stream().filter(each -> !installed(each)).toList();
        if (!missing.isEmpty()) {
            throw new BenchProblem("needs %s; on Debian: apt-get install sip-tester python3 gcc util-linux tcpdump"
                    .formatted(String.join(", ", missing)));
        }
        try {
            Path folder = Files.createDirectories(work.resolve("tools"));
            for (String file : FILES) {
                Files.copy(scenarios.resolve(file), folder.resolve(file));
            }
            paceTheClosedLoop(folder.resolve("sipbench.py"));
            var tools = new Tools(folder, cpu);
            tools.run(List.of("cc", "-O2", "-o", "rtpmeter", "rtpmeter.c"), Map.of());
            return tools;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The script fills its closed loop at 5 000 calls/s, so that all calls begin, and half a minute later end, in one
    /// instant. Our copy takes the pace from the environment (`CLOSED_RATE`); without it all is as before.
    private static void paceTheClosedLoop(Path script) throws IOException {
        var text = Files.readString(script);
        if (!text.contains(AT_ONCE)) {
            throw new BenchProblem("%s no longer says %s; look how it fills its closed loop now"
                    .formatted(script.getFileName(), AT_ONCE));
        }
        Files.writeString(script, text.replace(AT_ONCE, "os.environ.get('CLOSED_RATE', '5000') if a.closed"));
    }

    private static boolean installed(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return Files.isExecutable(Path.of("/usr/sbin", program));
    }

    /// One bounded run against a house.
    ///
    /// @param arguments of `sipbench.py`, without the house
    JsonNode measure(BenchHouseProcess house, List<String> arguments) {
        return measure(house, arguments, Map.of());
    }

    /// @param environment beside ours
    JsonNode measure(BenchHouseProcess house, List<String> arguments, Map<String, String> environment) {
        var command = new ArrayList<>(List.of("python3", "sipbench.py"));
        command.addAll(arguments);
        command.addAll(List.of("--target", house.sip(), "--pid", Long.toString(house.pid()), "--tool-cpu", cpu));
        command.addAll(List.of("--meter", folder.resolve("rtpmeter").toString(), "--wait", "15"));
        var lines = run(command, environment)
                .lines()
                .filter(line -> line.startsWith("{"))
                .toList();
        if (lines.isEmpty()) {
            throw new BenchProblem("sipbench.py printed no result; it was run as: " + String.join(" ", command));
        }
        return JsonMapper.shared().readTree(lines.getLast());
    }

    private String run(List<String> command, Map<String, String> environment) {
        try {
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment);
            var process = builder.start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new BenchProblem("%s did not end in %d s".formatted(command.getFirst(), LONGEST_RUN_SECONDS));
            }
            if (process.exitValue() != 0) {
                throw new BenchProblem("%s ended with %d".formatted(String.join(" ", command), process.exitValue()));
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchProblem("interrupted");
        }
    }
}
