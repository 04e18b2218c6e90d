package org.callosum.server.waiting;

import io.swagger.v3.oas.annotations.media.Schema;
import org.callosum.server.platform.text.Text;

/// What a queue told and promised those who waited in it.
///
/// @param announced of stays that were answered after a wait had been announced (M:EWT)
/// @param callBacks by the beginning of the wait whose place they keep (M:CBK)
record QueueWaits(String queueId, Text queueName, Announced announced, CallBacks callBacks) {
    /// Sums, so that periods and queues add up; the mean is a sum divided by the contacts.
    ///
    /// @param contacts of each the first announcement counts: it is what the customer decided on
    /// @param absoluteErrorMillis sum of |actual − announced|, from the announcement to the answer
    /// @param errorMillis sum of actual − announced; above 0 where customers waited longer than they were told
    @Schema(name = "AnnouncedWaits")
    record Announced(long contacts, long absoluteErrorMillis, long errorMillis) {}

    /// A promise counts once, whatever its attempts. One that the customer took back (left a message
    /// instead) is not accepted.
    ///
    /// @param offered contacts to whom one was offered
    /// @param reached called back, or served before they had hung up
    /// @param inTime reached within the time promised
    /// @param open still to be kept
    /// @param raised became a case
    @Schema(name = "PromisedCallBacks")
    record CallBacks(long offered, long accepted, long reached, long inTime, long open, long raised) {}
}
