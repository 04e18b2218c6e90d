package org.callosum.server.platform.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void anEmptyFileAndNoFileMeanTheUsual() {
        assertThat(SettingsReader.read("callosum.yaml", "").isLoopback()).isTrue();
        try (DataFolder data = DataFolder.open(folder.resolve("data"))) {
            Settings settings = SettingsReader.read(CommandLine.parse(List.of()), data);
            assertThat(settings).isEqualTo(Settings.usual());
            assertThat(settings.port()).isEqualTo(8080);
            assertThat(settings.isSecure()).isFalse();
        }
    }

    @Test
    void theExampleIsReadWhole() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
        String text = SettingsReader.EXAMPLE.replaceAll("/etc/callosum/\\S+", secret.toString());
        Settings settings = SettingsReader.read("callosum.yaml", text);
        assertThat(settings.listen().getHostAddress()).isEqualTo("192.168.1.20");
        assertThat(settings.port()).isEqualTo(8443);
        assertThat(settings.isSecure()).isTrue();
        assertThat(settings.logs()).isEqualTo(Settings.LogForm.JSON);
        assertThat(settings.lookupHosts()).containsExactlyInAnyOrder("crm.internal", "10.20.0.9");
        assertThat(settings.voice().sipTlsPort()).isEqualTo(5061);
        assertThat(settings.voice().mediaPortHigh()).isEqualTo(29_999);
        assertThat(settings.browserSound()).containsExactly(new InetSocketAddress("192.168.1.20", 19_999));
        assertThat(settings.database())
                .isNotNull()
                .satisfies(access -> assertThat(access.ownerPassword()).isEqualTo("s3cret"))
                .asString()
                .doesNotContain("s3cret");
    }

    @Test
    void behindAProxyOnTheSameMachineTheSoundOfBrowsersArrivesWhereCallsDo() {
        var settings = SettingsReader.read("callosum.yaml", """
                trusted-proxies: [127.0.0.1]
                voice:
                  listen: 192.168.1.20
                  browser-port: 19999
                """);
        assertThat(settings.isSecure()).isFalse();
        assertThat(settings.browserSound())
                .containsExactly(
                        new InetSocketAddress("192.168.1.20", 19_999), new InetSocketAddress("127.0.0.1", 19_999));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port: abc|line 1: port is abc; it must be a number from 0 to 65535; for example port: 8443",
                "port: 99999|line 1: port is 99999",
                "lissten: 1.2.3.4|line 1: lissten is not a known key; known here are listen, port",
                "logs: xml|line 1: logs is xml; it must be text or json; for example logs: text",
                "port: [1]|line 1: port needs one value",
                "trusted-proxies: 10.0.0.5|line 1: trusted-proxies needs a list of values; for example trusted-proxies: [10.0.0.5]",
                "voice: 5|line 1: voice needs keys with values below it",
                "'voice:\n  sip-port: 5060\n  media-ports: 1-2'|line 3: voice.media-ports is not a range of ports",
                "'voice:\n  sipport: 5060'|line 2: voice.sipport is not a known key",
                "'port: 1\nport: 2'|line 2",
                "'database:\n  owner: x'|line 2: database.url is missing; for example url: jdbc:postgresql",
                "'database:\n  url: jdbc:mysql://x'|line 2: database.url is not a JDBC address of PostgreSQL",
                "'certificate:\n  chain: /no/such/file'|line 2: certificate.chain names /no/such/file, which cannot be read",
                "'a: [1'|line 1",
                "just words|line 1: the file needs keys with values below it",
                "'a: &x [1]\nb: *x'|is not YAML: Number of aliases"
            })
    void whatIsWrongIsSaidWithFileLineAndExample(String text, String message) {
        assertThatThrownBy(() -> SettingsReader.read("callosum.yaml", text.replace("\\n", "\n")))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("callosum.yaml ")
                .hasMessageContaining(message);
    }

    @Test
    void theCommandLineWinsAndOffLoopbackTheUsualPortIsTheSecureOne() throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), "port: 9000\nlisten: 127.0.0.1\n");
        try (DataFolder data = DataFolder.open(folder.resolve("data"))) {
            var both = CommandLine.parse(List.of("run", "--config", file.toString(), "--port", "9100"));
            assertThat(SettingsReader.read(both, data).port()).isEqualTo(9100);
            var elsewhere = CommandLine.parse(List.of("run", "--listen", "192.0.2.7"));
            assertThat(SettingsReader.read(elsewhere, data).port()).isEqualTo(8443);
            var missing = CommandLine.parse(
                    List.of("run", "--config", folder.resolve("none.yaml").toString()));
            assertThatThrownBy(() -> SettingsReader.read(missing, data)).hasMessageContaining("does not exist");
        }
    }

    @Test
    void behindATrustedProxyPlainHttpIsServed() {
        Settings settings = SettingsReader.read("callosum.yaml", "listen: 192.0.2.7\ntrusted-proxies: [192.0.2.1]\n");
        assertThat(settings.isSecure()).isFalse();
        assertThat(settings.trustedProxies()).containsExactly("192.0.2.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port|option --port needs a value",
                "--port x|--port x is not a port; for example --port 8080",
                "--nonsense|unknown option --nonsense",
                "jump|unknown command jump",
                "backup|backup needs a file; for example ./callosum backup monday.zip",
                "run extra|unknown option extra"
            })
    void aWrongCommandLineIsToldInOneLine(String words, String message) {
        assertThatThrownBy(() -> CommandLine.parse(List.of(words.split(" "))))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(message);
    }
}
