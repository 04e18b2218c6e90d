package org.callosum.server;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.callosum.server.platform.install.CommandLine;
import org.callosum.server.platform.install.DataFolder;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.install.Ports;
import org.callosum.server.platform.install.Settings;
import org.callosum.server.platform.postgres.DatabaseAccess;
import org.callosum.server.platform.postgres.Databases;
import org.callosum.server.platform.postgres.EmbeddedPostgres;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/// The order of a start: data folder and its lock, settings, port, database, application.
public final class Start {
    private static final String DATABASE = "callosum";

    private Start() {}

    /// Returns when the centre answers.
    static ConfigurableApplicationContext run(CommandLine command) {
        DataFolder data = DataFolder.open(command.data());
        Settings settings = new Settings(
                command.listen() == null ? InetAddress.getLoopbackAddress() : command.listen(),
                command.port() == null ? Settings.DEFAULT_PORT : command.port(),
                null);
        Ports.requireFree(settings.listen(), settings.port());
        Installation installation = new Installation(data, settings, database(data, settings));
        ConfigurableApplicationContext context = application(installation).run();
        if (context instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            System.out.println("Callosum is ready: http://%s:%d"
                    .formatted(
                            settings.listen().getHostAddress(),
                            web.getWebServer().getPort()));
        }
        return context;
    }

    private static DatabaseAccess database(DataFolder data, Settings settings) {
        DatabaseAccess external = settings.database();
        if (external != null) {
            Databases.verify(external);
            return external;
        }
        EmbeddedPostgres server = EmbeddedPostgres.start(new EmbeddedPostgres.Plan(
                data.folder("postgres"),
                data.root().resolve("postgres/programs"),
                data.secret("postgres.password"),
                Map.of(),
                false));
        Databases.requireDurable(server);
        return Databases.prepare(
                server, DATABASE, data.secret("database-owner.password"), data.secret("database-app.password"));
    }

    /// The application of an installation, not yet started.
    private static SpringApplication application(Installation installation) {
        SpringApplication application = new SpringApplication(Callosum.class);
        application.addInitializers(context -> install(context, installation));
        return application;
    }

    /// Gives an application its installation; tests use it with a folder and a database of their own.
    public static void install(ConfigurableApplicationContext context, Installation installation) {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("installation", properties(installation)));
        if (context instanceof GenericApplicationContext generic) {
            generic.registerBean(Installation.class, () -> installation);
        }
    }

    /// Settings of the framework that follow from the installation.
    private static Map<String, Object> properties(Installation installation) {
        DatabaseAccess database = installation.database();
        Map<String, Object> properties = new HashMap<>();
        properties.put("spring.datasource.url", database.url());
        properties.put("spring.datasource.username", database.applicationUser());
        properties.put("spring.datasource.password", database.applicationPassword());
        properties.put("spring.flyway.url", database.url());
        properties.put("spring.flyway.user", database.ownerUser());
        properties.put("spring.flyway.password", database.ownerPassword());
        properties.put("spring.flyway.placeholders.app", database.applicationUser());
        properties.put("server.address", installation.settings().listen().getHostAddress());
        properties.put("server.port", installation.settings().port());
        return properties;
    }
}
