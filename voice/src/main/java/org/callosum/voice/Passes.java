package org.callosum.voice;

/// Lets a call in because of what it dials: a number that only somebody who shares a secret with us can
/// make. Asked before trunks and desk phones, once per new call, on the `sip-io` thread: answer from
/// memory.
@FunctionalInterface
public interface Passes {
    /// @param dialled user part of the request's address
    /// @return false for anything that is no pass, or one that has expired or was used before: the call
    ///     is then treated like any other
    boolean holds(String dialled);
}
