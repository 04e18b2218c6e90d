package org.callosum.voice.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamFramerTest {
    private final List<String> found = new ArrayList<>();
    private int pings;
    private final StreamFramer framer = new StreamFramer(4_096);
    private final StreamFramer.Sink sink = new StreamFramer.Sink() {
        @Override
        public void message(byte[] bytes) {
            found.add(new String(bytes, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void ping() {
            pings++;
        }
    };

    private @Nullable SipFault feed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return framer.feed(bytes, 0, bytes.length, sink);
    }

    private static String message(String lengthLine, String body) {
        return "INFO sip:a@b SIP/2.0\r\nFrom: <sip:a@b>\r\n" + lengthLine + "\r\nTo: <sip:c@d>\r\n\r\n" + body;
    }

    @Test
    void twoMessagesSplitAtEveryByteComeOutWhole() {
        String one = message("Content-Length: 5", "hello");
        String two = message("l :0", "");
        String stream = one + "\r\n\r\n" + two;
        byte[] bytes = stream.getBytes(StandardCharsets.ISO_8859_1);
        for (int first = 0; first <= bytes.length; first++) {
            var fresh = new StreamFramer(4_096);
            found.clear();
            pings = 0;
            assertThat(fresh.feed(bytes, 0, first, sink)).isNull();
            assertThat(fresh.feed(bytes, first, bytes.length, sink)).isNull();
            assertThat(found).as("split at %d", first).containsExactly(one, two);
            assertThat(pings).isEqualTo(1);
            assertThat(fresh.held()).isZero();
        }
    }

    @Test
    void byteByByteIsAsGoodAsAtOnce() {
        String one = message("content-length\t:\r\n 3", "abc");
        byte[] bytes = (one + one + one).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++)
            assertThat(framer.feed(bytes, i, i + 1, sink)).isNull();
        assertThat(found).containsExactly(one, one, one);
    }

    @Test
    void manyMessagesInOneReadComeOutInOrder() {
        var all = new StringBuilder();
        for (int i = 0; i < 100; i++) all.append(message("Content-Length: 3", "%03d".formatted(i)));
        assertThat(feed(all.toString())).isNull();
        assertThat(found).hasSize(100);
        assertThat(found.get(57)).endsWith("057");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: none",
                "Content-Length: -1",
                "Content-Length: five",
                "Content-Length: 5\r\nl: 6",
                "Content-Length: 99999999999999999999"
            })
    void withoutATrustworthyLengthTheStreamIsLost(String line) {
        assertThat(feed(message(line, "hello"))).isEqualTo(SipFault.BAD_CONTENT_LENGTH);
        assertThat(found).isEmpty();
        // and stays lost
        assertThat(feed(message("Content-Length: 0", ""))).isEqualTo(SipFault.BAD_CONTENT_LENGTH);
    }

    @Test
    void anEndlessMessageIsRefusedBeforeItIsKept() {
        assertThat(feed("INFO sip:a@b SIP/2.0\r\n")).isNull();
        SipFault fault = null;
        for (int i = 0; i < 1_000 && fault == null; i++) fault = feed("X: " + "x".repeat(100) + "\r\n");
        assertThat(fault).isEqualTo(SipFault.TOO_LARGE);
        assertThat(framer.held()).isLessThanOrEqualTo(4_097);
        assertThat(new StreamFramer(4_096)
                        .feed(
                                message("Content-Length: 5000", "").getBytes(StandardCharsets.ISO_8859_1),
                                0,
                                message("Content-Length: 5000", "").length(),
                                sink))
                .isEqualTo(SipFault.TOO_LARGE);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void noiseNeverThrowsAndIsNeverKept(long seed) {
        var random = new Random(seed);
        String alphabet = "\r\n:l 0123 Content-Length";
        for (int round = 0; round < 2_000; round++) {
            var fresh = new StreamFramer(1_024);
            SipFault fault = null;
            for (int i = 0; i < 20 && fault == null; i++) {
                byte[] bytes = new byte[random.nextInt(200)];
                for (int j = 0; j < bytes.length; j++) {
                    bytes[j] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
                }
                fault = fresh.feed(bytes, 0, bytes.length, sink);
                assertThat(fresh.held()).isLessThanOrEqualTo(1_025);
            }
        }
    }
}
