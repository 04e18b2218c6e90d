package org.callosum.journeys.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A person's session with the centre's interface, as their browser would have it.
public final class Api {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http;
    private final URI base;
    private String csrf = "";

    private Api(URI base) {
        this.base = base;
        this.http = HttpClient.newBuilder()
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    public static Api visitor(URI address) {
        return new Api(address.resolve("/api/"));
    }

    public static Api signIn(URI address, String name, String password) {
        var api = visitor(address);
        var me = api.post("session", Map.of("name", name, "password", password));
        api.csrf = me.path("csrfToken").asString();
        return api;
    }

    /// Signs in with the one-time password and replaces it.
    public static Api firstSignIn(URI address, String name, String oneTime, String password) {
        var api = signIn(address, name, oneTime);
        api.put("me/password", Map.of("old", oneTime, "next", password));
        return signIn(address, name, password);
    }

    /// @param status HTTP status
    public record Answer(int status, JsonNode body) {
        public boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    public Answer send(String method, String path, Object body) {
        var request = HttpRequest.newBuilder(base.resolve(path)).header("X-CSRF-Token", csrf);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        }
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var text = response.body();
            return new Answer(
                    response.statusCode(), text == null || text.isBlank() ? JSON.nullNode() : JSON.readTree(text));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    private JsonNode expect(String method, String path, Object body) {
        var answer = send(method, path, body);
        if (!answer.ok()) {
            throw new AssertionError("%s %s: %d %s".formatted(method, path, answer.status(), answer.body()));
        }
        return answer.body();
    }

    public JsonNode get(String path) {
        return expect("GET", path, null);
    }

    public JsonNode post(String path, Object body) {
        return expect("POST", path, body);
    }

    public JsonNode put(String path, Object body) {
        return expect("PUT", path, body);
    }

    public JsonNode delete(String path) {
        return expect("DELETE", path, null);
    }

    public byte[] bytes(String path) {
        try {
            var request = HttpRequest.newBuilder(base.resolve(path)).build();
            var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 2) {
                throw new AssertionError("GET %s: %d".formatted(path, response.statusCode()));
            }
            return response.body();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }
}
