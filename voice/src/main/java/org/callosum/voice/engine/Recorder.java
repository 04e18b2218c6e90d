package org.callosum.voice.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.callosum.voice.RecordingId;
import org.callosum.voice.VoiceEvent.RecordingStop;
import org.callosum.voice.io.Counters;
import org.callosum.voice.recording.RecordingHeader;
import org.callosum.voice.recording.RecordingKey;
import org.callosum.voice.recording.RecordingWriter;
import org.jspecify.annotations.Nullable;

/// The one thread that writes recordings. It gets finished seconds through a bounded queue and a few buffers per
/// recording; when the disk does not keep up, a second is left out (silence, marked as lost) rather than a call held
/// up.
final class Recorder implements AutoCloseable {
    /// Hears of a recording's end, on the recorder's thread.
    interface Listener {
        void alarm(RecordingId recording, String reason);

        void stopped(RecordingId recording, long durationMillis, RecordingStop reason);
    }

    private static final int BUFFERS = 3;
    private static final int SECOND = 8_000;

    private final ArrayBlockingQueue<Runnable> work;
    private final Listener listener;
    private final LongAdder lost;
    private final LongAdder chunks;
    private final LongAdder failures;
    private final Thread thread;
    private volatile boolean running = true;

    Recorder(int mostRecordings, Listener listener, Counters counters) {
        work = new ArrayBlockingQueue<>((BUFFERS + 2) * mostRecordings);
        this.listener = listener;
        lost = counters.of("recording.second-lost");
        chunks = counters.of("recording.seconds");
        failures = counters.of("recording.storage-failed");
        thread = Thread.ofPlatform().name("voice-recorder").start(this::run);
    }

    /// One second of both channels on its way to the file.
    static final class Second {
        final byte[] left = new byte[SECOND];
        final byte[] right = new byte[SECOND];
        int samples;
        boolean paused;
        int number;
    }

    /// A recording as the media thread sees it: it fills seconds and hands them over.
    final class Tape {
        final RecordingId id;
        private final ArrayBlockingQueue<Second> free = new ArrayBlockingQueue<>(BUFFERS);
        private final Path file;
        private final RecordingHeader header;
        private final RecordingKey key;
        // recorder's thread:
        private @Nullable RecordingWriter writer;
        private boolean over;
        private int written;

        private Tape(RecordingId id, Path file, RecordingHeader header, RecordingKey key) {
            this.id = id;
            this.file = file;
            this.header = header;
            this.key = key;
            for (var i = 0; i < BUFFERS; i++) {
                free.add(new Second());
            }
        }

        /// An empty second, or null while all are on their way to the disk. Media thread.
        @Nullable
        Second take() {
            return free.poll();
        }

        /// Media thread.
        void give(Second second) {
            if (!work.offer(() -> write(second))) {
                lost.increment();
                recycle(second);
            }
        }

        void lost() {
            lost.increment();
        }

        /// Media thread; nothing is given afterwards.
        void stop(RecordingStop reason) {
            if (!work.offer(() -> finish(reason))) {
                // the queue is full of seconds that the disk does not take; this one order must not be dropped
                Thread.ofVirtual().start(() -> {
                    try {
                        work.put(() -> finish(reason));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
        }

        private void open() {
            try {
                writer = RecordingWriter.create(file, header, key);
            } catch (IOException | RuntimeException e) {
                fail(e);
            }
        }

        private void write(Second second) {
            var out = writer;
            if (out != null && !over) {
                try {
                    for (; written < second.number; written++) {
                        out.appendLost();
                    }
                    out.append(second.left, second.right, second.samples, second.paused);
                    written++;
                    chunks.increment();
                } catch (IOException | RuntimeException e) {
                    fail(e);
                }
            }
            recycle(second);
        }

        private void recycle(Second second) {
            second.samples = 0;
            second.paused = false;
            free.offer(second);
        }

        private void fail(Exception e) {
            failures.increment();
            listener.alarm(id, "Recording %s cannot be written: %s".formatted(file.getFileName(), e));
            finish(RecordingStop.STORAGE_FAILED);
        }

        private void finish(RecordingStop reason) {
            if (over) {
                return;
            }
            over = true;
            var duration = 0L;
            var out = writer;
            if (out != null) {
                duration = out.durationMillis();
                try {
                    out.close();
                } catch (IOException e) {
                    failures.increment();
                    listener.alarm(id, "Recording %s was not closed well: %s".formatted(file.getFileName(), e));
                }
            }
            listener.stopped(id, duration, reason);
        }
    }

    /// Opens a tape; the file is made on the recorder's thread. Media thread.
    ///
    /// @return null if the recorder cannot take another one now
    @Nullable
    Tape open(RecordingId id, Path file, RecordingHeader header, RecordingKey key) {
        var tape = new Tape(id, file, header, key);
        return work.offer(tape::open) ? tape : null;
    }

    private void run() {
        var batch = new ArrayList<Runnable>();
        while (running || !work.isEmpty()) {
            try {
                var first = work.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    work.drainTo(batch, 63);
                    batch.forEach(Runnable::run);
                    batch.clear();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                failures.increment();
                batch.clear();
            }
        }
    }

    /// Writes what is waiting; at most three seconds.
    @Override
    public void close() {
        running = false;
        try {
            thread.join(3_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
