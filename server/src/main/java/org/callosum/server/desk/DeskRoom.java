package org.callosum.server.desk;

import java.time.Clock;
import org.callosum.server.cases.Cases;
import org.callosum.server.customers.Customers;
import org.callosum.server.floor.Floors;
import org.callosum.server.interactions.RepeatedContacts;
import org.callosum.server.outreach.ContactGate;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.live.LiveTopic;
import org.callosum.server.platform.live.LiveTopics;
import org.callosum.server.platform.nodes.Nodes;
import org.callosum.server.platform.nodes.Notices;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Messages;
import org.callosum.server.queues.Calendars;
import org.callosum.server.queues.DeskReasons;
import org.callosum.server.queues.Dispositions;
import org.callosum.server.queues.Queues;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// Puts the room together.
@Configuration(proxyBeanMethods = false)
class DeskRoom {
    @Bean
    LiveTopic deskTopic() {
        return new LiveTopic(Desks.TOPIC, Right.DESK_WORK);
    }

    /// Sound is asked for when it is needed: its room stands on this one.
    @Bean
    DeskLine deskLine(
            ObjectProvider<DeskMedia> media,
            ObjectProvider<DeskTransfers> transfers,
            ObjectProvider<DeskCallOuts> callOuts) {
        return new DeskLine(media::getIfAvailable, transfers::getIfAvailable, callOuts::getIfAvailable);
    }

    @Bean
    TransferTargets transferTargets(
            Tenancy tenancy,
            Floors floors,
            Queues queues,
            Calendars calendars,
            ContactGate gate,
            DeskStore store,
            Clock clock) {
        return new TransferTargets(tenancy, floors, queues, calendars, gate, store, clock);
    }

    @Bean
    CallOutRules callOutRules(
            Tenancy tenancy,
            Floors floors,
            Customers customers,
            Cases cases,
            Queues queues,
            DeskReasons reasons,
            ContactGate gate,
            DeskStore store,
            Messages texts,
            Clock clock) {
        return new CallOutRules(tenancy, floors, customers, cases, queues, reasons, gate, store, texts, clock);
    }

    @Bean
    DeskPerson deskPerson(DeskScreens screens, Desks desks, Floors floors) {
        return new DeskPerson(screens, desks, floors);
    }

    @Bean
    DeskScreens deskScreens(
            Tenancy tenancy,
            Floors floors,
            Queues queues,
            Dispositions dispositions,
            Customers customers,
            DeskStore store,
            DeskLine line,
            RepeatedContacts repeats,
            JdbcClient database,
            JsonMapper json,
            Clock clock) {
        DeskContacts contacts = new DeskContacts(database, queues, dispositions, customers, store, line, repeats, json);
        return new DeskScreens(tenancy, floors, queues, store, contacts, line, clock);
    }

    @Bean(destroyMethod = "close")
    EmptyDesks emptyDesks(Tenancy tenancy, Floors floors, DeskStore store, LiveTopics topics, Nodes nodes) {
        return new EmptyDesks(tenancy, floors, store, topics, nodes);
    }

    @Bean
    Desks desks(DeskScreens screens, LiveTopics topics, Notices notices) {
        Desks desks = new Desks(screens, topics);
        notices.subscribe(Desks.DEVICE_CHOSEN, desks::deviceChosen);
        return desks;
    }
}
