package org.callosum.voice.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The audio part of a far end's session description (RFC 8866), as far as the engine needs it.
///
/// @param mediaLines all `m=` values in order; an answer has to answer each
/// @param audio index of the audio line used
/// @param host connection address of the audio, empty if none was given
/// @param port its port
/// @param protocol such as `RTP/AVP`
/// @param formats payload types in the order of preference
/// @param names encoding by payload type, lower case, `pcmu/8000`
/// @param sends whether the far end will send to us
/// @param receives whether it wants to be sent to
/// @param rtcpMux reports share the port
/// @param cryptos values of `a=crypto`
/// @param fingerprint SHA-256 of the far end's certificate, or null
/// @param mid its media identification, or null
record Description(
        List<String> mediaLines,
        int audio,
        String host,
        int port,
        String protocol,
        List<Integer> formats,
        Map<Integer, String> names,
        boolean sends,
        boolean receives,
        boolean rtcpMux,
        List<String> cryptos,
        @Nullable String fingerprint,
        @Nullable String mid) {
    private static final int LONGEST = 65_536;
    private static final int MOST_MEDIA = 16;

    /// @throws IllegalArgumentException saying what is missing
    static Description read(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "The session description has %d characters; at most %d are read".formatted(text.length(), LONGEST));
        }
        var reader = new Reader();
        text.lines().forEach(reader::line);
        return reader.result();
    }

    boolean encrypted() {
        return protocol.contains("SAVP");
    }

    private static final class Reader {
        private final List<String> mediaLines = new ArrayList<>();
        private final Map<Integer, String> names = new HashMap<>();
        private final List<Integer> formats = new ArrayList<>();
        private final List<String> cryptos = new ArrayList<>();
        private int audio = -1;
        private boolean inAudio;
        private String sessionHost = "";
        private String host = "";
        private int port;
        private String protocol = "";
        private String direction = "sendrecv";
        private boolean rtcpMux;
        private @Nullable String fingerprint;
        private @Nullable String mid;

        void line(String line) {
            if (line.length() < 2 || line.charAt(1) != '=') {
                return;
            }
            var value = line.substring(2).trim();
            switch (line.charAt(0)) {
                case 'm' -> media(value);
                case 'c' -> connection(value);
                case 'a' -> attribute(value);
                default -> {} // times, names, bandwidth: of no use here
            }
        }

        private void media(String value) {
            if (mediaLines.size() == MOST_MEDIA) {
                throw new IllegalArgumentException("The session description has more than 16 media");
            }
            mediaLines.add(value);
            var parts = value.split(" +");
            inAudio = audio < 0
                    && parts.length >= 4
                    && parts[0].equals("audio")
                    && !parts[1].equals("0")
                    && parts[2].contains("RTP/");
            if (!inAudio) {
                return;
            }
            audio = mediaLines.size() - 1;
            port = number(parts[1].split("/", 2)[0], 65_535);
            protocol = parts[2];
            for (var i = 3; i < parts.length; i++) {
                formats.add(number(parts[i], 127));
            }
        }

        private void connection(String value) {
            var parts = value.split(" +");
            if (parts.length >= 3) {
                var address = parts[2].split("/", 2)[0];
                if (inAudio) {
                    host = address;
                } else if (mediaLines.isEmpty()) {
                    sessionHost = address;
                }
            }
        }

        private void attribute(String value) {
            var colon = value.indexOf(':');
            var name = colon < 0 ? value : value.substring(0, colon);
            var rest = colon < 0 ? "" : value.substring(colon + 1).trim();
            if (mediaLines.isEmpty()) {
                switch (name) {
                    case "sendrecv", "sendonly", "recvonly", "inactive" -> direction = name;
                    case "fingerprint" -> fingerprint(rest);
                    default -> {}
                }
                return;
            }
            if (!inAudio) {
                return;
            }
            switch (name) {
                case "sendrecv", "sendonly", "recvonly", "inactive" -> direction = name;
                case "rtpmap" -> {
                    var parts = rest.split(" +");
                    if (parts.length >= 2) {
                        names.put(number(parts[0], 127), parts[1].toLowerCase(Locale.ROOT));
                    }
                }
                case "rtcp-mux" -> rtcpMux = true;
                case "crypto" -> cryptos.add(rest);
                case "fingerprint" -> fingerprint(rest);
                case "mid" -> mid = rest;
                default -> {} // candidates are learnt from checks, extensions are not negotiated
            }
        }

        private void fingerprint(String value) {
            var parts = value.split(" +");
            if (parts.length == 2 && parts[0].equalsIgnoreCase("sha-256")) {
                fingerprint = parts[1];
            }
        }

        private static int number(String text, int most) {
            try {
                var value = Integer.parseInt(text);
                if (value >= 0 && value <= most) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // told below
            }
            throw new IllegalArgumentException(
                    "The session description has '%s' where a number up to %d belongs".formatted(text, most));
        }

        Description result() {
            if (audio < 0) {
                throw new IllegalArgumentException("The session description has no audio over RTP");
            }
            return new Description(
                    List.copyOf(mediaLines),
                    audio,
                    host.isEmpty() ? sessionHost : host,
                    port,
                    protocol,
                    List.copyOf(formats),
                    Map.copyOf(names),
                    direction.equals("sendrecv") || direction.equals("sendonly"),
                    direction.equals("sendrecv") || direction.equals("recvonly"),
                    rtcpMux,
                    List.copyOf(cryptos),
                    fingerprint,
                    mid);
        }
    }
}
