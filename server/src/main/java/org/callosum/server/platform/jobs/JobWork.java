package org.callosum.server.platform.jobs;

/// One kind of long work. Implemented as a bean by the room that knows how.
///
/// A step runs in one transaction together with the progress it returns, so that after a crash the work
/// goes on exactly where it stood: a step is done and told, or neither.
public interface JobWork {
    /// The kind of job that this is for, such as `customer-import`.
    String kind();

    /// Opens the work where it stands. Called again after a restart.
    ///
    /// @param job its `done` says how far it has come
    Steps open(Jobs.Job job);

    /// Work that is open on this node.
    interface Steps extends AutoCloseable {
        /// Does the next part, a second's worth at most.
        Progress next();

        @Override
        void close();
    }

    /// @param done how much of `total`, in the unit of the work
    /// @param total 0: not known
    record Progress(long done, long total, boolean finished) {}
}
