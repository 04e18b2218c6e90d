package org.callosum.journeys.house;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Sound as a capture file (pcap, version 2.4), which SIPp plays: one RTP stream (RFC 3550) of G.711 µ-law, packets of
/// 20 ms.
public final class RtpFile {
    private static final int FRAME = 160;
    private static final int HEADERS = 14 + 20 + 8;
    private static final int PCMU = 0;
    private static final int TELEPHONE_EVENT = 101;
    private static final int SSRC = 0x0ca11e4;
    private static final byte QUIET = (byte) 0xff;
    private static final String KEYS = "0123456789*#ABCD";
    private static final int[] ROWS = {697, 770, 852, 941};
    private static final int[] COLUMNS = {1_209, 1_336, 1_477, 1_633};
    private static final String PAD = "123A456B789C*0#D";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int sequence;
    private int timestamp;
    private long micros;

    public RtpFile() {
        out.writeBytes(little(24)
                .putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0)
                .putInt(65_535)
                .putInt(1)
                .array());
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Key presses of 160 ms as telephone events (RFC 4733, 2.5), the last packet three times, pauses between them.
    public RtpFile events(String keys) {
        silence(200);
        for (char key : keys.toCharArray()) {
            int begin = timestamp;
            for (int packet = 1; packet <= 10; packet++) {
                int last = Math.min(packet, 8);
                boolean end = packet >= 8;
                var payload = new byte[] {
                    (byte) KEYS.indexOf(key),
                    (byte) (end ? 0x8a : 0x0a),
                    (byte) (last * FRAME >> 8),
                    (byte) (last * FRAME)
                };
                packet(TELEPHONE_EVENT, packet == 1, begin, payload);
                micros += 20_000;
            }
            timestamp += 10 * FRAME;
            silence(200);
        }
        return this;
    }

    /// Key presses as a telephone without events sends them: two tones at once (ITU-T Q.23), 120 ms.
    public RtpFile tones(String keys) {
        silence(200);
        for (char key : keys.toCharArray()) {
            int at = PAD.indexOf(key);
            sound(120, ROWS[at / 4], COLUMNS[at % 4]);
            silence(120);
        }
        return this;
    }

    public RtpFile hum(double hertz, int millis) {
        sound(millis, hertz);
        return this;
    }

    public RtpFile silence(int millis) {
        var quiet = new byte[FRAME];
        Arrays.fill(quiet, QUIET);
        for (int at = 0; at < millis; at += 20) {
            speak(quiet);
        }
        return this;
    }

    private void sound(int millis, double... hertz) {
        var samples = new short[8 * millis];
        for (int i = 0; i < samples.length; i++) {
            double wave = 0;
            for (double each : hertz) {
                wave += Math.sin(2 * Math.PI * each * i / Tone.RATE);
            }
            samples[i] = (short) (8_000 * wave / hertz.length);
        }
        var coded = Tone.muLaw(samples);
        for (int at = 0; at + FRAME <= coded.length; at += FRAME) {
            speak(Arrays.copyOfRange(coded, at, at + FRAME));
        }
    }

    private void speak(byte[] frame) {
        packet(PCMU, false, timestamp, frame);
        timestamp += FRAME;
        micros += 20_000;
    }

    /// Ethernet, IPv4 and UDP around it; SIPp puts its own addresses and checksums in.
    private void packet(int type, boolean marker, int time, byte[] payload) {
        int rtp = 12 + payload.length;
        int length = HEADERS + rtp;
        out.writeBytes(little(16)
                .putInt((int) (micros / 1_000_000))
                .putInt((int) (micros % 1_000_000))
                .putInt(length)
                .putInt(length)
                .array());
        out.writeBytes(ByteBuffer.allocate(length)
                .position(12)
                .putShort((short) 0x0800)
                .put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) (20 + 8 + rtp))
                .putInt(0)
                .put((byte) 64)
                .put((byte) 17)
                .putShort((short) 0)
                .putInt(0x7f000001)
                .putInt(0x7f000001)
                .putShort((short) 6_000)
                .putShort((short) 6_000)
                .putShort((short) (8 + rtp))
                .putShort((short) 0)
                .put((byte) 0x80)
                .put((byte) (type | (marker ? 0x80 : 0)))
                .putShort((short) sequence++)
                .putInt(time)
                .putInt(SSRC)
                .put(payload)
                .array());
    }

    public void write(Path file) {
        try {
            Files.write(file, out.toByteArray());
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
