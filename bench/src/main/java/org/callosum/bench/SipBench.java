package org.callosum.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.callosum.bench.sip.BenchProblem;
import org.callosum.bench.sip.SipRun;

/// `./callosum bench sip`: what the whole centre carries on one core, measured from outside with SIPp.
///
/// Arguments: `--scenarios DIR` (or `CALLOSUM_BENCH_SCENARIOS`), `--parts direct,queued,talks,set-up,overload,load`
/// (default
/// all but `load`), `--direct 200,500`, `--queued …`, `--talks …` (loads to climb), `--agents N` (default 200), `--secs
/// N`,
/// `--warm N`, `--core N` and `--tool-core N` (default 1 and 0), `--over N`, `--load N` and `--load-secs N`, `--java
/// OPTIONS`, `--out FILE`.
public final class SipBench {
    private SipBench() {}

    public static void main(String[] arguments) throws IOException {
        try {
            new SipRun(options(arguments), MachineFacts.now()).measure();
        } catch (BenchProblem problem) {
            System.err.println("callosum: bench sip " + problem.getMessage());
            System.exit(2);
        }
    }

    private static SipRun.Options options(String[] arguments) {
        var options = SipRun.Options.usual(Path.of(System.getProperty("callosum.launcher", "./callosum")));
        for (int i = 0; i < arguments.length; i++) {
            String word = arguments[i];
            if (i + 1 < arguments.length) {
                options = options.with(word, arguments[++i]);
            } else {
                throw new BenchProblem("has no value for %s, or does not know it".formatted(word));
            }
        }
        return options;
    }
}
