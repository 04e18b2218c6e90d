import org.jspecify.annotations.NullMarked;

/// What the engines share and agree on: ids, ratios, intervals, texts in several languages, conditions.
@NullMarked
module org.callosum.kernel {
    requires transitive org.jspecify;

    exports org.callosum.kernel;
    exports org.callosum.kernel.expression;
    exports org.callosum.kernel.id;
}
