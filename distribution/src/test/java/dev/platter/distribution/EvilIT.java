// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter evil corrupts a disk, and a file system finds exactly the corrupted data. */
@Tag("same-in-both-modes")
class EvilIT {
    private static final Pattern LIE = Pattern.compile(".*\"connection\":\\d+,\"offset\":(\\d+),\"bit\":(\\d),.*");

    @RegisterExtension
    private final Platter platter = new Platter();

    /** A bit of the disk. */
    private record Bit(long offset, int bit) {}

    /**
     * The map names the stuck bits, and the clean image shows which of these change its contents. btrfs reports exactly the
     * checksummed sectors that have such a bit, and the log has all of these bits.
     */
    @Needs({"mkfs.btrfs", "btrfs", "nbdcopy"})
    @Test
    void btrfsFindsTheSectorsThatTheMapPredictsAndNoOthers() throws IOException {
        BtrfsImage image = BtrfsImage.make(platter.folder());
        List<String> evil = new ArrayList<>(List.of("evil-seed=2026", "evil-probability=1e-5"));
        evil.addAll(image.dataRanges());
        List<Bit> wrong = wrongBits(image, evil);
        Path log = platter.folder().resolve("lies.json");
        Path copy = copy(image, evil, log);

        assertEquals(
                wrong,
                lies(log).stream()
                        .filter(bit -> image.sector(bit.offset()).isPresent())
                        .toList());
        BtrfsImage.Findings findings = BtrfsImage.check(copy);
        assertEquals(sectors(image, wrong), findings.data(), findings.outcome()::err);
        assertEquals(new TreeSet<>(), findings.trees());
        assertTrue(findings.data().size() > 100, findings.data()::toString);
    }

    /** btrfs reports each metadata block whose first copy has a wrong bit, and the data sectors that have one. */
    @Needs({"mkfs.btrfs", "btrfs", "nbdcopy"})
    @Test
    void damagedMetadataIsAccountedForByItself() throws IOException {
        BtrfsImage image = BtrfsImage.make(platter.folder());
        List<String> evil = new ArrayList<>(List.of("evil-seed=5", "evil-probability=1e-5"));
        evil.addAll(image.dataRanges());
        evil.addAll(image.metadataRanges());
        Path log = platter.folder().resolve("lies.json");
        Path copy = copy(image, evil, log);
        TreeSet<Long> blocks = new TreeSet<>();
        lies(log).forEach(bit -> image.block(bit.offset()).ifPresent(blocks::add));

        BtrfsImage.Findings findings = BtrfsImage.check(copy);
        assertEquals(blocks, findings.trees(), findings.outcome()::err);
        assertTrue(!blocks.isEmpty(), "this seed was to damage metadata");
        assertEquals(sectors(image, wrongBits(image, evil)), findings.data(), findings.outcome()::err);
        assertTrue(findings.data().size() > 100, findings.data()::toString);
    }

    @Needs({"mkfs.btrfs", "btrfs", "nbdcopy"})
    @Test
    void withoutTheFilterTheImageIsClean() throws IOException {
        BtrfsImage image = BtrfsImage.make(platter.folder());
        Path copy = platter.folder().resolve("copy");
        nbdcopy(platter.serve("file", image.file().toString()).uri(), copy);
        BtrfsImage.Findings findings = BtrfsImage.check(copy);
        assertEquals(0, findings.outcome().status(), findings.outcome()::err);
        assertEquals(new TreeSet<>(), findings.data());
        assertEquals(-1, Files.mismatch(image.file(), copy));
    }

    @Needs("nbdcopy")
    @ParameterizedTest
    @CsvSource({"cosmic-rays, false", "stuck-bits, true"})
    void twoCopiesAreTheSameByMode(String mode, boolean same) throws IOException {
        Path file = platter.folder().resolve("file");
        Files.write(file, new byte[4 << 20]);
        String uri = platter.serve(
                        "--filter=evil",
                        "--filter=noextents",
                        "file",
                        file.toString(),
                        "evil=" + mode,
                        "evil-seed=1",
                        "evil-probability=1e-5")
                .uri();
        Path one = platter.folder().resolve("one");
        Path other = platter.folder().resolve("other");
        nbdcopy(uri, one);
        nbdcopy(uri, other);
        assertNotEquals(-1, Files.mismatch(file, one));
        assertEquals(same, Files.mismatch(one, other) == -1);
    }

