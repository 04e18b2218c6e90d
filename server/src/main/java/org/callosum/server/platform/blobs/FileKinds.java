package org.callosum.server.platform.blobs;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a file is by its content, whatever its name says. Only kinds that cannot run anything when they are
/// opened are known: pictures, PDF and plain text. HTML, SVG, office files and archives are none of them.
public final class FileKinds {
    private FileKinds() {}

    /// @return a media type, or null for what is not taken
    public static @Nullable String of(byte[] content) {
        if (begins(content, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a)) {
            return "image/png";
        }
        if (begins(content, 0xff, 0xd8, 0xff)) {
            return "image/jpeg";
        }
        if (begins(content, 'G', 'I', 'F', '8')) {
            return "image/gif";
        }
        if (begins(content, 'R', 'I', 'F', 'F') && content.length > 12 && content[8] == 'W' && content[9] == 'E') {
            return "image/webp";
        }
        if (begins(content, '%', 'P', 'D', 'F', '-')) {
            return "application/pdf";
        }
        return isText(content) ? "text/plain" : null;
    }

    private static boolean begins(byte[] content, int... signature) {
        if (content.length < signature.length) {
            return false;
        }
        for (int at = 0; at < signature.length; at++) {
            if ((content[at] & 0xff) != signature[at]) {
                return false;
            }
        }
        return true;
    }

    /// UTF-8 without control characters that is not a page or a drawing of the web.
    private static boolean isText(byte[] content) {
        if (content.length == 0) {
            return false;
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
        if (text.chars().anyMatch(letter -> letter < ' ' && letter != '\n' && letter != '\r' && letter != '\t')) {
            return false;
        }
        String small = text.toLowerCase(Locale.ROOT);
        return !small.contains("<html")
                && !small.contains("<script")
                && !small.contains("<svg")
                && !small.contains("<!doctype")
                && !small.stripLeading().startsWith("<?xml");
    }

    /// A name that harms no file system and no header: no path, no control or direction characters, at most
    /// 100 long.
    public static String name(@Nullable String given, String mediaType) {
        String bare = given == null ? "" : given.replace('\\', '/');
        bare = bare.substring(bare.lastIndexOf('/') + 1)
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\"<>|:*?%;]", "")
                .strip();
        if (bare.matches("\\.*")) {
            bare = "file";
        }
        String ending = ending(mediaType);
        int dot = bare.lastIndexOf('.');
        String stem = dot > 0 ? bare.substring(0, dot) : bare;
        String own = dot > 0 ? bare.substring(dot).toLowerCase(Locale.ROOT) : "";
        boolean fits = own.equals(ending)
                || own.equals(".jpeg") && ending.equals(".jpg")
                || mediaType.equals("text/plain") && (own.equals(".csv") || own.equals(".md"));
        String kept =
                stem.length() > 90 ? stem.substring(0, stem.offsetByCodePoints(0, stem.codePointCount(0, 90))) : stem;
        return kept + (fits ? own : ending);
    }

    private static String ending(String mediaType) {
        return switch (mediaType) {
            case "image/png" -> ".png";
            case "image/jpeg" -> ".jpg";
            case "image/gif" -> ".gif";
            case "image/webp" -> ".webp";
            case "application/pdf" -> ".pdf";
            case String _ -> ".txt";
        };
    }
}
