package org.callosum.server.platform.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.callosum.server.platform.install.StartFailure;
import org.callosum.server.platform.postgres.DatabaseAccess;
import org.callosum.server.testing.PostgresForTests;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class NodesTest {
    private static final long TERM_MILLIS = 1_000;

    private final DatabaseAccess access = PostgresForTests.newDatabase();
    private final DataSource application =
            new DriverManagerDataSource(access.url(), access.applicationUser(), access.applicationPassword());

    private Nodes join(String installation, String key, long time) {
        return Nodes.join(application, installation, key, TERM_MILLIS, number -> id(time, number));
    }

    private static long id(long time, int node) {
        return time << 22 | (long) node << 17;
    }

    private static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void eachDataFolderKeepsItsNumber() {
        try (Nodes first = join("amber", "k", 1);
                Nodes second = join("birch", "k", 2)) {
            assertThat(first.number()).isZero();
            assertThat(second.number()).isEqualTo(1);
            assertThat(second.name()).isEqualTo("node-1");
        }
        try (Nodes again = join("birch", "k", 3)) {
            assertThat(again.number()).isEqualTo(1);
        }
    }

    @Test
    void whoFallsSilentIsGoneAndWhoBeginsAnewHasLostWhatItHad() throws InterruptedException {
        CountDownLatch changed = new CountDownLatch(1);
        try (Nodes first = join("amber", "k", 10)) {
            Nodes second = join("birch", "k", 10);
            second.serves("http://127.0.0.1:8081", null);
            await("seen", () -> first.othersPresent().size() == 1);
            await("address", () -> {
                Nodes.Node node = first.node(1);
                return node != null && "http://127.0.0.1:8081".equals(node.web());
            });
            assertThat(first.runs(id(11, 1))).isTrue();
            first.onChange(changed::countDown);
            second.close();
            assertThat(changed.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(first.othersPresent()).isEmpty();
            assertThat(first.runs(id(11, 1))).isFalse();
            try (Nodes reborn = join("birch", "k", 20)) {
                await("back", () -> first.runs(id(21, 1)));
                assertThat(first.runs(id(11, 1))).as("of its earlier life").isFalse();
                assertThat(reborn.runs(id(11, 1))).isFalse();
            }
        }
    }

    @Test
    void aNodeWithAnotherMasterKeyIsRefusedWhileTheOthersRun() {
        try (Nodes first = join("amber", "right", 1)) {
            assertThatThrownBy(() -> join("birch", "wrong", 2))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("node 0 runs under master key right, this one has wrong")
                    .hasMessageNotContaining("\n");
            assertThat(first.number()).isZero();
        }
    }

    @Test
    void aThirtyThirdNodeIsToldWhatToDo() {
        JdbcClient database = JdbcClient.create(application);
        database.sql(
                        "insert into node (number, installation, incarnation, master_key) select n, 'old ' || n, 1, 'k' from generate_series(0, 31) n")
                .update();
        assertThatThrownBy(() -> join("amber", "k", 1)).hasMessageContaining("all 32 node numbers are taken");
    }
}
