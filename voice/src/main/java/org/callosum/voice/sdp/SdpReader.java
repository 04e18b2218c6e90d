package org.callosum.voice.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads descriptions from outside. Tolerant: unknown lines, wrong order, bare line feeds and junk are passed over;
/// what cannot be
/// used is found out in negotiation. Bounded in length, lines, sections and attributes. Never throws.
public final class SdpReader {
    private static final int MOST_CHARS = 32_768;
    private static final int MOST_LINES = 1_000;
    private static final int MOST_SECTIONS = 16;
    private static final int MOST_FORMATS = 64;
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private SdpReader() {}

    /// @return null when it is too long, or not a session description at all (no `v=0`, a media line that cannot be
    /// read)
    public static @Nullable SessionDescription read(String text) {
        if (text.length() > MOST_CHARS) return null;
        String origin = "";
        String connection = null;
        boolean versioned = false;
        var attributes = new ArrayList<Attribute>();
        var media = new ArrayList<MediaDescription>();
        Section open = null;
        int lines = 0;
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') end++;
            if (end - at >= 2 && text.charAt(at + 1) == '=') {
                if (++lines > MOST_LINES) return null;
                String value = text.substring(at + 2, end).strip();
                switch (text.charAt(at)) {
                    case 'v' -> versioned = value.equals("0");
                    case 'o' -> origin = value;
                    case 'c' -> {
                        String address = connection(value);
                        if (open != null) open.connection = address;
                        else connection = address;
                    }
                    case 'a' -> {
                        Attribute attribute = attribute(value);
                        if (open != null) open.attributes.add(attribute);
                        else attributes.add(attribute);
                    }
                    case 'm' -> {
                        if (open != null) media.add(open.done());
                        open = section(value);
                        if (open == null || media.size() >= MOST_SECTIONS) return null;
                    }
                    default -> {
                        // b=, t=, s= and whatever else is written: nothing we act on
                    }
                }
            }
            at = end + 1;
        }
        if (open != null) media.add(open.done());
        return versioned ? new SessionDescription(origin, connection, attributes, media) : null;
    }

    private static final class Section {
        private final String kind;
        private final int port;
        private final String protocol;
        private final List<String> formats;
        private final List<Attribute> attributes = new ArrayList<>();
        private @Nullable String connection;

        Section(String kind, int port, String protocol, List<String> formats) {
            this.kind = kind;
            this.port = port;
            this.protocol = protocol;
            this.formats = formats;
        }

        MediaDescription done() {
            return new MediaDescription(kind, port, protocol, formats, connection, attributes);
        }
    }

    /// `audio 49170 RTP/AVP 0 8`, the port perhaps with a count (`49170/2`).
    private static @Nullable Section section(String value) {
        String[] words = SPACES.split(value, MOST_FORMATS + 4);
        if (words.length < 4) return null;
        int slash = words[1].indexOf('/');
        int port = number(slash < 0 ? words[1] : words[1].substring(0, slash), 65_535);
        if (port < 0) return null;
        int formats = Math.min(words.length, MOST_FORMATS + 3);
        return new Section(words[0], port, words[2], List.of(words).subList(3, formats));
    }

    /// `IN IP4 192.0.2.1/127`: the address without TTL.
    private static @Nullable String connection(String value) {
        String[] words = SPACES.split(value, 4);
        if (words.length < 3) return null;
        int slash = words[2].indexOf('/');
        return slash < 0 ? words[2] : words[2].substring(0, slash);
    }

    private static Attribute attribute(String value) {
        int colon = value.indexOf(':');
        if (colon < 0) return Attribute.flag(value);
        return new Attribute(
                value.substring(0, colon).strip(), value.substring(colon + 1).strip());
    }

    /// Digits up to `most`, else -1.
    static int number(String text, int most) {
        if (text.isEmpty() || text.length() > 9) return -1;
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            value = value * 10 + digit;
        }
        return value > most ? -1 : value;
    }
}
