package org.callosum.server.platform.install;

import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;

/// Says in one line what stopped a start, whichever layer found it: a room's own [StartFailure] however deep it is
/// wrapped, else what is known of the fault's kind.
public final class StartFault {
    private StartFault() {}

    /// @return what, where and what to do; null for a fault of no known kind, which is probably ours
    public static @Nullable String line(Throwable failure) {
        var chain = chain(failure);
        for (var cause : chain) {
            if (cause instanceof StartFailure known) {
                return oneLine(known.getMessage());
            }
        }
        for (var cause : chain) {
            var line = known(cause);
            if (line != null) {
                return oneLine(line);
            }
        }
        return null;
    }

    /// For the person at the prompt; what lies behind a fault that we did not foresee goes to a file of the folder.
    public static StartFailure explained(Throwable failure, Path folder, StartLog log) {
        var line = line(failure);
        if (line != null && failure instanceof StartFailure) {
            return new StartFailure(line, failure);
        }
        var story = log.write(folder, failure);
        if (line != null) {
            return new StartFailure(line, failure);
        }
        if (story == null) {
            failure.printStackTrace();
        }
        return new StartFailure(
                "the start failed by a fault of the program (%s); %s"
                        .formatted(
                                oneLine(String.valueOf(root(failure))),
                                story == null
                                        ? "its trace is above"
                                        : story + " tells the whole story, please report it"),
                failure);
    }

    private static Throwable root(Throwable failure) {
        return chain(failure).getLast();
    }

    private static @Nullable String known(Throwable cause) {
        return switch (cause) {
            case PortInUseException taken ->
                "port %d is in use; stop the program there, or choose another with --port NUMBER"
                        .formatted(taken.getPort());
            case BindException taken ->
                "a port cannot be opened (%s); stop the program there, or choose another with --port NUMBER"
                        .formatted(taken.getMessage());
            case FlywayException tables ->
                "the tables of the database cannot be brought to this version (%s); start the version that wrote them, or restore a backup into a new data folder"
                        .formatted(tables.getMessage());
            case SQLException refused ->
                "the database refuses (%s); see docs/operations/configuration.md for what it must allow"
                        .formatted(refused.getMessage());
            case FileSystemException file ->
                "%s cannot be read or written (%s); give this user the permission, or name another folder with --data FOLDER"
                        .formatted(file.getFile(), reason(file));
            default -> null;
        };
    }

    private static String reason(FileSystemException file) {
        return switch (file) {
            case AccessDeniedException _ -> "no permission";
            case NoSuchFileException _ -> "it is not there";
            default -> file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
        };
    }

    /// The failure and its causes, from the outside in; a circle ends it.
    private static List<Throwable> chain(Throwable failure) {
        var seen = Collections.<Throwable>newSetFromMap(new IdentityHashMap<>());
        var chain = new ArrayList<Throwable>();
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }

    /// Libraries write paragraphs; a person at a prompt reads a line.
    static String oneLine(@Nullable String text) {
        return text == null ? "no reason given" : text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
