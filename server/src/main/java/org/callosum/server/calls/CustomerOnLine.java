package org.callosum.server.calls;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.callosum.floor.EndedBy;
import org.callosum.floor.FloorCommand;
import org.callosum.flow.FlowEffect;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.server.desk.DeskCallOuts;
import org.callosum.voice.LegId;
import org.callosum.voice.MixId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all parts of one call share: who is on the line, which flow leads them, and the phase they are in.
/// Belongs to the call's mailbox; only [#phase()] may be read from elsewhere.
final class CustomerOnLine {
    private static final Logger LOG = LoggerFactory.getLogger(CustomerOnLine.class);

    private final CallWorld world;
    private final Mailbox mailbox;
    private final EntryPoint entry;
    private final InteractionId interaction;
    private volatile LegId leg;
    private final Ears ears;
    private final FlowSession flow;
    private final Call.Watcher watcher;
    private Caller caller = Caller.UNKNOWN;
    private @Nullable OfferId rings;
    private CompletableFuture<Void> cases = CompletableFuture.completedFuture(null);
    private volatile Phase phase = new Phase.InFlow();
    private volatile DeskCallOuts.@Nullable Dialling dialling;

    CustomerOnLine(
            CallWorld world,
            Mailbox mailbox,
            EntryPoint entry,
            InteractionId interaction,
            LegId leg,
            FlowSession.Start start,
            Call.Watcher watcher,
            Consumer<FlowEffect> beyond) {
        this.world = world;
        this.mailbox = mailbox;
        this.entry = entry;
        this.interaction = interaction;
        this.leg = leg;
        this.ears = new Ears(world.voice(), new MixId(world.ids().getAsLong()));
        this.watcher = watcher;
        this.flow = new FlowSession(world, mailbox, entry, interaction, leg, start, watcher::asks, beyond);
    }

    CallWorld world() {
        return world;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    EntryPoint entry() {
        return entry;
    }

    long tenant() {
        return entry.tenant();
    }

    InteractionId interaction() {
        return interaction;
    }

    /// The customer's leg.
    LegId leg() {
        return leg;
    }

    /// The customer was called back: they are heard by another leg from here on.
    void comesBackBy(LegId next) {
        leg = next;
        flow.comesBackBy(next);
    }

    /// The agent of this offer has accepted and hears the customer's telephone ring; null: nobody does.
    void rings(@Nullable OfferId offer) {
        rings = offer;
    }

    boolean ringsFor(OfferId offer) {
        return offer.equals(rings);
    }

    /// An agent waits while the customer is being called, or no longer: their desk shows it.
    void dialling(AgentId agent, DeskCallOuts.@Nullable Dialling now) {
        dialling = now;
        world.deskChanged().accept(key(agent));
    }

    /// May be asked from any thread.
    DeskCallOuts.@Nullable Dialling dialling() {
        return dialling;
    }

    /// Who hears whom in this call.
    Ears ears() {
        return ears;
    }

    AgentLines.Key key(AgentId agent) {
        return new AgentLines.Key(tenant(), agent);
    }

    /// A step of the call, for its history.
    ///
    /// @param data codes and ids only
    /// @return done once it can be read
    CompletableFuture<Void> step(String type, Map<String, String> data) {
        return world.history().event(tenant(), interaction, type, world.now(), data);
    }

    /// What an agent's desk reads from the record is on its way there: the desk is told when it can be read. A desk
    /// that was told before shows what was.
    void shownTo(AgentId agent, CompletableFuture<Void> recorded) {
        recorded.thenRun(() -> world.deskChanged().accept(key(agent)));
    }

    FlowSession flow() {
        return flow;
    }

    Caller caller() {
        return caller;
    }

    Phase phase() {
        return phase;
    }

    void knownAs(Caller known) {
        caller = known;
    }

    /// The customer is known as far as they are: the flow begins.
    void begin(Caller known) {
        caller = known;
        watcher.became(phase);
        flow.start(known);
    }

    void become(Phase next) {
        boolean another = phase.getClass() != next.getClass();
        phase = next;
        if (another) {
            LOG.debug("Now {}", next.getClass().getSimpleName());
            watcher.became(next);
        }
    }

    /// The line is let go, the place is kept.
    void promised() {
        watcher.promised();
    }

    /// @return empty if the floor accepted, else the refusal's code
    CompletableFuture<String> askFloor(FloorCommand command) {
        return world.floor().ask(tenant(), command);
    }

    /// @return whether the floor accepted
    CompletableFuture<Boolean> toFloor(FloorCommand command) {
        return world.floor().send(tenant(), command);
    }

    void endConversation(EndedBy by) {
        toFloor(new FloorCommand.EndConversation(interaction, by));
    }

    /// @param queue whose team it is for, or null
    void openCase(String type, String reason, @Nullable String queue) {
        var stored = world.cases().open(tenant(), entry.client(), interaction, caller.customer(), type, reason, queue);
        cases = CompletableFuture.allOf(cases, stored);
    }

    /// We owe the customer a call: they are cut off by us. What follows comes after the case is stored, so that
    /// a crash in between leaves a call that was interrupted and never one that is forgotten.
    void oweCallBack(String reason, Runnable then) {
        openCase("call-back", reason, null);
        afterCases(() -> mailbox.post(then));
    }

    /// Runs once the cases opened so far are stored, or could not be stored at once.
    void afterCases(Runnable then) {
        cases.whenComplete((_, _) -> then.run());
    }
}
