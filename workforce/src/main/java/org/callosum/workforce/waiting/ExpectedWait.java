package org.callosum.workforce.waiting;

/// How long somebody has still to wait, as far as anybody can say.
///
/// @param lowMillis a quarter of the waits are shorter
/// @param likelyMillis the mean; 0 when somebody is ready
/// @param highMillis a tenth of the waits are longer
/// @param position in the queue, from 1
/// @param agents who take from this queue as soon as they are free
public record ExpectedWait(long lowMillis, long likelyMillis, long highMillis, int position, int agents) {
    /// Nobody works for this queue at present: nothing can be said, and nothing should be announced.
    public static ExpectedWait unknown(int position) {
        return new ExpectedWait(0, Long.MAX_VALUE, Long.MAX_VALUE, position, 0);
    }

    public boolean isKnown() {
        return likelyMillis != Long.MAX_VALUE;
    }

    /// What to say: minutes from … to, rounded outwards so that it is not more exact than it can be. To
    /// whole minutes up to five, to five up to twenty, then to ten. `toMinutes` 1 is "less than a minute"
    /// where `fromMinutes` is 0.
    public Announcement announcement() {
        if (!isKnown()) {
            return new Announcement(0, 0);
        }
        long high = (highMillis + 59_999) / 60_000;
        long grain = high <= 5 ? 1 : high <= 20 ? 5 : 10;
        long to = Math.max(1, (high + grain - 1) / grain * grain);
        long from = lowMillis / 60_000 / grain * grain;
        return new Announcement((int) Math.min(from, 600), (int) Math.min(to, 600));
    }

    /// @param toMinutes 0 for nothing to say
    public record Announcement(int fromMinutes, int toMinutes) {}
}
