package org.callosum.server.platform.editing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Questions that come while others are being answered are answered together: one query for all of them, so that a
/// thousand calls a second are not a thousand transactions.
///
/// Bounded: beyond [#LIMIT] waiting questions the rest is refused, and whoever asked goes on without.
public final class AskedTogether<Q, A> {
    static final int LIMIT = 10_000;
    private static final int MOST_AT_ONCE = 500;

    private final Function<List<Q>, Map<Q, A>> answering;
    private final Executor threads;
    private List<Question<Q, A>> waiting = new ArrayList<>();
    private boolean busy;

    private record Question<Q, A>(Q asked, CompletableFuture<@Nullable A> answer) {}

    /// @param answering may leave questions out; they are answered with null
    /// @param threads runs it, one at a time
    public AskedTogether(Function<List<Q>, Map<Q, A>> answering, Executor threads) {
        this.answering = answering;
        this.threads = threads;
    }

    /// @return null for what was left out of the answers
    public CompletableFuture<@Nullable A> ask(Q question) {
        var answer = new CompletableFuture<@Nullable A>();
        synchronized (this) {
            if (waiting.size() >= LIMIT) {
                answer.completeExceptionally(new RejectedExecutionException(LIMIT + " questions wait for an answer"));
                return answer;
            }
            waiting.add(new Question<>(question, answer));
            if (busy) {
                return answer;
            }
            busy = true;
        }
        threads.execute(this::work);
        return answer;
    }

    private void work() {
        for (var batch = next(); !batch.isEmpty(); batch = next()) {
            try {
                var answers = answering.apply(
                        batch.stream().map(Question::asked).distinct().toList());
                batch.forEach(each -> each.answer().complete(answers.get(each.asked())));
            } catch (RuntimeException fault) {
                batch.forEach(each -> each.answer().completeExceptionally(fault));
            }
        }
    }

    private synchronized List<Question<Q, A>> next() {
        if (waiting.isEmpty()) {
            busy = false;
            return List.of();
        }
        if (waiting.size() <= MOST_AT_ONCE) {
            var all = waiting;
            waiting = new ArrayList<>();
            return all;
        }
        var first = waiting.subList(0, MOST_AT_ONCE);
        var batch = List.copyOf(first);
        first.clear();
        return batch;
    }
}
