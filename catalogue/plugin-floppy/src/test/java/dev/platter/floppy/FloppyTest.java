// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.floppy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Size;
import dev.platter.testkit.LogBook;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the file system has, by its own sectors, and what is refused. */
class FloppyTest {
    @TempDir
    Path folder;

    private Disk disk() throws IOException {
        return disk(Optional.empty());
    }

    private Disk disk(Optional<Size> size) throws IOException {
        FloppyPlugin plugin = new FloppyPlugin(new FloppyPlugin.Config(folder, "LABEL", size));
        plugin.prepare();
        return plugin.open(TestClient.anybody());
    }

    private String refusal() {
        return assertThrows(IOException.class, this::disk).getMessage();
    }

    private void write(String name, int length) throws IOException {
        byte[] content = new byte[length];
        new Random(name.hashCode()).nextBytes(content);
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.write(path, content);
    }

    @Test
    void allFilesHaveTheirNamesAndContents() throws IOException {
        List<String> names = List.of(
                "a.txt",
                "zero",
                ".hidden",
                "exactly13.txt",
                "A long name with spaces.and.dots.text",
                "long name one.text",
                "long name two.text",
                "below/deeper/café ☕ 𝄞.bin",
                "x".repeat(251) + ".txt");
        Map<String, byte[]> expected = new TreeMap<>();
        for (String name : names) {
            write(name, name.equals("zero") ? 0 : 10_000 + 7_000 * names.indexOf(name));
            expected.put(name, Files.readAllBytes(folder.resolve(name)));
        }
        Files.createDirectory(folder.resolve("empty"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a.txt"));
        for (String path : List.of("below/", "below/deeper/", "empty/")) {
            expected.put(path, new byte[0]);
        }

        Map<String, byte[]> read = new FatReader(disk()).files();

        assertEquals(expected.keySet(), read.keySet());
        expected.forEach((name, content) -> assertArrayEquals(content, read.get(name), name));
    }

    @Test
    void aFolderWithMoreNamesThanAClusterHoldsIsRead() throws IOException {
        for (int i = 0; i < 700; i++) {
            write("file number " + i, 1);
        }
        assertEquals(700, new FatReader(disk()).files().size());
    }

    @Test
    void aDiskHasTheSizeThatIsAskedFor() throws IOException {
        write("a.txt", 100);
        for (long size : new long[] {4_000_001, 4 << 20, 64L << 30, (1L << 41) - 512}) {
            Disk disk = disk(Optional.of(new Size(size)));
            assertEquals(size, disk.size());
            assertEquals(1, new FatReader(disk).files().size());
        }
    }

    @Test
    void aFileThatHasVanishedOrShrunkFailsAndLeavesTheOthers() throws IOException {
        write("a", 100);
        write("b", 100);
        write("c", 100);
        Disk disk = disk();
        long end = disk.size();
        Files.delete(folder.resolve("b"));
        Files.write(folder.resolve("c"), new byte[99]);

        ByteBuffer hundred = ByteBuffer.allocateDirect(100);
        String vanished = assertThrows(IOException.class, () -> disk.read(hundred, end - 2 * 16384, HoleSink.NONE))
                .getMessage();
        assertTrue(vanished.contains(folder.resolve("b").toString()), vanished);
        String shrunk = assertThrows(IOException.class, () -> disk.read(hundred.clear(), end - 16384, HoleSink.NONE))
                .getMessage();
        assertTrue(shrunk.contains("had 100 bytes when the server started, and has only 99 now"), shrunk);
        disk.read(hundred.clear(), end - 3 * 16384, HoleSink.NONE);
    }

    @Test
    void namesThatAreOneForFatAreRefused() throws IOException {
        write("Name", 1);
        write("name", 1);
        assumeTrue(Files.list(folder).count() == 2, "needs a file system that tells cases apart");
        assertTrue(refusal().endsWith("has Name and name, and FAT takes them for the same name: rename one of them"));
    }

    @Test
    void aNameWhoseEndWouldBeIgnoredIsRefused() throws IOException {
        write("name.", 1);
        assertTrue(refusal().contains("a dot or space at its end would be ignored"), refusal());
    }

    @Test
    void reservedCharactersAreTold() throws IOException {
        write("a:b", 1);
        LogBook log = new LogBook();
        FloppyPlugin plugin = new FloppyPlugin(new FloppyPlugin.Config(folder, "", Optional.empty()));
        plugin.prepare();
        plugin.start(new TestContext());
        assertEquals(1, new FatReader(plugin.open(TestClient.anybody())).files().size());
    }

    @Test
    void aFileThatIsTooLargeIsRefused() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("large").toFile(), "rw")) {
            file.setLength(0xffff_ffffL);
        }
        assertTrue(refusal().contains("file is larger than maximum supported by VFAT, 4294967294 bytes"), refusal());
    }

    @Test
    void aLabelHasAsciiCharacters() {
        assertThrows(ParameterException.class, () -> new FloppyPlugin.Config(folder, "é", Optional.empty()));
    }
}
