package org.callosum.server.identity;

import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/// Argon2id with 19 MiB, two passes and one lane (OWASP's first choice). At most four at a time: a flood of
/// sign-ins must not take the memory of the calls.
@Component
class Passwords {
    static final int SHORTEST = 10;
    static final int LONGEST = 200;

    private static final int AT_ONCE = 4;

    private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);
    private final Semaphore memory = new Semaphore(AT_ONCE);

    /// Compared against where an account does not exist, so that both answers take the same time.
    private final String nobody = hash(Secrets.random());

    String hash(String password) {
        memory.acquireUninterruptibly();
        try {
            String hash = encoder.encode(password);
            if (hash == null) {
                throw new IllegalStateException("The encoder gave no hash");
            }
            return hash;
        } finally {
            memory.release();
        }
    }

    boolean matches(String password, String hash) {
        memory.acquireUninterruptibly();
        try {
            return encoder.matches(password, hash);
        } finally {
            memory.release();
        }
    }

    boolean matchesNobody(String password) {
        matches(password, nobody);
        return false;
    }
}
