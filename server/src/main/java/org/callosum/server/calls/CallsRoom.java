package org.callosum.server.calls;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BiConsumer;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.WorkView;
import org.callosum.flow.LookupPolicy;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.cases.Cases;
import org.callosum.server.customers.Customers;
import org.callosum.server.customers.Precedences;
import org.callosum.server.customers.connectors.SelfService;
import org.callosum.server.desk.Desks;
import org.callosum.server.floor.ExpectedWaits;
import org.callosum.server.floor.FloorListener;
import org.callosum.server.floor.Floors;
import org.callosum.server.floor.LiveMedia;
import org.callosum.server.flows.Flows;
import org.callosum.server.flows.Prompts;
import org.callosum.server.intents.Intents;
import org.callosum.server.interactions.InteractionLog;
import org.callosum.server.interactions.LastAgents;
import org.callosum.server.interactions.LiveSpeech;
import org.callosum.server.outreach.ContactGate;
import org.callosum.server.people.Agents;
import org.callosum.server.people.Skills;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.keys.MasterKey;
import org.callosum.server.platform.nodes.Nodes;
import org.callosum.server.platform.nodes.Notices;
import org.callosum.server.platform.system.Alarms;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.queues.Calendars;
import org.callosum.server.queues.Queues;
import org.callosum.server.routing.LiveRouting;
import org.callosum.server.supervision.monitoring.DistantStays;
import org.callosum.server.telephony.EntryPoints;
import org.callosum.server.telephony.LineStates;
import org.callosum.server.telephony.PhoneBook;
import org.callosum.server.telephony.TrunkHealth;
import org.callosum.server.telephony.Trunks;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.VoiceListener;
import org.callosum.voice.recording.KeyWrapper;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import tools.jackson.databind.json.JsonMapper;

