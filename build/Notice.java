import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Makes `NOTICE` from the resolved Maven and npm trees, and stops at a licence that is not on the project's list.
///
/// Run by `./callosum notice`; `./callosum notice --check` only compares. Arguments: the list that
/// license-maven-plugin wrote, npm's lock file, the allowed licences, the NOTICE file, and perhaps `--check`.
/// Ends with 1 when a licence is not allowed or the file is out of date.
public class Notice {
    private record Library(String name, String version, List<String> licences) {
        String line() {
            return "%s %s: %s".formatted(name, version, String.join(" or ", licences));
        }
    }

    private record Allowed(String licence, String prefix) {}

    private static final Pattern MAVEN = Pattern.compile("^\\s*((?:\\(.*?\\)\\s)+).*\\(([^():]+:[^:]+):([^ ]+) - .*\\)$");
    private static final Pattern NPM_PATH = Pattern.compile("^ {4}\"node_modules/(.*)\": \\{$");
    private static final Pattern NPM_FIELD = Pattern.compile("^ {6}\"(version|license|dev|optional)\": \"?([^\",]*)\"?,?$");

    public static void main(String[] arguments) throws IOException {
        var maven = Path.of(arguments[0]);
        var npm = Path.of(arguments[1]);
        var allowed = allowed(Path.of(arguments[2]));
        var notice = Path.of(arguments[3]);
        boolean check = arguments.length > 4 && arguments[4].equals("--check");

        var libraries = new ArrayList<Library>();
        libraries.addAll(fromMaven(Files.readAllLines(maven)));
        int java = libraries.size();
        libraries.addAll(fromNpm(Files.readAllLines(npm)));
        if (java == 0 || libraries.size() == java) {
            stop("one of the two trees is empty (%d Maven, %d npm libraries): its format is not what is expected"
                    .formatted(java, libraries.size() - java));
        }
        SortedSet<String> refused = new TreeSet<>();
        SortedSet<String> lines = new TreeSet<>();
        for (var library : libraries) {
            if (library.licences().stream().noneMatch(licence -> permits(allowed, licence, library.name()))) {
                refused.add(library.line());
            }
            lines.add(library.line());
        }
        if (!refused.isEmpty()) {
            stop("licences that build/licences.txt does not list:\n  " + String.join("\n  ", refused));
        }
        var text = """
                Callosum
                Licensed under the Apache License, Version 2.0 (see LICENSE).

                The bundled database is PostgreSQL (PostgreSQL Licence), built with OpenSSL and ICU, whose licences
                lie beside its binaries. Programs that a site installs itself (espeak-ng, SIPp and others) are run,
                never bundled or linked.

                This file is made by ./callosum notice from the resolved Maven and npm trees.

                """
                + String.join("\n", lines) + "\n";
        if (!check) {
            Files.writeString(notice, text);
            IO.println("NOTICE: %d libraries".formatted(lines.size()));
        } else if (!Files.exists(notice) || !Files.readString(notice).equals(text)) {
            stop("NOTICE is out of date: run ./callosum notice and commit it");
        } else {
            IO.println("NOTICE is up to date: %d libraries, every licence on the list".formatted(lines.size()));
        }
    }

    private static List<Allowed> allowed(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\tonly "))
                .map(parts -> new Allowed(parts[0].strip(), parts.length > 1 ? parts[1].strip() : ""))
                .toList();
    }

    private static boolean permits(List<Allowed> allowed, String licence, String name) {
        return allowed.stream().anyMatch(a -> a.licence().equals(licence) && name.startsWith(a.prefix()));
    }

    private static List<Library> fromMaven(List<String> lines) {
        var found = new ArrayList<Library>();
        for (var line : lines) {
            var match = MAVEN.matcher(line);
            if (match.matches() && !match.group(2).startsWith("org.callosum:")) {
                found.add(new Library(match.group(2), match.group(3), parts(match.group(1))));
            }
        }
        return found;
    }

    /// The parenthesised licences, which may hold parentheses themselves.
    private static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '(' -> {
                    if (depth++ == 0) {
                        start = i + 1;
                    }
                }
                case ')' -> {
                    if (--depth == 0) {
                        parts.add(text.substring(start, i));
                    }
                }
                default -> {}
            }
        }
        return parts;
    }

    private static List<Library> fromNpm(List<String> lines) {
        var found = new ArrayList<Library>();
        String name = null;
        String version = "";
        String licence = "";
        boolean shipped = true;
        for (var line : lines) {
            var path = NPM_PATH.matcher(line);
            var field = NPM_FIELD.matcher(line);
            if (path.matches()) {
                name = path.group(1).replaceAll(".*node_modules/", "");
                version = "";
                licence = "";
                shipped = true;
            } else if (name != null && field.matches()) {
                switch (field.group(1)) {
                    case "version" -> version = field.group(2);
                    case "license" -> licence = field.group(2);
                    case "dev", "optional" -> shipped &= !field.group(2).equals("true");
                    default -> throw new IllegalStateException(field.group(1));
                }
            } else if (name != null && line.startsWith("    }")) {
                if (shipped) {
                    found.add(new Library(name, version, List.of(licence.replaceAll("[()]", "").split(" OR "))));
                }
                name = null;
            }
        }
        return found;
    }

    private static void stop(String problem) {
        System.err.println("notice: " + problem);
        System.exit(1);
    }
}
