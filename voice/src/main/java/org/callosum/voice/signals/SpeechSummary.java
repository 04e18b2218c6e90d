package org.callosum.voice.signals;

import java.util.List;

/// A conversation's signals when it is over.
///
/// @param segments in the order in which they ended
/// @param segmentsLeftOut segments beyond [ConversationSignals#MOST_SEGMENTS]; they are in the sums
public record SpeechSummary(SpeechSums sums, List<SpeechSegment> segments, int segmentsLeftOut) {
    /// Nobody was heard.
    public static final SpeechSummary NOTHING =
            new SpeechSummary(new SpeechSums(0, 0, 0, 0, 0, SideSignals.NONE, SideSignals.NONE), List.of(), 0);

    public SpeechSummary {
        segments = List.copyOf(segments);
    }
}
