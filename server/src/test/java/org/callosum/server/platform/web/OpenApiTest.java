package org.callosum.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@ServerTest
class OpenApiTest {
    private static final Path COMMITTED = Path.of("../web/openapi.json");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @Autowired
    Environment environment;

    private JsonNode description() {
        int port = environment.getRequiredProperty("local.server.port", Integer.class);
        JsonNode said = new Caller(port).get("/api/openapi").expect(200).body();
        // The address is that of this run, with a port of its own each time.
        return said instanceof ObjectNode object ? object.without("servers") : said;
    }

    @Test
    void theCommittedDescriptionIsWhatTheApplicationSays() throws IOException {
        String said = JSON.writeValueAsString(description()) + "\n";
        if (Boolean.getBoolean("callosum.openapi.write")) {
            Files.writeString(COMMITTED, said);
        }
        assertThat(COMMITTED)
                .as("run ./callosum openapi, look at the difference, and commit it")
                .exists();
        assertThat(JSON.readTree(said))
                .as("the interface has changed: run ./callosum openapi, look at the difference, and commit it")
                .isEqualTo(JSON.readTree(Files.readString(COMMITTED)));
    }

    @Test
    void idsAreStringsAndPartsThatAreAlwaysThereAreRequired() {
        JsonNode account = description().at("/components/schemas/Account");
        assertThat(account.at("/properties/id/type").asString()).isEqualTo("string");
        assertThat(account.path("required").valueStream().map(JsonNode::asString))
                .contains("name", "roles")
                .doesNotContain("agentId", "lastSignInAt");
    }
}
