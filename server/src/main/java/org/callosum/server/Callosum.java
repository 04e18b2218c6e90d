package org.callosum.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Starts the contact centre.
@SpringBootApplication
public class Callosum {
    public static void main(String[] arguments) {
        SpringApplication.run(Callosum.class, arguments);
    }
}
