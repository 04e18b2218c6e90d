package org.callosum.server.customers.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables as people's programs write them, and as nobody should (RFC 4180).
class CsvTest {
    private static List<List<String>> read(String text, char delimiter) throws IOException {
        try (var reader = new CsvReader(new StringReader(text), delimiter)) {
            return all(reader);
        }
    }

    private static List<List<String>> all(CsvReader reader) throws IOException {
        var rows = new ArrayList<List<String>>();
        for (var row = reader.next(); row != null; row = reader.next()) {
            rows.add(row);
        }
        return rows;
    }

    private static String code(String text) {
        try {
            read(text, ',');
            return "read";
        } catch (CsvProblem problem) {
            return problem.code();
        } catch (IOException other) {
            return other.toString();
        }
    }

    @Test
    void quotesHoldDelimitersLinesAndQuotes() throws IOException {
        assertThat(read("a,\"b,\"\"c\"\"\nd\",\r\n\r\n1,2,3\r4,,6", ','))
                .containsExactly(List.of("a", "b,\"c\"\nd", ""), List.of("1", "2", "3"), List.of("4", "", "6"));
        assertThat(read("", ',')).isEmpty();
        assertThat(read("a;\"x\"", ';')).containsExactly(List.of("a", "x"));
    }

    @Test
    void aRecordIsFoundAgainByItsLine() throws IOException {
        try (var reader = new CsvReader(new StringReader("a\n\"b\nb\"\nc"), ',')) {
            var lines = new ArrayList<Long>();
            while (reader.next() != null) {
                lines.add(reader.line());
            }
            assertThat(lines).containsExactly(1L, 2L, 4L);
        }
    }

    @Test
    void whatIsNoTableIsRefusedWithTheLine() {
        assertThat(code("a,b\n\"never closed,c\n")).isEqualTo("csv-quote-open");
        assertThat(code("a,b\n\"closed\"x,c\n")).isEqualTo("csv-quote-broken");
        assertThat(code("a,\u0000b")).isEqualTo("csv-binary");
        assertThat(code(",".repeat(10_000_000))).isEqualTo("csv-columns-many");
        assertThat(code("x".repeat(CsvReader.LONGEST_CELL + 1))).isEqualTo("csv-cell-long");
        assertThatThrownBy(() -> read("a\nb\n\"c", ','))
                .isInstanceOfSatisfying(
                        CsvProblem.class, told -> assertThat(told.line()).isEqualTo(3));
    }

    /// An endless line never fills the memory: the reader stops at its bound.
    @Test
    void anEndlessCellEndsInARefusal() {
        var endless = new Reader() {
            @Override
            public int read(char[] to, int offset, int length) {
                java.util.Arrays.fill(to, offset, offset + length, 'x');
                return length;
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> new CsvReader(endless, ',').next())
                .isInstanceOfSatisfying(
                        CsvProblem.class, told -> assertThat(told.code()).isEqualTo("csv-cell-long"));
    }

    @Test
    void theEncodingIsFoundOut() throws IOException {
        var text = "姓名,手机号\n吴晓琳,13800138000\n欧阳明珠,13911112222\n";
        for (var charset : CsvFormat.CHARSETS) {
            var format = CsvFormat.of(text.getBytes(Charset.forName(charset)));
            if (!charset.startsWith("UTF-16")) {
                assertThat(format.charset().name()).as(charset).isEqualTo(charset);
            }
        }
        var ascii = "name,number\nWu Lin,13800138000\n";
        assertThat(CsvFormat.of(ascii.getBytes(StandardCharsets.UTF_16LE)).charset())
                .isEqualTo(StandardCharsets.UTF_16LE);
        assertThat(CsvFormat.of(ascii.getBytes(StandardCharsets.UTF_16BE)).charset())
                .isEqualTo(StandardCharsets.UTF_16BE);
        // with a byte-order mark there is nothing to guess, and the mark is no part of the first cell
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            var bytes = ("\ufeff" + text).getBytes(charset);
            var format = CsvFormat.of(bytes);
            assertThat(format.charset()).isEqualTo(charset);
            try (var reader = format.open(new ByteArrayInputStream(bytes))) {
                assertThat(all(reader).getFirst()).containsExactly("姓名", "手机号");
            }
        }
        var gb = Charset.forName("GB18030");
        try (var reader = CsvFormat.of(text.getBytes(gb)).open(new ByteArrayInputStream(text.getBytes(gb)))) {
            assertThat(all(reader).get(1)).containsExactly("吴晓琳", "13800138000");
        }
    }

    @Test
    void aPictureIsNoTable() {
        var png = new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 1, 1};
        assertThatThrownBy(() -> CsvFormat.of(png)).isInstanceOf(CsvProblem.class);
        assertThatThrownBy(() -> CsvFormat.of(new byte[] {'a', (byte) 0xff, (byte) 0xff, 1, 2}))
                .isInstanceOf(CsvProblem.class);
    }

    @Test
    void theDelimiterIsTheOneThatMakesATable() throws IOException {
        assertThat(CsvFormat.delimiter("a;b,c;d\n1;2,5;3\n")).isEqualTo(';');
        assertThat(CsvFormat.delimiter("a\tb\n1,5\t2\n")).isEqualTo('\t');
        assertThat(CsvFormat.delimiter("a|b|c\n1|2|3\n")).isEqualTo('|');
        assertThat(CsvFormat.delimiter("one column\nno more\n")).isEqualTo(',');
    }

    @Test
    void columnsAreGuessedByTheirHeaders() {
        assertThat(ImportKind.CUSTOMERS.guess(List.of("Customer Name", "手机号", "E-mail", "會員等級", "Shoe size", "Name")))
                .containsExactly("name", "number", "email", "memberLevel", "", "");
    }

    @Test
    void noCellOfOursRunsAsAFormula() {
        assertThat(SafeCsv.cell("=1+1")).isEqualTo("'=1+1");
        assertThat(SafeCsv.cell("@SUM(A1),x")).isEqualTo("\"'@SUM(A1),x\"");
        assertThat(SafeCsv.cell("plain")).isEqualTo("plain");
    }

    /// Any bytes at all are read or refused, never anything else.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomBytesDoNoHarm(long seed) {
        RandomGenerator chance = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (var i = 0; i < 400; i++) {
            var bytes = new byte[chance.nextInt(600)];
            chance.nextBytes(bytes);
            if (i % 2 == 0) {
                for (var b = 0; b < bytes.length; b++) {
                    bytes[b] = (byte) ",;\"\n\rab\t|'=1".charAt(Math.floorMod(bytes[b], 12));
                }
            }
            try (var reader = CsvFormat.of(bytes).open(new ByteArrayInputStream(bytes))) {
                all(reader);
            } catch (CsvProblem | java.nio.charset.CharacterCodingException refused) {
                assertThat(refused).isNotNull();
            } catch (IOException other) {
                throw new AssertionError("neither read nor refused", other);
            }
        }
    }
}
