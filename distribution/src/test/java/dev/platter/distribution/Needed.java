// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import dev.platter.api.parameters.KeyValue;
import dev.platter.host.BundleEntry;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.Served;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What the archive's plugins and filters need for a disk of about 1 MiB. */
final class Needed {
    private static final int SIZE = 1 << 20;
    private static final int SECTOR = 512;

    private static final String SCRIPT = """
        #!/bin/sh
        case $1 in
          get_size) echo 1M ;;
          pread) head -c $3 /dev/zero ;;
          *) exit 2 ;;
        esac
        """;

    /** Makes an image of zeroes. */
    private static final String ISO_PROGRAM = "#!/bin/sh\nhead -c 1048576 /dev/zero\n";

    /** 1 MiB of zeroes, as {@code bzip2} packs them. */
    private static final String BZIP2 =
            "425a683931415926535938571ce50008084000c0040008200030cc0529a60806c4201e2ee48a70a12070ae39ca";

    /** 1 MiB of zeroes, as {@code lzip -9} packs them. */
    private static final String LZIP =
            "4c5a4950011400006ffdffffa3b7ff473e481572396151b89228e6a38607f9eee41e82d32fc53a3c014bb17ec98a8a4d2fa3"
                + "0dd97fa6e38c231153e05918c5758ae277f8b6947f0c6ac0de744964e2e95c53b204d8f7440cab5f0d6d46e9e5c37688b796"
                + "57acb64de1691d6ffb4b88106c42cb883f5c008fd04eaf262894711f3d8f24e1709ea7235fec28cb85d195988a7e2a91f227"
                + "75f719c006984d98fdd8afd5900fc42553f8f591363105a5b0ee6fc1704d470cd19111aaad601dbaceb127185c5986e96652"
                + "58bee976ac59e4e55b0508f9c7daadfcfb522af7e51cdccfffff821600001cea38a70000100000000000fa00000000000000";

    private static final String LUKS_PASSPHRASE = "correct horse";

    private Needed() {}

    /** What the plugin nbd connects to, as long as tests run. */
    private static final class OtherServer {
        static final Served SERVED = serve();

