package org.callosum.voice.signals;

import java.util.ArrayList;
import java.util.List;

/// Adds up who speaks when: one definition for live figures and final ones.
final class Conversation {
    private static final int MILLIS = 20;
    private static final Side[] SIDES = Side.values();

    private final int silenceFrames;
    private final int interruptionFrames;
    private final List<SpeechSegment> segments = new ArrayList<>();
    private int segmentsLeftOut;

    private long frames;
    private long silenceSum;
    private int silences;
    private long longestSilence;
    private long overtalkSum;
    private long silence;
    private long overtalk;
    private final boolean[] speaks = new boolean[2];
    private final long[] since = new long[2];
    private final long[] spoken = new long[2];
    private final int[] interruptions = new int[2];
    private int breaksIn = -1;

    Conversation(SignalSettings settings) {
        silenceFrames = settings.silenceMillis() / MILLIS;
        interruptionFrames = settings.interruptionMillis() / MILLIS;
    }

    void frame(long number, boolean customer, boolean agent) {
        frames++;
        var customerStarts = turn(0, number, customer);
        var agentStarts = turn(1, number, agent);
        if (customer && agent) {
            if (overtalk == 0) {
                // who starts in the very same frame breaks into nobody's speech
                breaksIn = customerStarts == agentStarts ? -1 : customerStarts ? 0 : 1;
            }
            overtalk++;
            overtalkSum++;
            if (overtalk == interruptionFrames && breaksIn >= 0) {
                interruptions[breaksIn]++;
            }
        } else {
            overtalk = 0;
        }
        if (customer || agent) {
            endSilence();
        } else {
            silence++;
        }
    }

    /// @return whether the side begins to speak in this frame
    private boolean turn(int side, long number, boolean speaking) {
        var was = speaks[side];
        if (speaking) {
            spoken[side]++;
            if (!was) {
                speaks[side] = true;
                since[side] = number;
            }
        } else if (was) {
            endSegment(side, number);
        }
        return speaking && !was;
    }

    private void endSegment(int side, long number) {
        speaks[side] = false;
        if (segments.size() < ConversationSignals.MOST_SEGMENTS) {
            segments.add(new SpeechSegment(SIDES[side], since[side] * MILLIS, number * MILLIS));
        } else {
            segmentsLeftOut++;
        }
    }

    private void endSilence() {
        if (silence >= silenceFrames) {
            silences++;
            silenceSum += silence;
            longestSilence = Math.max(longestSilence, silence);
        }
        silence = 0;
    }

    /// The conversation stops here, for a while or for good.
    void cut(long number) {
        for (var side = 0; side < 2; side++) {
            if (speaks[side]) {
                endSegment(side, number);
            }
        }
        endSilence();
        overtalk = 0;
    }

    SpeechSums sums(SideSignals customer, SideSignals agent) {
        var open = silence >= silenceFrames ? silence : 0;
        return new SpeechSums(
                frames * MILLIS,
                (silenceSum + open) * MILLIS,
                silences + (open > 0 ? 1 : 0),
                Math.max(longestSilence, open) * MILLIS,
                overtalkSum * MILLIS,
                customer,
                agent);
    }

    boolean speaks(Side side) {
        return speaks[side.ordinal()];
    }

    long silentForMillis() {
        return silence * MILLIS;
    }

    long overtalkForMillis() {
        return overtalk * MILLIS;
    }

    long spokenMillis(Side side) {
        return spoken[side.ordinal()] * MILLIS;
    }

    int interruptions(Side side) {
        return interruptions[side.ordinal()];
    }

    SpeechSummary summary(SpeechSums sums) {
        return new SpeechSummary(sums, segments, segmentsLeftOut);
    }
}
