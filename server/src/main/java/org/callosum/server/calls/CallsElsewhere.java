package org.callosum.server.calls;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.calls.ElsewhereWords.Asked;
import org.callosum.server.calls.ElsewhereWords.Replied;
import org.callosum.server.calls.ElsewhereWords.Shown;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What desks of one node want of calls of another (`docs/decisions/0147`). A question is
/// said to all; the node that has the call carries it out and answers with what the desk is to show.
/// Without an answer in time the asker is told so: nothing hangs on a node that has died.
final class CallsElsewhere {
    /// The answer to whoever asks a node that is gone or does not know the call.
    static final String UNREACHABLE = "call-elsewhere";

    /// The answer about a call that has ended.
    static final String OVER = "conversation-over";

    static final long PATIENCE_MILLIS = 3_000;

    /// Questions on their way; more than all desks of a node ask in that time.
    static final int MOST_ASKED = 1_000;

    /// Calls elsewhere whose desks are shown here; what is forgotten is asked anew.
    static final int MOST_SHOWN = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(CallsElsewhere.class);

    /// How words get to the other nodes.
    interface Wire {
        /// Whether another node may have this call.
        boolean mayHave(InteractionId interaction);

        /// Whether this process began it, so that nobody else has it.
        boolean ours(InteractionId interaction);

        int node();

        /// @param node who is to hear it; negative: all
        void say(long tenant, int node, Object words);
    }

    private final Wire wire;
    private final LongSupplier ids;
    private final Executor threads;
    private final CallCentre centre;
    private final Visits visits;
    private final Consumer<String> count;

    /// Told with the tenant when what is known of a call has changed.
    private final BiConsumer<Long, InteractionId> changed;

    private final Map<Long, CompletableFuture<Replied>> asked = new ConcurrentHashMap<>();

    /// What the other node's calls look like, the longest unused first; guarded by itself.
    private final LinkedHashMap<InteractionId, Shown> shown = new LinkedHashMap<>(16, 0.75f, true);

    CallsElsewhere(
            Wire wire,
            LongSupplier ids,
            Executor threads,
            CallCentre centre,
            Visits visits,
            Consumer<String> count,
            BiConsumer<Long, InteractionId> changed) {
        this.wire = wire;
        this.ids = ids;
        this.threads = threads;
        this.centre = centre;
        this.visits = visits;
        this.count = count;
        this.changed = changed;
    }

    // ---- the node of the desk

    boolean has(InteractionId interaction) {
        return centre.call(interaction) == null && wire.mayHave(interaction);
    }

    /// @return the answer's code, empty when it was carried out; [#UNREACHABLE] without one
    CompletableFuture<String> ask(long tenant, InteractionId interaction, ElsewhereWords.Act act) {
        return question(tenant, interaction, act).thenApply(replied -> replied == null ? UNREACHABLE : replied.code());
    }

    /// As [#ask], but returns at once: also within a transaction, which would keep the words back until it
    /// is over.
    CompletableFuture<String> askSoon(long tenant, InteractionId interaction, ElsewhereWords.Act act) {
        return CompletableFuture.supplyAsync(() -> ask(tenant, interaction, act), threads)
                .thenCompose(answer -> answer);
    }

    private CompletableFuture<@Nullable Replied> question(
            long tenant, InteractionId interaction, ElsewhereWords.Act act) {
        if (asked.size() >= MOST_ASKED) {
            count.accept("elsewhere.too-many");
            return CompletableFuture.completedFuture(null);
        }
        long id = ids.getAsLong();
        var answer = new CompletableFuture<Replied>();
        asked.put(id, answer);
        count.accept("elsewhere.asked");
        try {
            wire.say(tenant, -1, new Asked(id, wire.node(), tenant, interaction.value(), act));
        } catch (RuntimeException fault) {
            LOG.warn("Other nodes cannot be asked: {}", fault.getMessage());
            answer.completeExceptionally(fault);
        }
        return answer.orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).handle((replied, late) -> {
            asked.remove(id);
            if (late != null) {
                count.accept("elsewhere.unanswered");
                return null;
            }
            if (act.shows()) {
                synchronized (shown) {
                    remember(interaction, replied.shown());
                }
            }
            return replied;
        });
    }

    /// What the other node last said of the call; asked for when nothing is known yet. Answers at once.
    Shown shown(long tenant, InteractionId interaction) {
        Shown known;
        synchronized (shown) {
            known = shown.get(interaction);
            if (known == null && has(interaction)) {
                remember(interaction, Shown.NOTHING); // asked for once
            }
        }
        if (known == null && has(interaction)) {
            look(tenant, interaction);
        }
        return known == null ? Shown.NOTHING : known;
    }

    private void remember(InteractionId interaction, Shown now) {
        shown.put(interaction, now);
        if (shown.size() > MOST_SHOWN) {
            shown.pollFirstEntry();
        }
    }

    private void look(long tenant, InteractionId interaction) {
        threads.execute(() -> {
            var unused = question(tenant, interaction, ElsewhereWords.Act.look())
                    .thenAccept(_ -> changed.accept(tenant, interaction));
        });
    }

    /// Something has happened to a call, as its node or the floor says: a desk that shows it is shown
    /// anew.
    void refresh(long tenant, InteractionId interaction) {
        boolean known;
        synchronized (shown) {
            known = shown.containsKey(interaction);
            if (known && !has(interaction)) {
                shown.remove(interaction);
                known = false;
            }
        }
        if (known) {
            look(tenant, interaction);
        }
    }

    void replied(Replied words) {
        var answer = asked.get(words.id());
        if (answer != null) {
            answer.complete(words);
        }
    }

    // ---- the node of the call

    /// Another node asks; whoever does not have the call says nothing.
    void heard(Asked words) {
        var interaction = new InteractionId(words.interaction());
        var call = centre.call(interaction);
        if (words.from() == wire.node()) {
            return;
        }
        if (call == null || call.tenant() != words.tenant()) {
            if (wire.ours(interaction)) {
                answer(words, OVER, Shown.NOTHING);
            }
            return;
        }
        count.accept("elsewhere.answered");
        threads.execute(() -> perform(call, interaction, words.act())
                .exceptionally(fault -> UNREACHABLE)
                .thenAccept(code -> answer(words, Objects.requireNonNull(code), Shown.of(call, interaction))));
    }

    private void answer(Asked words, String code, Shown now) {
        threads.execute(() -> wire.say(words.tenant(), words.from(), new Replied(words.id(), code, now)));
    }

    private CompletableFuture<String> perform(Call call, InteractionId of, ElsewhereWords.Act act) {
        return switch (act.kind()) {
            case LOOK -> CompletableFuture.completedFuture("");
            case MUTE -> done(call.agentMutes(of, act.on()));
            case PAUSE -> done(call.pausesRecording(act.on()));
            case DIGITS -> {
                call.agentSendsDigits(act.text());
                yield CompletableFuture.completedFuture("");
            }
            case TRANSFER -> call.transfer(act.target());
            case CONSULT -> call.consult(act.target());
            case TOGETHER -> call.together();
            case COMPLETE -> call.complete();
            case END -> call.endConsult();
            case COME -> visits.comes(call, of, new AgentId(act.who()), Objects.requireNonNull(act.visit()));
            case GO -> visits.goes(call, new AgentId(act.who()));
        };
    }

    /// The desk shows what came of it.
    private static CompletableFuture<String> done(CompletableFuture<Boolean> taken) {
        return taken.thenApply(_ -> "");
    }
}
