// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyCommandTest {
    private static final int SIZE = 3_000_001;

    @TempDir
    Path folder;

    private Path from;
    private Path to;

    @BeforeEach
    void makeSource() throws IOException {
        from = folder.resolve("from");
        to = folder.resolve("to");
        byte[] data = new byte[700_000];
        new Random(1).nextBytes(data);
        try (RandomAccessFile file = new RandomAccessFile(from.toFile(), "rw")) {
            file.setLength(SIZE);
            file.write(data);
            file.seek(2_000_000);
            file.write(data);
        }
    }

    private Copy run(String... options) {
        String[] words = Arrays.copyOf(options, options.length + 2);
        words[options.length] = from.toString();
        words[options.length + 1] = to.toString();
        return Copy.run(words);
    }

    private static String sum(byte[] bytes, String name) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(bytes));
    }

    private void change(Path file, long offset) throws IOException {
        try (RandomAccessFile changed = new RandomAccessFile(file.toFile(), "rw")) {
            changed.seek(offset);
            int before = changed.read();
            changed.seek(offset);
            changed.write(before ^ 1);
        }
    }

    @Test
    void copyHasTheBytesOfItsSource() throws IOException {
        assertEquals("", run().success());
        assertEquals(-1, Files.mismatch(from, to));
    }

    @ParameterizedTest
    @CsvSource({
        "--allocated",
        "--no-extents",
        "--synchronous",
        "--sparse=0",
        "--request-size=4096",
        "--queue-size=1",
        "--flush",
        "--verify"
    })
    void copyHasTheBytesOfItsSourceWithEachOption(String option) throws IOException {
        Files.write(to, new byte[5_000_000]);
        run(option).success();
        assertEquals(-1, Files.mismatch(from, to));
    }

    @Test
    void checksumIsThatOfTheImage() throws Exception {
        byte[] image = Files.readAllBytes(from);
        assertEquals(
                sum(image, "SHA-256") + "  " + from + "\n", run("--checksum").success());
        assertEquals(
                sum(image, "MD5") + "  " + from + "\n",
                run("--checksum=md5", "--verify").success());
        change(to, 1_500_000);
        assertEquals(
                sum(image, "SHA-512") + "  " + from + "\n",
                run("--checksum=sha512", "--resume").success());
        assertEquals(-1, Files.mismatch(from, to));
    }

    @Test
    void pipesTakeAllBytesInOrder() throws Exception {
        byte[] image = Files.readAllBytes(from);
        assertArrayEquals(image, Copy.run(from.toString(), "-").data());
        Copy.fed(image, "-", to.toString()).success();
        assertArrayEquals(image, Files.readAllBytes(to));
        Copy both = Copy.fed(image, "--checksum=sha256", "-", "-");
        assertArrayEquals(image, both.data());
        assertEquals(sum(image, "SHA-256") + "  -\n", both.err());
    }

    @Test
    void comparingFindsTheFirstByteThatDiffers() throws IOException {
        run().success();
        assertEquals("", run("--compare").success());
        change(to, 2_100_000);
        change(to, 2_600_000);
        Copy different = run("--compare");
        assertEquals(2, different.status());
        assertEquals(
                "platter-copy: " + from + " and " + to + " differ: the first byte that differs is at 2100000\n",
                different.err());
    }

    @Test
    void comparingDisksOfDifferentSizesTellsBoth() throws IOException {
        Files.write(to, new byte[5]);
        Copy different = run("--compare");
        assertEquals(2, different.status());
        assertEquals("platter-copy: " + from + " has " + SIZE + " bytes, and " + to + " has 5\n", different.err());
    }

    @Test
    void resumeMendsWhateverDiffers() throws IOException {
        run().success();
        change(to, 0);
        change(to, 1_000_000);
        run("--resume").success();
        assertEquals(-1, Files.mismatch(from, to));
    }

    @Test
    void stateSaysWhereToGoOn() throws IOException {
        Path file = folder.resolve("state");
        run().success();
        new SavedState(file, from.toString(), to.toString(), SIZE).write(1_048_576);
        change(to, 5);
        change(to, 2_000_005);
        run("--resume=" + file).success();
        assertEquals(5, Files.mismatch(from, to), "what was done before is not done again");
        change(to, 5);
        assertEquals(-1, Files.mismatch(from, to));
        assertTrue(Files.notExists(file));
    }

    @Test
    void stateOfADestinationThatIsGoneIsRefused() throws IOException {
        Path file = folder.resolve("state");
        new SavedState(file, from.toString(), to.toString(), SIZE).write(1_048_576);
        Copy refused = run("--resume=" + file);
        assertEquals(1, refused.status());
        assertTrue(
                refused.err().startsWith("platter-copy: " + to + " has 0 bytes, so it is not the destination"),
                refused.err());
    }

    @Test
    void progressBarIsShownForALetterToo() {
        Copy shown = run("-p");
        assertEquals(0, shown.status());
        assertTrue(shown.err().contains("copy 100%"), shown.err());
    }

    @Test
    void descriptorThatIsNotANumberIsRefused() throws IOException {
        Copy copy = Copy.run("--progress=x", from.toString(), to.toString());
        assertEquals(
                "platter-copy: --progress=x: the number of an open file descriptor is needed\n"
                        + "Try 'platter-copy --help'.\n",
                copy.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--sparse=3 a b | --sparse=3: a power of 2 from 512 to 32M is needed",
                "--connections=0 a b | --connections=0: a number from 1 to 1024 is needed",
                "--requests=x a b | --requests=x: a number from 1 to 1024 is needed",
                "--request-size=1000 a b | --request-size=1000: a power of 2 from 4K to 32M is needed",
                "--checksum=crc a b | --checksum: unknown checksum 'crc': it can be one of md5, sha1, sha224, sha256,"
                        + " sha384, sha512",
                "--compare --verify a b | --compare writes nothing: leave --verify out",
                "--resume --target-is-zero a b | a destination that was written before is not zero: leave"
                        + " --destination-is-zero out",
                "a | a source and a destination are needed, and there are 1 words",
            })
    void commandLineThatMakesNoSenseIsRefused(String line, String sentence) {
        Copy refused = Copy.run(line.split(" "));
        assertEquals("platter-copy: " + sentence + "\nTry 'platter-copy --help'.\n", refused.err());
        assertEquals(1, refused.status());
    }

    @Test
    void endThatCannotBeUsedIsNamed() {
        String there = from.toString();
        Path missing = folder.resolve("missing");
        assertEquals(
                "platter-copy: " + missing + " does not exist\n",
                Copy.run(missing.toString(), there).err());
        assertEquals(
                "platter-copy: " + there + " and " + there + " are the same file\n",
                Copy.run(there, there).err());
        assertEquals(
                "platter-copy: " + folder + " is a folder: name a file, a block device, - or an NBD URI\n",
                Copy.run(there, folder.toString()).err());
        Path nowhere = folder.resolve("no-folder").resolve("to");
        assertEquals(
                "platter-copy: cannot open " + nowhere + " (No such file or directory)\n",
                Copy.run(there, nowhere.toString()).err());
        assertEquals(
                "platter-copy: a pipe cannot be read twice, nor at two ends, so there is nothing to compare: leave"
                        + " --verify out, or use --checksum\n",
                Copy.run("--verify", there, "-").err());
        assertEquals(
                "platter-copy: platter-copy does not start a server between [ and ]: start it, and name its URI\n",
                Copy.run("[", "nbdkit", "null", "]", there).err());
    }
}
