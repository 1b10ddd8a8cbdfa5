// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.host.JarContent;
import dev.platter.host.JarLimits;
import dev.platter.host.RefusedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder into which files are put in various ways. */
@Timeout(60)
class DeployFolderTest implements DeployListener {
    @TempDir
    private Path temporary;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private Path folder;
    private DeployFolder watched;
    private boolean refuses;
    private boolean fails;
    private boolean failsToRemove;

    @BeforeEach
    void open() throws RefusedException {
        folder = temporary.resolve("deploy");
        watched = DeployFolder.open(
                folder, this, new JarLimits(1 << 20, 64 << 10, 4 << 10), System.getLogger("deploy-test"));
    }

    @AfterEach
    void close() {
        watched.close();
    }

    @Override
    public void deployed(JarContent content) throws RefusedException {
        told.add("deployed " + content.jar().getFileName());
        if (refuses) {
            throw new RefusedException("it is of no use");
        }
        if (fails) {
            throw new StackOverflowError("nobody has expected that");
        }
    }

    @Override
    public void damaged(Path jar, String why) {
        told.add("damaged " + jar.getFileName());
    }

    @Override
    public void removed(Path jar) {
        told.add("removed " + jar.getFileName());
        if (failsToRemove) {
            throw new StackOverflowError("nobody has expected that");
        }
    }

    /** A plain jar with one library, scanned. */
    private Path libraryOfADeployedJar() throws Exception {
        Path library = Files.createDirectory(folder.resolve("a.libs")).resolve("library.jar");
        Files.write(library, jar("library"));
        Files.write(folder.resolve("a.jar"), jar("one"));
        watched.scan();
        assertEquals("deployed a.jar", next());
        return library;
    }

    @Test
    void aChangedLibraryOfAPlainJarDeploysItAgain() throws Exception {
        Path library = libraryOfADeployedJar();
        watched.start();
        Files.write(library, jar("another library"));
        assertEquals("deployed a.jar", next());
        Files.delete(library);
        assertEquals("deployed a.jar", next());
        Files.write(library, jar("library"));
        assertEquals("deployed a.jar", next());
    }

    @Test
    void librariesThatComeOneAfterTheOtherDeployTheirJarOnce() throws Exception {
        Path library = libraryOfADeployedJar();
        Files.write(library, jar("another library"));
        watched.scan();
        Files.write(library.resolveSibling("more.jar"), jar("more"));
        watched.scan();
        assertTrue(told.isEmpty(), told.toString());
        watched.start();
        assertEquals("deployed a.jar", next());
        watched.scan();
        assertTrue(told.isEmpty(), told.toString());
    }

    @Test
    void aLibraryThatStaysIncompleteIsReportedAsDamaged() throws Exception {
        Path library = libraryOfADeployedJar();
        watched.start();
        Files.write(library, Arrays.copyOf(jar("library"), 50));
        assertEquals("damaged a.jar", next());
        assertTrue(Files.readString(folder.resolve("a.jar.error")).contains("its library " + library));
    }

    private String next() throws InterruptedException {
        String event = told.poll(30, TimeUnit.SECONDS);
        return event == null ? "nothing" : event;
    }

