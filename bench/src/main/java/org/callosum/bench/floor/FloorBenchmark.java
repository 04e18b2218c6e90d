package org.callosum.bench.floor;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Commands per second, one thread.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FloorBenchmark {
    @Param({"small", "big", "big-grouped", "big-idle", "huge"})
    String shape = "small";

    /// `counting` as in a simulation, `recording` as on a live floor.
    @Param({"counting", "recording"})
    String sink = "counting";

    private FloorLoad load = new FloorLoad(FloorShape.SMALL, false, null);

    @Setup(Level.Trial)
    public void fill() {
        load = new FloorLoad(FloorShape.of(shape), "recording".equals(sink), null);
    }

    @Benchmark
    @OperationsPerInvocation(FloorLoad.COMMANDS_PER_BATCH)
    public int commands() {
        return load.batch();
    }
}
