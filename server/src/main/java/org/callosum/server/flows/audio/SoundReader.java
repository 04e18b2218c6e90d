package org.callosum.server.flows.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.callosum.voice.Sound;
import org.callosum.voice.media.G711;

/// Reads uploaded sound: RIFF WAVE (PCM 8, 16, 24 or 32 bit, 32-bit float, A-law, µ-law), Sun AU (µ-law, A-law,
/// 16-bit), or bare
/// µ-law bytes at 8 000 Hz. One or two channels, 8 000 to 48 000 Hz; two become one by their mean.
///
/// @see "Multimedia Programming Interface and Data Specifications 1.0 (IBM, Microsoft, 1991), RIFF and WAVE"
public final class SoundReader {
    /// Ten minutes: longer than any announcement anybody waits through.
    private static final int MOST_SAMPLES = 10 * 60 * 8_000;

    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int A_LAW = 6;
    private static final int MU_LAW = 7;
    private static final int EXTENSIBLE = 0xfffe;
    private static final String NEEDED =
            "A WAV file is needed: PCM 16 bit, mono, 8000 Hz is best; PCM 8 to 32 bit, A-law, µ-law, one or two"
                    + " channels and 8000 to 48000 Hz are converted";

    private SoundReader() {}

    /// @param name the file's name; `.ul` and `.ulaw` mark bare µ-law, which has no header to tell it by
    /// @throws UnreadableSound with what was found and what is needed
    public static Sound read(byte[] file, String name) throws UnreadableSound {
        if (file.length == 0) {
            throw new UnreadableSound("empty", "The file is empty. " + NEEDED);
        }
        var lower = name.toLowerCase(java.util.Locale.ROOT);
        if (starts(file, "RIFF")) {
            return wave(file);
        }
        if (starts(file, ".snd")) {
            return sun(file);
        }
        if (lower.endsWith(".ul") || lower.endsWith(".ulaw")) {
            return bounded(Sound.ofMuLaw(file));
        }
        throw new UnreadableSound("not-a-sound", "This is neither a WAV nor an AU file. " + NEEDED);
    }

