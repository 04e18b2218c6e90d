package org.callosum.server.supervision;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.callosum.server.people.AgentChanged;
import org.callosum.server.platform.live.LiveSubscribed;
import org.callosum.server.queues.QueueChanged;
import org.callosum.server.supervision.breaks.BreaksChanged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.event.TransactionalEventListener;

/// Keeps the feed going and tells it of new watchers and of edits.
class BoardUpkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BoardUpkeep.class);
    private static final long EVERY_MILLIS = 50;

    private final BoardFeed feed;
    private final Directories directories;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("board-feed").daemon().factory());

    BoardUpkeep(BoardFeed feed, Directories directories) {
        this.feed = feed;
        this.directories = directories;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        clock.scheduleWithFixedDelay(this::tick, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            feed.tick();
        } catch (RuntimeException fault) {
            LOG.error("The board's feed stumbled; it goes on", fault); // a schedule ends with the first exception
        }
    }

    @EventListener
    void on(LiveSubscribed subscribed) {
        Long account = subscribed.who().accountId();
        if (account != null && subscribed.topic().equals(SupervisionRoom.TOPIC)) {
            feed.joined(subscribed.who().tenantId(), account, subscribed.who().clients());
        }
    }

    @TransactionalEventListener
    void on(QueueChanged change) {
        edited(change.tenantId());
    }

    @TransactionalEventListener
    void on(AgentChanged change) {
        edited(change.tenantId());
    }

    @EventListener
    void on(BreaksChanged change) {
        feed.changed(change.tenant());
    }

    private void edited(long tenant) {
        directories.edited(tenant);
        feed.changed(tenant);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
