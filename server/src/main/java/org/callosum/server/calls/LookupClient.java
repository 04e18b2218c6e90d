package org.callosum.server.calls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowStep;
import org.callosum.flow.LookupPolicy;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.platform.outgoing.PinnedHttp;
import org.callosum.server.platform.system.Correlation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Asks a site's service on behalf of a flow. Hostile by assumption: only addresses that [LookupPolicy] allows,
/// no redirects, at most [PinnedHttp#LONGEST] bytes read, within the step's time. What goes wrong is an answer
/// with status 0;
/// the flow has a way for it.
///
/// A name is resolved once; every address it has is checked, and the connection goes to the first of these very
/// addresses, so that a name cannot turn private in between (`docs/decisions/0075`).
final class LookupClient {
    private static final Directory.Answer NONE = new Directory.Answer(0, new LinkedHashMap<>());
    private static final Logger LOG = LoggerFactory.getLogger(LookupClient.class);

    private final LookupPolicy policy;
    private final Resolver names;
    private final PinnedHttp http;
    private final JsonMapper json;
    private final ExecutorService threads;

    /// Where a name is.
    @FunctionalInterface
    interface Resolver {
        List<InetAddress> resolve(String host) throws UnknownHostException;
    }

    LookupClient(LookupPolicy policy, JsonMapper json, ExecutorService threads) {
        this(
                policy,
                host -> List.of(InetAddress.getAllByName(host)),
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                json,
                threads);
    }

    LookupClient(LookupPolicy policy, Resolver names, SSLSocketFactory tls, JsonMapper json, ExecutorService threads) {
        this.policy = policy;
        this.names = names;
        this.http = new PinnedHttp(tls);
        this.json = json;
        this.threads = threads;
    }

    /// @param interaction for whom: what goes wrong is logged with it
    CompletableFuture<Directory.Answer> ask(InteractionId interaction, FlowEffect.Lookup lookup) {
        var asked = new CompletableFuture<Directory.Answer>();
        threads.execute(Correlation.carrying(interaction, () -> asked.complete(answer(lookup))));
        return asked.completeOnTimeout(NONE, lookup.timeoutMillis(), TimeUnit.MILLISECONDS);
    }

    private Directory.Answer answer(FlowEffect.Lookup lookup) {
        try {
            long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(lookup.timeoutMillis());
            if (policy.check(lookup.url()) instanceof LookupPolicy.Refused(var why)) {
                LOG.warn("A flow's look-up at {} is refused: {}", lookup.url(), why.message());
                return NONE;
            }
            var url = URI.create(lookup.url());
            var addresses = names.resolve(url.getHost());
            for (var address : addresses) {
                if (policy.check(url.getHost(), address) instanceof LookupPolicy.Refused(var why)) {
                    LOG.warn("A flow's look-up at {} is refused: {}", lookup.url(), why.message());
                    return NONE;
                }
            }
            if (addresses.isEmpty()) {
                throw new UnknownHostException(url.getHost());
            }
            return read(http.exchange(request(url, lookup), addresses.getFirst(), deadlineNanos), lookup);
        } catch (IOException | RuntimeException failed) {
            LOG.warn("A flow's look-up at {} got no answer: {}", lookup.url(), failed.toString());
            return NONE;
        }
    }

    private PinnedHttp.Request request(URI url, FlowEffect.Lookup lookup) {
        var query = lookup.query().entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        var path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        var own = url.getRawQuery() == null ? "" : url.getRawQuery();
        var both = own.isEmpty() || query.isEmpty() ? own + query : own + "&" + query;
        var target = both.isEmpty() ? path : path + "?" + both;
        return switch (lookup.method()) {
            case FlowStep.Method.GET -> new PinnedHttp.Request(url, "GET", target, null, Map.of());
            case FlowStep.Method.POST ->
                new PinnedHttp.Request(url, "POST", target, json.writeValueAsBytes(lookup.body()), Map.of());
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Directory.Answer read(PinnedHttp.Response response, FlowEffect.Lookup lookup) {
        var fields = new LinkedHashMap<String, String>();
        try {
            var answer = json.readTree(response.body());
            for (var wanted : lookup.fields()) {
                var field = answer.path(wanted);
                if (field.isValueNode() && !field.isNull()) {
                    fields.put(wanted, field.asString());
                }
            }
        } catch (JacksonException notJson) {
            LOG.info("A flow's look-up at {} did not answer with JSON", lookup.url());
        }
        return new Directory.Answer(response.status(), fields);
    }
}
