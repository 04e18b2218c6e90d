package org.callosum.server.platform.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// PostgreSQL refuses to run as root: how we stop being root for it.
enum PrivilegeDrop {
    NOT_NEEDED(List.of()),
    USER_NAMESPACE(List.of("unshare", "-U")),
    OTHER_USER(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs"));

    private final List<String> prefix;

    PrivilegeDrop(List<String> prefix) {
        this.prefix = prefix;
    }

    /// Words in front of the command.
    List<String> prefix() {
        return prefix;
    }

    /// Containers with the usual seccomp profile refuse user namespaces, so that is tried, not assumed.
    static PrivilegeDrop forThisUser(boolean alwaysDropUser) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return NOT_NEEDED;
        }
        return !alwaysDropUser && Commands.succeeds(List.of("unshare", "-U", "true")) ? USER_NAMESPACE : OTHER_USER;
    }

    /// Hands a file or folder to the user that PostgreSQL will run as.
    void hand(Path path) throws IOException {
        switch (this) {
            case NOT_NEEDED, USER_NAMESPACE -> {}
            case OTHER_USER -> Commands.run(List.of("chown", "65534:65534", path.toString()), Duration.ofSeconds(5));
        }
    }
}
