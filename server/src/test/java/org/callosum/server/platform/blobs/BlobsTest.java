package org.callosum.server.platform.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ServerTest
class BlobsTest {
    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    Blobs blobs;

    @Autowired
    Installation installation;

    private static InputStream content(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsStoredComesBack() {
        var house = HousesForTests.open(application);
        long id = tenancy.<Long>asSystem(
                house.tenantId(),
                () -> blobs.store(null, "text/plain", content("你好"), 100).id());
        tenancy.asSystem(house.tenantId(), () -> {
            try (InputStream in = blobs.open(id)) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("你好");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            assertThat(blobs.find(id).sizeBytes()).isEqualTo(6);
            blobs.delete(id);
        });
        assertThat(files(house.tenantId())).isZero();
    }

    @Test
    void anotherTenantFindsNothing() {
        var mine = HousesForTests.open(application);
        var other = HousesForTests.open(application);
        long id = tenancy.<Long>asSystem(
                mine.tenantId(),
                () -> blobs.store(null, "text/plain", content("x"), 100).id());
        assertThatThrownBy(() -> tenancy.<InputStream>asSystem(other.tenantId(), () -> blobs.open(id)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(404));
    }

    @Test
    void tooMuchIsRefusedAndLeavesNothing() {
        var house = HousesForTests.open(application);
        assertThatThrownBy(() -> tenancy.asSystem(house.tenantId(), () -> {
                    blobs.store(null, "text/plain", content("x".repeat(101)), 100);
                }))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(413));
        assertThat(files(house.tenantId())).isZero();
    }

    @Test
    void aTransactionThatFailsLeavesNoFile() {
        var house = HousesForTests.open(application);
        assertThatThrownBy(() -> tenancy.asSystem(house.tenantId(), () -> {
                    blobs.store(null, "text/plain", content("x"), 100);
                    throw new IllegalStateException("later");
                }))
                .hasMessage("later");
        assertThat(files(house.tenantId())).isZero();
    }

    private long files(long tenantId) {
        Path folder = installation.data().root().resolve("blobs").resolve(Long.toString(tenantId));
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
