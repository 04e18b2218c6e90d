package org.callosum.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.callosum.server.platform.backup.BackupFile;
import org.callosum.server.platform.install.CertificateKeys;
import org.callosum.server.platform.install.Certificates;
import org.callosum.server.platform.install.CommandLine;
import org.callosum.server.platform.install.DataFolder;
import org.callosum.server.platform.install.DatabaseAddress;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.install.Ports;
import org.callosum.server.platform.install.Settings;
import org.callosum.server.platform.install.SettingsReader;
import org.callosum.server.platform.install.StartFailure;
import org.callosum.server.platform.install.StartLog;
import org.callosum.server.platform.install.Welcome;
import org.callosum.server.platform.nodes.Nodes;
import org.callosum.server.platform.postgres.DatabaseAccess;
import org.callosum.server.platform.postgres.Databases;
import org.callosum.server.platform.postgres.EmbeddedPostgres;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/// The order of a start: data folder and its lock, settings, port, certificate, database, application.
public final class Start {
    private static final String DATABASE = "callosum";
    /// The folders that a running centre writes to, beside the database's own.
    private static final List<String> WRITTEN = List.of("recordings", "recordings-fetched", "blobs");

    private Start() {}

    /// Returns when the centre answers.
    ///
    /// @param log keeps back what is logged until then
    static ConfigurableApplicationContext run(CommandLine command, StartLog log) {
        DataFolder data = DataFolder.open(command.data());
        Settings settings = SettingsReader.read(command, data);
        Ports.requireFree(settings.listen(), settings.port());
        Ports.requireFreeForSip(settings.sipAddress(), settings.voice().sipPort());
        Settings.CertificateFiles certificate = settings.certificate();
        if (certificate == null && settings.isSecure()) {
            certificate = Certificates.selfSigned(data, settings.listen(), Instant.now());
        }
        if (certificate != null) {
            CertificateKeys.of(certificate);
        }
        WRITTEN.forEach(data::requireWritable);
        Installation installation = new Installation(
                data, settings, runningDatabase(data, settings), certificate, command.task() == CommandLine.Task.DEMO);
        SpringApplication application = new SpringApplication(Callosum.class);
        application.addInitializers(context -> {
            install(context, installation);
            log.begin();
        });
        ConfigurableApplicationContext context = application.run();
        log.release();
        String address = address(context, settings);
        context.getBean(Nodes.class).serves(address, null);
        context.getBeanProvider(Welcome.class)
                .forEach(each -> each.lines(address).forEach(System.out::println));
        System.out.println("Callosum is ready: " + address);
        if (certificate != null) {
            System.out.println("Certificate fingerprint (SHA-256): " + Certificates.fingerprint(certificate.chain()));
        }
        if (command.task() == CommandLine.Task.REHEARSE) {
            rehearse(address);
            context.close();
        }
        return context;
    }

    private static String address(ConfigurableApplicationContext context, Settings settings) {
        int port = context instanceof WebServerApplicationContext web && web.getWebServer() != null
                ? web.getWebServer().getPort()
                : settings.port();
        String host = settings.listen().getHostAddress();
        return "%s://%s:%d"
                .formatted(settings.isSecure() ? "https" : "http", host.contains(":") ? "[" + host + "]" : host, port);
    }

