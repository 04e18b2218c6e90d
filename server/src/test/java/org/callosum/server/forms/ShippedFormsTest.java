package org.callosum.server.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.callosum.forms.Form;
import org.callosum.forms.FormReader;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ServerTest
class ShippedFormsTest {
    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    Forms forms;

    private static Form form(String title) {
        return Objects.requireNonNull(FormReader.read("""
                use: case
                title: {en: %s}
                sections:
                - code: s
                  title: {en: S}
                  items:
                  - {code: a, kind: yes-no, label: {en: A}}
                """.formatted(title)).form());
    }

    @Test
    void aLaterShippedFormComesToAHouseThatTouchedNothing() {
        var house = HousesForTests.open(application);
        var admin = house.administrator();
        bring(house.tenantId(), "First");
        bring(house.tenantId(), "First");
        assertThat(admin.get("/api/forms/shipped")
                        .expect(200)
                        .body()
                        .path("liveVersion")
                        .asInt())
                .isOne();
        bring(house.tenantId(), "Second");
        var second = admin.get("/api/forms/shipped").expect(200).body();
        assertThat(second.path("liveVersion").asInt()).isEqualTo(2);
        assertThat(second.at("/latest/form/title/en").asString()).isEqualTo("Second");

        admin.post("/api/forms/shipped/versions/2/retire", Map.of("reason", "ours is better"))
                .expect(200);
        bring(house.tenantId(), "Third");
        var own = admin.get("/api/forms/shipped").expect(200).body();
        assertThat(own.path("latestVersion").asInt()).isEqualTo(2);
        assertThat(own.path("state").asString()).isEqualTo("retired");
    }

    private void bring(long tenant, String title) {
        tenancy.asSystem(tenant, () -> forms.bring("shipped", Text.english("Shipped"), form(title)));
    }
}
