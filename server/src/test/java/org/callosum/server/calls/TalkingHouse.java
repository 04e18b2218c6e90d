package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.callosum.floor.AgentRules;
import org.callosum.floor.AgentState;
import org.callosum.floor.Channel;
import org.callosum.floor.Decision;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.QueueRules;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.callosum.server.desk.DeskTransfers;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.jspecify.annotations.Nullable;

/// The house with a real floor, two queues and a clock that is set by hand: what the floor decides, the calls
/// hear at once. Amy has the customer.
final class TalkingHouse extends House {
    static final AgentId BEN = new AgentId(8);
    static final AgentId LEA = new AgentId(9);
    static final AgentId STRANGER = new AgentId(10);
    static final QueueId SERVICE = new QueueId(4);
    private static final SkillId BILLS = new SkillId(4);
    private static final ClientId CLIENT = NUMBER.client();

    final Floor floor = new Floor();
    private final HandClock clock;

    /// Time and timers, moved on by the test.
    private static final class HandClock extends ScheduledThreadPoolExecutor {
        private record Task(long atMillis, Runnable what) {}

        long now = 1_000_000;
        private final List<Task> tasks = new ArrayList<>();

        HandClock() {
            super(1, Thread.ofPlatform().daemon().factory());
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable what, long delay, TimeUnit unit) {
            tasks.add(new Task(now + unit.toMillis(delay), what));
            return super.schedule(() -> {}, 0, TimeUnit.SECONDS);
        }

        @Nullable
        Runnable due() {
            for (var task : tasks) {
                if (task.atMillis() <= now) {
                    tasks.remove(task);
                    return task.what();
                }
            }
            return null;
        }
    }

    /// Runs what is posted at once, or when a busy moment is over.
    private static final class Mailboxes implements Executor {
        private final List<Runnable> held = new ArrayList<>();
        private boolean busy;

        @Override
        public void execute(Runnable task) {
            if (busy) {
                held.add(task);
            } else {
                task.run();
            }
        }
    }

    private final Mailboxes mailboxes;

    TalkingHouse() {
        this(new HandClock(), new Mailboxes());
    }

    /// What happens while the calls' own work waits for a thread: nothing of it is worked off before all of it is
    /// there.
    void meanwhileBusy(Runnable what) {
        mailboxes.busy = true;
        what.run();
        mailboxes.busy = false;
        var held = List.copyOf(mailboxes.held);
        mailboxes.held.clear();
        held.forEach(Runnable::run);
    }

    private TalkingHouse(HandClock clock, Mailboxes mailboxes) {
        super(mailboxes, () -> clock.now, clock, Flows.straight("billing"));
        this.mailboxes = mailboxes;
        this.clock = clock;
        centre.useVoice(voice);
        tell(new FloorCommand.ConfigureQueue(BILLING, QueueRules.of(CLIENT, Channel.VOICE, List.of())));
        tell(new FloorCommand.ConfigureQueue(SERVICE, QueueRules.of(CLIENT, Channel.VOICE, List.of())));
        tell(new FloorCommand.ConfigureAgent(STRANGER, AgentRules.voice(new ClientId(CLIENT.value() + 1))));
    }

    /// Amy has answered the customer; each has a line.
    LegId amyTalks() {
        var amy = works(AMY);
        rings();
        accepts(AMY);
        assertThat(hears(CUSTOMER)).containsExactly(amy);
        return amy;
    }

    /// Signed in and ready, with an open browser line.
    LegId works(AgentId agent) {
        employs(agent);
        tell(new FloorCommand.SignIn(agent));
        tell(new FloorCommand.GoReady(agent));
        return browser(agent);
    }

    void employs(AgentId agent) {
        tell(new FloorCommand.ConfigureAgent(agent, AgentRules.voice(CLIENT)));
        tell(new FloorCommand.GrantSkill(agent, BILLS, 3));
    }

    LegId browser(AgentId agent) {
        centre.openLine(TENANT, agent, "offer");
        var leg = voice.browser();
        hears(new VoiceEvent.Answered(leg));
        return leg;
    }

    void browserDies(LegId leg) {
        hears(new VoiceEvent.Ended(leg, VoiceEvent.EndCause.MEDIA_LOST, 0));
    }

    /// What is in the agent's hand.
    WorkView work(AgentId agent) {
        return Objects.requireNonNull(floor.agent(agent)).work().getFirst();
    }

    AgentState state(AgentId agent) {
        return Objects.requireNonNull(floor.agent(agent)).state();
    }

    void accepts(AgentId agent) {
        var work = work(agent);
        tell(new FloorCommand.AcceptOffer(new OfferId(work.interaction(), work.offers())));
    }

    void declines(AgentId agent) {
        var work = work(agent);
        tell(new FloorCommand.DeclineOffer(new OfferId(work.interaction(), work.offers())));
    }

    void tell(FloorCommand command) {
        assertThat(ask(TENANT, command).join()).as("%s", command).isEmpty();
    }

    /// Time goes by: timers, the floor's included.
    void pass(Duration time) {
        clock.now += time.toMillis();
        ask(TENANT, new FloorCommand.AdvanceTime()).join();
        for (var due = clock.due(); due != null; due = clock.due()) {
            due.run();
        }
    }

    Set<LegId> hears(LegId listener) {
        return voice.music.contains(listener) ? Set.of() : voice.hears.getOrDefault(listener, Set.of());
    }

    String consult(DeskTransfers.Target whom) {
        return call().consult(whom).join();
    }

    String consult(AgentId colleague) {
        return consult(new DeskTransfers.Target.Colleague(colleague));
    }

    String transfer(DeskTransfers.Target whom) {
        return call().transfer(whom).join();
    }

    DeskTransfers.@Nullable State asked() {
        var asked = call().asked();
        return asked == null ? null : asked.state();
    }

    @Override
    public CompletableFuture<Boolean> send(long tenant, FloorCommand command) {
        return ask(tenant, command).thenApply(String::isEmpty);
    }

    @Override
    public CompletableFuture<String> ask(long tenant, FloorCommand command) {
        commands.add(command);
        return CompletableFuture.completedFuture(
                switch (floor.handle(command, clock.now)) {
                    case Decision.Accepted(var events) -> {
                        events.forEach(this::floor);
                        yield "";
                    }
                    case Decision.Refused(var refusal) -> refusal.code();
                });
    }

    @Override
    public @Nullable QueueRef queue(long tenant, ClientId client, QueueId queue) {
        return queue.equals(SERVICE) ? new QueueRef(SERVICE, false, 0, 0) : super.queue(tenant, client, queue);
    }
}
