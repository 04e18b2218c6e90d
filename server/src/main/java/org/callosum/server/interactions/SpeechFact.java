package org.callosum.server.interactions;

import java.util.List;
import org.callosum.voice.signals.Side;
import org.callosum.voice.signals.SideSignals;
import org.callosum.voice.signals.SpeechSegment;
import org.callosum.voice.signals.SpeechSummary;

/// A conversation's speech as columns: sums, and segments packed as from, to, from, to ….
final class SpeechFact {
    static final String INSERT = """
            insert into speech (tenant_id, client_id, interaction_id, agent_id, began_at,
                conversation_millis, silence_millis, silences, longest_silence_millis, overtalk_millis,
                customer_speech_millis, customer_interruptions, customer_syllables, customer_raised_millis,
                customer_raised_times, agent_speech_millis, agent_interruptions, agent_syllables, agent_raised_millis,
                agent_raised_times, customer_segments, agent_segments, segments_left_out)
            select tenant_id, client_id, id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                string_to_array(?, ' ')::int[], string_to_array(?, ' ')::int[], ? from interaction where id = ?
            """;

    private SpeechFact() {}

    static Object[] values(LogWrite.Spoken spoken) {
        SpeechSummary summary = spoken.summary();
        var sums = summary.sums();
        SideSignals customer = sums.customer();
        SideSignals agent = sums.agent();
        return new Object[] {
            spoken.agent().value(),
            LogStore.time(spoken.beganAt()),
            sums.conversationMillis(),
            sums.silenceMillis(),
            sums.silences(),
            sums.longestSilenceMillis(),
            sums.overtalkMillis(),
            customer.speechMillis(),
            customer.interruptions(),
            customer.syllables(),
            customer.raisedMillis(),
            customer.raisedTimes(),
            agent.speechMillis(),
            agent.interruptions(),
            agent.syllables(),
            agent.raisedMillis(),
            agent.raisedTimes(),
            packed(summary.segments(), Side.CUSTOMER),
            packed(summary.segments(), Side.AGENT),
            summary.segmentsLeftOut(),
            spoken.interaction().value()
        };
    }

    private static String packed(List<SpeechSegment> segments, Side side) {
        var text = new StringBuilder();
        for (SpeechSegment segment : segments) {
            if (segment.side() == side) {
                text.append(text.isEmpty() ? "" : " ")
                        .append(segment.fromMillis())
                        .append(' ')
                        .append(segment.toMillis());
            }
        }
        return text.toString();
    }
}
