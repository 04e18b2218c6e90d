package org.callosum.server.customers.imports;

import java.io.IOException;

/// A file that cannot be read as a table.
///
/// @see "RFC 4180"
final class CsvProblem extends IOException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final long line;

    /// @param code of the refusal, worded in the texts
    /// @param line where it was noticed, from 1; 0: everywhere
    CsvProblem(String code, long line) {
        super(code + " at line " + line);
        this.code = code;
        this.line = line;
    }

    String code() {
        return code;
    }

    long line() {
        return line;
    }
}
