package org.callosum.voice.engine;

import org.callosum.voice.VoiceEvent;

/// Where a leg's media tells what happened. Called on the media thread; hands over at once.
interface LegEvents {
    void tell(VoiceEvent event);

    /// The far end is gone for good: the leg has to be ended.
    void lost(MediaLeg leg);
}
