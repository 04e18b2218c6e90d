package org.callosum.floor;

/// How pressing a waiting interaction is: `weight × (waited + priority × priorityMillis) ÷ target`, so 1 means
/// that the target is just used up. Once `waited + priority × priorityMillis` reaches `overdueMillis` it comes
/// before everything that is not overdue, the largest such sum first, so that nothing starves however busy the
/// other queues are (decision 0010).
///
/// @param weight above 0; 2 makes the queue as pressing as one with half the target
/// @param priorityMillis what one point of priority is worth, in milliseconds of waiting; at least 0
/// @param overdueMillis above 0
/// @see "Stanford, Taylor, Ziedins (2014), Waiting time distributions in the accumulating priority queue,
///     Queueing Systems 77, 297–330"
public record Urgency(double weight, long priorityMillis, long overdueMillis) {
    /// A point of priority is worth half a minute; after half an hour an interaction is overdue.
    public static final Urgency NORMAL = new Urgency(1.0, 30_000, 1_800_000);

    public Urgency {
        if (!(weight > 0) || weight > 1e6) {
            throw new IllegalArgumentException("An urgency weight is above 0 and at most a million, not " + weight);
        }
        if (priorityMillis < 0 || priorityMillis > 86_400_000) {
            throw new IllegalArgumentException(
                    "A point of priority is worth 0 ms to one day of waiting, not " + priorityMillis);
        }
        if (overdueMillis <= 0) {
            throw new IllegalArgumentException("Overdue begins after more than 0 ms, not " + overdueMillis);
        }
    }
}
