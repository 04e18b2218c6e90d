package org.callosum.server.customers.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// `./callosum bench import` asks for this class by name: 100 000 customers of a file, judged, taken in, and
/// taken in again when all are known. Never part of a test run.
@ServerTest
class ImportBench {
    private static final int ROWS = Integer.getInteger("callosum.bench.rows", 100_000);

    @Autowired
    ApplicationContext application;

    @Autowired
    Imports imports;

    @Autowired
    Tenancy tenancy;

    private long tenant;

    @Test
    void aHundredThousandCustomers() throws IOException {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        var house = HousesForTests.open(application);
        tenant = house.tenantId();
        var text = new StringBuilder("name,phone,email,member level,since\n");
        for (int row = 0; row < ROWS; row++) {
            text.append(row % 2 == 0 ? "吴晓琳" : "Thea Marlow")
                    .append(row)
                    .append(",+86138")
                    .append("%08d".formatted(row))
                    .append(",person")
                    .append(row)
                    .append("@example.org,Silver,2020-03-01\n");
        }
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        long id = Long.parseLong(tenancy.<String>asSystem(
                tenant,
                () -> imports.upload(
                                house.clientId(), ImportKind.CUSTOMERS, "bench.csv", new ByteArrayInputStream(bytes))
                        .id()));
        double tried = seconds(id, true);
        double made = seconds(id, false);
        assertThat(tenancy.<Long>asSystem(tenant, () -> imports.one(id).made())).isEqualTo(ROWS);
        double again = seconds(id, false);
        assertThat(tenancy.<Long>asSystem(tenant, () -> imports.one(id).skipped()))
                .isEqualTo(ROWS);
        var result = String.format(
                Locale.ROOT,
                """
                {"bench": "import", "at": "%s", "commit": "%s", "cores": %d, "loadAverageBefore": %.2f, "java": "%s",
                 "rows": %d, "bytes": %d,
                 "rowsPerSecond": {"judged": %.0f, "takenIn": %.0f, "knownAlready": %.0f}}
                """,
                Instant.now(),
                System.getProperty("callosum.bench.commit", "unknown"),
                Runtime.getRuntime().availableProcessors(),
                load,
                Runtime.version(),
                ROWS,
                bytes.length,
                ROWS / tried,
                ROWS / made,
                ROWS / again);
        System.out.println(result);
        var out = System.getProperty("callosum.bench.out", "");
        if (!out.isEmpty()) {
            Files.writeString(Path.of(out), result);
        }
    }

    private double seconds(long id, boolean dry) {
        long began = System.nanoTime();
        tenancy.asSystem(tenant, () -> {
            imports.run(id, new Imports.Wish(null, null, null, null, "update", dry));
        });
        while (!List.of("done", "failed", "cancelled")
                .contains(tenancy.<String>asSystem(tenant, () -> imports.one(id).state()))) {
            LockSupport.parkNanos(20_000_000);
        }
        return (System.nanoTime() - began) / 1e9;
    }
}
