package org.callosum.server;

import java.util.List;
import org.callosum.server.platform.install.CommandLine;
import org.callosum.server.platform.install.StartFailure;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Starts the contact centre.
@SpringBootApplication
public class Callosum {
    private static final int WRONG_START = 2;

    public static void main(String[] arguments) {
        try {
            Start.run(CommandLine.parse(List.of(arguments)));
        } catch (StartFailure failure) {
            System.err.println("callosum: " + failure.getMessage());
            System.exit(WRONG_START);
        }
    }
}
