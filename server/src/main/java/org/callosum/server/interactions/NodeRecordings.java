package org.callosum.server.interactions;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.keys.MasterKey;
import org.callosum.server.platform.nodes.Nodes;
import org.callosum.server.platform.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Recordings that another node made, fetched from there. What travels is the encrypted file, whose every second is
/// sealed under the recording's own key, so neither a listener nor a stranger's server in between gains or changes
/// anything; a node is asked by a signature under the master key.
@Component
class NodeRecordings {
    static final String SIGNATURE = "X-Callosum-Node";
    static final Duration SIGNATURE_LASTS = Duration.ofMinutes(2);
    private static final String PURPOSE = "recording between nodes";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,200}");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// Some hours of sound; the oldest go first.
    private static final long FETCHED_BYTES = 1_000_000_000;

    private final Path own;
    private final Path fetched;
    private final Nodes nodes;
    private final MasterKey masterKey;
    private final Clock clock;
    private final HttpClient client;

    NodeRecordings(Installation installation, Nodes nodes, MasterKey masterKey, Clock clock) {
        this.own = installation.data().folder("recordings");
        this.fetched = installation.data().folder("recordings-fetched");
        this.nodes = nodes;
        this.masterKey = masterKey;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(3))
                .sslContext(anyCertificate())
                .build();
    }

    /// A copy of the file, to be read here.
    ///
    /// @param name as stored, relative to the folder of recordings
    /// @throws org.callosum.server.platform.problem.Problem `recording-missing`, or `recording-elsewhere` while
    ///     the node that has it is down
    Path fetched(long recording, String name) {
        int maker = Ids.nodeOf(recording);
        Nodes.Node node = nodes.node(maker);
        if (maker == nodes.number() || node == null) {
            throw Problems.refused("recording-missing");
        }
        String web = node.web();
        if (!node.present() || web == null) {
            throw Problems.refused("recording-elsewhere", Map.of("node", maker));
        }
        try {
            return fetch(recording, name, web);
        } catch (IOException unreachable) {
            throw Problems.refused("recording-elsewhere", Map.of("node", maker));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw Problems.refused("recording-elsewhere", Map.of("node", maker));
        }
    }

    /// A file of this node, or null for a name that leads out of the folder.
    @Nullable
    Path own(String name) {
        Path file = own.resolve(name).normalize();
        return NAME.matcher(name).matches() && file.startsWith(own) ? file : null;
    }

    private Path fetch(long recording, String name, String web) throws IOException, InterruptedException {
        Path kept = fetched.resolve(Long.toString(recording));
        Path half = Files.createTempFile(fetched, "half", ".tmp");
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(
                            web + "/api/nodes/recordings?file=" + URLEncoder.encode(name, StandardCharsets.UTF_8)))
                    .header(SIGNATURE, signature(name))
                    .timeout(PATIENCE)
                    .build();
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() == 404) {
                    throw Problems.refused("recording-missing");
                }
                if (answer.statusCode() != 200) {
                    throw new IOException("status " + answer.statusCode());
                }
                Files.copy(body, half, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(half, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(half);
        }
        evict(kept);
        return kept;
    }

    private synchronized void evict(Path newest) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(fetched)) {
            files = all.filter(file -> !file.equals(newest))
                    .sorted(Comparator.comparing(file -> file.toFile().lastModified()))
                    .toList();
        }
        long bytes = Files.size(newest);
        for (Path file : files) {
            bytes += file.toFile().length();
        }
        for (Path file : files) {
            if (bytes <= FETCHED_BYTES) {
                return;
            }
            bytes -= file.toFile().length();
            Files.deleteIfExists(file);
        }
    }

    private String signature(String name) {
        long second = clock.instant().getEpochSecond();
        return second + "." + masterKey.sign(PURPOSE, second + " " + name);
    }

    /// Whether a request came from a node of this house within the last minutes.
    boolean signed(String name, @Nullable String signature) {
        if (signature == null || !signature.matches("\\d{1,12}\\.[0-9a-f]{64}")) {
            return false;
        }
        int dot = signature.indexOf('.');
        long second = Long.parseLong(signature, 0, dot, 10);
        long apart = Math.abs(clock.instant().getEpochSecond() - second);
        return apart <= SIGNATURE_LASTS.toSeconds()
                && masterKey.signed(PURPOSE, second + " " + name, signature.substring(dot + 1));
    }

    /// Nodes have self-signed certificates as a rule, and what travels needs no secrecy of the line.
    private static SSLContext anyCertificate() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is part of every JDK", e);
        }
    }

    /// Also leaves the name in the certificate unchecked, which only the extended kind can.
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
