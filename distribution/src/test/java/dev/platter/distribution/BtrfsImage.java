// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static java.util.stream.Collectors.toSet;

import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A btrfs file system in a file, with data that cannot be compressed. Btrfs uses logical addresses: its chunk tree maps them
 * to places on the disk, and its checksum tree lists the addresses that have checksums.
 *
 * @param chunks all stripes of all chunks; metadata has two each
 * @param checksummed the parts of data chunks that have checksums
 * @param blocks the logical addresses of the blocks of all trees
 */
record BtrfsImage(Path file, List<Stripe> chunks, List<Extent> checksummed, Set<Long> blocks) {
    private static final int SECTOR = 4096;
    private static final int BLOCK = 16_384;

    private static final int FILES = 40;

    private static final Pattern CHUNK = Pattern.compile("CHUNK_ITEM (\\d+)\\).*\\n"
            + "\\s*length (\\d+) .* type (\\S+)\\n"
            + "(?:.*\\n"
            + ")*?\\s*num_stripes .*\\n"
            + "((?:\\s*(?:stripe|dev_uuid) .*\\n"
            + ")+)");
    private static final Pattern STRIPE = Pattern.compile("stripe \\d+ devid 1 offset (\\d+)");
    private static final Pattern CHECKSUMS = Pattern.compile("range start (\\d+) end (\\d+) length");
    private static final Pattern NODE = Pattern.compile("(?m)^(?:leaf|node) (\\d+) ");
    private static final Pattern WRONG_DATA = Pattern.compile("mirror \\d+ bytenr (\\d+) csum");
    private static final Pattern WRONG_TREE = Pattern.compile("checksum verify failed on (?:logical )?(\\d+)");

    /** The place of a chunk, or of one copy of it, on the disk. */
    record Stripe(long logical, long physical, long length, String type) {
        boolean data() {
            return type.startsWith("DATA");
        }

        boolean metadata() {
            return type.startsWith("METADATA");
        }

        boolean contains(long offset) {
            return offset >= physical && offset - physical < length;
        }
    }

    /** A range of logical addresses. */
    record Extent(long start, long end) {}

    /** The result of a check: the logical addresses of wrong data sectors, and of wrong metadata blocks. */
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
        String trees = dump(file);
        return new BtrfsImage(
                file,
                matches(CHUNK, dump(file, "-t", "chunk"))
                        .flatMap(BtrfsImage::stripes)
                        .toList(),
                matches(CHECKSUMS, dump(file, "-t", "csum"))
                        .map(found -> new Extent(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))))
                        .toList(),
                matches(NODE, trees)
                        .map(found -> Long.parseLong(found.group(1)))
                        .collect(toSet()));
    }

    private static String dump(Path file, String... options) {
        List<String> words = new ArrayList<>(List.of("inspect-internal", "dump-tree"));
        words.addAll(List.of(options));
        words.add(file.toString());
        return Peer.require("btrfs").run(words.toArray(String[]::new)).success();
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
                        chunk.group(3)));
    }

    /** The ranges of the disk that hold data, as parameters of the filter evil. */
    List<String> dataRanges() {
        return ranges(chunks.stream().filter(Stripe::data).toList());
    }

    /** The range of the first of the two copies of metadata. The chunk tree is not in it. */
    List<String> metadataRanges() {
        return ranges(
                List.of(chunks.stream().filter(Stripe::metadata).findFirst().orElseThrow()));
    }

    private static List<String> ranges(List<Stripe> stripes) {
        List<String> ranges = new ArrayList<>();
        for (Stripe stripe : stripes) {
            ranges.add("evil-range=" + stripe.physical() + "-" + (stripe.physical() + stripe.length() - 1));
        }
        return ranges;
    }

    /** The checksummed sector that a byte of the disk belongs to, if it belongs to one. */
    Optional<Long> sector(long offset) {
        return chunks.stream()
                .filter(stripe -> stripe.data() && stripe.contains(offset))
                .map(stripe -> (offset - stripe.physical() + stripe.logical()) / SECTOR * SECTOR)
                .filter(sector ->
                        checksummed.stream().anyMatch(extent -> sector >= extent.start() && sector < extent.end()))
                .findFirst();
    }

    /** The metadata block that a byte of the disk belongs to, if it belongs to one. */
    Optional<Long> block(long offset) {
        return chunks.stream()
                .filter(stripe -> stripe.metadata() && stripe.contains(offset))
                .map(stripe -> (offset - stripe.physical() + stripe.logical()) / BLOCK * BLOCK)
                .filter(blocks::contains)
                .findFirst();
    }

    /** Checks a copy of the image, including all of its data. */
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
