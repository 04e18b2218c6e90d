package org.callosum.journeys.walls;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.callosum.journeys.walls.guilty.AsksTheClock;
import org.callosum.journeys.walls.guilty.BindsWithJackson2;
import org.callosum.journeys.walls.guilty.KnowsSql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The walls that neither Maven nor the modules hold. Beside each stands a guilty class that it must catch: a guard
/// that has
/// never failed may be asleep.
class WallsTest {
    private static final String[] ENGINES = {
        "org.callosum.kernel..",
        "org.callosum.floor..",
        "org.callosum.measures..",
        "org.callosum.workforce..",
        "org.callosum.flow..",
        "org.callosum.forms..",
        "org.callosum.language..",
        "org.callosum.voice..",
        "org.callosum.journeys.walls.guilty.."
    };

    enum Wall {
        ENGINES_ASK_NO_CLOCK(
                noClasses()
                        .that()
                        .resideInAnyPackage(ENGINES)
                        .and()
                        .resideOutsideOfPackage("org.callosum.voice.io..")
                        .should()
                        .callMethod(Instant.class, "now")
                        .orShould()
                        .callMethod(LocalDate.class, "now")
                        .orShould()
                        .callMethod(LocalDateTime.class, "now")
                        .orShould()
                        .callMethod(ZonedDateTime.class, "now")
                        .orShould()
                        .callMethod(Clock.class, "systemUTC")
                        .orShould()
                        .callMethod(Clock.class, "systemDefaultZone")
                        .orShould()
                        .callMethod(System.class, "nanoTime")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethod(UUID.class, "randomUUID")
                        .orShould()
                        .callMethod(ThreadLocalRandom.class, "current")
                        .orShould()
                        .callMethod(Math.class, "random")
                        .because("a day replayed from its events must come out the same"),
                AsksTheClock.class),
        ENGINES_KNOW_NO_FRAMEWORK(
                noClasses()
                        .that()
                        .resideInAnyPackage(ENGINES)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.springframework..",
                                "java.sql..",
                                "javax.sql..",
                                "tools.jackson..",
                                "com.fasterxml..")
                        .because("an engine would be true on paper, without a database or a web server"),
                KnowsSql.class),
        NOBODY_BINDS_WITH_JACKSON_2(
                noClasses()
                        .that()
                        .resideInAPackage("org.callosum..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("com.fasterxml.jackson.databind..")
                        .because("springdoc brings Jackson 2 along; ours is Jackson 3 (tools.jackson)"),
                BindsWithJackson2.class);

        private final ArchRule rule;
        private final Class<?> guilty;

        Wall(ArchRule rule, Class<?> guilty) {
            this.rule = rule;
            this.guilty = guilty;
        }
    }

    /// The product as it was built, without tests.
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.callosum");

    @Test
    void theProductIsThere() {
        assertThat(PRODUCT).hasSizeGreaterThan(100);
        for (var room : new String[] {"kernel", "floor", "measures", "flow", "forms", "voice", "server"}) {
            assertThat(PRODUCT).as(room).anyMatch(c -> c.getPackageName().startsWith("org.callosum." + room));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theProductKeepsTheWall(Wall wall) {
        wall.rule.check(PRODUCT);
    }

    @ParameterizedTest
    @EnumSource
    void theWallCatchesItsGuiltyClass(Wall wall) {
        var guilty = new ClassFileImporter().importClasses(wall.guilty);
        assertThat(wall.rule.evaluate(guilty).hasViolation()).isTrue();
    }
}
