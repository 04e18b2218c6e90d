package org.callosum.server.customers.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// How a file is written: found out from its first bytes.
///
/// @param charset `UTF-8`, `UTF-16LE`, `UTF-16BE` or `GB18030`
/// @param delimiter comma, semicolon, tab or bar
record CsvFormat(Charset charset, char delimiter) {
    static final List<String> CHARSETS = List.of("UTF-8", "UTF-16LE", "UTF-16BE", "GB18030");
    static final String DELIMITERS = ",;\t|";
    static final int SAMPLE = 262_144;

    private static final int SAMPLE_RECORDS = 50;

    /// @param sample the first bytes, at most [#SAMPLE]
    /// @throws CsvProblem for what is no text
    static CsvFormat of(byte[] sample) throws IOException {
        var charset = charset(sample);
        return new CsvFormat(charset, delimiter(decoded(sample, charset)));
    }

    static Charset charset(byte[] sample) throws CsvProblem {
        if (starts(sample, 0xef, 0xbb, 0xbf)) {
            return StandardCharsets.UTF_8;
        }
        if (starts(sample, 0xff, 0xfe)) {
            return StandardCharsets.UTF_16LE;
        }
        if (starts(sample, 0xfe, 0xff)) {
            return StandardCharsets.UTF_16BE;
        }
        int evenZeros = 0;
        int oddZeros = 0;
        for (int i = 0; i < sample.length; i++) {
            if (sample[i] == 0) {
                if (i % 2 == 0) {
                    evenZeros++;
                } else {
                    oddZeros++;
                }
            }
        }
        // ASCII in UTF-16 has a zero in every second byte, and always in the same one
        if (oddZeros > sample.length / 10 && evenZeros <= oddZeros / 20) {
            return StandardCharsets.UTF_16LE;
        }
        if (evenZeros > sample.length / 10 && oddZeros <= evenZeros / 20) {
            return StandardCharsets.UTF_16BE;
        }
        if (evenZeros + oddZeros > 0) {
            throw new CsvProblem("csv-binary", 0);
        }
        if (decodes(sample, StandardCharsets.UTF_8)) {
            return StandardCharsets.UTF_8;
        }
        var chinese = Charset.forName("GB18030");
        if (decodes(sample, chinese) && mostlyText(decoded(sample, chinese))) {
            return chinese;
        }
        throw new CsvProblem("csv-charset", 0);
    }

    private static boolean starts(byte[] sample, int... bytes) {
        if (sample.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((sample[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /// A sample may end in the middle of a character: that alone is no fault.
    private static boolean decodes(byte[] sample, Charset charset) {
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var text = CharBuffer.allocate(sample.length + 1);
        var result = decoder.decode(ByteBuffer.wrap(sample), text, sample.length < SAMPLE);
        return !result.isError();
    }

    /// Almost any bytes are some GB18030; a text has no control characters.
    private static boolean mostlyText(String text) {
        long odd = text.chars()
                .filter(c -> (c < 32 && c != '\t' && c != '\n' && c != '\r') || (c >= 0xe000 && c <= 0xf8ff))
                .count();
        return odd == 0;
    }

    private static String decoded(byte[] sample, Charset charset) {
        var text = new String(sample, charset);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /// The one by which most records have the same number of columns, and more than one; else the comma.
    static char delimiter(String sample) {
        char best = ',';
        int most = 0;
        for (char candidate : DELIMITERS.toCharArray()) {
            int score = score(sample, candidate);
            if (score > most) {
                most = score;
                best = candidate;
            }
        }
        return best;
    }

    private static int score(String sample, char delimiter) {
        var widths = new ArrayList<Integer>();
        try (var reader = new CsvReader(new StringReader(sample), delimiter)) {
            for (var record = reader.next(); record != null && widths.size() < SAMPLE_RECORDS; record = reader.next()) {
                widths.add(record.size());
            }
        } catch (IOException _) {
            // the sample ends inside a quote, or this is not its delimiter: what was read counts
        }
        if (widths.isEmpty() || widths.getFirst() < 2) {
            return 0;
        }
        int width = widths.getFirst();
        int same = (int) widths.stream().filter(each -> each == width).count();
        return 1_000 * same / widths.size() + width;
    }

    /// The file as records, its byte-order mark left out. Bytes that are no characters end in a
    /// [CsvProblem].
    CsvReader open(InputStream file) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(
                file,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        reader.mark(1);
        try {
            if (reader.read() != 0xfeff) {
                reader.reset();
            }
        } catch (CharacterCodingException broken) {
            throw new CsvProblem("csv-charset", 1);
        }
        return new CsvReader(reader, delimiter);
    }
}
