package org.callosum.server.platform.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.callosum.server.platform.postgres.DatabaseAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseAddressTest {
    private static final String URL = "jdbc:postgresql://127.0.0.1:54321/callosum";

    @TempDir
    Path folder = Path.of("");

    private Path keys(String name) throws IOException {
        Path keys = Files.createDirectories(folder.resolve(name));
        Files.writeString(keys.resolve("database-owner.password"), "one\n");
        Files.writeString(keys.resolve("database-app.password"), "two\n");
        return keys;
    }

    @Test
    void whatTheDatabasePrintsIsUnderstood() throws IOException {
        Path keys = keys("the keys & all");
        try (DataFolder data = DataFolder.open(folder.resolve("node"))) {
            DatabaseAccess printed = new DatabaseAccess(URL, "callosum_owner", "one", "callosum_app", "two", keys);
            String address = DatabaseAddress.of(printed, keys);
            assertThat(address).doesNotContain("one").doesNotContain("two").doesNotContain(" ");
            assertThat(DatabaseAddress.read(address, data)).isEqualTo(printed);
        }
    }

    @Test
    void otherWordsOfTheAddressAreKept() throws IOException {
        Path keys = keys("node/keys");
        try (DataFolder data = DataFolder.open(folder.resolve("node"))) {
            DatabaseAccess access = DatabaseAddress.read(URL + "?sslmode=require&keys=" + keys + "&x=1", data);
            assertThat(access.url()).isEqualTo(URL + "?sslmode=require&x=1");
            assertThat(DatabaseAddress.read(URL, data).keys())
                    .as("by default the node's own")
                    .isEqualTo(keys);
        }
    }

    @Test
    void aMissingKeyIsNamed() throws IOException {
        Path keys = keys("keys");
        Files.delete(keys.resolve("database-app.password"));
        try (DataFolder data = DataFolder.open(folder.resolve("node"))) {
            assertThatThrownBy(() -> DatabaseAddress.read(URL + "?keys=" + keys, data))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(keys.resolve("database-app.password") + " cannot be read")
                    .hasMessageNotContaining("\n");
            assertThatThrownBy(() -> DatabaseAddress.read("postgres://x", data))
                    .hasMessageContaining("is not a JDBC address of PostgreSQL; for example");
        }
    }
}
