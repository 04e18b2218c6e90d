package org.callosum.server.platform.install;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.callosum.server.platform.postgres.DatabaseAccess;
import org.jspecify.annotations.Nullable;

/// Reads `callosum.yaml`. It is strict: a key that is not known, or a value that cannot be one, stops the start
/// and names file, line, what is wrong and an example.
public final class SettingsReader {
    /// The whole file with every key, shown in the operations guide and tried by a test.
    public static final String EXAMPLE = """
            # address and port of the web; off loopback it is HTTPS
            listen: 192.168.1.20
            port: 8443
            # a certificate of your own; without one a self-signed certificate is made
            certificate:
              chain: /etc/callosum/fullchain.pem
              key: /etc/callosum/privkey.pem
            # a proxy that adds TLS: plain HTTP is then served to it
            # trusted-proxies: [10.0.0.5]
            # a database of your own, PostgreSQL 17 or later, instead of the embedded one
            database:
              url: jdbc:postgresql://db.example.org:5432/callosum
              owner: callosum_owner
              owner-password-file: /etc/callosum/owner.password
              application: callosum_app
              application-password-file: /etc/callosum/app.password
            # text or json
            logs: json
            # what flows may look up: everything public over https, and these hosts inside the house
            lookups:
              private-hosts: [crm.internal, 10.20.0.9]
            voice:
              listen: 192.168.1.20
              sip-port: 5060
              sip-tls-port: 5061
              public-address: 203.0.113.7
              media-ports: 20000-29999
              # the one UDP port for the sound of browsers; 0 takes a free one
              browser-port: 19999
              media-threads: 1
              # authorities of carriers' certificates, besides those that the machine trusts
              trusted-certificates: /etc/callosum/carrier-ca.pem
              # how often trunks are asked whether they are there; 0 for never
              trunk-ping-seconds: 30
            """;

    private static final long LARGEST_FILE = 100_000;

    private SettingsReader() {}

    /// Reads the named file, else `callosum.yaml` in the data folder where there is one; the command line wins.
    ///
    /// @throws StartFailure for anything that is not right
    public static Settings read(CommandLine command, DataFolder data) {
        Path named = command.config();
        Path file = named == null ? data.root().resolve("callosum.yaml") : named;
        Settings settings = Files.exists(file) || named != null ? read(file) : read(file.toString(), "");
        InetAddress listen = command.listen() == null ? settings.listen() : command.listen();
        Integer port = command.port();
        Settings merged = new Settings(
                listen,
                settings.port(),
                settings.trustedProxies(),
                settings.certificate(),
                settings.database(),
                settings.logs(),
                settings.lookupHosts(),
                settings.voice());
        // The usual port depends on what is served there, so it is chosen last.
        if (port == null) {
            port = settings.port() >= 0
                    ? settings.port()
                    : merged.isSecure() ? Settings.SECURE_PORT : Settings.PLAIN_PORT;
        }
        return new Settings(
                merged.listen(),
                port,
                merged.trustedProxies(),
                merged.certificate(),
                command.database() == null ? merged.database() : DatabaseAddress.read(command.database(), data),
                merged.logs(),
                merged.lookupHosts(),
                merged.voice());
    }

