package org.callosum.server.flows.speech;

import java.util.List;
import org.callosum.voice.Sound;
import org.jspecify.annotations.Nullable;

/// Speaks a text. One implementation serves an installation; it may take seconds, so never call it on a media thread.
public interface Speech {
    /// Whether there is a voice at all.
    boolean configured();

    /// What speaks, for the system page; null when nothing is configured.
    @Nullable
    String program();

    /// Voices for a language tag (`en`, `zh-Hans`, `zh-Hant`), the default one first; empty when it cannot speak it.
    List<String> voices(String language);

    /// @param text 1 to 2 000 characters
    /// @param voice one of [#voices]
    /// @throws SpeechFailed when there is no voice, the text is too long, or speaking failed or took too long
    Sound speak(String text, String voice) throws SpeechFailed;
}
