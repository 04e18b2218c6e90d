package org.callosum.server.platform.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// An index whose texts change: a large part that was made once, and a small one with what came since, made
/// anew at each change. When the small one has grown, all is made anew.
///
/// Writers take a lock; whoever searches reads one value and waits for nobody.
///
/// @param <T> what is found; equal things stand in for each other
public final class TextIndex<T> {
    private static final int LARGEST_RECENT = 400;

    private volatile State<T> state = new State<>(Part.of(List.of()), Part.of(List.of()), Set.of());

    /// A text to be found.
    ///
    /// @param owner whose texts come and go together, such as the page of a text in one language
    public record Entry<T>(long owner, T subject, String title, String tags, String body) {}

    /// @param score higher is better; comparable within one search only
    public record Hit<T>(T subject, int score) {}

    private record Part<T>(List<Entry<T>> entries, SearchSegment segment) {
        static <T> Part<T> of(List<Entry<T>> entries) {
            return new Part<>(
                    List.copyOf(entries),
                    new SearchSegment(entries.stream()
                            .map(each -> new SearchSegment.Source(each.title(), each.tags(), each.body()))
                            .toList()));
        }
    }

    /// @param replaced owners whose texts in the large part no longer count
    private record State<T>(Part<T> large, Part<T> recent, Set<Long> replaced) {}

    /// Replaces everything that these owners have.
    ///
    /// @param fresh their texts now; an owner without any is gone
    public synchronized void replace(Collection<Long> owners, List<Entry<T>> fresh) {
        var now = state;
        var recent = new ArrayList<Entry<T>>();
        for (var entry : now.recent().entries()) {
            if (!owners.contains(entry.owner())) {
                recent.add(entry);
            }
        }
        recent.addAll(fresh);
        var replaced = new HashSet<>(now.replaced());
        replaced.addAll(owners);
        if (recent.size() <= LARGEST_RECENT) {
            state = new State<>(now.large(), Part.of(recent), Set.copyOf(replaced));
            return;
        }
        var all = new ArrayList<Entry<T>>();
        for (var entry : now.large().entries()) {
            if (!replaced.contains(entry.owner())) {
                all.add(entry);
            }
        }
        all.addAll(recent);
        state = new State<>(Part.of(all), Part.of(List.of()), Set.of());
    }

    public int size() {
        var now = state;
        return now.large().segment().size() + now.recent().segment().size();
    }

    /// What answers a question, best first, each subject once.
    ///
    /// @param open what may be found by whoever asks, at this moment
    public List<Hit<T>> find(SearchQuestion question, Predicate<T> open, int most) {
        if (question.isEmpty()) {
            return List.of();
        }
        var now = state;
        Map<T, Integer> best = new HashMap<>();
        var order = new ArrayList<Hit<T>>();
        collect(now.large(), question, open, now.replaced(), most, order);
        collect(now.recent(), question, open, Set.of(), most, order);
        order.sort((one, two) -> Integer.compare(two.score(), one.score())); // stable: ties keep their part's order
        var hits = new ArrayList<Hit<T>>();
        for (var hit : order) {
            if (hits.size() < most && best.putIfAbsent(hit.subject(), hit.score()) == null) {
                hits.add(hit);
            }
        }
        return List.copyOf(hits);
    }

    private static <T> void collect(
            Part<T> part, SearchQuestion question, Predicate<T> open, Set<Long> replaced, int most, List<Hit<T>> into) {
        var entries = part.entries();
        part.segment()
                .find(
                        question,
                        text -> !replaced.contains(entries.get(text).owner())
                                && open.test(entries.get(text).subject()),
                        most)
                .forEach(found -> into.add(new Hit<>(entries.get(found.text()).subject(), found.score())));
    }
}
