package org.callosum.server.customers.connectors;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.callosum.flow.LookupPolicy;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.outgoing.PinnedHttp;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks connectors over HTTP. Hostile by assumption, as a flow's look-up is: only addresses that
/// [LookupPolicy] allows, resolved once and connected to as resolved, no redirects, a bounded answer,
/// one time limit for everything. A [Circuit] a connector keeps a slow or broken one from costing more
/// than that.
@Component
class ConnectorCalls {
    private static final int MOST_KEPT = 2_000;

    private final LookupPolicy policy;
    private final PinnedHttp http = new PinnedHttp((SSLSocketFactory) SSLSocketFactory.getDefault());
    private final JsonMapper json;
    private final Clock clock;
    private final Map<Long, Circuit> circuits = new ConcurrentHashMap<>();
    private final LinkedHashMap<Asked, Kept> cache = new LinkedHashMap<>(64, 0.75f, true);

    /// How often something was let go: an answer that was asked for before that is not kept after it.
    private long forgotten;

    /// What a connection needs, with the secret opened.
    record Target(
            long id,
            String baseUrl,
            String authHeader,
            @Nullable String secret,
            int timeoutMillis,
            int cacheMinutes,
            List<Connector.Mapping> mapping) {
        /// To be asked for these fields, within what is left of somebody's time.
        Target of(List<Connector.Mapping> fields, long withinMillis) {
            var millis = (int) Math.max(1, Math.min(timeoutMillis, withinMillis));
            return new Target(id, baseUrl, authHeader, secret, millis, cacheMinutes, fields);
        }

        @Override
        public String toString() {
            return "Target[" + id + "]"; // no secret in a log
        }
    }

    sealed interface Outcome {
        /// @param fields label to value, in the order of the mapping
        record Found(Map<String, String> fields) implements Outcome {}

        record NotThere() implements Outcome {}

        /// An act that the other side refuses as things stand (409).
        record TooLate() implements Outcome {}

        /// @param code `connector-slow`, `connector-busy`, `connector-left-alone`, `connector-refused`,
        /// `connector-failed` or `connector-unreadable`
        record Failed(String code) implements Outcome {}
    }

    private record Asked(long connector, String path) {}

    private record Kept(Outcome outcome, long untilMillis) {}

    @Autowired
    ConnectorCalls(Installation installation, JsonMapper json, Clock clock) {
        this(new LookupPolicy(installation.settings().lookupHosts()), json, clock);
    }

    ConnectorCalls(LookupPolicy policy, JsonMapper json, Clock clock) {
        this.policy = policy;
        this.json = json;
        this.clock = clock;
    }

    Circuit circuit(long connector) {
        return circuits.computeIfAbsent(connector, _ -> new Circuit());
    }

