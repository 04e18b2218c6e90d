package org.callosum.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.callosum.server.platform.backup.BackupFile;
import org.callosum.server.platform.install.CommandLine;
import org.callosum.server.platform.install.StartFailure;
import org.callosum.server.platform.install.StartFault;
import org.callosum.server.platform.install.StartLog;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Starts the contact centre, or copies one into a file and back.
@SpringBootApplication
public class Callosum {
    private static final int WRONG_START = 2;

    public static void main(String[] arguments) {
        try {
            perform(CommandLine.parse(List.of(arguments)));
        } catch (StartFailure failure) {
            System.err.println("callosum: " + failure.getMessage());
            System.exit(WRONG_START);
        }
    }

    private static void perform(CommandLine command) {
        var log = new StartLog();
        try {
            switch (command.task()) {
                case RUN, DEMO -> Start.run(command, log);
                case DATABASE -> Start.database(command);
                case REHEARSE -> {
                    Start.run(command, log);
                    System.exit(0);
                }
                case BACKUP -> {
                    Start.backup(command, file(command));
                    System.exit(0);
                }
                case RESTORE -> {
                    Start.restore(command, file(command));
                    System.exit(0);
                }
            }
        } catch (RuntimeException | Error failure) {
            throw StartFault.explained(failure, command.data(), log);
        }
    }

    private static BackupFile file(CommandLine command) {
        Path file = Objects.requireNonNull(command.file(), "the command line has checked it");
        return new BackupFile(file);
    }
}
