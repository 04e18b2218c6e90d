package org.callosum.server.calls;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowStep;
import org.callosum.flow.LookupPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Asks a site's service on behalf of a flow. Hostile by assumption: only addresses that [LookupPolicy] allows, no
/// redirects, at most [#LONGEST] bytes read, within the step's time. What goes wrong is an answer with status 0; the
/// flow
/// has a way for it.
///
/// A name is resolved once and checked; the connection that follows uses the JDK's cache of that very look-up (30 s),
/// so a
/// name cannot turn private in between.
final class LookupClient {
    static final int LONGEST = 65_536;
    private static final Directory.Answer NONE = new Directory.Answer(0, new LinkedHashMap<>());
    private static final Logger LOG = LoggerFactory.getLogger(LookupClient.class);

    private final LookupPolicy policy;
    private final JsonMapper json;
    private final ExecutorService threads;
    private final HttpClient http;

    LookupClient(LookupPolicy policy, JsonMapper json, ExecutorService threads) {
        this.policy = policy;
        this.json = json;
        this.threads = threads;
        this.http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .executor(threads)
                .build();
    }

    CompletableFuture<Directory.Answer> ask(FlowEffect.Lookup lookup) {
        return CompletableFuture.supplyAsync(() -> answer(lookup), threads)
                .completeOnTimeout(NONE, lookup.timeoutMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(problem -> {
                    LOG.warn("A flow's look-up at {} failed: {}", lookup.url(), problem.getMessage());
                    return NONE;
                });
    }

    private Directory.Answer answer(FlowEffect.Lookup lookup) {
        try {
            if (!(policy.check(lookup.url()) instanceof LookupPolicy.Allowed) || !reachesOnlyAllowed(lookup.url())) {
                LOG.warn("A flow's look-up at {} is refused: the address is not an allowed one", lookup.url());
                return NONE;
            }
            var response = http.send(request(lookup), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return read(response.statusCode(), body.readNBytes(LONGEST + 1), lookup);
            }
        } catch (IOException failed) {
            LOG.info("A flow's look-up at {} got no answer: {}", lookup.url(), failed.getMessage());
            return NONE;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return NONE;
        }
    }

    private boolean reachesOnlyAllowed(String url) throws IOException {
        var host = URI.create(url).getHost();
        for (var address : InetAddress.getAllByName(host)) {
            if (!(policy.check(host, address) instanceof LookupPolicy.Allowed)) {
                return false;
            }
        }
        return true;
    }

    private HttpRequest request(FlowEffect.Lookup lookup) {
        var query = lookup.query().entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        var url = query.isEmpty() ? lookup.url() : lookup.url() + (lookup.url().contains("?") ? "&" : "?") + query;
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofMillis(lookup.timeoutMillis()))
                .header("Accept", "application/json");
        return switch (lookup.method()) {
            case FlowStep.Method.GET -> request.GET().build();
            case FlowStep.Method.POST ->
                request.header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(lookup.body())))
                        .build();
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Directory.Answer read(int status, byte[] body, FlowEffect.Lookup lookup) {
        var fields = new LinkedHashMap<String, String>();
        if (body.length > LONGEST) {
            LOG.warn(
                    "A flow's look-up at {} answered with more than {} bytes; nothing of it is read",
                    lookup.url(),
                    LONGEST);
            return new Directory.Answer(status, fields);
        }
        try {
            var answer = json.readTree(body);
            for (var wanted : lookup.fields()) {
                var field = answer.path(wanted);
                if (field.isValueNode() && !field.isNull()) {
                    fields.put(wanted, field.asString());
                }
            }
        } catch (JacksonException notJson) {
            LOG.info("A flow's look-up at {} did not answer with JSON", lookup.url());
        }
        return new Directory.Answer(status, fields);
    }
}
