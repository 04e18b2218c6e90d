package org.callosum.server.platform.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.callosum.server.platform.blobs.Blobs;
import org.callosum.server.platform.definitions.Definitions;
import org.callosum.server.platform.install.DataFolder;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.install.StartFailure;
import org.callosum.server.platform.postgres.DatabaseAccess;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.PostgresForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ServerTest
class BackupFileTest {
    @Autowired
    ApplicationContext application;

    @Autowired
    Installation installation;

    @TempDir
    Path folder = Path.of("");

    @Test
    void aRestoredInstallationHasEveryRowAndFileAndNoKey() throws Exception {
        var house = HousesForTests.open(application);
        application.getBean(Tenancy.class).asSystem(house.tenantId(), () -> {
            application
                    .getBean(Definitions.class)
                    .create("flow", "sales", null, Text.of("Sales", "销售", "銷售"), "tab\tand\nnewline \\ 你好", "r");
            application
                    .getBean(Blobs.class)
                    .store(null, "text/plain", new ByteArrayInputStream("audio".getBytes(StandardCharsets.UTF_8)), 100);
        });
        var file = new BackupFile(folder.resolve("monday.zip"));
        file.write(installation.data(), installation.database(), false);
        try (ZipFile zip = new ZipFile(folder.resolve("monday.zip").toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName())).noneMatch(name -> name.contains("keys"));
        }

        DatabaseAccess fresh = PostgresForTests.newEmptyDatabase();
        try (DataFolder elsewhere = DataFolder.open(folder.resolve("restored"))) {
            file.read(elsewhere, fresh);
            assertThat(contents(fresh, house.tenantId()))
                    .isEqualTo(contents(installation.database(), house.tenantId()))
                    .containsKeys("definition_version", "blob", "account");
            Path blobs = folder.resolve("restored/blobs/" + house.tenantId());
            try (var files = Files.list(blobs)) {
                assertThat(files).hasSize(1);
            }
            assertThatThrownBy(() -> file.read(elsewhere, fresh))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("is not empty");
        }
    }

    @Test
    void anythingElseIsNotABackupAndAnExistingFileIsNotOverwritten() throws IOException {
        Path other = Files.writeString(folder.resolve("x.zip"), "no zip");
        try (DataFolder data = DataFolder.open(folder.resolve("data"))) {
            assertThatThrownBy(() -> new BackupFile(other).read(data, PostgresForTests.newEmptyDatabase()))
                    .isInstanceOf(StartFailure.class);
            assertThatThrownBy(() -> new BackupFile(folder.resolve("none.zip")).read(data, installation.database()))
                    .hasMessageContaining("cannot be read");
            assertThatThrownBy(() -> new BackupFile(other).write(data, installation.database(), false))
                    .hasMessageContaining("exists already");
        }
    }

    /// Per table the number of this house's rows and a digest of all of them: other houses of the same database go on
    /// working. Of leases, which living floors renew all the time, the number; of nodes and houses nothing.
    private static Map<String, String> contents(DatabaseAccess access, long tenant) throws SQLException {
        Map<String, String> contents = new TreeMap<>();
        try (Connection connection =
                        DriverManager.getConnection(access.url(), access.ownerUser(), access.ownerPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("set callosum.upkeep = 'on'");
            for (String table : BackupFile.inOrder(connection)) {
                if (table.equals("tenant") || table.equals("node")) {
                    continue;
                }
                var digest = table.equals("journal_lease")
                        ? "''"
                        : "coalesce(md5(string_agg(t::text, '|' order by t::text)), '')";
                try (ResultSet row = statement.executeQuery("select count(*) || ' ' || " + digest + " from \"" + table
                        + "\" t where tenant_id = " + tenant)) {
                    row.next();
                    contents.put(table, row.getString(1));
                }
            }
        }
        return contents;
    }
}