    private byte[] jar(String content) throws IOException {
        Path file = temporary.resolve("made.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            out.putNextEntry(new JarEntry("content"));
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return Files.readAllBytes(file);
    }

    @Test
    void aSparseFileIsRefusedBySizeAndTheWatcherGoesOn() throws Exception {
        Path jar = folder.resolve("a.jar");
        try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "rw")) {
            file.setLength(4L << 30);
        }
        assertRefused(jar, "4294967296 bytes, and a jar may have at most 1048576");
    }

    @Test
    void aManifestThatUnpacksToMuchIsRefused() throws Exception {
        assertRefused(
                write(JarFile.MANIFEST_NAME, 8 << 20),
                "the file META-INF/MANIFEST.MF in it unpacks to more than 4096 bytes: make it smaller, or raise"
                        + " 'jar-manifest-size' in [limits]");
    }

    @Test
    void aFileThatUnpacksToMuchIsRefused() throws Exception {
        assertRefused(
                write("big", 8 << 20),
                "the file big in it unpacks to more than 65536 bytes: make it smaller, or raise 'jar-entry-size' in"
                        + " [limits]");
    }

    /** The table of contents, which is checked first, says that the file has 16 bytes. */
    @Test
    void aFileThatUnpacksToMoreThanItSaysIsRefused() throws Exception {
        Path jar = write("big", 8 << 20);
        byte[] bytes = Files.readAllBytes(jar);
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int table = zip.getInt(bytes.length - 6);
        zip.putInt(table + 24, 16);
        Files.write(jar, bytes);
        assertRefused(jar, "the file big in it unpacks to more than 65536 bytes");
    }

    /** Waits until a jar is damaged, and then looks whether another one is noticed. */
    private void assertRefused(Path jar, String why) throws Exception {
        watched.start();
        assertEquals("damaged " + jar.getFileName(), next());
        String said = Files.readString(jar.resolveSibling(jar.getFileName() + ".error"));
        assertTrue(said.contains(why), said);
        Files.write(folder.resolve("good.jar"), jar("one"));
        assertEquals("deployed good.jar", next());
        assertTrue(watched.isWatched());
    }

    /** A jar with one file of zeroes, which is small as long as it is packed. */
    private Path write(String name, int length) throws IOException {
        Path jar = temporary.resolve("a.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry(name));
            out.write(new byte[length]);
        }
        return Files.move(jar, folder.resolve("a.jar"));
    }

    @Test
    void aFailureOfTheListenerDoesNotEndTheWatcher() throws Exception {
        failsToRemove = true;
        watched.start();
        Path jar = folder.resolve("a.jar");
        Files.write(jar, jar("one"));
        assertEquals("deployed a.jar", next());
        Files.delete(jar);
        assertEquals("removed a.jar", next());
        Files.write(jar, jar("two"));
        assertEquals("deployed a.jar", next());
    }

    @Test
    void aJarThatComesChangesAndGoesIsReported() throws Exception {
        watched.start();
        Path jar = folder.resolve("a.jar");
        Files.write(jar, jar("one"));
        assertEquals("deployed a.jar", next());
        Files.write(jar, jar("another"));
        assertEquals("deployed a.jar", next());
        Files.delete(jar);
        assertEquals("removed a.jar", next());
    }

    @Test
    void aJarThatWasThereBeforeIsFound() throws Exception {
        Files.write(folder.resolve("a.jar"), jar("one"));
        Files.write(folder.resolve("b.jar"), jar("two"));
        watched.scan();
        assertEquals("deployed a.jar", next());
        assertEquals("deployed b.jar", next());
        watched.scan();
        assertTrue(told.isEmpty(), told.toString());
    }

    @Test
    void halfAFileIsWaitedForAndNotCalledDamaged() throws Exception {
        watched.start();
        byte[] whole = jar("a longer content, so that there is something to cut");
        Path jar = folder.resolve("a.jar");
        Files.write(jar, Arrays.copyOf(whole, 10));
        for (int end = 20; end < whole.length; end += 10) {
            Files.write(jar, Arrays.copyOfRange(whole, end - 10, end), StandardOpenOption.APPEND);
            watched.scan();
        }
        assertTrue(told.isEmpty(), told.toString());
        Files.write(jar, whole);
        assertEquals("deployed a.jar", next());
    }

    @Test
    void aFileThatStaysIncompleteIsReportedOnceAsDamaged() throws Exception {
        watched.start();
        Path jar = folder.resolve("a.jar");
        Files.write(jar, Arrays.copyOf(jar("one"), 50));
        assertEquals("damaged a.jar", next());
        Path error = folder.resolve("a.jar.error");
        assertTrue(Files.readString(error).contains("is damaged, or not a jar"));
        watched.scan();
        assertTrue(told.isEmpty(), told.toString());
        Files.write(jar, jar("one"));
        assertEquals("deployed a.jar", next());
        watched.scan();
        assertFalse(Files.exists(error));
    }

    @Test
    void theReasonOfARefusalIsInAFileBesideTheJar() throws Exception {
        refuses = true;
        Path jar = Files.write(folder.resolve("a.jar"), jar("one"));
        watched.scan();
        Path error = folder.resolve("a.jar.error");
        assertEquals("it is of no use", Files.readString(error).strip());
        Files.delete(jar);
        watched.scan();
        assertFalse(Files.exists(error));
    }

    @Test
    void aRefusedJarIsOfferedAgainWhenAnotherHasGone() throws Exception {
        Path first = Files.write(folder.resolve("a.jar"), jar("one"));
        watched.scan();
        assertEquals("deployed a.jar", next());
        refuses = true;
        Files.write(folder.resolve("b.jar"), jar("two"));
        watched.scan();
        watched.scan();
        assertEquals("deployed b.jar", next());
        assertTrue(told.isEmpty(), told.toString());
        refuses = false;
        Files.delete(first);
        watched.scan();
        assertEquals("removed a.jar", next());
        assertEquals("deployed b.jar", next());
        assertFalse(Files.exists(folder.resolve("b.jar.error")));
    }

    @Test
    void anUnexpectedFailureDoesNotEndTheWatch() throws Exception {
        fails = true;
        watched.start();
        Path jar = Files.write(folder.resolve("a.jar"), jar("one"));
        assertEquals("deployed a.jar", next());
        Files.delete(jar);
        assertEquals("removed a.jar", next());
        Files.write(jar, jar("another"));
        assertEquals("deployed a.jar", next());
        watched.scan();
        assertEquals(
                jar + " cannot be used: unexpected java.lang.StackOverflowError: nobody has expected that",
                Files.readString(folder.resolve("a.jar.error")).strip());
    }

    @Test
    void aPipeIsRefusedWithoutADelay() throws Exception {
        Path pipe = folder.resolve("a.jar");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Files.write(folder.resolve("b.jar"), jar("one"));
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> watched.scan());
        assertEquals("damaged a.jar", next());
        assertEquals("deployed b.jar", next());
        assertTrue(Files.readString(folder.resolve("a.jar.error")).contains("is not a file"));
    }

    /** An unreadable jar cannot be used, and making it readable changes neither its length nor its modification time. */
    @Test
    void changedPermissionsMakeTheFolderLookAgain() throws Exception {
        refuses = true;
        Path jar = Files.write(folder.resolve("a.jar"), jar("one"));
        watched.scan();
        assertEquals("deployed a.jar", next());
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("r--r--r--"));
        watched.scan();
        assertEquals("deployed a.jar", next());
    }

    @Test
    void otherFilesAreLeftAlone() throws Exception {
        Files.write(folder.resolve(".hidden.jar"), jar("one"));
        Files.writeString(folder.resolve("readme.txt"), "hello");
        Files.createDirectory(folder.resolve("folder"));
        watched.scan();
        assertTrue(told.isEmpty(), told.toString());
    }
}