/// Puts the room together.
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class CallsRoom {
    private static final String RECORDINGS_FAIL = "recordings-fail";

    @Bean(destroyMethod = "close")
    ExecutorService callThreads() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("call-", 0).factory());
    }

    /// Its thread only posts to mailboxes.
    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService callTimers() {
        var timers = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("call-timers").daemon().factory());
        timers.setRemoveOnCancelPolicy(true);
        return timers;
    }

    @Bean(destroyMethod = "close")
    LinePlaces linePlaces(Tenancy tenancy, JdbcClient database, Nodes nodes) {
        return new LinePlaces(tenancy, database, nodes);
    }

    @Bean
    NodePass nodePass(MasterKey masterKey, Nodes nodes) {
        return new NodePass(masterKey, nodes::number, nodes::databaseMillis);
    }

    @Bean
    NodeLines nodeLines(
            Nodes nodes,
            LinePlaces places,
            NodePass passes,
            PhoneBook phones,
            NoticeWire wire,
            ExecutorService callThreads,
            Floors floors) {
        return new NodeLines(nodes, places, passes, phones, wire, callThreads, floors);
    }

    @Bean
    HouseDirectory callDirectory(
            Tenancy tenancy,
            EntryPoints entryPoints,
            Trunks trunks,
            Flows flows,
            Intents intents,
            Prompts prompts,
            Customers customers,
            Precedences precedences,
            LastAgents lastAgents,
            Queues queues,
            Skills skills,
            Agents agents,
            Calendars calendars,
            PhoneBook phones,
            ContactGate gate,
            TrunkHealth health,
            JsonMapper json,
            Installation installation,
            LiveRouting routing,
            ObjectProvider<Desks> desks,
            NodeLines nodeLines,
            SelfService selfService,
            InteractionLog log,
            ExecutorService callThreads) {
        var policy = new LookupPolicy(installation.settings().lookupHosts());
        var lookups = new LookupClient(policy, json, callThreads);
        return new HouseDirectory(
                tenancy,
                entryPoints,
                trunks,
                flows,
                intents,
                prompts,
                customers,
                precedences,
                lastAgents,
                queues,
                skills,
                agents,
                calendars,
                phones,
                gate,
                health,
                lookups,
                selfService,
                log,
                routing,
                desks::getObject,
                nodeLines::phone,
                callThreads);
    }

    @Bean
    ScriptsLookUps scriptsLookUps(HouseDirectory directory) {
        return new ScriptsLookUps(directory);
    }

    @Bean
    CallCentre callCentre(
            Floors floors,
            ExpectedWaits waits,
            CallBackBook callBacks,
            HouseDirectory directory,
            InteractionLog log,
            LiveSpeech live,
            MasterKey masterKey,
            Installation installation,
            Tenancy tenancy,
            Cases cases,
            Ids ids,
            Clock clock,
            ScheduledExecutorService callTimers,
            ExecutorService callThreads,
            LineStates lines,
            PhoneBook phones,
            ObjectProvider<Desks> desks,
            TrunkHealth health,
            Alarms alarms,
            NodeLines nodeLines,
            Nodes nodes,
            Notices notices,
            MeterRegistry meters) {
        var record = new LoggedRecord(
                log, live, installation.data().folder("recordings"), KeyWrapper.aes(masterKey.bytes()));
        var centre = new CallCentre(
                new CallCentre.Needs(
                        new HostedFloor(floors, waits),
                        directory,
                        record,
                        new RoomCases(tenancy, cases, directory, clock, callThreads),
                        callBacks,
                        ids::next,
                        clock::millis,
                        callTimers,
                        (agent, _) -> desks.ifAvailable(room -> room.mediaChanged(agent.tenant(), agent.agent())),
                        others(record, lines, phones, nodeLines, health, alarms, meters),
                        nodeLines),
                callThreads);
        notices.subscribe(LinePlaces.TOPIC, text -> nodeLines.heard(text, centre::lineElsewhere));
        nodes.onChange(centre::nodesChanged);
        meters.gauge("callosum.calls.now", centre, each -> each.counters().getOrDefault("now", 0L));
        return centre;
    }

    /// What the engine tells of lines and recordings.
    private static VoiceListener others(
            LoggedRecord record,
            LineStates lines,
            PhoneBook phones,
            NodeLines nodeLines,
            TrunkHealth health,
            Alarms alarms,
            MeterRegistry meters) {
        return (event, atMillis) -> {
            var at = Instant.ofEpochMilli(atMillis);
            switch (event) {
                case VoiceEvent.RecordingStopped stopped -> {
                    var stored = stopped.reason() != VoiceEvent.RecordingStop.STORAGE_FAILED;
                    record.closeRecording(stopped.recording(), stopped.durationMillis(), stored);
                    if (stored && stopped.durationMillis() > 0) {
                        alarms.clear(RECORDINGS_FAIL, "");
                    }
                }
                case VoiceEvent.RecordingAlarm(var _, var reason) -> {
                    meters.counter("callosum.recordings.alarms").increment();
                    alarms.raise(RECORDINGS_FAIL, "", reason);
                }
                case VoiceEvent.SpeechHeard(var signals, var now) -> record.speech(signals, now, atMillis);
                case VoiceEvent.SpeechEnded(var signals, var beganAtMillis, var summary) ->
                    record.closeSpeech(signals, beganAtMillis, summary);
                case VoiceEvent.DeviceRegistered registered -> {
                    var phone = phones.find(registered.device());
                    if (phone != null) {
                        lines.registered(phone.device(), registered.contact(), null, at);
                        nodeLines.phonePlaced(registered.device(), true);
                    }
                }
                case VoiceEvent.DeviceUnregistered(var user) -> {
                    var phone = phones.find(user);
                    if (phone != null) {
                        lines.unregistered(phone.device(), at);
                        nodeLines.phonePlaced(user, false);
                    }
                }
                case VoiceEvent.TrunkRegistered(var trunk) -> health.registered(trunk, at);
                case VoiceEvent.TrunkLost(var trunk, var why) -> health.lost(trunk, why, at);
                case VoiceEvent.TrunkReachable(var trunk) -> health.reachable(trunk, at);
                case VoiceEvent.TrunkUnreachable(var trunk, var why) -> health.unreachable(trunk, why, at);
                case VoiceEvent.TransferRequested _, VoiceEvent.TransferProgress _ -> {
                    // the calls themselves are told
                }
                case VoiceEvent.OfLeg _ -> {
                    // legs have listeners of their own
                }
            }
        };
    }

    @Bean
    VoiceHost voiceHost(
            CallCentre centre,
            Installation installation,
            PhoneBook phones,
            Trunks trunks,
            TrunkHealth health,
            Ids ids,
            NodePass passes,
            Nodes nodes) {
        return new VoiceHost(centre, installation, phones, trunks, health, ids, passes, nodes);
    }

    @Bean
    VoiceMeters voiceMeters(CallCentre centre, VoiceHost host) {
        return new VoiceMeters(host::counters, centre::counters);
    }

    @Bean
    NoticeWire noticeWire(Tenancy tenancy, JdbcClient database, Nodes nodes, MasterKey masterKey, JsonMapper json) {
        return new NoticeWire(tenancy, database, nodes, masterKey, json);
    }

    @Bean
    Visits visits(CallCentre centre, DistantStays stays, ExecutorService callThreads) {
        return new Visits(centre, stays, callThreads);
    }

    @Bean
    CallsElsewhere callsElsewhere(
            NoticeWire wire,
            Notices notices,
            Ids ids,
            CallCentre centre,
            Visits visits,
            Floors floors,
            ObjectProvider<Desks> desks,
            ExecutorService callThreads) {
        BiConsumer<Long, InteractionId> changed = (tenant, interaction) -> {
            var unused = floors.read(tenant, floor -> Optional.ofNullable(floor.interaction(interaction)))
                    .thenAccept(work -> work.map(WorkView::agent)
                            .ifPresent(agent -> desks.ifAvailable(room -> room.mediaChanged(tenant, agent))));
        };
        var calls = new CallsElsewhere(wire, ids::next, callThreads, centre, visits, centre::count, changed);
        wire.listen(notices, centre, calls, floors);
        return calls;
    }

    @Bean
    DeskLines deskLines(CallCentre centre, CallsElsewhere elsewhere) {
        return new DeskLines(centre, elsewhere);
    }

    @Bean
    SupervisorLines supervisorLines(CallCentre centre, CallsElsewhere elsewhere) {
        return new SupervisorLines(centre, elsewhere);
    }

    @Bean
    CallOuts callOuts(CallCentre centre) {
        return new CallOuts(centre);
    }

    @Bean
    CallTransfers callTransfers(CallCentre centre, CallsElsewhere elsewhere) {
        return new CallTransfers(centre, elsewhere);
    }

    @Bean
    CallDesk callDesk(CallCentre centre, VoiceHost host) {
        return new CallDesk(centre, host);
    }

    @Bean
    FloorListener callsOnTheFloor(CallCentre centre, CallsElsewhere elsewhere) {
        return new FloorListener() {
            @Override
            public boolean everywhere() {
                return true;
            }

            @Override
            public void committed(long tenant, long position, FloorEvent event) {
                centre.heardFloor(event);
                var interaction = CallCentre.interactionOf(event);
                if (interaction != null) {
                    elsewhere.refresh(tenant, interaction);
                }
            }
        };
    }

    @Bean
    LiveMedia callsAlive(CallCentre centre, Nodes nodes, CallBackBook callBacks) {
        return (tenant, interaction) -> centre.call(interaction) != null
                || Ids.nodeOf(interaction.value()) != nodes.number() && nodes.runs(interaction.value())
                || callBacks.pending(tenant, interaction);
    }

    /// Call-backs that an earlier process or a dead node has promised are kept by this one.
    @Bean
    SmartLifecycle callBacksTakenUp(CallCentre centre, CallBackBook callBacks, Tenancy tenancy, Nodes nodes) {
        return new CallBacksTakenUp(centre, callBacks, tenancy, nodes);
    }

    @Bean
    WidgetCalls widgetCalls(CallCentre centre, Clock clock) {
        return new WidgetCalls(centre, clock::millis);
    }

    @Bean
    RolePlayCalls rolePlayCalls(CallCentre centre) {
        return new RolePlayCalls(centre);
    }

    @Bean
    TestCalls testCalls(CallCentre centre, Flows flows, Prompts prompts, Audit audit) {
        return new TestCalls(centre, flows, prompts, audit);
    }

    @Bean
    WebSocketConfigurer widgetSockets(WidgetCalls calls, JsonMapper json) {
        // The call's secret, which only the page that began it has, is what lets a page in; its origin was checked
        // then.
        return registry -> registry.addHandler(new WidgetSocket(calls, json), "/api/widget/live")
                .setAllowedOriginPatterns("*");
    }

    @Bean
    WidgetSites callWidgetSites(
            org.callosum.server.telephony.WidgetSites sites,
            EntryPoints entryPoints,
            Tenancy tenancy,
            JdbcClient database) {
        return new TableWidgetSites(sites, entryPoints, tenancy, database);
    }
}
