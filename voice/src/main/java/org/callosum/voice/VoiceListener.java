package org.callosum.voice;

/// Hears everything that happens to legs, recordings, devices and trunks.
///
/// Events of one engine come one after another on one thread of their own (never a media or signalling thread), in the
/// order in which they happened. A listener that is slow delays later events, never sound; one that throws is counted
/// (`listener.failed`) and called again for the next event.
@FunctionalInterface
public interface VoiceListener {
    /// @param event what happened
    /// @param atMillis when, in milliseconds since the epoch, taken at the socket or the media tick
    void on(VoiceEvent event, long atMillis);
}
