package org.callosum.server.platform.nodes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Short words between the processes of a house, by NOTIFY: what changed, never the change itself. A word may get lost
/// when the connection breaks; subscribers are then told that they may have missed some.
public final class Notices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final String CHANNEL = "callosum_notice";
    private static final int LISTEN_MILLIS = 500;

    private final DataSource connections;
    private final ConcurrentMap<String, List<Subscriber>> subscribers = new ConcurrentHashMap<>();
    private final Thread listener;
    private final CountDownLatch ending = new CountDownLatch(1);
    private volatile boolean closed;

    /// Hears words of one topic on the listener's thread: be quick.
    public interface Subscriber {
        /// @param text null after a broken connection: anything may have been said
        void heard(@Nullable String text);
    }

    /// @param connections each call opens one; the listener keeps one
    public Notices(DataSource connections) {
        this.connections = connections;
        this.listener = Thread.ofPlatform().daemon().name("notices").start(this::listen);
    }

    /// @param topic letters, digits and hyphens
    public void subscribe(String topic, Subscriber subscriber) {
        subscribers.computeIfAbsent(topic, _ -> new CopyOnWriteArrayList<>()).add(subscriber);
    }

    /// Says a word when the transaction of this connection commits. This process hears it, too.
    ///
    /// @param text at most some hundred characters
    public static void say(Connection connection, String topic, String text) throws SQLException {
        try (PreparedStatement notify = connection.prepareStatement("select pg_notify('" + CHANNEL + "', ?)")) {
            notify.setString(1, topic + ":" + text);
            notify.execute();
        }
    }

    /// The same within a transaction of the tenancy.
    ///
    /// @param database asks in the transaction of this thread
    public static void say(JdbcClient database, String topic, String text) {
        database.sql("select pg_notify('" + CHANNEL + "', :said)")
                .param("said", topic + ":" + text)
                .query((rows, _) -> topic)
                .list();
    }

    private void listen() {
        while (!closed) {
            try (Connection connection = connections.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + CHANNEL);
                subscribers.values().forEach(all -> all.forEach(one -> tell(one, null)));
                PGConnection postgres = connection.unwrap(PGConnection.class);
                while (!closed) {
                    PGNotification @Nullable [] news = postgres.getNotifications(LISTEN_MILLIS);
                    for (PGNotification one : news == null ? new PGNotification[0] : news) {
                        heard(one.getParameter());
                    }
                }
            } catch (SQLException fault) {
                if (!closed) {
                    LOG.warn("Words of other nodes are not heard; trying again: {}", fault.getMessage());
                    pause();
                }
            }
        }
    }

    private void heard(String said) {
        int colon = said.indexOf(':');
        if (colon > 0) {
            String text = said.substring(colon + 1);
            subscribers.getOrDefault(said.substring(0, colon), List.of()).forEach(one -> tell(one, text));
        }
    }

    private static void tell(Subscriber subscriber, @Nullable String text) {
        try {
            subscriber.heard(text);
        } catch (RuntimeException fault) {
            LOG.error("A word of another node was not understood: {}", text, fault);
        }
    }

    private void pause() {
        try {
            if (ending.await(LISTEN_MILLIS, TimeUnit.MILLISECONDS)) {
                closed = true;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        ending.countDown();
        listener.interrupt();
    }
}
