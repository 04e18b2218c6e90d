package org.callosum.voice;

import org.jspecify.annotations.Nullable;

/// Hears everything that happens to legs, recordings, devices and trunks.
///
/// Events of one engine come one after another on one thread of their own (never a media or signalling thread), in the
/// order in which they happened. A listener that is slow delays later events, never sound; one that throws is counted
/// (`listener.failed`), told so by [#fault], and called again for the next event.
@FunctionalInterface
public interface VoiceListener {
    /// @param event what happened
    /// @param atMillis when, in milliseconds since the epoch, taken at the socket or the media tick
    void on(VoiceEvent event, long atMillis);

    /// Something of the engine's own failed, or this listener did; it has been counted, and everything else goes on. On
    /// the thread of the events. For the log.
    ///
    /// @param leg whom it was about; null when it was about none
    default void fault(@Nullable LegId leg, RuntimeException thrown) {}
}
