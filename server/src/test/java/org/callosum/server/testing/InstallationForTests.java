package org.callosum.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.callosum.server.Start;
import org.callosum.server.platform.install.DataFolder;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.install.Settings;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/// Installs into a folder under `target` and a fresh database.
public final class InstallationForTests implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        try {
            Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "data-for-tests");
            Start.install(
                    context,
                    new Installation(
                            DataFolder.open(folder), Settings.forTests(), PostgresForTests.newDatabase(), null, false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
