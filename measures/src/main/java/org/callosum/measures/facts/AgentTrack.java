package org.callosum.measures.facts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.jspecify.annotations.Nullable;

/// One signed-in agent: what they declare, what they have in hand, and the state that follows.
final class AgentTrack {
    private final AgentId agent;
    private final Consumer<? super Fact> facts;
    private final long signedInAt;
    private boolean ready;
    private String reason = "signed-in";
    private final List<OpenFacts.OpenWork> work = new ArrayList<>();
    private MetricState state = MetricState.NOT_READY;
    private String stateReason = "signed-in";
    private long stateFrom;
    private @Nullable InteractionId interaction;

    AgentTrack(AgentId agent, long at, Consumer<? super Fact> facts) {
        this.agent = agent;
        this.facts = facts;
        this.signedInAt = at;
        this.stateFrom = at;
    }

    AgentTrack(OpenFacts.OpenAgent open, Consumer<? super Fact> facts) {
        this.agent = open.agent();
        this.facts = facts;
        this.signedInAt = open.signedInAtMillis();
        this.ready = open.ready();
        this.reason = open.reason();
        this.work.addAll(open.work());
        this.state = open.state();
        this.stateReason = open.stateReason();
        this.stateFrom = open.stateFromMillis();
        this.interaction = open.interaction();
    }

    OpenFacts.OpenAgent open() {
        return new OpenFacts.OpenAgent(
                agent, signedInAt, ready, reason, work, state, stateReason, stateFrom, interaction);
    }

    AgentStateInterval openState() {
        return new AgentStateInterval(agent, state, stateReason, stateFrom, 0, interaction);
    }

    Session openSession() {
        return new Session(agent, signedInAt, 0);
    }

    void ready(long at) {
        ready = true;
        reason = "";
        follow(at);
    }

    void notReady(String why, long at) {
        ready = false;
        reason = why;
        follow(at);
    }

    void work(OfferId offer, MetricState stage, boolean voice, long at) {
        work.add(new OpenFacts.OpenWork(offer, stage, voice, at));
        work.sort(Comparator.comparing((OpenFacts.OpenWork w) -> w.offer().interaction())
                .thenComparingInt(w -> w.offer().count()));
        follow(at);
    }

    void stage(OfferId offer, MetricState stage, long at) {
        work.replaceAll(w -> w.offer().equals(offer) ? new OpenFacts.OpenWork(offer, stage, w.voice(), at) : w);
        follow(at);
    }

    void done(OfferId offer, long at) {
        work.removeIf(w -> w.offer().equals(offer));
        follow(at);
    }

    void signOut(long at) {
        close(at);
        facts.accept(new Session(agent, signedInAt, at));
    }

    private void follow(long at) {
        var deciding = deciding(work);
        var now = state(deciding, ready);
        var nowReason = now == MetricState.NOT_READY ? reason : "";
        var nowInteraction = deciding == null ? null : deciding.offer().interaction();
        boolean same = now == state
                && nowReason.equals(stateReason)
                && (nowInteraction == null ? interaction == null : nowInteraction.equals(interaction));
        if (!same) {
            close(at);
            state = now;
            stateReason = nowReason;
            stateFrom = at;
            interaction = nowInteraction;
        }
    }

    private void close(long at) {
        if (at > stateFrom) {
            facts.accept(new AgentStateInterval(agent, state, stateReason, stateFrom, at, interaction));
        }
    }

    /// The one mapping from what the floor sees to the state of figures (`metrics.md` 0.1, house style 3):
    /// whatever is in hand decides, else presence does.
    static MetricState state(OpenFacts.@Nullable OpenWork deciding, boolean ready) {
        return deciding != null ? deciding.stage() : ready ? MetricState.READY : MetricState.NOT_READY;
    }

    /// Of several, the first of talk, hold, ringing, acw; voice before text; then the one that is in this stage
    /// longest, then the lower interaction.
    static OpenFacts.@Nullable OpenWork deciding(List<OpenFacts.OpenWork> work) {
        return work.stream()
                .min(Comparator.comparing(OpenFacts.OpenWork::stage)
                        .thenComparing(w -> !w.voice())
                        .thenComparingLong(OpenFacts.OpenWork::sinceMillis)
                        .thenComparing(w -> w.offer().interaction()))
                .orElse(null);
    }
}
