package org.callosum.server.supervision;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.Function;
import org.callosum.server.floor.Floors;
import org.callosum.server.interactions.LiveSpeech;
import org.callosum.server.people.Agents;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.live.LiveTopic;
import org.callosum.server.platform.live.LiveTopics;
import org.callosum.server.platform.tenancy.ClientScope;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.queues.Queues;
import org.callosum.server.supervision.actions.DeskMessages;
import org.callosum.server.supervision.alarms.FloorAlarms;
import org.callosum.server.supervision.breaks.DeskDay;
import org.callosum.server.supervision.breaks.OvertimeAsks;
import org.callosum.server.supervision.breaks.TodayBreaks;
import org.callosum.server.supervision.help.HelpRequests;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Puts the room together.
@Configuration(proxyBeanMethods = false)
class SupervisionRoom {
    static final String TOPIC = "floor";

    @Bean
    LiveTopic floorTopic() {
        return new LiveTopic(TOPIC, Right.FLOOR_VIEW);
    }

    @Bean
    Directories boardDirectories(Tenancy tenancy, Queues queues, Agents agents, JdbcClient database) {
        return new Directories(tenancy, queues, agents, database, System::nanoTime);
    }

    /// The board tells the feed of changes, the feed asks it for rows.
    @Bean
    BoardFeed boardFeed(LiveTopics topics, ObjectProvider<FloorBoards> boards) {
        return new BoardFeed(tenant -> boards.getObject().rows(tenant), pages(topics), System::nanoTime);
    }

    @Bean
    FloorBoards floorBoards(
            Floors floors,
            Directories directories,
            Tenancy tenancy,
            JdbcClient database,
            TodayBreaks breaks,
            Clock clock,
            BoardFeed feed) {
        return new FloorBoards(floors, directories, new StoredEntries(tenancy, database), breaks, clock, feed::changed);
    }

    @Bean(destroyMethod = "close")
    BoardUpkeep boardUpkeep(BoardFeed feed, Directories directories) {
        return new BoardUpkeep(feed, directories);
    }

    @Bean
    LiveTopic alarmsTopic() {
        return new LiveTopic(FloorAlarms.TOPIC, Right.FLOOR_VIEW);
    }

    @Bean
    LiveTopic deskMessagesTopic() {
        return new LiveTopic(DeskMessages.TOPIC, Right.DESK_WORK);
    }

    @Bean
    LiveTopic deskDayTopic() {
        return new LiveTopic(DeskDay.TOPIC, Right.DESK_WORK);
    }

    @Bean
    LiveTopic floorAnswersTopic() {
        return new LiveTopic(OvertimeAsks.TOPIC, Right.FLOOR_VIEW);
    }

    /// Each supervisor is told where they are, and what took them out.
    @Bean
    LiveTopic monitoringTopic() {
        return new LiveTopic("monitoring", Right.RECORDINGS_LISTEN);
    }

    @Bean
    LiveTopic helpTopic() {
        return new LiveTopic(HelpRequests.TOPIC, Right.FLOOR_VIEW);
    }

    @Bean
    LiveTopic deskHelpTopic() {
        return new LiveTopic(HelpRequests.DESK_TOPIC, Right.DESK_WORK);
    }

    @Bean
    BoardFigures boardFigures(FloorBoards boards) {
        return new BoardFigures(boards);
    }

    @Bean
    RecentFloor recentFloor(Tenancy tenancy, JdbcClient database, Clock clock) {
        return new RecentFloor(tenancy, database, clock);
    }

    @Bean
    UsualArrivals usualArrivals(Tenancy tenancy, JdbcClient database, Clock clock) {
        return new UsualArrivals(tenancy, database, clock);
    }

    @Bean(destroyMethod = "close")
    AlarmWatch alarmWatch(
            RecentFloor recent,
            UsualArrivals usual,
            FloorBoards boards,
            LiveSpeech speech,
            FloorAlarms alarms,
            MeterRegistry meters) {
        AlarmSubjects subjects = new AlarmSubjects(recent, usual, speech);
        return new AlarmWatch(recent, boards, subjects, alarms, meters);
    }

    private static BoardFeed.Audience pages(LiveTopics topics) {
        return new BoardFeed.Audience() {
            @Override
            public boolean watches(long tenant) {
                return topics.isWatched(tenant, TOPIC);
            }

            @Override
            public void tellEach(long tenant, Function<ClientScope, @Nullable Object> payloadFor) {
                topics.publishEach(tenant, TOPIC, payloadFor);
            }

            @Override
            public void tell(long tenant, long account, Object payload) {
                topics.publishTo(tenant, account, TOPIC, payload);
            }
        };
    }
}
