package org.callosum.server.platform.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ServerTest
class DefinitionsTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Autowired
    ApplicationContext application;

    @Autowired
    Definitions definitions;

    /// Each call in a transaction of its own, as requests do: a refusal takes its transaction back.
    private static void inside(HousesForTests.House house, Runnable work) {
        Tenancy.bound(AccountContext.system(house.tenantId()), () -> {
            work.run();
            return true;
        });
    }

    @Test
    void aDraftServesOnlyOnceItIsApproved() {
        var house = HousesForTests.open(application);
        inside(house, () -> {
            definitions.create("flow", "sales", new ClientId(house.clientId()), Text.english("Sales"), "a\n", "first");
            assertThat(definitions.live("flow", "sales", Instant.now())).isNull();
            definitions.approve("flow", "sales", 1, "tried out", null);
            var live = definitions.live("flow", "sales", Instant.now().plus(HOUR));
            assertThat(live).isNotNull().extracting(DefinitionVersion::version).isEqualTo(1);
            definitions.draft("flow", "sales", 1, "b\n", "shorter greeting");
            assertThat(definitions.live("flow", "sales", Instant.now().plus(HOUR)))
                    .isEqualTo(live);
        });
    }

    @Test
    void aVersionApprovedForLaterEndsTheOneBeforeAtThatMoment() {
        var house = HousesForTests.open(application);
        inside(house, () -> {
            Instant later = Instant.now().plus(HOUR);
            definitions.create("hours", "main", null, Text.english("Main"), "1", "r");
            definitions.approve("hours", "main", 1, "r", null);
            definitions.draft("hours", "main", 1, "2", "summer");
            definitions.approve("hours", "main", 2, "r", later);
            assertThat(definitions.live("hours", "main", later.minusSeconds(1)))
                    .isNotNull()
                    .extracting(DefinitionVersion::version)
                    .isEqualTo(1);
            assertThat(definitions.live("hours", "main", later))
                    .isNotNull()
                    .extracting(DefinitionVersion::version)
                    .isEqualTo(2);
            definitions.retire("hours", "main", 1, "r");
            definitions.retire("hours", "main", 2, "gone");
            assertThat(definitions.live("hours", "main", later.plus(HOUR))).isNull();
            assertThat(definitions.history("hours", "main"))
                    .extracting(DefinitionAct::act)
                    .containsExactly("retired", "retired", "approved", "drafted", "approved", "drafted");
        });
    }

    @Test
    void anEditOnAnOldVersionIsRefusedWithWhatStandsThere() {
        var house = HousesForTests.open(application);
        inside(house, () -> {
            definitions.create("flow", "f", null, Text.english("F"), "one", "r");
            definitions.draft("flow", "f", 1, "two", "r");
            assertThatThrownBy(() -> definitions.draft("flow", "f", 1, "three", "r"))
                    .isInstanceOfSatisfying(Problem.class, problem -> {
                        assertThat(problem.code()).isEqualTo("edit-conflict");
                        assertThat(problem.current())
                                .isInstanceOfSatisfying(
                                        DefinitionVersion.class,
                                        current -> assertThat(current.body()).isEqualTo("two"));
                    });
        });
    }

    @Test
    void aVersionIsApprovedOnce() {
        var house = HousesForTests.open(application);
        inside(house, () -> {
            definitions.create("flow", "f", null, Text.english("F"), "one", "r");
            definitions.approve("flow", "f", 1, "r", null);
            assertThatThrownBy(() -> definitions.approve("flow", "f", 1, "r", null))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo("definition-not-draft"));
            assertThat(definitions.list("flow"))
                    .singleElement()
                    .extracting(DefinitionSummary::liveVersion)
                    .isEqualTo(1);
        });
    }

    @Test
    void twoDefinitionsOfAKindHaveTwoCodes() {
        var house = HousesForTests.open(application);
        inside(house, () -> {
            definitions.create("flow", "f", null, Text.english("F"), "one", "r");
            assertThatThrownBy(() -> definitions.create("flow", "f", null, Text.english("G"), "x", "r"))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.fields())
                                    .extracting("code")
                                    .containsExactly("taken"));
        });
    }
}
