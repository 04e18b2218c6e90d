package org.callosum.server.supervision.monitoring;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.callosum.floor.AgentState;
import org.callosum.floor.AgentView;
import org.callosum.floor.Decision;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.Presence;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.floor.FloorUnavailable;
import org.callosum.server.floor.Floors;
import org.callosum.server.people.Agents;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.callosum.server.supervision.actions.DeskMessages;
import org.callosum.server.supervision.help.HelpRequests;
import org.callosum.server.supervision.monitoring.LineMonitor.Announcement;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/// Lets entitled people into running conversations (LIV-02 … LIV-04). A supervisor is an agent who is
/// signed in, so that they have a line; while they listen they are not ready, lest a customer is offered to
/// them. Nobody is let in before it is on record: the row and the entry of the audit log are stored with
/// the sound, or none of it happens.
@Service
public class Monitoring {
    static final String TAKE_OVER = "take-over";
    private static final String WHILE_LISTENING = "coaching";
    private static final long PATIENCE_SECONDS = 10;
    private static final int LONGEST_WHY = 500;
    private static final int LONGEST_HINT = 300;

    private final Floors floors;
    private final Agents agents;
    private final ObjectProvider<LineMonitor> lines;
    private final Watches watches;
    private final MonitoringLog log;
    private final AnnouncementRule rules;
    private final DeskMessages messages;
    private final HelpRequests help;
    private final Tenancy tenancy;
    private final Audit audit;

    Monitoring(
            Floors floors,
            Agents agents,
            ObjectProvider<LineMonitor> lines,
            Watches watches,
            MonitoringLog log,
            AnnouncementRule rules,
            DeskMessages messages,
            HelpRequests help,
            Tenancy tenancy,
            Audit audit) {
        this.floors = floors;
        this.agents = agents;
        this.lines = lines;
        this.watches = watches;
        this.log = log;
        this.rules = rules;
        this.messages = messages;
        this.help = help;
        this.tenancy = tenancy;
        this.audit = audit;
    }

    /// The floor and who asks, in one look.
    private record Seen(
            @Nullable AgentView supervisor, @Nullable WorkView work) {}

    /// Comes in, or changes to another mode, announced as the house wants it or so that it says more. Who
    /// is in another conversation leaves that one.
    ///
    /// @throws org.callosum.server.platform.problem.Problem `not-found` for one that the reader does not
    ///     see; `monitor-needs-a-desk`, `monitor-busy`, `monitor-not-here`, `monitor-full`,
    ///     `monitor-no-line`, `monitor-unreachable`, `monitor-announce-more` for an announcement that says
    ///     less than the house wants
    public MonitoringRow enter(
            InteractionId interaction,
            LineMonitor.Mode mode,
            @Nullable String why,
            @Nullable Announcement announcement) {
        AccountContext who = Tenancy.current();
        if (mode != LineMonitor.Mode.LISTEN) {
            mayAct(who);
        }
        String reason = reason(why);
        AgentId supervisor = supervisor(who);
        Seen seen = look(who, interaction, supervisor);
        AgentId agent = talking(who, interaction, seen);
        Announcement announced =
                announced(who, Objects.requireNonNull(seen.work()).queue(), announcement);
        if (seen.supervisor() == null || seen.supervisor().state() == AgentState.SIGNED_OUT) {
            throw Problems.refused("monitor-needs-a-desk");
        }
        if (!seen.supervisor().work().isEmpty()) {
            throw Problems.refused("monitor-busy");
        }
        LineMonitor line = lines.getIfAvailable();
        if (line == null) {
            throw Problems.refused("monitor-not-here");
        }
        if (seen.supervisor().presence() instanceof Presence.Ready) {
            answered(floors.send(who.tenantId(), new FloorCommand.GoNotReady(supervisor, WHILE_LISTENING)));
        }
        Watch before = watches.of(supervisor);
        if (before != null && !before.interaction.equals(interaction)) {
            answered(line.leave(who.tenantId(), before.interaction, supervisor));
            watches.over(before, StayEnd.LEFT);
            before = null;
        }
        return comeIn(who, line, before, new Coming(interaction, supervisor, agent, mode, reason, announced));
    }

