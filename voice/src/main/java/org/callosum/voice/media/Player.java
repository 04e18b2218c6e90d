package org.callosum.voice.media;

import java.util.Arrays;
import java.util.List;
import org.callosum.voice.AudioSource;
import org.callosum.voice.Sound;
import org.jspecify.annotations.Nullable;

/// Plays sources one after another, 20 ms at a time. Owned by the media thread; allocates when a play order begins,
/// not while it runs.
public final class Player {
    private List<AudioSource> sources = List.of();
    private boolean loop;
    private boolean playing;
    private int at;
    private int position;

    public void play(List<AudioSource> order, boolean again) {
        sources = List.copyOf(order);
        loop = again;
        at = 0;
        position = 0;
        playing = !sources.isEmpty() && sources.stream().anyMatch(source -> length(source) > 0);
    }

    public void stop() {
        playing = false;
        sources = List.of();
    }

    public boolean playing() {
        return playing;
    }

    /// Fills 20 ms of µ-law; after the end, silence.
    ///
    /// @return true while something was left to play; false ends the order
    public boolean fill(byte[] frame, int count) {
        var done = 0;
        while (done < count && playing) {
            var source = sources.get(at);
            var length = length(source);
            var part = Math.min(count - done, length - position);
            var sound = sound(source);
            if (sound == null) {
                Arrays.fill(frame, done, done + part, G711.MU_SILENCE);
            } else {
                sound.copyMuLaw(position, frame, done, part);
            }
            done += part;
            position += part;
            if (position >= length) {
                position = 0;
                if (!(source instanceof AudioSource.Music)) {
                    next();
                }
            }
        }
        Arrays.fill(frame, done, count, G711.MU_SILENCE);
        return done > 0;
    }

    private void next() {
        at++;
        if (at == sources.size()) {
            at = 0;
            playing = loop;
        }
    }

    private static int length(AudioSource source) {
        return switch (source) {
            case AudioSource.Silence(var millis) -> 8 * millis;
            case AudioSource.Clip clip -> clip.sound().sampleCount();
            case AudioSource.Music music -> Music.piece(music.tune()).sampleCount();
            case AudioSource.Tone tone -> Tones.cycle(tone.kind()).sampleCount();
        };
    }

    private static @Nullable Sound sound(AudioSource source) {
        return switch (source) {
            case AudioSource.Silence _ -> null;
            case AudioSource.Clip clip -> clip.sound();
            case AudioSource.Music music -> Music.piece(music.tune());
            case AudioSource.Tone tone -> Tones.cycle(tone.kind());
        };
    }
}
