package org.callosum.server.customers.connectors;

import org.jspecify.annotations.Nullable;

/// Whether a system is worth asking. After five faults in a row it is left alone for half a minute;
/// then one question is let through, and its answer decides. At most four questions are under way at
/// once; the fifth is told at once that it is not asked. Any thread may ask.
final class Circuit {
    static final int FAULTS = 5;
    static final long OPEN_MILLIS = 30_000;
    static final int AT_ONCE = 4;

    private int faults;
    private long openUntil;
    private int underWay;
    private boolean trying;
    private @Nullable String lastFault;

    enum State {
        CLOSED("closed"),
        HALF_OPEN("half-open"),
        OPEN("open");

        private final String code;

        State(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /// @return null: go ahead, and tell [#ended]; else why not
    synchronized @Nullable String enter(long nowMillis) {
        switch (state(nowMillis)) {
            case OPEN -> {
                return "connector-left-alone";
            }
            case HALF_OPEN -> {
                if (trying) {
                    return "connector-left-alone";
                }
                trying = true;
            }
            case CLOSED -> {
                if (underWay >= AT_ONCE) {
                    return "connector-busy";
                }
            }
        }
        underWay++;
        return null;
    }

    /// @param fault null when it answered, whatever it said
    synchronized void ended(@Nullable String fault, long nowMillis) {
        underWay--;
        trying = false;
        if (fault == null) {
            faults = 0;
            openUntil = 0;
            lastFault = null;
        } else {
            lastFault = fault;
            if (++faults >= FAULTS) {
                openUntil = nowMillis + OPEN_MILLIS;
            }
        }
    }

    synchronized State state(long nowMillis) {
        return openUntil == 0 ? State.CLOSED : nowMillis < openUntil ? State.OPEN : State.HALF_OPEN;
    }

    synchronized @Nullable String lastFault() {
        return lastFault;
    }
}
