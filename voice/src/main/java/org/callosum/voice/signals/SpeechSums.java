package org.callosum.voice.signals;

/// The sums of a conversation, live and final alike. Hold is in none of them.
///
/// @param conversationMillis heard so far, without hold
/// @param silenceMillis sum of the gaps that count
/// @param silences their number
/// @param longestSilenceMillis the longest of them
/// @param overtalkMillis both spoke
public record SpeechSums(
        long conversationMillis,
        long silenceMillis,
        int silences,
        long longestSilenceMillis,
        long overtalkMillis,
        SideSignals customer,
        SideSignals agent) {

    public SideSignals of(Side side) {
        return side == Side.CUSTOMER ? customer : agent;
    }

    /// Agent's part of all speech (TLR), 0 to 1; 0 if nobody spoke.
    public double agentShare() {
        var all = customer.speechMillis() + agent.speechMillis();
        return all == 0 ? 0 : (double) agent.speechMillis() / all;
    }
}
