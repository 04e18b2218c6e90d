package org.callosum.server.floor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.callosum.floor.Decision;
import org.callosum.floor.FloorCommand;
import org.callosum.server.floor.FloorUnavailable.Why;
import org.callosum.server.platform.journal.FloorRequestCodec;
import org.callosum.server.platform.journal.FloorRequests;
import org.jspecify.annotations.Nullable;

/// What this node has asked of a floor's owner and not been told yet. An answer is handed on when the copy here has
/// reached the events it stands on. Of the host's thread.
final class FloorQuestions {
    /// Longer than any take-over.
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final long tenant;
    private final FloorCluster cluster;
    private final Executor answers;
    private final Map<Long, Question> asked = new HashMap<>();
    private final TreeMap<Long, List<Settled>> settled = new TreeMap<>();

    private record Question(CompletableFuture<Decision> answer, long askedNanos) {}

    private record Settled(CompletableFuture<Decision> answer, Decision decision) {}

    FloorQuestions(long tenant, FloorCluster cluster, Executor answers) {
        this.tenant = tenant;
        this.cluster = cluster;
        this.answers = answers;
    }

    boolean isEmpty() {
        return asked.isEmpty() && settled.isEmpty();
    }

    /// How many wait for the owner.
    int size() {
        return asked.size();
    }

    /// A command and who waits for its decision.
    record Ask(FloorCommand command, CompletableFuture<Decision> answer) {}

    void ask(List<Ask> commands) {
        List<FloorRequests.Request> requests = new ArrayList<>();
        long now = System.nanoTime();
        for (Ask one : commands) {
            long id = cluster.ids().getAsLong();
            asked.put(id, new Question(one.answer(), now));
            requests.add(new FloorRequests.Request(id, FloorRequestCodec.write(one.command())));
        }
        cluster.requests().ask(tenant, cluster.node(), requests);
    }

    /// Fetches answers, and hands on those that the copy has reached.
    void collect(long position) {
        for (FloorRequests.Answer found : cluster.requests().collect(tenant, cluster.node())) {
            Question question = asked.remove(found.id());
            if (question != null) {
                FloorRequestCodec.Answer answer = FloorRequestCodec.answer(found.answer());
                settled.computeIfAbsent(answer.position(), _ -> new ArrayList<>())
                        .add(new Settled(question.answer(), answer.decision()));
            }
        }
        reached(position);
    }

    /// The copy has come this far.
    void reached(long position) {
        Iterator<List<Settled>> known = settled.headMap(position, true).values().iterator();
        while (known.hasNext()) {
            for (Settled one : known.next()) {
                one.answer().completeAsync(one::decision, answers);
            }
            known.remove();
        }
    }

    /// Whoever has waited longer than any take-over lasts is told that nobody knows.
    void giveUpOld() {
        long now = System.nanoTime();
        List<Long> old = asked.entrySet().stream()
                .filter(one -> now - one.getValue().askedNanos() > PATIENCE_NANOS)
                .map(Map.Entry::getKey)
                .toList();
        if (!old.isEmpty()) {
            cluster.requests().drop(tenant, old);
            old.forEach(id -> fail(asked.remove(id)));
        }
    }

    /// This node, being the owner now, decides its own question itself.
    @Nullable
    CompletableFuture<Decision> own(long id) {
        Question question = asked.remove(id);
        return question == null ? null : question.answer();
    }

    void failAll() {
        asked.values().forEach(this::fail);
        asked.clear();
        settled.values().forEach(all -> all.forEach(one -> one.answer().completeAsync(one::decision, answers)));
        settled.clear();
    }

    private void fail(@Nullable Question question) {
        if (question != null) {
            answers.execute(() -> question.answer()
                    .completeExceptionally(new FloorUnavailable(
                            Why.LOST, "The owner of the floor of tenant " + tenant + " did not answer")));
        }
    }
}