    /// A few requests such as the first page makes, so that the AOT cache knows them.
    private static void rehearse(String address) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String path : List.of("/", "/api/health", "/api/me", "/api/openapi")) {
                client.send(
                        HttpRequest.newBuilder(URI.create(address + path)).build(),
                        HttpResponse.BodyHandlers.discarding());
            }
            client.send(
                    HttpRequest.newBuilder(URI.create(address + "/api/session"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"name\":\"nobody\",\"password\":\"rehearsal\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new StartFailure("the rehearsal got no answer: " + e.getMessage(), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Copies all tables into a file: beside a running installation, or with a database started for it.
    static void backup(CommandLine command, BackupFile file) {
        EmbeddedPostgres.Running running =
                EmbeddedPostgres.running(command.data().resolve("postgres"));
        if (running != null) {
            DataFolder data = DataFolder.beside(command.data());
            file.write(
                    data,
                    Databases.access(
                            running.url(DATABASE),
                            data.secret("database-owner.password"),
                            data.secret("database-app.password")),
                    command.recordings());
            return;
        }
        try (DataFolder data = DataFolder.open(command.data())) {
            file.write(data, database(data, SettingsReader.read(command, data)), command.recordings());
        }
    }

    /// Fills an empty installation.
    static void restore(CommandLine command, BackupFile file) {
        try (DataFolder data = DataFolder.open(command.data())) {
            file.read(data, database(data, SettingsReader.read(command, data)));
        }
    }

    /// Runs the bundled database alone until this process is ended, and prints the address that nodes share.
    static void database(CommandLine command) {
        DataFolder data = DataFolder.open(command.data());
        data.secret("master.key");
        DatabaseAccess access = embedded(data, command.port() == null ? 0 : command.port());
        System.out.println("Callosum's database is ready: "
                + DatabaseAddress.of(access, data.root().resolve("keys")));
        System.out.println("Start nodes with: ./callosum run --data FOLDER --database 'that address'");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static DatabaseAccess database(DataFolder data, Settings settings) {
        DatabaseAccess external = settings.database();
        if (external != null) {
            Databases.verify(external);
            return external;
        }
        return embedded(data, 0);
    }

    /// The database of an application: the bundled one ends after it.
    private static DatabaseAccess runningDatabase(DataFolder data, Settings settings) {
        if (settings.database() != null) {
            return database(data, settings);
        }
        EmbeddedPostgres server = server(data, 0);
        SpringApplication.getShutdownHandlers().add(server.stoppedBy());
        return prepared(data, server);
    }

    /// @param port 0 for a free one
    private static DatabaseAccess embedded(DataFolder data, int port) {
        return prepared(data, server(data, port));
    }

    private static EmbeddedPostgres server(DataFolder data, int port) {
        return EmbeddedPostgres.start(new EmbeddedPostgres.Plan(
                data.folder("postgres"),
                data.root().resolve("postgres/programs"),
                data.secret("postgres.password"),
                Map.of("max_connections", "200"),
                false,
                port));
    }

    private static DatabaseAccess prepared(DataFolder data, EmbeddedPostgres server) {
        Databases.requireDurable(server);
        return Databases.prepare(
                server, DATABASE, data.secret("database-owner.password"), data.secret("database-app.password"));
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
        Settings settings = installation.settings();
        InetAddress listen = settings.listen();
        Map<String, Object> properties = new HashMap<>();
        properties.put("spring.datasource.url", database.url());
        properties.put("spring.datasource.username", database.applicationUser());
        properties.put("spring.datasource.password", database.applicationPassword());
        properties.put("spring.flyway.url", database.url());
        properties.put("spring.flyway.user", database.ownerUser());
        properties.put("spring.flyway.password", database.ownerPassword());
        properties.put("spring.flyway.placeholders.app", database.applicationUser());
        properties.put("server.address", listen.getHostAddress());
        properties.put("server.port", settings.port());
        properties.put("callosum.demo", installation.demo());
        Settings.CertificateFiles certificate = installation.certificate();
        if (certificate != null) {
            properties.put("server.ssl.certificate", "file:" + certificate.chain());
            properties.put("server.ssl.certificate-private-key", "file:" + certificate.key());
        }
        if (!settings.trustedProxies().isEmpty()) {
            properties.put("server.forward-headers-strategy", "native");
            properties.put(
                    "server.tomcat.remoteip.internal-proxies",
                    settings.trustedProxies().stream()
                            .map(java.util.regex.Pattern::quote)
                            .collect(Collectors.joining("|")));
        }
        if (settings.logs() == Settings.LogForm.JSON) {
            properties.put("logging.structured.format.console", "logstash");
        }
        return properties;
    }
}
