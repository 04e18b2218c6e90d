package org.callosum.kernel.id;

/// An offer: the interaction that is proposed, and how many times it has been proposed before.
///
/// @param interaction what is offered
/// @param count 1 for the interaction's first offer
public record OfferId(InteractionId interaction, int count) {
    public OfferId {
        if (count < 1) {
            throw new IllegalArgumentException("Offers are counted from 1, not " + count);
        }
    }

    /// The form used in JSON and URLs: `interaction-count`.
    @Override
    public String toString() {
        return interaction + "-" + count;
    }

    /// Reads what [#toString()] wrote.
    ///
    /// @throws IllegalArgumentException if the text is not of the form `interaction-count`
    public static OfferId parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 1) {
            throw new IllegalArgumentException("An offer is written interaction-count, not '" + text + "'");
        }
        return new OfferId(
                new InteractionId(Long.parseLong(text, 0, dash, 10)),
                Integer.parseInt(text, dash + 1, text.length(), 10));
    }
}
