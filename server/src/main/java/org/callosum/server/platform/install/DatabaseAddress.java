package org.callosum.server.platform.install;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.callosum.server.platform.postgres.DatabaseAccess;

/// The one line that lets a further node in: where the database is, and where the keys to it lie. Secrets stay in their
/// files, since a command line can be read by everybody on the machine.
///
/// ```
/// jdbc:postgresql://127.0.0.1:54321/callosum?keys=/srv/callosum/keys
/// ```
///
/// The folder holds `database-owner.password`, `database-app.password` and `master.key`. Without `keys` the node's own
/// `keys` folder is read.
public final class DatabaseAddress {
    private static final String EXAMPLE =
            "--database 'jdbc:postgresql://127.0.0.1:54321/callosum?keys=/srv/callosum/keys'";
    private static final String PREFIX = "jdbc:postgresql:";
    private static final String KEYS = "keys=";

    private DatabaseAddress() {}

    /// As `./callosum database` prints it.
    public static String of(DatabaseAccess access, Path keys) {
        return access.url() + "?" + KEYS
                + URLEncoder.encode(keys.toString(), StandardCharsets.UTF_8).replace("%2F", "/");
    }

    /// @throws StartFailure for what is no address, or where a key is missing
    public static DatabaseAccess read(String address, DataFolder data) {
        if (!address.startsWith(PREFIX)) {
            throw new StartFailure(
                    "--database %s is not a JDBC address of PostgreSQL; for example %s".formatted(address, EXAMPLE));
        }
        Path keys = data.root().resolve("keys");
        int question = address.indexOf('?');
        String url = question < 0 ? address : address.substring(0, question);
        List<String> left = new ArrayList<>();
        if (question >= 0) {
            for (String word : address.substring(question + 1).split("&")) {
                if (word.startsWith(KEYS)) {
                    keys = Path.of(URLDecoder.decode(word.substring(KEYS.length()), StandardCharsets.UTF_8));
                } else if (!word.isEmpty()) {
                    left.add(word);
                }
            }
        }
        return new DatabaseAccess(
                left.isEmpty() ? url : url + "?" + String.join("&", left),
                DatabaseAccess.OWNER,
                secret(keys, "database-owner.password"),
                DatabaseAccess.APPLICATION,
                secret(keys, "database-app.password"),
                keys);
    }

    /// @throws StartFailure naming the file that is missing or empty
    public static String secret(Path keys, String name) {
        Path file = keys.resolve(name);
        try {
            String secret = Files.readString(file).strip();
            if (!secret.isEmpty()) {
                return secret;
            }
        } catch (IOException e) {
            throw new StartFailure(
                    "key file %s cannot be read; copy it from the machine of the database, or name its folder: %s"
                            .formatted(file, EXAMPLE),
                    e);
        }
        throw new StartFailure("key file %s is empty; copy it from the machine of the database".formatted(file));
    }
}
