import org.jspecify.annotations.NullMarked;

/// What was meant: wishes behind different wordings.
@NullMarked
module org.callosum.language {
    requires transitive org.callosum.kernel;

    exports org.callosum.language;
}
