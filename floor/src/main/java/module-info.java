import org.jspecify.annotations.NullMarked;

/// Who serves whom, now: agents, queues, interactions and offers as one deterministic state machine.
@NullMarked
module org.callosum.floor {
    requires transitive org.callosum.kernel;

    exports org.callosum.floor;
    exports org.callosum.floor.why;
}
