package dev.platter.distribution;

import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A btrfs in a file, with data in it that cannot be compressed. It speaks of logical addresses; where on the disk they are stands in
 * its chunk tree, and which of them have checksums in its checksum tree.
 *
 * @param chunks all stripes of all chunks; metadata has two each
 * @param checksummed the parts of data chunks that have checksums
 */
record BtrfsImage(Path file, List<Stripe> chunks, List<Extent> checksummed) {
    static final int SECTOR = 4096;

    private static final int FILES = 40;

    private static final Pattern CHUNK = Pattern.compile("CHUNK_ITEM (\\d+)\\).*\\n"
            + "\\s*length (\\d+) .* type (\\S+)\\n"
            + "(?:.*\\n"
            + ")*?\\s*num_stripes .*\\n"
            + "((?:\\s*(?:stripe|dev_uuid) .*\\n"
            + ")+)");
    private static final Pattern STRIPE = Pattern.compile("stripe \\d+ devid 1 offset (\\d+)");
    private static final Pattern CHECKSUMS = Pattern.compile("range start (\\d+) end (\\d+) length");
    private static final Pattern WRONG_DATA = Pattern.compile("mirror \\d+ bytenr (\\d+) csum");
    private static final Pattern WRONG_TREE = Pattern.compile("checksum verify failed on (?:logical )?(\\d+)");

    /** A piece of a chunk on the disk. */
    record Stripe(long logical, long physical, long length, boolean data) {
        boolean contains(long offset) {
            return offset >= physical && offset - physical < length;
        }
    }

    /** A part of the logical addresses. */
    record Extent(long start, long end) {}

    /** What a check has found: the logical addresses of wrong sectors of data and of wrong blocks of metadata. */
    record Findings(TreeSet<Long> data, TreeSet<Long> trees, Outcome outcome) {}

    static BtrfsImage make(Path folder) throws IOException {
        Path content = Files.createDirectory(folder.resolve("content"));
        Random random = new Random(4);
        for (int i = 0; i < FILES; i++) {
            byte[] bytes = new byte[random.nextInt(300_000)];
            random.nextBytes(bytes);
            Files.write(
                    Files.createDirectories(content.resolve("folder" + i % 5)).resolve("file" + i), bytes);
        }
        Path file = folder.resolve("btrfs.img");
        Peer.require("truncate").run("-s", "256M", file.toString()).success();
        Peer.require("mkfs.btrfs")
                .run("-q", "-m", "dup", "-d", "single", "--rootdir", content.toString(), file.toString())
                .success();
        return new BtrfsImage(
                file,
                matches(CHUNK, tree("chunk", file)).flatMap(BtrfsImage::stripes).toList(),
                matches(CHECKSUMS, tree("csum", file))
                        .map(found -> new Extent(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))))
                        .toList());
    }

    private static String tree(String name, Path file) {
        return Peer.require("btrfs")
                .run("inspect-internal", "dump-tree", "-t", name, file.toString())
                .success();
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static Stream<Stripe> stripes(MatchResult chunk) {
        return matches(STRIPE, chunk.group(4))
                .map(stripe -> new Stripe(
                        Long.parseLong(chunk.group(1)),
                        Long.parseLong(stripe.group(1)),
                        Long.parseLong(chunk.group(2)),
                        chunk.group(3).startsWith("DATA")));
    }

    /** Where data is, as parameters. */
    List<String> dataRanges() {
        List<String> ranges = new ArrayList<>();
        for (Stripe stripe : chunks) {
            if (stripe.data()) {
                ranges.add("evil-range=" + stripe.physical() + "-" + (stripe.physical() + stripe.length() - 1));
            }
        }
        return ranges;
    }

    /** The checksummed sector that a byte of the disk belongs to, if it does to any. */
    Optional<Long> sector(long offset) {
        return chunks.stream()
                .filter(stripe -> stripe.data() && stripe.contains(offset))
                .map(stripe -> (offset - stripe.physical() + stripe.logical()) / SECTOR * SECTOR)
                .filter(sector ->
                        checksummed.stream().anyMatch(extent -> sector >= extent.start() && sector < extent.end()))
                .findFirst();
    }

    /** The logical address that metadata at a byte of the disk has, if that is a place for metadata. */
    Optional<Long> metadata(long offset) {
        return chunks.stream()
                .filter(stripe -> !stripe.data() && stripe.contains(offset))
                .map(stripe -> offset - stripe.physical() + stripe.logical())
                .findFirst();
    }

    /** Checks a copy, all of its data included. */
    static Findings check(Path copy) {
        Outcome outcome = Peer.require("btrfs").run("check", "--check-data-csum", copy.toString());
        return new Findings(found(WRONG_DATA, outcome), found(WRONG_TREE, outcome), outcome);
    }

    private static TreeSet<Long> found(Pattern pattern, Outcome outcome) {
        TreeSet<Long> addresses = new TreeSet<>();
        matches(pattern, outcome.out() + outcome.err()).forEach(found -> addresses.add(Long.parseLong(found.group(1))));
        return addresses;
    }
}
