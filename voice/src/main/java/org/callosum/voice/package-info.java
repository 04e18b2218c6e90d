/// The front door of sound and signalling: commands in ([org.callosum.voice.Voice]), events out
/// ([org.callosum.voice.VoiceEvent]); nothing here knows queues, agents or flows.
@NullMarked
package org.callosum.voice;

import org.jspecify.annotations.NullMarked;