    private record Coming(
            InteractionId interaction,
            AgentId supervisor,
            AgentId agent,
            LineMonitor.Mode mode,
            String why,
            Announcement announcement) {}

    private MonitoringRow comeIn(AccountContext who, LineMonitor line, @Nullable Watch before, Coming coming) {
        var watch = new Watch(
                who.tenantId(), who.accountId(), coming.interaction(), coming.supervisor(), coming.agent(), 0);
        Long stay = before == null || before.stay == 0 ? null : before.stay;
        MonitoringRow row;
        try {
            row = tenancy.asAccount(who, () -> {
                log.oneAtATime(coming.supervisor());
                log.endAll(coming.supervisor(), StayEnd.MODE);
                long id = log.add(
                        who,
                        coming.interaction(),
                        coming.agent(),
                        coming.supervisor(),
                        stay,
                        coming.mode().code(),
                        coming.why(),
                        coming.announcement());
                audit.record(
                        "conversation-monitored",
                        "interaction",
                        coming.interaction(),
                        Map.of(
                                "mode",
                                coming.mode().code(),
                                "agent",
                                coming.agent().toString(),
                                "announced",
                                coming.announcement().code()));
                help.entered(coming.interaction(), coming.mode().code());
                watch.row = id;
                watches.begin(watch);
                letIn(line, coming, watch);
                return log.find(id);
            });
        } catch (RuntimeException notKept) {
            // whatever the calls have made of it: nobody stays in a conversation without a row that says so
            watches.forget(watch);
            line.leave(who.tenantId(), coming.interaction(), coming.supervisor());
            if (before != null) {
                watches.over(before, StayEnd.FAILED);
            }
            throw notKept;
        }
        watches.stored(watch, Long.parseLong(row.stayId()), coming.agent());
        return row;
    }

    private void letIn(LineMonitor line, Coming coming, Watch watch) {
        LineMonitor.Answer answer = answered(line.enter(
                coming.interaction(),
                new LineMonitor.Coming(
                        watch.tenant,
                        coming.supervisor(),
                        coming.mode(),
                        coming.agent(),
                        coming.announcement(),
                        watch.row,
                        gone -> watches.gone(watch, gone))));
        switch (answer) {
            case IN -> {}
            case NOT_HERE -> throw Problems.refused("monitor-not-here");
            case FULL -> throw Problems.refused("monitor-full");
            case NO_LINE -> throw Problems.refused("monitor-no-line");
            case UNREACHABLE -> throw Problems.of(503, "monitor-unreachable", Map.of());
        }
    }

    /// The conversation passes to the supervisor at once.
    ///
    /// @throws org.callosum.server.platform.problem.Problem as [#enter], or the floor's refusal
    public MonitoringRow takeOver(InteractionId interaction, @Nullable String why) {
        AccountContext who = Tenancy.current();
        mayAct(who);
        String reason = reason(why);
        AgentId supervisor = supervisor(who);
        AgentId agent = talking(who, interaction, look(who, interaction, supervisor));
        Watch before = watches.of(supervisor);
        Long stay = before == null || before.stay == 0 || !before.interaction.equals(interaction) ? null : before.stay;
        return tenancy.asAccount(who, () -> {
            long id = log.add(who, interaction, agent, supervisor, stay, TAKE_OVER, reason, Announcement.SILENT);
            audit.record(
                    "conversation-monitored",
                    "interaction",
                    interaction,
                    Map.of("mode", TAKE_OVER, "agent", agent.toString()));
            help.entered(interaction, TAKE_OVER);
            Decision decision = answered(
                    floors.send(who.tenantId(), new FloorCommand.MoveConversation(interaction, supervisor, null)));
            if (decision instanceof Decision.Refused(var refusal)) {
                throw Problems.refused(refusal.code());
            }
            return log.find(id);
        });
    }

