package org.callosum.server.platform.install;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/// Keeps back warnings and errors while a start may still fail, so that a fault is one line for a person. After a
/// good start it is logged after all; after a failed one it lies in a file, with the whole story, for whoever has to
/// look deeper. At most [#MOST_LINES] are kept; what comes beyond is counted.
public final class StartLog extends TurboFilter {
    /// The file of a failed start, in the data folder.
    public static final String FILE = "start-failure.log";

    private static final int MOST_LINES = 1_000;

    private final List<Kept> kept = new ArrayList<>();
    private int beyond;
    private @Nullable LoggerContext context;

    private record Kept(
            Logger logger,
            Level level,
            String text,
            @Nullable Throwable fault) {}

    /// From now on; where logs are written by another library than usual nothing is kept back.
    public void begin() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext own) {
            context = own;
            start();
            own.addTurboFilter(this);
        }
    }

    @Override
    public synchronized FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] values,
            @Nullable Throwable fault) {
        // a null format only asks whether the level is on
        if (format == null || !level.isGreaterOrEqual(Level.WARN)) {
            return FilterReply.NEUTRAL;
        }
        if (kept.size() < MOST_LINES) {
            var said = MessageFormatter.arrayFormat(format, values);
            kept.add(new Kept(logger, level, said.getMessage(), fault == null ? said.getThrowable() : fault));
        } else {
            beyond++;
        }
        return FilterReply.DENY;
    }

    /// The start was good: what was kept back is logged.
    public void release() {
        end();
        for (var line : taken()) {
            if (line.level().isGreaterOrEqual(Level.ERROR)) {
                line.logger().error(line.text(), line.fault());
            } else {
                line.logger().warn(line.text(), line.fault());
            }
        }
    }

    /// The start failed: the story goes to a file.
    ///
    /// @return the file, or null where it cannot be written
    public @Nullable Path write(Path folder, Throwable failure) {
        var story = new StringWriter();
        var lines = new PrintWriter(story);
        failure.printStackTrace(lines);
        for (var line : taken()) {
            lines.println(line.level() + " " + line.logger().getName() + ": " + line.text());
            if (line.fault() != null) {
                line.fault().printStackTrace(lines);
            }
        }
        if (beyond > 0) {
            lines.println("and " + beyond + " lines more");
        }
        try {
            return Files.writeString(folder.resolve(FILE), story.toString());
        } catch (IOException _) {
            return null;
        }
    }

    private void end() {
        var own = context;
        if (own != null) {
            own.getTurboFilterList().remove(this);
            context = null;
        }
    }

    private synchronized List<Kept> taken() {
        var all = List.copyOf(kept);
        kept.clear();
        return all;
    }
}
