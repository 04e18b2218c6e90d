package org.callosum.server.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A page's socket on `/api/live`.
public final class LivePage implements WebSocket.Listener {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private @Nullable WebSocket socket;

    /// Opens the socket with the caller's cookie.
    ///
    /// @param origin what the browser would name; null for none
    public static LivePage open(HttpClient client, String base, @Nullable String origin) {
        var page = new LivePage();
        WebSocket.Builder builder = client.newWebSocketBuilder();
        if (origin != null) {
            builder.header("Origin", origin);
        }
        page.socket = builder.buildAsync(URI.create(base.replaceFirst("^http", "ws") + "/api/live"), page)
                .join();
        return page;
    }

    public static LivePage open(Caller caller) {
        return open(caller.http(), caller.base(), caller.base());
    }

    public void send(String text) {
        if (socket == null) {
            throw new IllegalStateException("not open");
        }
        socket.sendText(text, true).join();
    }

    /// The browser vanishes: no farewell, the connection is just gone.
    public void vanish() {
        if (socket == null) {
            throw new IllegalStateException("not open");
        }
        socket.abort();
    }

    /// The next message for which a condition holds; others are passed over.
    public JsonNode await(Predicate<JsonNode> wanted) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                JsonNode message = received.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (message == null) {
                    throw new AssertionError("no such message within " + PATIENCE);
                }
                if (wanted.test(message)) {
                    return message;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public JsonNode await(String topic) {
        return await(message -> message.path("topic").asString("").equals(topic));
    }

    /// What has come in and nobody has asked for.
    public int unread() {
        return received.size();
    }

    /// The code with which the server closed.
    public int awaitClose() {
        return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            received.add(JSON.readTree(part.toString()));
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }
}
