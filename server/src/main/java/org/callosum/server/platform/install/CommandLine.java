package org.callosum.server.platform.install;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words after the program's name.
///
/// @param data the data folder, `data` in the current folder unless named
public record CommandLine(
        Path data,
        @Nullable Path config,
        @Nullable InetAddress listen,
        @Nullable Integer port) {
    private static final int HIGHEST_PORT = 65_535;

    /// @throws StartFailure naming the word that cannot be understood
    public static CommandLine parse(List<String> words) {
        Path data = Path.of("data");
        Path config = null;
        InetAddress listen = null;
        Integer port = null;
        Deque<String> rest = new ArrayDeque<>(words);
        while (!rest.isEmpty()) {
            String word = rest.pop();
            switch (word) {
                case "--data" -> data = Path.of(value(word, rest));
                case "--config" -> config = Path.of(value(word, rest));
                case "--listen" -> listen = address(value(word, rest));
                case "--port" -> port = port(value(word, rest));
                default -> throw new StartFailure("unknown option %s; ./callosum help lists them all".formatted(word));
            }
        }
        return new CommandLine(data, config, listen, port);
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new StartFailure("option %s needs a value; ./callosum help shows an example".formatted(option));
        }
        return rest.pop();
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new StartFailure(
                    "--listen %s is not an address of this machine; for example --listen 192.168.1.20".formatted(text),
                    e);
        }
    }

    static int port(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= HIGHEST_PORT) {
            return Integer.parseInt(text);
        }
        throw new StartFailure("--port %s is not a port; for example --port 8080".formatted(text));
    }
}
