package org.callosum.journeys.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A caller that is not ours: SIPp (run as a program of its own), with a scenario written for one call.
public final class SippCaller implements OneCall {
    private static final int CAN_SEND_RAW = 13;

    private final Path folder;
    private final Process sipp;
    private final int port;

    private SippCaller(Path folder, Process sipp, int port) {
        this.folder = folder;
        this.sipp = sipp;
        this.port = port;
    }

    /// How a caller presses keys, and what follows.
    public enum Keys {
        /// telephone events, RFC 4733
        EVENTS,
        /// SIP INFO with `application/dtmf-relay`
        INFO,
        /// tones in the sound, from a telephone that offers no events
        TONES
    }

    /// Who ends the call.
    public enum HangUp {
        /// the centre
        CENTRE,
        /// SIPp, when told by [#hangUp()]
        CALLER
    }

    /// SIPp plays sound through raw sockets.
    public static boolean maySend() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("CapEff:"))
                    .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                    .anyMatch(rights -> (rights >> CAN_SEND_RAW & 1) == 1);
        } catch (IOException notLinux) {
            return false;
        }
    }

    /// Calls, presses keys, then hums (not with INFO, which needs no sound).
    ///
    /// @param own number that the centre sees, E.164
    /// @param centre SIP port on this machine
    public static SippCaller call(
            String number, String own, Keys how, String keys, HangUp hangUp, double hertz, int centre) {
        try {
            var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "sipp");
            Files.writeString(folder.resolve("call.xml"), scenario(own, how, keys, hangUp));
            var sound = new RtpFile();
            switch (how) {
                case EVENTS -> sound.events(keys).hum(hertz, 60_000);
                case TONES -> sound.tones(keys).hum(hertz, 60_000);
                case INFO -> sound.silence(20);
            }
            sound.write(folder.resolve("sound.pcap"));
            int port = freePort();
            var command = List.of(
                    "sipp",
                    "-sf",
                    "call.xml",
                    "-nostdin",
                    "-i",
                    "127.0.0.1",
                    "-p",
                    "" + port,
                    "-mi",
                    "127.0.0.1",
                    "-mp",
                    "" + freePort(),
                    "-s",
                    number,
                    "-m",
                    "1",
                    "-l",
                    "1",
                    "-timeout",
                    "120",
                    "-trace_err",
                    "127.0.0.1:" + centre);
            var sipp = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said.txt").toFile())
                    .start();
            return new SippCaller(folder, sipp, port);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort() & ~1; // sound takes even ports
        }
    }

    /// A message in the call's name tells SIPp; the scenario expects it.
    @Override
    public void hangUp() {
        var message = """
                MESSAGE sip:caller@127.0.0.1:%d SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK-hang-up
                From: <sip:test@127.0.0.1>;tag=test
                To: <sip:caller@127.0.0.1>
                Call-ID: 1-%d@127.0.0.1
                CSeq: 1 MESSAGE
                Content-Length: 0

                """.formatted(port, sipp.pid()).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.send(new DatagramPacket(
                    message, message.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /// Every message was as the scenario has it, too.
    @Override
    public void awaitEnd() {
        try {
            if (!sipp.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("SIPp is still in its call; see " + folder);
            }
            if (sipp.exitValue() != 0) {
                throw new AssertionError("SIPp ended with %d; see %s".formatted(sipp.exitValue(), folder));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    @Override
    public void close() {
        sipp.destroyForcibly();
    }

    private static String scenario(String own, Keys how, String keys, HangUp hangUp) {
        var events = how == Keys.EVENTS ? "a=rtpmap:101 telephone-event/8000\na=fmtp:101 0-15\n" : "";
        var pressed = how == Keys.INFO
                ? java.util.stream.IntStream.range(0, keys.length())
                        .mapToObj(
                                i -> request("INFO", own, i + 2, "Signal=%c\nDuration=160\n".formatted(keys.charAt(i)))
                                        + "<recv response=\"200\"/>\n")
                        .collect(Collectors.joining())
                : "<nop><action><exec play_pcap_audio=\"sound.pcap\"/></action></nop>\n";
        var end = switch (hangUp) {
            case CENTRE -> "<recv request=\"BYE\"/>\n" + OK;
            case CALLER ->
                "<recv request=\"MESSAGE\"/>\n" + OK + request("BYE", own, 90, "") + "<recv response=\"200\"/>\n";
        };
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <scenario name="one call">
                <send retrans="500"><![CDATA[
                INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
                Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
                Max-Forwards: 70
                From: <sip:%1$s@[local_ip]>;tag=[pid]c[call_number]
                To: <sip:[service]@[remote_ip]:[remote_port]>
                Call-ID: [call_id]
                CSeq: 1 INVITE
                Contact: <sip:caller@[local_ip]:[local_port]>
                Content-Type: application/sdp
                Content-Length: [len]

                v=0
                o=caller [pid] 1 IN IP4 [local_ip]
                s=-
                c=IN IP4 [media_ip]
                t=0 0
                m=audio [media_port] RTP/AVP 0%2$s
                a=rtpmap:0 PCMU/8000
                %3$sa=sendrecv
                ]]></send>
                <recv response="100" optional="true"/>
                <recv response="180" optional="true"/>
                <recv response="183" optional="true"/>
                <recv response="200" rrs="true"/>
                <send><![CDATA[
                ACK [next_url] SIP/2.0
                Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
                Max-Forwards: 70
                [routes]
                From: <sip:%1$s@[local_ip]>;tag=[pid]c[call_number]
                To: <sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]
                Call-ID: [call_id]
                CSeq: 1 ACK
                Content-Length: 0

                ]]></send>
                %4$s%5$s</scenario>
                """.formatted(own, how == Keys.EVENTS ? " 101" : "", events, pressed, end);
    }

    private static String request(String method, String own, int sequence, String body) {
        return """
                <send retrans="500"><![CDATA[
                %1$s [next_url] SIP/2.0
                Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
                Max-Forwards: 70
                [routes]
                From: <sip:%2$s@[local_ip]>;tag=[pid]c[call_number]
                To: <sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]
                Call-ID: [call_id]
                CSeq: %3$d %1$s
                %4$sContent-Length: [len]

                %5$s]]></send>
                """.formatted(
                        method, own, sequence, body.isEmpty() ? "" : "Content-Type: application/dtmf-relay\n", body);
    }

    private static final String OK = """
            <send><![CDATA[
            SIP/2.0 200 OK
            [last_Via:]
            [last_From:]
            [last_To:]
            [last_Call-ID:]
            [last_CSeq:]
            Content-Length: 0

            ]]></send>
            """;
}
