package org.callosum.server.platform.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.web.server.PortInUseException;

class StartFaultTest {
    @TempDir
    Path folder = Path.of("");

    private static Throwable wrapped(Throwable cause) {
        return new BeanCreationException("a bean", "could not be made", new IllegalStateException("why", cause));
    }

    @Test
    void aRoomsOwnWordIsFoundHoweverDeepItIsWrapped() {
        assertThat(StartFault.line(wrapped(new StartFailure("the key is short\n  make a longer one"))))
                .isEqualTo("the key is short; make a longer one");
    }

    @Test
    void whatLibrariesThrowGetsALineThatSaysWhatToDo() {
        assertThat(StartFault.line(wrapped(new PortInUseException(8080))))
                .contains("port 8080 is in use")
                .contains("--port NUMBER");
        assertThat(StartFault.line(wrapped(new BindException("Address already in use"))))
                .contains("Address already in use");
        assertThat(StartFault.line(wrapped(new FlywayException("Validate failed:\nchecksum of V001"))))
                .contains("Validate failed:; checksum of V001")
                .contains("restore");
        assertThat(StartFault.line(wrapped(new SQLException("no room left")))).contains("no room left");
        assertThat(StartFault.line(wrapped(new AccessDeniedException("/srv/blobs"))))
                .contains("/srv/blobs")
                .contains("no permission");
    }

    @Test
    void aFaultOfOurOwnIsOneLineTooAndItsStoryIsAFile() throws IOException {
        var log = new StartLog();
        log.begin();
        LoggerFactory.getLogger("a.library").warn("{} went {}", "something", "wrong", new IOException("deep"));
        var line = StartFault.explained(wrapped(new ArithmeticException("by zero")), folder, log)
                .getMessage();
        log.release();
        var file = folder.resolve(StartLog.FILE);
        assertThat(line).contains("by zero").contains(file.toString()).hasLineCount(1);
        assertThat(Files.readString(file))
                .contains("BeanCreationException")
                .contains("WARN a.library: something went wrong")
                .contains("IOException: deep");
    }

    @Test
    void aWordSpokenAtOnceNeedsNoFile() {
        assertThat(StartFault.explained(new StartFailure("no"), folder, new StartLog()))
                .hasMessage("no");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aCircleOfCausesEnds() {
        var one = new IllegalStateException("one");
        one.initCause(new IllegalStateException("two", one));
        assertThat(StartFault.line(one)).isNull();
    }
}
