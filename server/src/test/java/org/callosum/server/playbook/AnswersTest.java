package org.callosum.server.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// What the sample centre really answers, against the description from which the screens' types are made.
@ServerTest
class AnswersTest {
    @Autowired
    ApplicationContext application;

    @Autowired
    SampleCentre sampleCentre;

    @Test
    void everyListAndEveryRecordOfItIsAsDescribed() {
        var house = HousesForTests.open(application);
        sampleCentre.install(house.tenantId());
        var administrator = house.administrator();
        var description = administrator.get("/api/openapi").expect(200).body();
        var wrong = new ArrayList<String>();
        var filled = new TreeMap<String, Integer>();
        var records = 0;
        for (var list : readable(description)) {
            var answer = administrator.get(list).expect(200).body();
            compare(description, shape(description, list), answer, list, wrong);
            var items = answer.path("items");
            filled.put(list, items.size());
            for (var item : items.valueStream().limit(2).toList()) {
                records += one(administrator, description, list, item, wrong) ? 1 : 0;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(records).isGreaterThan(20);
        // an empty list proves nothing of its rows
        assertThat(filled.entrySet().stream()
                        .filter(list -> list.getValue() > 0)
                        .map(Map.Entry::getKey))
                .contains(
                        "/api/accounts",
                        "/api/agents",
                        "/api/calendars",
                        "/api/clients",
                        "/api/devices",
                        "/api/dispositions",
                        "/api/entry-points",
                        "/api/flows",
                        "/api/not-ready-reasons",
                        "/api/prompts",
                        "/api/queues",
                        "/api/roles",
                        "/api/sites",
                        "/api/skills",
                        "/api/teams");
    }

    private static boolean one(Caller caller, JsonNode description, String list, JsonNode item, List<String> wrong) {
        for (var key : List.of("id", "code")) {
            var path = list + "/{" + key + "}";
            if (item.has(key) && description.path("paths").path(path).has("get")) {
                var address = list + "/" + item.path(key).asString();
                compare(
                        description,
                        shape(description, path),
                        caller.get(address).expect(200).body(),
                        address,
                        wrong);
                return true;
            }
        }
        return false;
    }

    /// Everything that can be read without naming one thing, and answers JSON.
    private static List<String> readable(JsonNode description) {
        // the desk is for agents alone
        return description
                .path("paths")
                .propertyStream()
                .filter(path -> path.getValue().has("get") && !path.getKey().contains("{"))
                .filter(path -> path.getValue()
                        .path("get")
                        .path("parameters")
                        .valueStream()
                        .noneMatch(parameter -> parameter.path("required").asBoolean()))
                .map(Map.Entry::getKey)
                .filter(path -> !path.equals("/api/desk")
                        && !path.equals("/api/desk/call")
                        && !path.equals("/api/desk/own-day")
                        && !path.equals("/api/metrics"))
                .toList();
    }

    private static JsonNode shape(JsonNode description, String path) {
        return description
                .path("paths")
                .path(path)
                .path("get")
                .path("responses")
                .path("200")
                .path("content")
                .path("*/*")
                .path("schema");
    }

    private static void compare(JsonNode description, JsonNode shape, JsonNode said, String at, List<String> wrong) {
        if (shape.has("$ref")) {
            var target = shape.path("$ref").asString().substring(1);
            compare(description, description.at(target), said, at, wrong);
            return;
        }
        shape.path("required").valueStream().map(JsonNode::asString).forEach(part -> {
            if (!said.hasNonNull(part)) {
                wrong.add(at + " lacks " + part);
            }
        });
        var allowed = shape.path("enum").valueStream().map(JsonNode::asString).toList();
        if (!allowed.isEmpty() && !allowed.contains(said.asString())) {
            wrong.add(at + " is " + said.asString() + ", not one of " + allowed);
        }
        if (said.isObject() && shape.has("properties")) {
            said.propertyStream().forEach(part -> {
                if (!shape.path("properties").has(part.getKey())) {
                    wrong.add(at + " has " + part.getKey() + ", which is not described");
                }
            });
        }
        shape.path("properties").propertyStream().forEach(part -> {
            if (said.hasNonNull(part.getKey())) {
                compare(description, part.getValue(), said.path(part.getKey()), at + "." + part.getKey(), wrong);
            }
        });
        if (said.isArray() && shape.has("items")) {
            said.valueStream().forEach(item -> compare(description, shape.path("items"), item, at + "[]", wrong));
        }
    }
}
