package org.callosum.server.customers.imports;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a table of comma-separated values (RFC 4180), record by record, in bounded memory: a record of
/// a hostile file ends in a [CsvProblem], not in a full heap. Lines end in CR, LF or both; empty lines
/// are left out.
final class CsvReader implements Closeable {
    static final int MOST_COLUMNS = 200;
    static final int LONGEST_CELL = 20_000;

    private static final int END = -1;

    private final Reader from;
    private final char delimiter;
    private final char[] buffer = new char[16_384];
    private int at;
    private int filled;
    private long line = 1;
    private long recordLine = 1;

    CsvReader(Reader from, char delimiter) {
        this.from = from;
        this.delimiter = delimiter;
    }

    /// The line on which the last record began, from 1.
    long line() {
        return recordLine;
    }

    /// @return null at the end
    @Nullable
    List<String> next() throws IOException {
        while (true) {
            recordLine = line;
            var cells = record();
            if (cells == null || cells.size() > 1 || !cells.getFirst().isEmpty()) {
                return cells;
            }
        }
    }

    private @Nullable List<String> record() throws IOException {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        int c = read();
        if (c == END) {
            return null;
        }
        while (true) {
            if (c == '"' && cell.isEmpty()) {
                c = quoted(cell);
            } else if (c == delimiter) {
                add(cells, cell);
                c = read();
            } else if (c == END || c == '\n' || c == '\r') {
                if (c == '\r' && peek() == '\n') {
                    read();
                }
                line += c == END ? 0 : 1;
                add(cells, cell);
                return cells;
            } else {
                append(cell, c);
                c = read();
            }
        }
    }

    /// @return what follows the closing quote: a delimiter, an end of line or the end
    private int quoted(StringBuilder cell) throws IOException {
        long begun = line;
        while (true) {
            int c = read();
            if (c == END) {
                throw new CsvProblem("csv-quote-open", begun);
            }
            if (c == '"') {
                int next = read();
                if (next != '"') {
                    if (next != delimiter && next != END && next != '\n' && next != '\r') {
                        throw new CsvProblem("csv-quote-broken", line);
                    }
                    return next;
                }
            } else if (c == '\n' || (c == '\r' && peek() != '\n')) {
                line++;
            }
            append(cell, c);
        }
    }

    private void append(StringBuilder cell, int c) throws CsvProblem {
        if (c == 0) {
            throw new CsvProblem("csv-binary", line);
        }
        if (cell.length() >= LONGEST_CELL) {
            throw new CsvProblem("csv-cell-long", recordLine);
        }
        cell.append((char) c);
    }

    private void add(List<String> cells, StringBuilder cell) throws CsvProblem {
        if (cells.size() >= MOST_COLUMNS) {
            throw new CsvProblem("csv-columns-many", recordLine);
        }
        cells.add(cell.toString());
        cell.setLength(0);
    }

    private int read() throws IOException {
        return at < filled || fill() ? buffer[at++] : END;
    }

    private int peek() throws IOException {
        return at < filled || fill() ? buffer[at] : END;
    }

    private boolean fill() throws IOException {
        at = 0;
        filled = Math.max(0, from.read(buffer));
        return filled > 0;
    }

    @Override
    public void close() throws IOException {
        from.close();
    }
}
