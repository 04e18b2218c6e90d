package org.callosum.server.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A case with its whole life, told afterwards.
///
/// @param owner account
/// @param queue whose opening hours its due time ran in
/// @param by who opened it
/// @param moves states that it went into after its first, in order of time
/// @param answers by item: a text, a number, true or false
public record PastCase(
        long client,
        String type,
        String reason,
        String subject,
        @Nullable Long customer,
        @Nullable Long interaction,
        @Nullable Long owner,
        @Nullable Long team,
        @Nullable Long queue,
        Instant at,
        String by,
        List<Move> moves,
        List<Note> notes,
        Map<String, Object> answers) {
    public PastCase {
        moves = List.copyOf(moves);
        notes = List.copyOf(notes);
        answers = Map.copyOf(answers);
    }

    public record Move(Instant at, String state, String by) {}

    public record Note(Instant at, String by, String text) {}

    @Override
    public String toString() {
        return "PastCase[" + type + "]"; // nothing personal in a log
    }
}
