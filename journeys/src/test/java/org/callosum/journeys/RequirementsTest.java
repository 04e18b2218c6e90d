package org.callosum.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The honest record: every requirement of the domain stands once in `docs/requirements.csv`, and what it points to
/// exists.
class RequirementsTest {
    private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern ROW_OF_DOMAIN = Pattern.compile("^\\| ([A-Z]{2,4}-[A-Z]?\\d+) \\|.*");
    private static final Set<String> STATES = Set.of("works", "partly", "not yet");

    private record Row(String id, String state, List<String> where, List<String> tests) {}

    @Test
    void everyRequirementOfTheDomainIsRecordedOnce() throws IOException {
        var domain = Files.readAllLines(HOUSE.resolve("docs/domain.md")).stream()
                .map(ROW_OF_DOMAIN::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(match -> match.group(1))
                .toList();
        assertThat(domain).hasSize(498);
        assertThat(rows().stream().map(Row::id)).containsExactlyElementsOf(domain);
    }

    @Test
    void eachRowHasAStateAndWhatIsThereIsShownByAPlaceAndATest() throws IOException {
        for (var row : rows()) {
            assertThat(STATES).as(row.id()).contains(row.state());
            if (row.state().equals("not yet")) {
                assertThat(row.where()).as(row.id()).isEmpty();
            } else {
                assertThat(row.where()).as("where of " + row.id()).isNotEmpty();
            }
            if (row.state().equals("works")) {
                assertThat(row.tests()).as("tests of " + row.id()).isNotEmpty();
            }
        }
    }

    @Test
    void placesAndTestsExist() throws IOException {
        var testFiles = testFiles();
        for (var row : rows()) {
            for (var place : row.where()) {
                assertThat(HOUSE.resolve(place)).as("where of " + row.id()).exists();
            }
            assertThat(testFiles).as("tests of " + row.id()).containsAll(row.tests());
        }
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(HOUSE.resolve("docs/requirements.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> new Row(cells[0], cells[1], words(cells[2]), words(cells[3])))
                .toList();
    }

    private static List<String> words(String cell) {
        return cell.isBlank() ? List.of() : List.of(cell.strip().split(" +"));
    }

    /// Test classes by simple name, web tests by file name.
    private static Set<String> testFiles() throws IOException {
        try (var files = Files.walk(HOUSE, 14)) {
            return files.filter(file -> !file.toString().contains("node_modules")
                            && !file.toString().contains("/target/"))
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java") || name.contains(".test.ts"))
                    .map(name -> name.replaceAll("\\.java$|\\.test\\.tsx?$", ""))
                    .collect(Collectors.toSet());
        }
    }
}
