import org.jspecify.annotations.NullMarked;

/// What happens next for the customer: a graph of steps and its interpreter, neutral of channel.
@NullMarked
module org.callosum.flow {
    requires transitive org.callosum.kernel;
    requires org.snakeyaml.engine.v2;

    exports org.callosum.flow;
}
