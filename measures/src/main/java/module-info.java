import org.jspecify.annotations.NullMarked;

/// How well: facts folded from the floor's events, and the figures computed from them.
@NullMarked
module org.callosum.measures {
    requires transitive org.callosum.kernel;
    requires transitive org.callosum.floor;

    exports org.callosum.measures;
    exports org.callosum.measures.facts;
}
