package org.callosum.server.platform.postgres;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.callosum.server.platform.install.StartFailure;
import org.tukaani.xz.XZInputStream;

/// The programs `initdb` and `postgres`, unpacked from the jar once per content hash.
record PostgresPrograms(Path home) {
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final int OWNER_MAY_EXECUTE = 0100;

    Path initdb() {
        return home.resolve("bin/initdb");
    }

    Path postgres() {
        return home.resolve("bin/postgres");
    }

    /// Unpacks under `folder/pg-HASH`. An interrupted unpacking leaves no half home: the rename comes last.
    static PostgresPrograms unpack(Path folder) throws IOException {
        byte[] archive = archive();
        Path home = folder.resolve("pg-" + hash(archive));
        if (Files.isDirectory(home)) {
            return new PostgresPrograms(home);
        }
        Files.createDirectories(folder);
        Path half = Files.createTempDirectory(
                folder,
                "unpacking",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        unpackInto(half, archive);
        try {
            Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
            Commands.removeTree(half); // another process was first
        }
        return new PostgresPrograms(home);
    }

    private static byte[] archive() throws IOException {
        try (InputStream in = PostgresPrograms.class.getResourceAsStream(ARCHIVE)) {
            if (in == null) {
                throw new StartFailure(
                        "no embedded PostgreSQL for %s %s; use Linux on x86-64, or name a database of your own in callosum.yaml (database: url: …)"
                                .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
            }
            return in.readAllBytes();
        }
    }

    private static String hash(byte[] archive) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    private static void unpackInto(Path half, byte[] archive) throws IOException {
        var executable = PosixFilePermissions.fromString("rwxr-xr-x");
        try (var tar = new TarArchiveInputStream(
                new BufferedInputStream(new XZInputStream(new ByteArrayInputStream(archive))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = half.resolve(entry.getName()).normalize();
                if (!target.startsWith(half)) {
                    throw new IOException("archive entry leaves its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Path parent = target.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0) {
                        Files.setPosixFilePermissions(target, executable);
                    }
                }
            }
        }
    }
}