    /// Fills `{number}` and the like; each value stays one part of the address.
    static String filled(String path, Map<String, String> values) {
        var filled = path;
        for (var value : values.entrySet()) {
            filled = filled.replace(
                    "{" + value.getKey() + "}", URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8));
        }
        return filled;
    }

    /// Blocks for the connector's time limit at most; not for a thread that a call waits for.
    Outcome read(Target target, String path) {
        var asked = new Asked(target.id(), path);
        var now = clock.millis();
        long before;
        synchronized (cache) {
            before = forgotten;
            var kept = cache.get(asked);
            if (kept != null && kept.untilMillis() > now) {
                return kept.outcome();
            }
        }
        var outcome = exchange(target, "GET", path, null);
        if (target.cacheMinutes() > 0 && !(outcome instanceof Outcome.Failed)) {
            synchronized (cache) {
                if (before != forgotten) {
                    return outcome;
                }
                cache.put(asked, new Kept(outcome, now + TimeUnit.MINUTES.toMillis(target.cacheMinutes())));
                for (Iterator<Asked> oldest = cache.keySet().iterator(); cache.size() > MOST_KEPT; ) {
                    oldest.next();
                    oldest.remove();
                }
            }
        }
        return outcome;
    }

    /// As [#read], past what is kept, and keeps nothing: who is to hear how things stand hears how they stand now.
    Outcome readNow(Target target, String path) {
        return exchange(target, "GET", path, null);
    }

    /// Has something done over there. What was kept of that system is let go, whatever came of it.
    Outcome act(Target target, String path, JsonNode body) {
        try {
            return exchange(target, "POST", path, body);
        } finally {
            letGo(target.id());
        }
    }

    Outcome write(Target target, String path, JsonNode body) {
        return exchange(target, "POST", path, body);
    }

    /// What was kept may name somebody who is forgotten now.
    void forget() {
        synchronized (cache) {
            forgotten++;
            cache.clear();
        }
    }

    void forget(long connector) {
        letGo(connector);
        circuits.remove(connector);
    }

    private void letGo(long connector) {
        synchronized (cache) {
            forgotten++;
            cache.keySet().removeIf(asked -> asked.connector() == connector);
        }
    }

    private Outcome exchange(Target target, String method, String path, @Nullable JsonNode body) {
        var circuit = circuit(target.id());
        var refused = circuit.enter(clock.millis());
        if (refused != null) {
            return new Outcome.Failed(refused);
        }
        String fault = "connector-failed";
        try {
            var outcome = answer(target, method, path, body);
            fault = outcome instanceof Outcome.Failed(var code) ? code : null;
            return outcome;
        } catch (SocketTimeoutException slow) {
            fault = "connector-slow";
            return new Outcome.Failed(fault);
        } catch (IOException | IllegalArgumentException broken) {
            return new Outcome.Failed("connector-failed");
        } finally {
            circuit.ended(fault, clock.millis());
        }
    }

    private Outcome answer(Target target, String method, String path, @Nullable JsonNode body) throws IOException {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(target.timeoutMillis());
        var whole = target.baseUrl() + path;
        if (policy.check(whole) instanceof LookupPolicy.Refused) {
            return new Outcome.Failed("connector-refused");
        }
        var url = URI.create(whole);
        var addresses = InetAddress.getAllByName(url.getHost());
        for (var address : addresses) {
            if (policy.check(url.getHost(), address) instanceof LookupPolicy.Refused) {
                return new Outcome.Failed("connector-refused");
            }
        }
        if (addresses.length == 0) {
            throw new UnknownHostException(url.getHost());
        }
        var query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        var response = http.exchange(
                new PinnedHttp.Request(
                        url,
                        method,
                        (url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath()) + query,
                        body == null ? null : json.writeValueAsBytes(body),
                        target.secret() == null ? Map.of() : Map.of(target.authHeader(), target.secret())),
                addresses[0],
                deadlineNanos);
        if (response.status() == 404) {
            return new Outcome.NotThere();
        }
        if (response.status() == 409 && method.equals("POST")) {
            return new Outcome.TooLate();
        }
        if (response.status() < 200 || response.status() > 299) {
            return new Outcome.Failed("connector-failed");
        }
        return method.equals("POST") ? new Outcome.Found(Map.of()) : read(target, response.body());
    }

    private Outcome read(Target target, byte[] body) {
        try {
            var answer = json.readTree(body);
            var fields = new LinkedHashMap<String, String>();
            for (var mapping : target.mapping()) {
                var value = JsonPath.read(answer, Objects.requireNonNull(mapping.path()));
                if (value != null) {
                    fields.put(Objects.requireNonNull(mapping.label()), value);
                }
            }
            return new Outcome.Found(fields);
        } catch (JacksonException notJson) {
            return new Outcome.Failed("connector-unreadable");
        }
    }

    /// For whom a path of a definition could be asked at all.
    static List<String> placeholders(String path) {
        var found = new ArrayList<String>();
        var names = java.util.regex.Pattern.compile("\\{([a-z]+)}").matcher(path);
        while (names.find()) {
            found.add(names.group(1));
        }
        return found;
    }
}
