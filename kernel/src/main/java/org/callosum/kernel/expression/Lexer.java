package org.callosum.kernel.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Cuts a source into tokens. At most one token per character, so the length bound of a source bounds them too.
final class Lexer {
    enum Kind {
        NUMBER,
        TIME,
        TEXT,
        NAME,
        SYMBOL,
        END
    }

    /// @param text for a TEXT its content without quotes, otherwise as it stands
    record Token(Kind kind, String text, int position, int length) {
        boolean is(String symbolOrWord) {
            return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(symbolOrWord);
        }

        String shown() {
            return kind == Kind.END ? "the end" : kind == Kind.TEXT ? "'" + text + "'" : text;
        }
    }

    // Possessive quantifiers: no backtracking, whatever comes in.
    private static final Pattern TIME = Pattern.compile("[0-9]{1,2}+:[0-9]{2}+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]++(\\.[0-9]++)?+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*+(\\.[A-Za-z_][A-Za-z0-9_]*+)*+");
    private static final Pattern SYMBOL = Pattern.compile("\\.\\.|<=|>=|!=|==|[=<>+\\-*/%(){},]");

    private final String source;
    private int at;

    Lexer(String source) {
        this.source = source;
    }

    List<Token> tokens() {
        var tokens = new ArrayList<Token>();
        while (true) {
            while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
                at++;
            }
            if (at == source.length()) {
                tokens.add(new Token(Kind.END, "", at, 0));
                return tokens;
            }
            tokens.add(next());
        }
    }

    private Token next() {
        var c = source.charAt(at);
        if (c == '\'' || c == '"') {
            return text(c);
        }
        var token = match(TIME, Kind.TIME);
        if (token == null) {
            token = match(NUMBER, Kind.NUMBER);
        }
        if (token == null) {
            token = match(NAME, Kind.NAME);
        }
        if (token == null) {
            token = match(SYMBOL, Kind.SYMBOL);
        }
        if (token == null) {
            throw new Parser.Stop(at, 1, "%s has no meaning here%s".formatted(Character.getName(c), hint(c)));
        }
        return token;
    }

    private static String hint(char c) {
        return switch (c) {
            case '&' -> "; write and";
            case '|' -> "; write or";
            case '!' -> "; write not, or != for unequal";
            case '‘', '’', '“', '”' -> "; write texts in straight quotes, 'like this'";
            default -> "";
        };
    }

    private Token text(char quote) {
        var end = source.indexOf(quote, at + 1);
        if (end < 0) {
            throw new Parser.Stop(at, source.length() - at, "This text has no closing " + quote);
        }
        var token = new Token(Kind.TEXT, source.substring(at + 1, end), at, end + 1 - at);
        at = end + 1;
        return token;
    }

    private @Nullable Token match(Pattern pattern, Kind kind) {
        var matcher = pattern.matcher(source).region(at, source.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        var token = new Token(kind, matcher.group(), at, matcher.end() - at);
        at = matcher.end();
        return token;
    }
}
