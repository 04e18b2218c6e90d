package org.callosum.server.customers.imports;

/// Cells that a spreadsheet shows and never runs: what begins like a formula gets an apostrophe before
/// it, and what holds a delimiter, a quote or an end of line is quoted (RFC 4180).
final class SafeCsv {
    private SafeCsv() {}

    static String cell(String text) {
        var safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r' || c == ';')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