    /// @return port −1 where the file names none
    static Settings read(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new StartFailure(
                        "%s has more than %d bytes; is it the right file?".formatted(file, LARGEST_FILE));
            }
            return read(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new StartFailure(
                    "configuration file %s does not exist; name another with --config FILE".formatted(file), e);
        } catch (MalformedInputException e) {
            throw new StartFailure("configuration file %s is not UTF-8 text".formatted(file), e);
        } catch (IOException e) {
            throw new StartFailure("configuration file %s cannot be read (%s)".formatted(file, e.getMessage()), e);
        }
    }

    static Settings read(String file, String text) {
        YamlSection top = YamlSection.parse(file, text);
        Settings settings = new Settings(
                top.address("listen", InetAddress.getLoopbackAddress(), "listen: 192.168.1.20"),
                top.number("port", -1, 0, 65_535, "port: 8443"),
                top.texts("trusted-proxies", "trusted-proxies: [10.0.0.5]"),
                certificate(top.section("certificate", "certificate:\\n  chain: fullchain.pem\\n  key: privkey.pem")),
                database(top.section("database", "database:\\n  url: jdbc:postgresql://db:5432/callosum")),
                top.choice("logs", List.of("text", "json"), "text").equals("json")
                        ? Settings.LogForm.JSON
                        : Settings.LogForm.TEXT,
                lookups(top.section("lookups", "lookups:\\n  private-hosts: [crm.internal]")),
                voice(top.section("voice", "voice:\\n  sip-port: 5060")));
        top.requireNothingElse();
        return settings;
    }

    private static Settings.@Nullable CertificateFiles certificate(@Nullable YamlSection section) {
        if (section == null) {
            return null;
        }
        var files = new Settings.CertificateFiles(
                section.file("chain", "chain: /etc/callosum/fullchain.pem"),
                section.file("key", "key: /etc/callosum/privkey.pem"));
        section.requireNothingElse();
        return files;
    }

    private static @Nullable DatabaseAccess database(@Nullable YamlSection section) {
        if (section == null) {
            return null;
        }
        String url = section.text("url", null, "url: jdbc:postgresql://db.example.org:5432/callosum");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw section.wrong(
                    "url", "is not a JDBC address of PostgreSQL", "url: jdbc:postgresql://db:5432/callosum");
        }
        var access = new DatabaseAccess(
                url,
                section.text("owner", DatabaseAccess.OWNER, "owner: callosum_owner"),
                section.secret("owner-password-file", "owner-password-file: /etc/callosum/owner.password"),
                section.text("application", DatabaseAccess.APPLICATION, "application: callosum_app"),
                section.secret("application-password-file", "application-password-file: /etc/callosum/app.password"));
        section.requireNothingElse();
        return access;
    }

    private static Set<String> lookups(@Nullable YamlSection section) {
        if (section == null) {
            return Set.of();
        }
        var example = "private-hosts: [crm.internal]";
        Set<String> hosts = new LinkedHashSet<>();
        for (String host : section.texts("private-hosts", example)) {
            if (!host.matches("[A-Za-z0-9.:\\[\\]-]{1,253}")) {
                throw section.wrong("private-hosts", "names %s, which is no host name".formatted(host), example);
            }
            hosts.add(host.toLowerCase(Locale.ROOT));
        }
        section.requireNothingElse();
        return hosts;
    }

    private static Settings.Voice voice(@Nullable YamlSection section) {
        Settings.Voice usual = Settings.Voice.usual();
        if (section == null) {
            return usual;
        }
        String range = section.text("media-ports", "20000-29999", "media-ports: 20000-29999");
        if (!range.matches("\\d{4,5}-\\d{4,5}")) {
            throw section.wrong("media-ports", "is not a range of ports", "media-ports: 20000-29999");
        }
        int low = Integer.parseInt(range.substring(0, range.indexOf('-')));
        int high = Integer.parseInt(range.substring(range.indexOf('-') + 1));
        if (low < 1_024 || high > 65_535 || high - low < 3) {
            throw section.wrong(
                    "media-ports", "must lie within 1024-65535 and hold at least 4 ports", "media-ports: 20000-29999");
        }
        var voice = new Settings.Voice(
                section.optionalAddress("listen", "listen: 192.168.1.20"),
                section.number("sip-port", usual.sipPort(), 0, 65_535, "sip-port: 5060"),
                section.number("sip-tls-port", usual.sipTlsPort(), 0, 65_535, "sip-tls-port: 5061"),
                section.optionalAddress("public-address", "public-address: 203.0.113.7"),
                low,
                high,
                section.number("browser-port", usual.browserPort(), 0, 65_535, "browser-port: 19999"),
                section.number("media-threads", usual.mediaThreads(), 0, 64, "media-threads: 1"),
                section.optionalFile("trusted-certificates", "trusted-certificates: /etc/callosum/carrier-ca.pem"),
                section.number("trunk-ping-seconds", usual.trunkPingSeconds(), 0, 3_600, "trunk-ping-seconds: 30"));
        section.requireNothingElse();
        return voice;
    }
}
