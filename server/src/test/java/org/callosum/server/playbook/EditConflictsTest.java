package org.callosum.server.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Two people edit one record: the second is told what stands there now, whatever kind of record it is.
@ServerTest
class EditConflictsTest {
    private static final int SEEN_LONG_AGO = 999;

    @Autowired
    ApplicationContext application;

    @Autowired
    SampleCentre sampleCentre;

    @Autowired
    JsonMapper json;

    @Test
    void everyEditorTellsTheSecondOneWhatStandsThere() {
        var house = HousesForTests.open(application);
        sampleCentre.install(house.tenantId());
        var administrator = house.administrator();
        var tried = new ArrayList<String>();
        var paths = administrator.get("/api/openapi").expect(200).body().path("paths");
        for (var path : paths.propertyNames()) {
            var list = path.replaceFirst("/\\{(id|code)}$", "");
            // lists of one contact, say, have tests of their own
            if (list.equals(path)
                    || list.contains("{")
                    || !paths.path(path).has("put")
                    || !paths.path(list).has("get")) {
                continue;
            }
            var key = path.endsWith("{id}") ? "id" : "code";
            for (var item : administrator
                    .get(list)
                    .expect(200)
                    .body()
                    .path("items")
                    .valueStream()
                    .limit(1)
                    .toList()) {
                if (item.has("version")) {
                    var late = (ObjectNode) item.deepCopy();
                    late.put("version", SEEN_LONG_AGO);
                    // a list of rules keeps the code with what is ruled, and a change names only what is new
                    var of = item.has(key) ? item : item.path("rule");
                    if (of != item) {
                        late.remove("rule");
                        late.remove(List.of(
                                "whenTree", "liveVersion", "endsAt")); // what is read of it, not part of a change
                    }
                    var answer =
                            administrator.put(list + "/" + of.path(key).asString(), json.convertValue(late, Map.class));
                    assertThat(answer.status())
                            .as("%s: %s", path, answer.text())
                            .isEqualTo(409);
                    assertThat(answer.code()).as(path).isEqualTo("edit-conflict");
                    assertThat(answer.body().path("current").path("version").asInt(SEEN_LONG_AGO))
                            .as(path)
                            .isNotEqualTo(SEEN_LONG_AGO);
                    tried.add(list);
                }
            }
        }
        assertThat(tried)
                .contains(
                        "/api/accounts",
                        "/api/agents",
                        "/api/calendars",
                        "/api/clients",
                        "/api/customers",
                        "/api/devices",
                        "/api/dialling-rules",
                        "/api/dispositions",
                        "/api/entry-points",
                        "/api/not-ready-reasons",
                        "/api/prompts",
                        "/api/queues",
                        "/api/roles",
                        "/api/sites",
                        "/api/skills",
                        "/api/teams");
    }
}
