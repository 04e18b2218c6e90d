package org.callosum.server.platform.install;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The folder that holds everything an installation keeps, locked while a process uses it.
///
/// ```
/// callosum.yaml  callosum.lock  keys/  postgres/{programs,data,postgres.log}  blobs/  recordings/  certificate/
/// ```
public final class DataFolder implements AutoCloseable {
    private static final int SECRET_BYTES = 24;

    private final Path root;
    private final @Nullable FileChannel lock;

    private DataFolder(Path root, @Nullable FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /// Makes the folder where it is missing and locks it.
    ///
    /// @throws StartFailure when it cannot be made or written, or another process uses it
    public static DataFolder open(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
        } catch (FileAlreadyExistsException e) {
            throw new StartFailure("data folder %s is a file; name a folder with --data".formatted(root), e);
        } catch (IOException e) {
            throw unwritable(root, e);
        }
        Path file = root.resolve("callosum.lock");
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unwritable(root, e);
        }
        try {
            if (channel.tryLock() == null) {
                throw inUse(root, file, channel);
            }
            channel.truncate(0);
            channel.write(
                    StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
            return new DataFolder(root, channel);
        } catch (OverlappingFileLockException _) {
            throw inUse(root, file, channel);
        } catch (IOException e) {
            throw unwritable(root, e);
        }
    }

    /// The folder of an installation that another process keeps locked, for what may be done beside it.
    public static DataFolder beside(Path folder) {
        return new DataFolder(folder.toAbsolutePath().normalize(), null);
    }

    private static StartFailure inUse(Path root, Path file, FileChannel channel) {
        String pid = "";
        try (channel) {
            pid = Files.readString(file).strip();
        } catch (IOException _) {
            // only makes the message shorter
        }
        return new StartFailure(
                "data folder %s is in use by another Callosum%s; stop it, or start with another --data FOLDER"
                        .formatted(root, pid.isEmpty() ? "" : " (process " + pid + ")"));
    }

    private static StartFailure unwritable(Path root, IOException why) {
        String reason = why instanceof AccessDeniedException ? "no permission" : String.valueOf(why.getMessage());
        return new StartFailure(
                "data folder %s cannot be written (%s); give this user write permission, or name another with --data FOLDER"
                        .formatted(root, reason),
                why);
    }

    public Path root() {
        return root;
    }

    /// A folder inside, made where missing, readable by this user only.
    public Path folder(String name) {
        Path path = root.resolve(name);
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return path;
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /// A folder inside that calls will write to: tried now, since a start is where a person reads why it cannot be.
    ///
    /// @throws StartFailure when nothing can be written there
    public void requireWritable(String name) {
        Path path = folder(name);
        try {
            Files.delete(Files.createTempFile(path, "tried-at-start", null));
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /// A secret of `keys/NAME`, made of 192 random bits as lower-case hex at first use; mode 0600.
    public String secret(String name) {
        Path file = folder("keys").resolve(name);
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[SECRET_BYTES];
                new SecureRandom().nextBytes(random);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, HexFormat.of().formatHex(random) + "\n");
            }
            String secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new StartFailure(
                        "key file %s is empty; put the key back from its safe copy, or remove it on a new installation"
                                .formatted(file));
            }
            return secret;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    @Override
    public void close() {
        if (lock == null) {
            return;
        }
        try {
            lock.close();
        } catch (IOException _) {
            // the lock ends with the process in any case
        }
    }
}
