package org.callosum.voice.recording;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/// The first 48 bytes of a recording, in clear: nothing personal.
///
/// ```
///  0  "CLMR"            4  version u16 = 1     6  samples per second u16 = 8000
///  8  started, epoch ms i64
/// 16  left leg i64     24  right leg i64, 0 = what the left leg heard
/// 32  coding u8 = 1 (G.711 µ-law)   33  zeros   44  CRC-32 of bytes 0 to 43
/// ```
///
/// @param startedMillis epoch
/// @param leftLeg positive
/// @param rightLeg 0 if none
public record RecordingHeader(long startedMillis, long leftLeg, long rightLeg) {
    static final int LENGTH = 48;
    static final int SAMPLES_PER_SECOND = 8_000;
    private static final int MAGIC = 0x434c_4d52;
    private static final short VERSION = 1;
    private static final byte MU_LAW = 1;

    byte[] encoded() {
        var buffer = ByteBuffer.allocate(LENGTH);
        buffer.putInt(MAGIC).putShort(VERSION).putShort((short) SAMPLES_PER_SECOND);
        buffer.putLong(startedMillis).putLong(leftLeg).putLong(rightLeg).put(MU_LAW);
        buffer.putInt(LENGTH - 4, checksum(buffer.array()));
        return buffer.array();
    }

    static RecordingHeader decode(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        if (bytes.length < LENGTH || buffer.getInt() != MAGIC) {
            throw new UnreadableRecording("This file is not a Callosum recording: it does not begin with CLMR");
        }
        var version = buffer.getShort();
        if (version != VERSION) {
            throw new UnreadableRecording(
                    "The recording has format version %d; this program reads version %d".formatted(version, VERSION));
        }
        if (buffer.getInt(LENGTH - 4) != checksum(bytes)) {
            throw new UnreadableRecording("The recording's header is damaged: its checksum does not fit");
        }
        buffer.getShort();
        return new RecordingHeader(buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes, 0, LENGTH - 4);
        return (int) crc.getValue();
    }
}