    /// Leaves; who was not there is gone as well.
    public void leave(InteractionId interaction) {
        AccountContext who = Tenancy.current();
        AgentId supervisor = supervisor(who);
        LineMonitor line = lines.getIfAvailable();
        if (line != null) {
            answered(line.leave(who.tenantId(), interaction, supervisor));
        }
        Watch watch = watches.of(supervisor);
        if (watch != null && watch.interaction.equals(interaction)) {
            watches.over(watch, StayEnd.LEFT);
        }
        tenancy.asAccount(who, () -> {
            // a row of before a restart has no watch
            log.now(supervisor).stream()
                    .filter(row -> row.interactionId().equals(interaction.toString()))
                    .forEach(row -> log.endStay(Long.parseLong(row.stayId()), StayEnd.LEFT));
            return 0;
        });
    }

    /// Writes a line onto the desk of the agent whose conversation the reader is in; it is kept with the stay.
    ///
    /// @throws org.callosum.server.platform.problem.Problem `monitor-not-in-it`
    public void hint(InteractionId interaction, @Nullable String text) {
        AccountContext who = Tenancy.current();
        mayAct(who);
        var fields = new Fields();
        fields.required("text", text, LONGEST_HINT);
        fields.check();
        String words = Objects.requireNonNull(text).strip();
        Watch watch = watches.of(supervisor(who));
        if (watch == null || watch.stay == 0 || !watch.interaction.equals(interaction)) {
            throw Problems.refused("monitor-not-in-it");
        }
        tenancy.asAccount(who, () -> {
            messages.forCall(new DeskMessages.OfCall(interaction, watch.stay, null), watch.agent, words);
            return 0;
        });
    }

    private Announcement announced(AccountContext who, QueueId queue, @Nullable Announcement wanted) {
        Announcement least = tenancy.asAccount(who, () -> rules.of(queue));
        if (wanted != null && least.saysMoreThan(wanted)) {
            throw Problems.refused("monitor-announce-more");
        }
        return wanted == null ? least : wanted;
    }

    /// Where the reader is now.
    Watches.Mine mine() {
        AccountContext who = Tenancy.current();
        return tenancy.asAccount(
                who,
                () -> agents.ofAccount(Objects.requireNonNullElse(who.accountId(), 0L))
                        .map(supervisor -> new Watches.Mine(log.now(supervisor), null))
                        .orElseGet(() -> new Watches.Mine(java.util.List.of(), null)));
    }

    /// All of it, the newest first.
    public Page<MonitoringRow> page(PageQuery query) {
        return tenancy.asAccount(Tenancy.current(), () -> log.page(query));
    }

    private static void mayAct(AccountContext who) {
        if (!who.may(Right.FLOOR_ACT)) {
            throw Problems.forbidden(
                    "right-missing", Map.of("right", Right.FLOOR_ACT.label().in(who.language())));
        }
    }

    private static String reason(@Nullable String why) {
        var fields = new Fields();
        fields.length("why", why, LONGEST_WHY);
        fields.check();
        return Objects.requireNonNullElse(why, "").strip();
    }

    private AgentId supervisor(AccountContext who) {
        Long account = who.accountId();
        return tenancy.asAccount(who, () -> agents.ofAccount(account == null ? 0L : account))
                .orElseThrow(() -> Problems.refused("monitor-needs-a-desk"));
    }

    private Seen look(AccountContext who, InteractionId interaction, AgentId supervisor) {
        return answered(floors.read(
                who.tenantId(), floor -> new Seen(floor.agent(supervisor), floor.interaction(interaction))));
    }

    /// The wall: the contact has to be one that the reader may see.
    private AgentId talking(AccountContext who, InteractionId interaction, Seen seen) {
        boolean visible = tenancy.asAccount(who, () -> log.visible(interaction));
        WorkView work = seen.work();
        AgentId agent = work == null ? null : work.agent();
        boolean talks =
                work != null && (work.stage() == WorkView.Stage.TALKING || work.stage() == WorkView.Stage.ON_HOLD);
        if (!visible || agent == null || !talks) {
            throw Problems.notFound("conversation", interaction);
        }
        return agent;
    }

    private static <T> T answered(CompletableFuture<T> asked) {
        try {
            return asked.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException fault) {
            if (fault.getCause() instanceof FloorUnavailable || fault.getCause() instanceof TimeoutException) {
                throw Problems.of(503, "board-unavailable", Map.of());
            }
            throw fault;
        }
    }
}
