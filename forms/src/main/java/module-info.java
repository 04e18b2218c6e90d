import org.jspecify.annotations.NullMarked;

/// Questions with scales, weights and conditions: the only way to declare fields.
@NullMarked
module org.callosum.forms {
    requires transitive org.callosum.kernel;
    requires org.snakeyaml.engine.v2;

    exports org.callosum.forms;
}