        private static Served serve() {
            try {
                return Served.of(FakeDisk.of(SIZE).plugin());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Whether this system has the programs without which a bundle cannot be used at all. */
    static boolean isUsable(BundleEntry entry) {
        if (entry.name().equals("linuxdisk")) {
            return Stream.of("/usr/sbin/mke2fs", "/sbin/mke2fs").anyMatch(path -> Files.isExecutable(Path.of(path)));
        }
        return hasInterpreter(entry);
    }

    /**
     * Whether this system has the interpreter of a bundle, if it needs one. All systems have Perl's, whose bundle has the same classes as those
     * of the other languages; these start their interpreters in tests of their own.
     */
    static boolean hasInterpreter(BundleEntry entry) {
        return SmallScript.of(entry.name()).map(SmallScript::isUsable).orElse(true);
    }

    /** Whether a bundle serves nothing without other machines. Its own tests start them. */
    static boolean needsOtherMachines(BundleEntry entry) {
        return entry.name().equals("rbd") || entry.name().equals("ssh");
    }

    /** The required parameters; {@code image} is a file with {@link #contents}. */
    static List<KeyValue> by(BundleEntry entry, Path image) {
        return switch (entry.name()) {
            case "full", "memory", "null", "ones", "pattern", "random" -> List.of(new KeyValue("size", "1M"));
            case "sparse-random" -> List.of(new KeyValue("size", "1M"), new KeyValue("seed", "1"));
            case "data" -> List.of(new KeyValue("data", "0x55*1048576"));
            case "eval" -> List.of(new KeyValue("get_size", "echo 1M"), new KeyValue("pread", "head -c $3 /dev/zero"));
            case "curl" ->
                List.of(new KeyValue("url", OtherMachines.RUNNING.file().toString()));
            case "S3" ->
                List.of(
                        new KeyValue(
                                "endpoint-url", OtherMachines.RUNNING.store().toString()),
                        new KeyValue("access-key", "a"),
                        new KeyValue("secret-key", "b"),
                        new KeyValue("bucket", OtherMachines.BUCKET),
                        new KeyValue("key", "disk"),
                        new KeyValue("size", "1M"),
                        new KeyValue("object-size", "64K"));
            case "cdi" ->
                List.of(new KeyValue("name", OtherMachines.RUNNING.image()), new KeyValue("tls-verify", "false"));
            case "nbd" -> List.of(new KeyValue("uri", OtherServer.SERVED.uri().toString()));
            case "sh", "lua", "perl", "python", "ruby", "tcl" -> List.of(new KeyValue("script", image.toString()));
            case "rbd" -> List.of(new KeyValue("image", "rbd/disk"));
            case "ssh" -> List.of(new KeyValue("host", "ssh.invalid"), new KeyValue("path", "disk.img"));
            case "xor" -> List.of(new KeyValue("xor", "0x55"));
            case "tmpdisk" -> List.of(new KeyValue("size", "1M"), new KeyValue("command", "truncate -s $size $disk"));
            case "iso" ->
                List.of(
                        new KeyValue("dir", image.resolveSibling("floppy").toString()),
                        new KeyValue("prog", image.toString()));
            case "floppy", "linuxdisk" ->
                List.of(new KeyValue("dir", image.resolveSibling("floppy").toString()));
            case "partition" -> List.of(new KeyValue("partition", "1"));
            case "tar" -> List.of(new KeyValue("tar-entry", "disk.img"));
            case "ext2" -> List.of(new KeyValue("ext2file", "/disk.img"));
            case "luks" -> List.of(new KeyValue("passphrase", LUKS_PASSPHRASE));
            case "limit" -> List.of(new KeyValue("limit", "10"));
            case "extentlist" ->
                List.of(new KeyValue(
                        "extentlist", image.resolveSibling("extents").toString()));
            case "pause" ->
                List.of(new KeyValue(
                        "pause-control", image.resolveSibling("pause").toString()));
            case "stats" ->
                List.of(new KeyValue(
                        "statsfile", image.resolveSibling("statistics").toString()));
            case "file", "partitioning", "split" -> List.of(new KeyValue("file", image.toString()));
            case "ondemand" ->
                List.of(
                        new KeyValue("dir", image.resolveSibling("").toString()),
                        new KeyValue("size", "1M"),
                        new KeyValue("share", "true"),
                        new KeyValue("command", "truncate -s $size $disk"));
            case "blkio" ->
                List.of(
                        new KeyValue("driver", "io_uring"),
                        new KeyValue("engine", "builtin"),
                        new KeyValue("path", image.toString()));
            default -> List.of();
        };
    }

    /** Whether it refuses on purpose to be changed, although it is not read-only. */
    static boolean refusesChanges(String name) {
        return name.equals("full") || name.equals("random");
    }

    /** Writes {@link #contents} to a file of that name in a folder, and beside it what else is needed. */
    static Path image(BundleEntry entry, Path folder) throws IOException {
        Path image = Files.write(folder.resolve(entry.name() + ".img"), contents(entry));
        if (List.of("sh", "iso").contains(entry.name())) {
            Files.setPosixFilePermissions(image, PosixFilePermissions.fromString("rwx------"));
        }
        if (List.of("floppy", "linuxdisk", "iso").contains(entry.name())) {
            Files.write(Files.createDirectories(folder.resolve("floppy")).resolve("file"), new byte[SIZE]);
        }
        if (entry.name().equals("extentlist")) {
            Files.writeString(folder.resolve("extents"), "0 " + SIZE + " 0\n");
        }
        return image;
    }

    /** The contents of the file or the disk behind. */
    static byte[] contents(BundleEntry entry) throws IOException {
        return switch (entry.name()) {
            case "gzip" -> packed(GZIPOutputStream::new);
            case "xz" -> packed(out -> new XZOutputStream(out, new LZMA2Options()));
            case "zstd" -> zstd();
            case "bzip2" -> HexFormat.of().parseHex(BZIP2);
            case "lzip" -> HexFormat.of().parseHex(LZIP);
            case "qcow2dec" -> qcow2();
            case "ext2" -> ext2();
            case "luks" -> luks();
            case "tar" -> tar();
            case "partition" -> partitioned();
            case "sh" -> SCRIPT.getBytes(StandardCharsets.UTF_8);
            case "iso" -> ISO_PROGRAM.getBytes(StandardCharsets.UTF_8);
            default ->
                SmallScript.of(entry.name())
                        .map(script -> script.text().getBytes(StandardCharsets.UTF_8))
                        .orElseGet(() -> new byte[SIZE]);
        };
    }

    @FunctionalInterface
    private interface Packer {
        OutputStream around(OutputStream out) throws IOException;
    }

    private static byte[] packed(Packer packer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packing = packer.around(bytes)) {
            packing.write(new byte[SIZE]);
        }
        return bytes.toByteArray();
    }

    /** A frame with its content size, and blocks that say which byte they have how often. */
    private static byte[] zstd() {
        int block = 128 << 10;
        ByteBuffer frame = ByteBuffer.allocate(9 + SIZE / block * 4).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(0xfd2fb528).put((byte) 0xa0).putInt(SIZE);
        while (frame.hasRemaining()) {
            int last = frame.remaining() == 4 ? 1 : 0;
            frame.putInt(block << 3 | 1 << 1 | last);
        }
        return frame.array();
    }

    /** An image of version 3 that has no clusters yet. */
    private static byte[] qcow2() {
        int cluster = 64 << 10;
        ByteBuffer image = ByteBuffer.allocate(2 * cluster);
        image.putInt(0, 0x514649fb).putInt(4, 3).putInt(20, 16).putLong(24, SIZE);
        image.putInt(36, 1).putLong(40, cluster).putInt(96, 4).putInt(100, 104);
        return image.array();
    }

    /** A file system with blocks of 1 KiB, and in it a file that is a hole. */
    private static byte[] ext2() {
        int block = 1 << 10;
        int inodes = 4 * block;
        int root = 6 * block;
        ByteBuffer bytes = ByteBuffer.allocate(8 * block).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(block, 16).putInt(block + 4, 8).putInt(block + 20, 1).putInt(block + 32, 8192);
        bytes.putInt(block + 40, 16).putShort(block + 56, (short) 0xef53).putInt(block + 76, 1);
        bytes.putShort(block + 88, (short) 128).putInt(block + 96, 2).putInt(2 * block + 8, inodes / block);
        bytes.putShort(inodes + 128, (short) 0x41ed).putInt(inodes + 132, block).putInt(inodes + 168, root / block);
        bytes.putShort(inodes + 11 * 128, (short) 0x81a4).putInt(inodes + 11 * 128 + 4, SIZE);
        bytes.putInt(root, 12)
                .putShort(root + 4, (short) block)
                .put(root + 6, (byte) 8)
                .put(root + 8, ascii("disk.img"));
        return bytes.array();
    }

    /** A header of LUKS1 whose slot costs nothing to open, in front of zeroes, which decrypt to something else. */
    private static byte[] luks() throws IOException {
        try (InputStream header = Needed.class.getResourceAsStream("luks1.header")) {
            byte[] bytes = header.readAllBytes();
            return Arrays.copyOf(bytes, bytes.length + SIZE);
        }
    }

    /** A tar file of the kind that is older than ustar, of one file. */
    private static byte[] tar() {
        byte[] tar = new byte[SECTOR + SIZE];
        ByteBuffer header = ByteBuffer.wrap(tar);
        header.put(0, ascii("disk.img")).put(124, ascii(String.format("%011o", SIZE)));
        header.put(148, ascii("        ")).put(156, ascii("0"));
        int sum = 0;
        for (int i = 0; i < SECTOR; i++) {
            sum += tar[i];
        }
        header.put(148, ascii(String.format("%06o\0", sum)));
        return tar;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A disk with an MBR of one partition, from 64 KiB to the end. */
    private static byte[] partitioned() {
        int first = (64 << 10) / SECTOR;
        byte[] disk = new byte[SIZE];
        ByteBuffer table = ByteBuffer.wrap(disk).order(ByteOrder.LITTLE_ENDIAN);
        table.put(446 + 4, (byte) 0x83).putInt(446 + 8, first).putInt(446 + 12, SIZE / SECTOR - first);
        table.putShort(510, (short) 0xaa55);
        return disk;
    }
}
