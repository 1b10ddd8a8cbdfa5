// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.host.JarContent;
import dev.platter.host.RefusedException;
import java.io.IOException;
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
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
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

    @BeforeEach
    void open() throws RefusedException {
        folder = temporary.resolve("deploy");
        watched = DeployFolder.open(folder, this, System.getLogger("deploy-test"));
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
