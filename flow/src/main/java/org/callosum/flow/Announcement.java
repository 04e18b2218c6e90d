package org.callosum.flow;

import java.util.List;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.expression.Expression;

/// What the customer hears or reads: recorded clips, or a text to speak or show.
public sealed interface Announcement {
    /// One clip after the other.
    ///
    /// @param pieces at least one
    record Clips(List<Piece> pieces) implements Announcement {
        public Clips {
            if (pieces.isEmpty()) {
                throw new IllegalArgumentException("An announcement needs at least one piece");
            }
            pieces = List.copyOf(pieces);
        }
    }

    /// A text; `{name}` in it stands for the value of that name.
    record Spoken(LocaleText text) implements Announcement {}

    sealed interface Piece {
        /// A prompt by its code, for instance `welcome`; the language decides which recording.
        record Clip(String code) implements Piece {}

        /// A whole number from 0 to 100, read as a number; see {@link SpokenNumbers}.
        record Number(Expression value) implements Piece {}

        /// Digits read one by one, for instance an order number.
        record Digits(Expression value) implements Piece {}
    }
}
