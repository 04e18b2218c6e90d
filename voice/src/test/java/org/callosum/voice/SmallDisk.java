package org.callosum.voice;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A place with no room: a tmpfs of 40 kB where the test may mount one (as root), else a file system that hands out
/// `/dev/full`, whose writes the kernel refuses with the same error, until there is room.
interface SmallDisk extends AutoCloseable {
    /// For the test's report.
    String kind();

    Path file(String name);

    /// Whether the seconds before the last one are on the disk.
    boolean keepsWhatFits();

    void makeRoom() throws IOException;

    @Override
    void close() throws IOException;

    static SmallDisk at(Path folder) throws IOException {
        var place = Files.createDirectory(folder.resolve("disk"));
        return Mounted.run("mount", "-t", "tmpfs", "-o", "size=40k", "tmpfs", place.toString())
                ? new Mounted(place)
                : new Refusing(place);
    }

    /// A real small file system.
    record Mounted(Path place) implements SmallDisk {
        static boolean run(String... command) {
            try {
                var process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
            } catch (IOException notThere) {
                return false;
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public String kind() {
            return "tmpfs of 40 kB";
        }

        @Override
        public Path file(String name) {
            return place.resolve(name);
        }

        @Override
        public boolean keepsWhatFits() {
            return true;
        }

        @Override
        public void makeRoom() throws IOException {
            try (var files = Files.list(place)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
        }

        @Override
        public void close() throws IOException {
            if (!run("umount", place.toString())) {
                throw new IOException("cannot unmount " + place);
            }
        }
    }

    /// Opens `/dev/full` in place of each file while there is no room.
    final class Refusing extends FileSystemProvider implements SmallDisk {
        private final Path place;
        private volatile boolean room;

        Refusing(Path place) {
            this.place = place;
        }

        @Override
        public String kind() {
            return "no mount allowed here: /dev/full behind a file system of the test";
        }

        @Override
        public Path file(String name) {
            var real = place.resolve(name);
            return room ? real : behindMe(real);
        }

        @Override
        public boolean keepsWhatFits() {
            return false;
        }

        @Override
        public void makeRoom() {
            room = true;
        }

        @Override
        public void close() {}

        @Override
        public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                throws IOException {
            return FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE);
        }

        private Path behindMe(Path real) {
            var system = new Store(this);
            return (Path) Proxy.newProxyInstance(
                    SmallDisk.class.getClassLoader(), new Class<?>[] {Path.class}, (_, method, arguments) -> {
                        if (method.getName().equals("getFileSystem")) {
                            return system;
                        }
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException thrown) {
                            throw Objects.requireNonNullElse(thrown.getCause(), thrown);
                        }
                    });
        }

        private static UnsupportedOperationException unused() {
            return new UnsupportedOperationException("a recording only opens a channel");
        }

        private static final class Store extends FileSystem {
            private final FileSystemProvider provider;

            Store(FileSystemProvider provider) {
                this.provider = provider;
            }

            @Override
            public FileSystemProvider provider() {
                return provider;
            }

            @Override
            public void close() {}

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public boolean isReadOnly() {
                return false;
            }

            @Override
            public String getSeparator() {
                return "/";
            }

            @Override
            public Iterable<Path> getRootDirectories() {
                throw unused();
            }

            @Override
            public Iterable<FileStore> getFileStores() {
                throw unused();
            }

            @Override
            public Set<String> supportedFileAttributeViews() {
                return Set.of();
            }

            @Override
            public Path getPath(String first, String... more) {
                throw unused();
            }

            @Override
            public PathMatcher getPathMatcher(String pattern) {
                throw unused();
            }

            @Override
            public UserPrincipalLookupService getUserPrincipalLookupService() {
                throw unused();
            }

            @Override
            public WatchService newWatchService() {
                throw unused();
            }
        }

        @Override
        public String getScheme() {
            return "full";
        }

        @Override
        public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
            throw unused();
        }

        @Override
        public FileSystem getFileSystem(URI uri) {
            throw unused();
        }

        @Override
        public Path getPath(URI uri) {
            throw unused();
        }

        @Override
        public SeekableByteChannel newByteChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) {
            throw unused();
        }

        @Override
        public DirectoryStream<Path> newDirectoryStream(Path path, DirectoryStream.Filter<? super Path> filter) {
            throw unused();
        }

        @Override
        public void createDirectory(Path path, FileAttribute<?>... attributes) {
            throw unused();
        }

        @Override
        public void delete(Path path) {
            throw unused();
        }

        @Override
        public void copy(Path from, Path to, CopyOption... options) {
            throw unused();
        }

        @Override
        public void move(Path from, Path to, CopyOption... options) {
            throw unused();
        }

        @Override
        public boolean isSameFile(Path one, Path other) {
            throw unused();
        }

        @Override
        public boolean isHidden(Path path) {
            throw unused();
        }

        @Override
        public FileStore getFileStore(Path path) {
            throw unused();
        }

        @Override
        public void checkAccess(Path path, AccessMode... modes) {
            throw unused();
        }

        @Override
        public <V extends FileAttributeView> @Nullable V getFileAttributeView(
                Path path, Class<V> type, LinkOption... options) {
            throw unused();
        }

        @Override
        public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options) {
            throw unused();
        }

        @Override
        public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
            throw unused();
        }

        @Override
        public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
            throw unused();
        }
    }
}
