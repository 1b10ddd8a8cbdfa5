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
 * A btrfs in a file, with data in it that cannot be compressed. It speaks of logical addresses; where on the disk they are stands in
 * its chunk tree, and which of them have checksums in its checksum tree.
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

    /** A piece of a chunk on the disk. */
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

    /** Where data is, as parameters. */
    List<String> dataRanges() {
        return ranges(chunks.stream().filter(Stripe::data).toList());
    }

    /** Where the first of two copies of metadata is; the tree of chunks is elsewhere. */
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

    /** The checksummed sector that a byte of the disk belongs to, if it does to any. */
    Optional<Long> sector(long offset) {
        return chunks.stream()
                .filter(stripe -> stripe.data() && stripe.contains(offset))
                .map(stripe -> (offset - stripe.physical() + stripe.logical()) / SECTOR * SECTOR)
                .filter(sector ->
                        checksummed.stream().anyMatch(extent -> sector >= extent.start() && sector < extent.end()))
                .findFirst();
    }

    /** The block of a tree that a byte of the disk belongs to, if it does to any. */
    Optional<Long> block(long offset) {
        return chunks.stream()
                .filter(stripe -> stripe.metadata() && stripe.contains(offset))
                .map(stripe -> (offset - stripe.physical() + stripe.logical()) / BLOCK * BLOCK)
                .filter(blocks::contains)
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
