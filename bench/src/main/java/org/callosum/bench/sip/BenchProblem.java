package org.callosum.bench.sip;

/// Why a bench cannot run, and what to do: shown to whoever started it, without a stack.
public final class BenchProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BenchProblem(String message) {
        super(message);
    }
}
