package org.callosum.server.calls;

import java.security.SecureRandom;
import java.util.Map;
import java.util.function.Consumer;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.platform.system.Correlation;
import org.callosum.voice.LegId;
import org.callosum.voice.RecordingId;
import org.callosum.voice.RecordingRequest;
import org.callosum.voice.recording.RecordingKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the recordings of one call. The key is stored before a second of sound exists, so that whatever a
/// crash leaves
/// can be opened.
final class CallRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(CallRecorder.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final CallWorld world;
    private final long tenant;
    private final InteractionId interaction;

    CallRecorder(CallWorld world, long tenant, InteractionId interaction) {
        this.world = world;
        this.tenant = tenant;
        this.interaction = interaction;
    }

    /// @param right the agent's leg; null records what the customer hears
    /// @param started told in the mailbox; not told when the row could not be stored: the call goes on without
    void start(
            LegId customer,
            @Nullable LegId right,
            @Nullable AgentId agent,
            Mailbox mailbox,
            Consumer<RecordingId> started) {
        var recording = new RecordingId(world.ids().getAsLong());
        var key = RecordingKey.random(RANDOM);
        world.history()
                .openRecording(tenant, interaction, recording, key, agent, world.now())
                .whenComplete((place, problem) -> {
                    if (problem != null) {
                        try (var _ = Correlation.with(interaction)) {
                            LOG.error("The call is not recorded: its key could not be stored", problem);
                        }
                        return;
                    }
                    mailbox.post(() -> {
                        world.voice().record(new RecordingRequest(recording, place.file(), key, customer, right));
                        world.history()
                                .event(
                                        tenant,
                                        interaction,
                                        "recording-started",
                                        world.now(),
                                        Map.of("recording", recording.toString()));
                        started.accept(recording);
                    });
                });
    }
}
