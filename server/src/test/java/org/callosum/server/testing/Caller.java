package org.callosum.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls the running application as a page does: keeps the cookie, sends the CSRF token.
public final class Caller {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client;
    private final String base;
    private @Nullable String csrfToken;
    private @Nullable String bearer;

    /// An answer: the status, the headers, and the body as JSON (missing when there is none).
    public record Answer(int status, Map<String, java.util.List<String>> headers, JsonNode body, String text) {
        /// The stable code of a problem, or an empty string.
        public String code() {
            return body.path("code").asString("");
        }

        public Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected status %d but was %d: %s".formatted(expected, status, text));
            }
            return this;
        }

        public String header(String name) {
            return headers.getOrDefault(name, java.util.List.of("")).getFirst();
        }
    }

    public Caller(int port) {
        this.base = "http://127.0.0.1:" + port;
        this.client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    }

    /// Speaks as a program from now on.
    public Caller withToken(String token) {
        bearer = token;
        return this;
    }

    public Answer signIn(String tenantCode, String name, String password) {
        Answer answer = post("/api/session", Map.of("tenant", tenantCode, "name", name, "password", password));
        if (answer.status() == 200) {
            csrfToken = answer.body().path("csrfToken").asString();
        }
        return answer;
    }

    public @Nullable String csrfToken() {
        return csrfToken;
    }

    public void csrfToken(@Nullable String token) {
        csrfToken = token;
    }

    public Answer get(String path) {
        return call("GET", path, null, Map.of());
    }

    public Answer post(String path, Object body) {
        return call("POST", path, body, Map.of());
    }

    public Answer put(String path, Object body) {
        return call("PUT", path, body, Map.of());
    }

    public Answer delete(String path) {
        return call("DELETE", path, null, Map.of());
    }

    public Answer call(String method, String path, @Nullable Object body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .header("Content-Type", "application/json");
        }
        if (csrfToken != null) {
            request.header("X-CSRF-Token", csrfToken);
        }
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String text = Objects.requireNonNullElse(response.body(), "");
            boolean json = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            return new Answer(
                    response.statusCode(),
                    response.headers().map(),
                    json && !text.isBlank() ? JSON.readTree(text) : JSON.missingNode(),
                    text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpClient http() {
        return client;
    }

    public String base() {
        return base;
    }
}
