package org.callosum.server.platform.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.ClientScope;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/// Tells browsers what has changed. A message reaches only sockets that subscribed to its topic, hold the
/// topic's right, and may see one of its clients. Publishing never waits: each socket has a bounded queue, and
/// one that is too slow is closed; its page connects again and loads the present state.
@Service
public class LiveTopics {
    private static final int SOCKETS = 5_000;
    private static final int SOCKETS_OF_ACCOUNT = 20;

    private final Map<String, LiveTopic> topics = new HashMap<>();
    private final Map<Long, Set<LiveSocket>> byTenant = new ConcurrentHashMap<>();
    private final JsonMapper json;
    private final ApplicationEventPublisher events;
    private final ObjectProvider<SessionCheck> sessions;
    private final Counter sent;
    private final Counter refused;
    final Counter tooSlow;

    LiveTopics(
            List<LiveTopic> topics,
            JsonMapper json,
            ApplicationEventPublisher events,
            ObjectProvider<SessionCheck> sessions,
            MeterRegistry meters) {
        topics.forEach(topic -> this.topics.put(topic.name(), topic));
        this.json = json;
        this.events = events;
        this.sessions = sessions;
        this.sent = meters.counter("callosum_live_messages");
        this.refused = meters.counter("callosum_live_sockets_refused");
        this.tooSlow = meters.counter("callosum_live_sockets_too_slow");
        meters.gauge("callosum_live_sockets", byTenant, LiveTopics::count);
    }

    private static double count(Map<Long, Set<LiveSocket>> sockets) {
        return sockets.values().stream().mapToInt(Set::size).sum();
    }

    /// To everybody of a tenant who may see one of the clients.
    ///
    /// @param clients the clients the payload is about; empty for what concerns the whole tenant
    public void publish(long tenantId, String topic, Collection<ClientId> clients, Object payload) {
        send(tenantId, topic, null, who -> seesOneOf(who.clients(), clients) ? payload : null);
    }

    /// To all open pages of one account.
    public void publishTo(long tenantId, long accountId, String topic, Object payload) {
        send(tenantId, topic, accountId, _ -> payload);
    }

    /// To everybody, each with what that person may see.
    ///
    /// @param payloadFor null sends nothing; asked once per distinct client scope
    public void publishEach(long tenantId, String topic, Function<ClientScope, @Nullable Object> payloadFor) {
        Map<ClientScope, @Nullable Object> made = new HashMap<>();
        send(tenantId, topic, null, who -> {
            if (!made.containsKey(who.clients())) {
                made.put(who.clients(), payloadFor.apply(who.clients()));
            }
            return made.get(who.clients());
        });
    }

    /// Whether anybody of a tenant looks at a topic: spares making what nobody reads.
    public boolean isWatched(long tenantId, String topic) {
        return byTenant.getOrDefault(tenantId, Set.of()).stream().anyMatch(socket -> socket.subscribed(topic));
    }

    /// Closes every socket of an account, with a farewell: its rights have changed, or it was closed.
    public void closeAccount(long tenantId, long accountId, String reason) {
        closeWhere(
                tenantId, socket -> Long.valueOf(accountId).equals(socket.who().accountId()), reason);
    }

    /// Closes the sockets of a session: somebody has signed out.
    public void closeSession(long tenantId, long sessionId, String reason) {
        closeWhere(
                tenantId, socket -> Long.valueOf(sessionId).equals(socket.who().sessionId()), reason);
    }

    /// Inside a transaction once it is committed: a page that comes back at once must find its new rights, not
    /// the old.
    private void closeWhere(long tenantId, java.util.function.Predicate<LiveSocket> which, String reason) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    closeNow(tenantId, which, reason);
                }
            });
        } else {
            closeNow(tenantId, which, reason);
        }
    }

    private void closeNow(long tenantId, java.util.function.Predicate<LiveSocket> which, String reason) {
        byTenant.getOrDefault(tenantId, Set.of()).stream()
                .filter(which)
                .toList()
                .forEach(socket -> socket.close(reason));
    }

    /// Whether an account has a page open here that may use a topic.
    public boolean isOpen(long tenantId, long accountId, String topic) {
        LiveTopic declared = topics.get(topic);
        return declared != null
                && byTenant.getOrDefault(tenantId, Set.of()).stream()
                        .anyMatch(socket ->
                                Long.valueOf(accountId).equals(socket.who().accountId())
                                        && socket.who().may(declared.right()));
    }

    private void send(
            long tenantId,
            String topic,
            @Nullable Long accountId,
            Function<AccountContext, @Nullable Object> payloadFor) {
        if (!topics.containsKey(topic)) {
            throw new IllegalArgumentException("Topic %s is not declared; make a LiveTopic bean".formatted(topic));
        }
        Map<Object, String> written = new java.util.IdentityHashMap<>();
        for (LiveSocket socket : byTenant.getOrDefault(tenantId, Set.of())) {
            if (!socket.subscribed(topic)
                    || (accountId != null && !accountId.equals(socket.who().accountId()))) {
                continue;
            }
            Object payload = payloadFor.apply(socket.who());
            if (payload != null) {
                sent.increment();
                socket.offer(topic, written.computeIfAbsent(payload, json::writeValueAsString));
            }
        }
    }

    static boolean seesOneOf(ClientScope scope, Collection<ClientId> clients) {
        return clients.isEmpty() || clients.stream().anyMatch(scope::includes);
    }

    /// @return false when there are too many sockets already
    synchronized boolean opened(LiveSocket socket) {
        Set<LiveSocket> ofTenant =
                byTenant.computeIfAbsent(socket.who().tenantId(), _ -> ConcurrentHashMap.newKeySet());
        if (count(byTenant) >= SOCKETS || ofAccount(socket.who()) >= SOCKETS_OF_ACCOUNT) {
            refused.increment();
            return false;
        }
        ofTenant.add(socket);
        return true;
    }

    void closed(LiveSocket socket) {
        if (byTenant.getOrDefault(socket.who().tenantId(), Set.of()).remove(socket)) {
            events.publishEvent(new LiveLeft(socket.who(), ofAccount(socket.who())));
        }
    }

    private int ofAccount(AccountContext who) {
        return (int) byTenant.getOrDefault(who.tenantId(), Set.of()).stream()
                .filter(socket -> java.util.Objects.equals(socket.who().accountId(), who.accountId()))
                .count();
    }

    /// @return whether the topic exists and may be seen
    boolean subscribe(LiveSocket socket, String topic) {
        LiveTopic declared = topics.get(topic);
        if (declared == null || !socket.who().may(declared.right())) {
            return false;
        }
        socket.add(topic);
        events.publishEvent(new LiveSubscribed(socket.who(), topic));
        return true;
    }

    /// Sessions run out, and dead connections say nothing: both are noticed here.
    @Scheduled(fixedDelayString = "PT30S")
    void checkSockets() {
        SessionCheck check = sessions.getIfAvailable();
        for (LiveSocket socket : byTenant.values().stream()
                .flatMap(Set::stream)
                .collect(java.util.stream.Collectors.toCollection(HashSet::new))) {
            if (check != null && !check.stillOpen(socket.who())) {
                socket.close("session-over");
            } else {
                socket.ping();
            }
        }
    }
}
