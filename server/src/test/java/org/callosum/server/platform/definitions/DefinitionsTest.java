package org.callosum.server.platform.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.jspecify.annotations.Nullable;
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

    private void approved(String code, int version, @Nullable Instant from, @Nullable Instant to) {
        definitions.approve("hours", code, version, "r", from, to, Definitions.Afterwards.ANOTHER);
    }

    private @Nullable Integer servesAt(String code, Instant at) {
        var live = definitions.live("hours", code, at);
        return live == null ? null : live.version();
    }

    @Test
    void aVersionWithAnEndLiesOverTheUsualOneWhichServesAgainAfterwards() {
        var house = HousesForTests.open(application);
        inside(house, () -> {
            Instant now = Instant.now();
            definitions.create("hours", "main", null, Text.english("Main"), "usual", "r");
            approved("main", 1, null, null);
            definitions.draft("hours", "main", 1, "new year", "r");
            approved("main", 2, now.plus(HOUR), now.plus(HOUR.multipliedBy(3)));

            assertThat(servesAt("main", now.plusSeconds(60))).isEqualTo(1);
            assertThat(servesAt("main", now.plus(HOUR))).isEqualTo(2);
            assertThat(servesAt("main", now.plus(HOUR.multipliedBy(3)).minusMillis(1)))
                    .isEqualTo(2);
            assertThat(servesAt("main", now.plus(HOUR.multipliedBy(3)))).isEqualTo(1);
            assertThat(definitions.list("hours"))
                    .singleElement()
                    .extracting(DefinitionSummary::endsAt)
                    .isNull();

            definitions.draft("hours", "main", 2, "for good", "r");
            approved("main", 3, null, null);
            assertThat(servesAt("main", now.plus(HOUR.multipliedBy(2))))
                    .as("a version without an end ends every other one")
                    .isEqualTo(3);
        });
    }

    @Test
    void aVersionThatServesForATimeTellsWhenItEnds() {
        var house = HousesForTests.open(application);
        inside(house, () -> {
            var end = Instant.now().plus(HOUR).truncatedTo(ChronoUnit.MILLIS);
            definitions.create("hours", "main", null, Text.english("Main"), "usual", "r");
            approved("main", 1, null, null);
            definitions.draft("hours", "main", 1, "today", "r");
            approved("main", 2, null, end);
            assertThat(definitions.list("hours")).singleElement().satisfies(summary -> {
                assertThat(summary.liveVersion()).isEqualTo(2);
                assertThat(summary.endsAt()).isEqualTo(end);
            });
        });
    }

    private static void refused(HousesForTests.House house, String code, Runnable act) {
        assertThatThrownBy(() -> inside(house, act))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void anEndNeedsSomethingThatServesAfterItUnlessItsKindMayBeOver() {
        var house = HousesForTests.open(application);
        Instant soon = Instant.now().plus(HOUR);
        inside(house, () -> definitions.create("hours", "main", null, Text.english("Main"), "only", "r"));

        refused(house, "definition-ends-in-nothing", () -> approved("main", 1, null, soon));
        refused(house, "fields-invalid", () -> approved("main", 1, soon, soon));
        refused(
                house,
                "fields-invalid",
                () -> approved("main", 1, null, Instant.now().minusSeconds(60)));
        inside(house, () -> {
            definitions.approve("hours", "main", 1, "r", null, soon, Definitions.Afterwards.NOTHING);
            assertThat(servesAt("main", soon.minusSeconds(1))).isEqualTo(1);
            assertThat(servesAt("main", soon)).isNull();
        });
    }

    @Test
    void anApprovalTakenBackLetsTheVersionBeforeServeAgain() {
        var house = HousesForTests.open(application);
        inside(house, () -> {
            definitions.create("hours", "main", null, Text.english("Main"), "one", "r");
            approved("main", 1, null, null);
            definitions.draft("hours", "main", 1, "two", "r");
            approved("main", 2, null, null);
            definitions.draft("hours", "main", 2, "three", "r");
            approved("main", 3, null, null);
        });
        inside(house, () -> {
            var gone = definitions.takeBack("hours", "main", 3, "callers could not find sales");
            assertThat(gone.state()).isEqualTo(DefinitionVersion.State.RETIRED);
            assertThat(servesAt("main", Instant.now().plus(HOUR))).isEqualTo(2);
            definitions.takeBack("hours", "main", 2, "nor service");
            assertThat(servesAt("main", Instant.now().plus(HOUR))).isEqualTo(1);
            assertThat(definitions.history("hours", "main").getFirst()).satisfies(act -> {
                assertThat(act.act()).isEqualTo("taken-back");
                assertThat(act.reason()).isEqualTo("nor service");
            });
        });
        refused(house, "definition-nothing-before", () -> definitions.takeBack("hours", "main", 1, "the last one"));
        refused(house, "definition-not-approved", () -> definitions.takeBack("hours", "main", 3, "again"));
        refused(house, "fields-invalid", () -> definitions.takeBack("hours", "main", 1, " "));
        inside(
                house,
                () -> assertThat(servesAt("main", Instant.now().plus(HOUR)))
                        .as("a refusal changes nothing")
                        .isEqualTo(1));
    }

    @Test
    void anApprovalForLaterTakenBackIsADraftAgainAndEndsNothing() {
        var house = HousesForTests.open(application);
        inside(house, () -> {
            Instant later = Instant.now().plus(HOUR);
            definitions.create("hours", "main", null, Text.english("Main"), "one", "r");
            approved("main", 1, null, null);
            definitions.draft("hours", "main", 1, "two", "r");
            approved("main", 2, later, null);

            var draft = definitions.takeBack("hours", "main", 2, "not yet");

            assertThat(draft.state()).isEqualTo(DefinitionVersion.State.DRAFT);
            assertThat(draft.validFrom()).isNull();
            assertThat(servesAt("main", later.plus(HOUR))).isEqualTo(1);
            approved("main", 2, null, null);
            assertThat(servesAt("main", later)).isEqualTo(2);
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
