package org.callosum.server.platform.system;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.callosum.server.platform.access.Public;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.install.Certificates;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.install.Settings;
import org.callosum.server.platform.nodes.Nodes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Health, metrics, and the system page.
@RestController
class SystemController {
    private static final Logger LOG = LoggerFactory.getLogger(SystemController.class);
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final JdbcClient database;
    private final PrometheusMeterRegistry meters;
    private final Installation installation;
    private final Alarms alarms;
    private final ObjectProvider<Speaker> speakers;
    private final Nodes nodes;

    SystemController(
            JdbcClient database,
            PrometheusMeterRegistry meters,
            Installation installation,
            Alarms alarms,
            ObjectProvider<Speaker> speakers,
            Nodes nodes) {
        this.database = database;
        this.meters = meters;
        this.installation = installation;
        this.alarms = alarms;
        this.speakers = speakers;
        this.nodes = nodes;
    }

    /// @param status `up` or `down`
    record Health(String status) {}

    record SystemState(
            String version,
            String address,
            @Nullable String fingerprint,
            SpeechState speech,
            Disk disk,
            List<Alarms.Alarm> alarms) {}

    record SpeechState(boolean configured, @Nullable String program) {}

    record Disk(long freeBytes, long totalBytes) {}

    @GetMapping("/api/health")
    @Public(why = "a load balancer has no account; it learns up or down and nothing else")
    ResponseEntity<Health> health() {
        try {
            database.sql("select 1").query(Integer.class).single();
            return ResponseEntity.ok(new Health("up"));
        } catch (DataAccessException e) {
            LOG.warn("The database does not answer: {}", e.getMessage());
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(new Health("down"));
        }
    }

    @GetMapping(value = "/api/metrics", produces = PROMETHEUS_TEXT)
    @RequiresRight({Right.METRICS_READ, Right.SETTINGS_EDIT})
    String metrics() {
        return meters.scrape();
    }

    @GetMapping("/api/settings/system")
    @RequiresRight({Right.SETTINGS_VIEW, Right.SETTINGS_EDIT})
    SystemState state() {
        Settings settings = installation.settings();
        Settings.CertificateFiles certificate = installation.certificate();
        Speaker speaker = speakers.getIfAvailable();
        String version = SystemController.class.getPackage().getImplementationVersion();
        return new SystemState(
                version == null ? "development" : version,
                address(settings),
                certificate == null ? null : Certificates.fingerprint(certificate.chain()),
                new SpeechState(speaker != null && speaker.configured(), speaker == null ? null : speaker.program()),
                disk(),
                alarms.standing());
    }

    /// As it was printed at the start; a free port is known only since then.
    private String address(Settings settings) {
        Nodes.Node here = nodes.node(nodes.number());
        String served = here == null ? null : here.web();
        return served != null
                ? served
                : "%s://%s:%d"
                        .formatted(
                                settings.isSecure() ? "https" : "http",
                                settings.listen().getHostAddress(),
                                settings.port());
    }

    private Disk disk() {
        try {
            var store = Files.getFileStore(installation.data().root());
            return new Disk(store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
