package org.callosum.server.platform.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Requests of nodes of one house, kept in memory, of one tenant. Everybody is told of everything.
public final class MemoryRequests implements FloorRequests {
    private final Map<Long, Asked> asked = new TreeMap<>();
    private final Map<Long, Answer> answered = new TreeMap<>();
    private final Map<Long, Integer> askers = new TreeMap<>();
    private final List<Runnable> whenAsked = new CopyOnWriteArrayList<>();
    private final List<Runnable> whenAnswered = new CopyOnWriteArrayList<>();

    public void listen(Runnable onAsked, Runnable onAnswered) {
        whenAsked.add(onAsked);
        whenAnswered.add(onAnswered);
    }

    @Override
    public void ask(long tenant, int node, List<Request> requests) {
        synchronized (this) {
            for (Request one : requests) {
                asked.put(one.id(), new Asked(one.id(), node, one.command()));
                askers.put(one.id(), node);
            }
        }
        whenAsked.forEach(Runnable::run);
    }

    @Override
    public synchronized List<Asked> unanswered(long tenant, int atMost) {
        return asked.values().stream().limit(atMost).toList();
    }

    @Override
    public void answer(long tenant, List<Answer> answers) {
        store(answers);
        tell(answers);
    }

    synchronized void store(List<Answer> answers) {
        for (Answer one : answers) {
            if (asked.remove(one.id()) != null) {
                answered.put(one.id(), one);
            }
        }
    }

    void tell(List<Answer> answers) {
        if (!answers.isEmpty()) {
            whenAnswered.forEach(Runnable::run);
        }
    }

    @Override
    public synchronized List<Answer> collect(long tenant, int node) {
        List<Answer> found = new ArrayList<>();
        for (Answer one : List.copyOf(answered.values())) {
            if (askers.getOrDefault(one.id(), -1) == node) {
                found.add(one);
                answered.remove(one.id());
            }
        }
        return found;
    }

    @Override
    public synchronized void drop(long tenant, List<Long> ids) {
        ids.forEach(id -> {
            asked.remove(id);
            answered.remove(id);
        });
    }
}