    /** Holes read as zeroes even if the client does not ask for extents, but only if the disk reports holes. */
    @Needs("nbdsh")
    @ParameterizedTest
    @CsvSource({"--filter=evil, True", "--filter=evil --filter=noextents, False"})
    void holesReadAsZeroes(String filters, String zeroes) throws IOException {
        for (String probability : new String[] {"1e-3", "1"}) {
            String line = filters + " memory 16M evil-seed=1 evil-probability=" + probability;
            String uri = platter.serve(line.split(" ")).uri();
            String script = "assert (h.pread(1 << 20, 3 << 20) == bytes(1 << 20)) is " + zeroes;
            Peer.require("nbdsh").run("-u", uri, "-c", script).success();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evil-probability=-0.1   | evil-probability=-0.1   | as a probability",
                "evil-probability=1.1    | evil-probability=1.1    | from 0 to 1",
                "evil-probability=banana | evil-probability=banana | write a number",
                "evil=banana             | evil=banana             | stuck-bits",
                "evil-seed=banana        | evil-seed=banana        | write a whole number",
                "evil-range=9-1          | evil-range=9-1          | cannot end before its start",
                "evil-range=0-1G         | evil-range=0-1073741824 | 1073741824 bytes",
                "evil-burst=0            | evil-burst=0            | from 1 to 65536",
                "evil-log=/nosuch/log    | evil-log=/nosuch/log    | choose a file",
            })
    void aWrongParameterIsRefused(String word, String culprit, String remedy) {
        Platter.assertRefused(platter.run("--filter=evil", "null", "1G", word), culprit, remedy);
    }

    @Needs("nbdsh")
    @Test
    void fullLogDiskIsReportedOnceAndServingGoesOn() throws IOException {
        Served served = platter.serve(
                "--filter=evil", "--filter=noextents", "memory", "1M", "evil-probability=1e-3", "evil-log=/dev/full");
        Peer.require("nbdsh")
                .run("-u", served.uri(), "-c", "for i in range(5): assert h.pread(1 << 20, 0) != bytes(1 << 20)")
                .success();
        String said = served.end();
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.contains("evil-log=/dev/full is incomplete"), said);
    }

    @Needs("nbdsh")
    @ParameterizedTest
    @ValueSource(strings = {"evil-seed=42 evil-probability=1e-6", "evil-seed=42 evil=stuck-wires evil-burst=8"})
    void theMapIsWhatAReadOfZeroesAndOnesShows(String evil) throws IOException {
        String words = "--filter=evil --filter=noextents memory 4M " + evil;
        String uri = platter.serve(words.split(" ")).uri();
        Path shown = platter.folder().resolve("shown");
        Peer.require("nbdsh").run("-u", uri, "-c", """
            SIZE = 4 << 20
            zeroes = h.pread(SIZE, 0)
            h.pwrite(b'\\xff' * SIZE, 0)
            ones = h.pread(SIZE, 0)
            with open('%s', 'w') as shown:
                for at in range(SIZE):
                    for bit in range(8) if zeroes[at] or ones[at] != 255 else ():
                        if zeroes[at] >> bit & 1:
                            print(at, bit, 1, file=shown)
                        if not ones[at] >> bit & 1:
                            print(at, bit, 0, file=shown)
            """.formatted(shown)).success();
        String map = platter.command("platter-evil-map")
                .run(("4M " + evil).split(" "))
                .success();
        assertEquals(map, Files.readString(shown));
        assertTrue(map.lines().count() > 10, map);
    }

    /** The bits in checksummed sectors that are stuck at another value than the clean image has. */
    private List<Bit> wrongBits(BtrfsImage image, List<String> evil) throws IOException {
        List<String> words = new ArrayList<>(List.of("256M"));
        words.addAll(evil);
        byte[] clean = Files.readAllBytes(image.file());
        List<Bit> wrong = new ArrayList<>();
        String map = platter.command("platter-evil-map")
                .run(words.toArray(String[]::new))
                .success();
        for (String line : map.lines().toList()) {
            String[] numbers = line.split(" ");
            Bit bit = new Bit(Long.parseLong(numbers[0]), Integer.parseInt(numbers[1]));
            int value = clean[(int) bit.offset()] >> bit.bit() & 1;
            if (value != Integer.parseInt(numbers[2])
                    && image.sector(bit.offset()).isPresent()) {
                wrong.add(bit);
            }
        }
        return wrong;
    }

    private static TreeSet<Long> sectors(BtrfsImage image, List<Bit> bits) {
        TreeSet<Long> sectors = new TreeSet<>();
        bits.forEach(bit -> sectors.add(image.sector(bit.offset()).orElseThrow()));
        return sectors;
    }

    private Path copy(BtrfsImage image, List<String> evil, Path log) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("--filter=evil", "file", image.file().toString(), "evil-log=" + log));
        words.addAll(evil);
        Path copy = platter.folder().resolve("copy");
        Served served = platter.serve(words.toArray(String[]::new));
        nbdcopy(served.uri(), copy);
        served.end();
        return copy;
    }

    private static void nbdcopy(String uri, Path copy) {
        Peer.require("nbdcopy").run(uri, copy.toString()).success();
    }

    /** The bits in the log, in ascending order. */
    private static List<Bit> lies(Path log) throws IOException {
        List<Bit> lies = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            var matcher = LIE.matcher(line);
            assertTrue(matcher.matches(), line);
            lies.add(new Bit(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2))));
        }
        lies.sort(Comparator.comparingLong(Bit::offset).thenComparingInt(Bit::bit));
        return lies;
    }
}
