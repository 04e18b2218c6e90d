package org.callosum.voice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.callosum.voice.VoiceEvent.RecordingStop;
import org.callosum.voice.recording.RecordingKey;
import org.callosum.voice.recording.RecordingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// A disk without room stops recordings, never calls; with room again the next recording is whole.
class DiskFullTest {
    private static final RecordingKey KEY = RecordingKey.random(new SecureRandom());

    @TempDir
    Path folder;

    @Test
    void aFullDiskStopsTheRecordingWithAnAlarmAndNotTheCall(TestReporter reporter) throws IOException {
        try (var disk = SmallDisk.at(folder);
                var outside = new TestEngine();
                var centre = new TestEngine()) {
            reporter.publishEntry("disk", disk.kind());
            var legs = TestEngine.call(outside, centre, "1000");
            var full = new RecordingId(TestEngine.nextId());
            centre.voice.record(new RecordingRequest(full, disk.file("full.rec"), KEY, legs.far(), null));
            assertThat(centre.await(VoiceEvent.RecordingAlarm.class).reason()).contains("No space left on device");
            var stopped = centre.await(VoiceEvent.RecordingStopped.class);
            assertThat(stopped.recording()).isEqualTo(full);
            assertThat(stopped.reason()).isEqualTo(RecordingStop.STORAGE_FAILED);
            if (disk.keepsWhatFits()) {
                try (var reader = RecordingReader.open(disk.file("full.rec"), KEY)) {
                    assertThat(reader.durationMillis())
                            .as("the seconds that found room")
                            .isEqualTo(stopped.durationMillis())
                            .isPositive();
                }
            }
            var still = new PlayId(TestEngine.nextId());
            centre.voice.play(legs.far(), still, List.of(new AudioSource.Silence(60)), false);
            assertThat(centre.await(
                                    VoiceEvent.PlayEnded.class,
                                    event -> event.play().equals(still))
                            .completed())
                    .as("the call goes on")
                    .isTrue();

            disk.makeRoom();
            var next = TestEngine.call(outside, centre, "1001");
            var whole = new RecordingId(TestEngine.nextId());
            var file = disk.file("whole.rec");
            centre.voice.record(new RecordingRequest(whole, file, KEY, next.far(), null));
            Later.until("a second on the disk", () -> Files.exists(file) && Files.size(file) > 16_000);
            centre.voice.stopRecording(whole);
            var good = centre.await(
                    VoiceEvent.RecordingStopped.class,
                    event -> event.recording().equals(whole));
            assertThat(good.reason()).isEqualTo(RecordingStop.REQUESTED);
            assertThat(good.durationMillis()).isGreaterThanOrEqualTo(1_000);
            assertThat(centre.all(VoiceEvent.RecordingAlarm.class))
                    .as("one alarm, of the first recording")
                    .hasSize(1);
            assertThat(centre.all(VoiceEvent.Ended.class)).isEmpty();
        }
    }
}
