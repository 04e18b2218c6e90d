import org.jspecify.annotations.NullMarked;

/// Who will be needed and what would happen: days on the real floor with a virtual clock, rules of routing
/// and their try-out, the wait to expect.
@NullMarked
module org.callosum.workforce {
    requires transitive org.callosum.kernel;
    requires transitive org.callosum.floor;

    exports org.callosum.workforce.simulation;
    exports org.callosum.workforce.routing;
    exports org.callosum.workforce.waiting;
}
