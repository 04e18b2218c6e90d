package org.callosum.server.platform.live;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.callosum.server.platform.tenancy.AccountContext;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/// One browser's socket: a bounded queue and the thread that empties it.
final class LiveSocket {
    static final int QUEUED = 256;
    static final CloseStatus TOO_SLOW = new CloseStatus(4008, "too slow");
    private static final CloseStatus OVER = new CloseStatus(4001, "session over");

    private final WebSocketSession session;
    private final AccountContext who;
    private final LiveTopics topics;
    private final BlockingQueue<WebSocketMessage<?>> outgoing = new ArrayBlockingQueue<>(QUEUED);
    private final Set<String> subscribed = ConcurrentHashMap.newKeySet();
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Thread writer;

    LiveSocket(WebSocketSession session, AccountContext who, LiveTopics topics) {
        this.session = session;
        this.who = who;
        this.topics = topics;
        this.writer = Thread.ofVirtual().name("live-" + session.getId()).unstarted(this::write);
    }

    void start() {
        writer.start();
    }

    AccountContext who() {
        return who;
    }

    boolean subscribed(String topic) {
        return subscribed.contains(topic);
    }

    void add(String topic) {
        subscribed.add(topic);
    }

    /// @param data the payload as JSON
    void offer(String topic, String data) {
        enqueue(new TextMessage(
                "{\"topic\":\"%s\",\"seq\":%d,\"data\":%s}".formatted(topic, sequence.incrementAndGet(), data)));
    }

    void ping() {
        enqueue(new PingMessage());
    }

    private void enqueue(WebSocketMessage<?> message) {
        if (!closing.get() && !outgoing.offer(message) && closing.compareAndSet(false, true)) {
            topics.tooSlow.increment();
            writer.interrupt();
            closeQuietly(TOO_SLOW);
        }
    }

    /// Says goodbye and closes; what was queued is not sent any more.
    void close(String reason) {
        if (closing.compareAndSet(false, true)) {
            outgoing.clear();
            outgoing.add(new TextMessage("{\"topic\":\"bye\",\"data\":{\"reason\":\"%s\"}}".formatted(reason)));
        }
    }

    /// The connection is gone.
    void gone() {
        closing.set(true);
        writer.interrupt();
    }

    private void write() {
        try {
            while (session.isOpen()) {
                WebSocketMessage<?> message = outgoing.take();
                session.sendMessage(message);
                if (closing.get() && outgoing.isEmpty()) {
                    closeQuietly(OVER);
                    return;
                }
            }
        } catch (IOException | IllegalStateException _) {
            closeQuietly(CloseStatus.SESSION_NOT_RELIABLE); // the browser has gone
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeQuietly(CloseStatus status) {
        try {
            session.close(status);
        } catch (IOException _) {
            // closed already
        }
    }
}