    private static Sound wave(byte[] file) throws UnreadableSound {
        var in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < 12 || !tag(in, 8).equals("WAVE")) {
            throw new UnreadableSound("not-a-sound", "A RIFF file without WAVE in it. " + NEEDED);
        }
        Format format = null;
        var at = 12;
        while (at + 8 <= file.length) {
            var chunk = tag(in, at);
            var size = Integer.toUnsignedLong(in.getInt(at + 4));
            var body = at + 8;
            // a stream written without seeking back has a data chunk of unknown size: it reaches to the file's end
            var length = (int) Math.min(size, file.length - body);
            if (chunk.equals("fmt ")) {
                format = format(in, body, length);
            } else if (chunk.equals("data")) {
                if (format == null) {
                    throw new UnreadableSound("damaged", "The WAV file has sound before its format. " + NEEDED);
                }
                return decode(file, body, length, format);
            } else if (size > file.length - body) {
                throw new UnreadableSound(
                        "damaged",
                        "The WAV file breaks off inside its part '%s' at byte %d".formatted(printable(chunk), at));
            }
            at = body + length + (length & 1);
        }
        throw new UnreadableSound(
                "damaged", "The WAV file holds no sound: no data part in %d bytes".formatted(file.length));
    }

    private static Format format(ByteBuffer in, int body, int length) throws UnreadableSound {
        if (length < 16) {
            throw new UnreadableSound(
                    "damaged", "The WAV file's format part has %d bytes instead of 16".formatted(length));
        }
        var code = Short.toUnsignedInt(in.getShort(body));
        var channels = Short.toUnsignedInt(in.getShort(body + 2));
        var rate = in.getInt(body + 4);
        var bits = Short.toUnsignedInt(in.getShort(body + 14));
        if (code == EXTENSIBLE && length >= 26) {
            code = Short.toUnsignedInt(in.getShort(body + 24));
        }
        return new Format(code, channels, rate, bits, ByteOrder.LITTLE_ENDIAN).checked();
    }

    private static Sound sun(byte[] file) throws UnreadableSound {
        if (file.length < 24) {
            throw new UnreadableSound("damaged", "The AU file breaks off in its header");
        }
        var in = ByteBuffer.wrap(file).order(ByteOrder.BIG_ENDIAN);
        var body = in.getInt(4);
        if (body < 24 || body > file.length) {
            throw new UnreadableSound(
                    "damaged", "The AU file's sound begins at byte %d of %d".formatted(body, file.length));
        }
        var encoding = in.getInt(12);
        var code = switch (encoding) {
            case 1 -> MU_LAW;
            case 27 -> A_LAW;
            case 3 -> PCM;
            default ->
                throw new UnreadableSound("unsupported", "AU encoding %d is not read. %s".formatted(encoding, NEEDED));
        };
        var format =
                new Format(code, in.getInt(20), in.getInt(16), code == PCM ? 16 : 8, ByteOrder.BIG_ENDIAN).checked();
        return decode(file, body, file.length - body, format);
    }

    private static Sound decode(byte[] file, int body, int length, Format format) throws UnreadableSound {
        var frames = length / format.frameBytes();
        if (frames == 0) {
            throw new UnreadableSound("empty", "The file holds no sound");
        }
        if (frames > (long) MOST_SAMPLES * format.rate() / 8_000) {
            throw tooLong(frames / format.rate());
        }
        if (format.rate() == 8_000 && format.channels() == 1 && format.code() == MU_LAW) {
            return Sound.ofMuLaw(java.util.Arrays.copyOfRange(file, body, body + frames));
        }
        if (format.rate() == 8_000 && format.channels() == 1 && format.code() == A_LAW) {
            return Sound.ofALaw(java.util.Arrays.copyOfRange(file, body, body + frames));
        }
        var in = ByteBuffer.wrap(file).order(format.order());
        var mono = new float[frames];
        var sampleBytes = format.bits() / 8;
        for (var frame = 0; frame < frames; frame++) {
            var sum = 0f;
            for (var channel = 0; channel < format.channels(); channel++) {
                sum += sample(in, body + frame * format.frameBytes() + channel * sampleBytes, format);
            }
            mono[frame] = sum / format.channels();
        }
        return Sound.ofLinear(Resampler.toEightKilohertz(mono, format.rate()));
    }

    /// One sample on the scale of 16 bits.
    private static float sample(ByteBuffer in, int at, Format format) {
        return switch (format.code()) {
            case MU_LAW -> G711.fromMuLaw(in.get(at));
            case A_LAW -> G711.fromALaw(in.get(at));
            case FLOAT -> {
                var value = in.getFloat(at);
                yield Float.isFinite(value) ? Math.clamp(value, -1f, 1f) * 32_767f : 0f;
            }
            default ->
                switch (format.bits()) {
                    case 8 -> (Byte.toUnsignedInt(in.get(at)) - 128) * 256f;
                    case 16 -> in.getShort(at);
                    case 24 -> (in.get(at + 2) << 8 | in.get(at + 1) & 0xff) + (in.get(at) & 0xff) / 256f;
                    default -> in.getInt(at) / 65_536f;
                };
        };
    }

    private record Format(int code, int channels, int rate, int bits, ByteOrder order) {
        Format checked() throws UnreadableSound {
            if (channels < 1 || channels > 2) {
                throw new UnreadableSound("unsupported", "The file has %d channels. %s".formatted(channels, NEEDED));
            }
            if (rate < 8_000 || rate > 48_000) {
                throw new UnreadableSound(
                        "unsupported", "The file has %d samples per second. %s".formatted(rate, NEEDED));
            }
            var known = switch (code) {
                case PCM -> bits == 8 || bits == 16 || bits == 24 || bits == 32;
                case FLOAT -> bits == 32;
                case A_LAW, MU_LAW -> bits == 8;
                default -> false;
            };
            if (!known) {
                throw new UnreadableSound(
                        "unsupported",
                        "The file's encoding (format %d, %d bit) is not read. %s".formatted(code, bits, NEEDED));
            }
            return this;
        }

        int frameBytes() {
            return channels * bits / 8;
        }
    }

    private static Sound bounded(Sound sound) throws UnreadableSound {
        if (sound.sampleCount() > MOST_SAMPLES) {
            throw tooLong(sound.sampleCount() / 8_000);
        }
        return sound;
    }

    private static UnreadableSound tooLong(int seconds) {
        return new UnreadableSound("too-long", "The sound lasts %d seconds; at most 600 are played".formatted(seconds));
    }

    private static boolean starts(byte[] file, String tag) {
        return file.length >= 4 && new String(file, 0, 4, StandardCharsets.ISO_8859_1).equals(tag);
    }

    private static String tag(ByteBuffer in, int at) {
        return new String(in.array(), at, 4, StandardCharsets.ISO_8859_1);
    }

    private static String printable(String tag) {
        return tag.replaceAll("[^ -~]", "?");
    }
}
