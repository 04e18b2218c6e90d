package org.callosum.server.platform.install;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The words after the program's name: what to do, then options, and for `backup` and `restore` a file.
///
/// @param data the data folder, `data` in the current folder unless named
/// @param database address of a database that nodes share, which wins over the configuration file
/// @param file of a backup
/// @param recordings whether a backup includes them
public record CommandLine(
        Task task,
        Path data,
        @Nullable Path config,
        @Nullable InetAddress listen,
        @Nullable Integer port,
        @Nullable String database,
        @Nullable Path file,
        boolean recordings) {
    private static final int HIGHEST_PORT = 65_535;

    /// What to do.
    public enum Task {
        RUN,
        /// With a sample centre and simulated people.
        DEMO,
        /// The bundled database alone, for nodes that share it.
        DATABASE,
        /// Start, answer a few requests, stop: teaches the AOT cache.
        REHEARSE,
        BACKUP,
        RESTORE;

        boolean takesFile() {
            return this == BACKUP || this == RESTORE;
        }
    }

    /// @throws StartFailure naming the word that cannot be understood
    public static CommandLine parse(List<String> words) {
        Deque<String> rest = new ArrayDeque<>(words);
        Task task = rest.isEmpty() || rest.peek().startsWith("--") ? Task.RUN : task(rest.pop());
        Path data = Path.of("data");
        Path config = null;
        InetAddress listen = null;
        Integer port = null;
        String database = null;
        Path file = null;
        boolean recordings = false;
        while (!rest.isEmpty()) {
            String word = rest.pop();
            switch (word) {
                case "--data" -> data = Path.of(value(word, rest));
                case "--config" -> config = Path.of(value(word, rest));
                case "--listen" -> listen = address(value(word, rest));
                case "--port" -> port = port(value(word, rest));
                case "--database" -> database = value(word, rest);
                case "--recordings" -> recordings = true;
                default -> {
                    if (word.startsWith("-") || !task.takesFile() || file != null) {
                        throw new StartFailure("unknown option %s; ./callosum help lists them all".formatted(word));
                    }
                    file = Path.of(word);
                }
            }
        }
        if (task.takesFile() && file == null) {
            String name = task.name().toLowerCase(Locale.ROOT);
            throw new StartFailure("%s needs a file; for example ./callosum %s monday.zip".formatted(name, name));
        }
        return new CommandLine(task, data, config, listen, port, database, file, recordings);
    }

    private static Task task(String word) {
        return Arrays.stream(Task.values())
                .filter(task -> task.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new StartFailure("unknown command %s; ./callosum help lists them all".formatted(word)));
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new StartFailure("option %s needs a value; ./callosum help shows an example".formatted(option));
        }
        return rest.pop();
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new StartFailure(
                    "--listen %s is not an address of this machine; for example --listen 192.168.1.20".formatted(text),
                    e);
        }
    }

    private static int port(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= HIGHEST_PORT) {
            return Integer.parseInt(text);
        }
        throw new StartFailure("--port %s is not a port; for example --port 8080".formatted(text));
    }
}
