package org.callosum.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.SampleCentre;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// As after an administrator's Ctrl-C.
@ExtendWith(Journey.class)
class OrderlyEndTest {
    /// The application says good-bye before its database goes, so nothing is lost on the way and nothing complains.
    @Test
    void aCentreThatIsStoppedEndsWithoutAWord() {
        var centre = SampleCentre.start();
        centre.close();
        assertThat(centre.centre().output())
                .anyMatch(line -> line.startsWith("Callosum is ready"))
                .noneMatch(line -> line.contains("ERROR") || line.contains("WARN") || line.contains("Exception"));
    }
}
