package org.callosum.voice.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import org.callosum.voice.media.G711;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    private static final RecordingHeader HEADER = new RecordingHeader(1_767_225_600_000L, 11, 12);
    private static final RecordingKey KEY = RecordingKey.of(new byte[32]);

    @TempDir
    Path folder;

    private static byte[] noise(long seed, int count) {
        var bytes = new byte[count];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    /// Full chunks, then one of `lastSamples` (0: none).
    private Path recorded(int full, int lastSamples) throws IOException {
        var file = folder.resolve("call-" + full + "-" + lastSamples + ".rec");
        try (var writer = RecordingWriter.create(file, HEADER, KEY)) {
            for (var i = 0; i < full; i++) {
                writer.append(noise(i, 8_000), noise(100 + i, 8_000), 8_000, false);
            }
            if (lastSamples > 0) {
                writer.append(noise(full, 8_000), noise(100 + full, 8_000), lastSamples, false);
            }
        }
        return file;
    }

    private static void assertHolds(RecordingReader reader, int full) throws IOException {
        var left = new byte[8_000];
        var right = new byte[8_000];
        for (var i = 0; i < full; i++) {
            assertThat(reader.read(8_000L * i, left, right, 8_000)).isEqualTo(8_000);
            assertThat(left).isEqualTo(noise(i, 8_000));
            assertThat(right).isEqualTo(noise(100 + i, 8_000));
        }
        assertThat(reader.damagedChunks()).isZero();
    }

    @Test
    void whatWasSaidOnEachSideComesBack() throws IOException {
        try (var reader = RecordingReader.open(recorded(3, 1_234), KEY)) {
            assertThat(reader.header()).isEqualTo(HEADER);
            assertThat(reader.sampleCount()).isEqualTo(25_234);
            assertThat(reader.durationMillis()).isEqualTo(3_154);
            assertHolds(reader, 3);
            var left = new byte[8_000];
            assertThat(reader.read(24_000, left, new byte[8_000], 8_000)).isEqualTo(1_234);
            assertThat(Arrays.copyOf(left, 1_234)).isEqualTo(Arrays.copyOf(noise(3, 8_000), 1_234));
        }
    }

    @Test
    void aLastChunkTornAtAnyByteLosesNothingBeforeIt() throws IOException {
        var file = recorded(2, 300);
        var bytes = Files.readAllBytes(file);
        var start = (int) ChunkCipher.offset(2);
        for (var length = start; length < bytes.length; length++) {
            var torn = folder.resolve("torn.rec");
            Files.write(torn, Arrays.copyOf(bytes, length));
            try (var reader = RecordingReader.open(torn, KEY)) {
                assertThat(reader.sampleCount()).as("cut at %d", length).isEqualTo(16_000);
                if (length % 50 == 0) {
                    assertHolds(reader, 2);
                }
            }
        }
    }

    @Test
    void aFullChunkTornAtAnyByteLosesNothingBeforeIt() throws IOException {
        var bytes = Files.readAllBytes(recorded(2, 0));
        var torn = folder.resolve("torn.rec");
        for (var length = (int) ChunkCipher.offset(1); length < bytes.length; length += 7) {
            Files.write(torn, Arrays.copyOf(bytes, length));
            try (var reader = RecordingReader.open(torn, KEY)) {
                assertThat(reader.sampleCount()).as("cut at %d", length).isEqualTo(8_000);
            }
        }
    }

    @Test
    void aHeaderTornAtAnyByteIsToldApart() throws IOException {
        var bytes = Files.readAllBytes(recorded(1, 0));
        var torn = folder.resolve("torn.rec");
        for (var length = 0; length < RecordingHeader.LENGTH; length++) {
            Files.write(torn, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> RecordingReader.open(torn, KEY))
                    .isInstanceOf(UnreadableRecording.class)
                    .hasMessageContaining("header");
        }
    }

    @Test
    void aRecordingOfNothingIsEmpty() throws IOException {
        try (var reader = RecordingReader.open(recorded(0, 0), KEY)) {
            assertThat(reader.sampleCount()).isZero();
            assertThat(reader.waveform(100).left()).isEmpty();
            assertThat(reader.wav(Wav.Coding.PCM16).length()).isEqualTo(44);
        }
    }

    @Test
    void withoutItsKeyACallIsErased() throws IOException {
        var file = recorded(2, 0);
        var other = new byte[32];
        other[0] = 1;
        assertThatThrownBy(() -> RecordingReader.open(file, RecordingKey.of(other)))
                .isInstanceOf(UnreadableRecording.class)
                .hasMessageContaining("key");
        var clear = Files.readAllBytes(file);
        var said = Arrays.copyOf(noise(0, 8_000), 16);
        assertThat(HexFormat.of().formatHex(clear))
                .doesNotContain(HexFormat.of().formatHex(said));
    }

    @Test
    void aDamagedChunkInTheMiddleIsSilentAndCounted() throws IOException {
        var file = recorded(3, 0);
        var bytes = Files.readAllBytes(file);
        bytes[(int) ChunkCipher.offset(1) + 5_000] ^= 1;
        Files.write(file, bytes);
        try (var reader = RecordingReader.open(file, KEY)) {
            var left = new byte[24_000];
            assertThat(reader.read(0, left, new byte[24_000], 24_000)).isEqualTo(24_000);
            assertThat(Arrays.copyOf(left, 8_000)).isEqualTo(noise(0, 8_000));
            assertThat(left[8_000]).isEqualTo(G711.MU_SILENCE);
            assertThat(Arrays.copyOfRange(left, 16_000, 24_000)).isEqualTo(noise(2, 8_000));
            assertThat(reader.damagedChunks()).isEqualTo(1);
        }
    }

    @Test
    void anExistingFileIsNeverWrittenAgain() throws IOException {
        var file = recorded(1, 0);
        assertThatThrownBy(() -> RecordingWriter.create(file, HEADER, KEY))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void pausesAndLossesAreMarked() throws IOException {
        var file = folder.resolve("paused.rec");
        try (var writer = RecordingWriter.create(file, HEADER, KEY)) {
            writer.append(noise(0, 8_000), noise(1, 8_000), 8_000, false);
            writer.append(noise(0, 8_000), noise(1, 8_000), 8_000, true);
            writer.appendLost();
        }
        try (var reader = RecordingReader.open(file, KEY)) {
            assertThat(reader.gaps())
                    .containsExactly(
                            new RecordingReader.Gap(1_000, 2_000, true), new RecordingReader.Gap(2_000, 3_000, false));
        }
    }

    @Test
    void theWaveformShowsWhoWasLoudWhen() throws IOException {
        var loud = new byte[8_000];
        Arrays.fill(loud, G711.toMuLaw((short) 16_000));
        var quiet = new byte[8_000];
        Arrays.fill(quiet, G711.MU_SILENCE);
        var file = folder.resolve("wave.rec");
        try (var writer = RecordingWriter.create(file, HEADER, KEY)) {
            writer.append(loud, quiet, 8_000, false);
            writer.append(quiet, loud, 8_000, false);
        }
        try (var reader = RecordingReader.open(file, KEY)) {
            var wave = reader.waveform(4);
            assertThat(wave.stretchMillis()).isEqualTo(500);
            assertThat(wave.left()[0]).isBetween(120, 130);
            assertThat(wave.left()).containsExactly(wave.left()[0], wave.left()[0], 0, 0);
            assertThat(wave.right()).containsExactly(0, 0, wave.left()[0], wave.left()[0]);
        }
    }

    @Test
    void theWavTellsItsFormatAndLength() throws IOException {
        try (var reader = RecordingReader.open(recorded(2, 1_001), KEY)) {
            var out = new ByteArrayOutputStream();
            reader.wav(Wav.Coding.PCM16).writeTo(out);
            var head = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(new String(out.toByteArray(), 0, 4, StandardCharsets.US_ASCII))
                    .isEqualTo("RIFF");
            assertThat(head.getInt(4)).isEqualTo(out.size() - 8);
            assertThat(head.getShort(20)).isEqualTo((short) 1);
            assertThat(head.getShort(22)).isEqualTo((short) 2);
            assertThat(head.getInt(24)).isEqualTo(8_000);
            assertThat(head.getInt(28)).isEqualTo(32_000);
            assertThat(head.getShort(34)).isEqualTo((short) 16);
            assertThat(head.getInt(40)).isEqualTo(17_001 * 4);
            assertThat(head.getShort(44)).isEqualTo(G711.fromMuLaw(noise(0, 8_000)[0]));
            assertThat(head.getShort(46)).isEqualTo(G711.fromMuLaw(noise(100, 8_000)[0]));
        }
    }

    /// Behind the sound: `LIST`, the length of all, and each mark at an even place, in the order of their names.
    @Test
    void marksStandBehindTheSoundAndLeaveItAsItIs() throws IOException {
        try (var reader = RecordingReader.open(recorded(1, 0), KEY)) {
            var plain = new ByteArrayOutputStream();
            reader.wav(Wav.Coding.PCM16).writeTo(plain);
            var marked = new ByteArrayOutputStream();
            var wav = reader.wav(Wav.Coding.PCM16, Map.of("ISFT", "Callosum", "ICMT", "four"));
            wav.writeTo(marked);
            assertThat(wav.length()).isEqualTo(marked.size());
            var bytes = ByteBuffer.wrap(marked.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(bytes.getInt(4)).isEqualTo(marked.size() - 8);
            assertThat(Arrays.copyOfRange(marked.toByteArray(), 8, plain.size()))
                    .isEqualTo(Arrays.copyOfRange(plain.toByteArray(), 8, plain.size()));
            int list = plain.size();
            assertThat(bytes.getInt(list + 4)).isEqualTo(marked.size() - list - 8);
            assertThat(new String(marked.toByteArray(), list, 16, StandardCharsets.US_ASCII))
                    .startsWith("LIST")
                    .endsWith("INFOICMT");
            assertThat(bytes.getInt(list + 16)).isEqualTo(5);
            assertThat(new String(marked.toByteArray(), list + 20, 10, StandardCharsets.US_ASCII))
                    .isEqualTo("four\0\0ISFT");
        }
    }

    @Test
    void anyRangeOfTheWavIsThatPartOfTheWhole() throws IOException {
        try (var reader = RecordingReader.open(recorded(2, 77), KEY)) {
            for (var coding : Wav.Coding.values()) {
                var wav = reader.wav(coding, Map.of("ICMT", "copy für Li", "ISFT", "Callosum"));
                var whole = new ByteArrayOutputStream();
                wav.writeTo(whole);
                var random = new SplittableRandom(3);
                for (var i = 0; i < 300; i++) {
                    var from = random.nextLong(wav.length() + 1);
                    var to = random.nextLong(from, wav.length() + 1);
                    var part = new ByteArrayOutputStream();
                    wav.writeTo(part, from, to);
                    assertThat(part.toByteArray())
                            .isEqualTo(Arrays.copyOfRange(whole.toByteArray(), (int) from, (int) to));
                }
            }
        }
    }

    @Test
    void aWrappedKeyOpensOnlyUnderItsMasterKey() {
        var master = noise(1, 32);
        var wrapper = KeyWrapper.aes(master);
        var wrapped = wrapper.wrap(KEY);
        assertThat(wrapper.unwrap(wrapped)).isEqualTo(KEY);
        assertThatThrownBy(() -> KeyWrapper.aes(noise(2, 32)).unwrap(wrapped))
                .isInstanceOf(UnreadableRecording.class)
                .hasMessageContaining("another master key");
        for (var i = 5; i < wrapped.length; i++) {
            var damaged = wrapped.clone();
            damaged[i] ^= 1;
            assertThatThrownBy(() -> wrapper.unwrap(damaged)).isInstanceOf(UnreadableRecording.class);
        }
    }

    @Test
    void keysAreWrappedAsInRfc3394Section46() {
        // 256 bits of key data under a 256-bit key
        var master = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        var data = HexFormat.of().parseHex("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f");
        var wrapped = KeyWrapper.aes(master).wrap(RecordingKey.of(data));
        assertThat(HexFormat.of().formatHex(wrapped, 5, wrapped.length))
                .isEqualTo("28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21");
    }
}
