// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.RangeDisk;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Secret;
import dev.platter.blocks.AlignedDisk;
import dev.platter.blocks.BlockLocks;
import dev.platter.blocks.DiskBytes;
import dev.platter.spread.Transforming;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decrypts and encrypts the disk behind it. */
@NbdFilter(
        name = "luks",
        summary = "decrypts and encrypts a disk with LUKS",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.ELSEWHERE)
public final class LuksFilter implements Filter {
    /** How many bytes are decrypted in 20 µs. */
    private static final int PART = 16 * 1024;

    private final Config config;

    /** For disks behind that want whole blocks. */
    private final BlockLocks behindLocks = new BlockLocks();

    /** For clients that write parts of sectors. */
    private final BlockLocks sectorLocks = new BlockLocks();

    private byte[] passphrase = new byte[0];
    private @Nullable Context context;
    private Optional<Volume> known = Optional.empty();

    /**
     * The parameters.
     *
     * @param passphrase opens a key slot
     */
    public record Config(
            @Parameter(
                    syntax = "SECRET|-|+FILE|-FD",
                    example = "+/path/to/secret",
                    help = "The passphrase: itself, which other users of the machine can see; - to be asked for it; the"
                            + " first line of a file; or that of an inherited file descriptor.")
            Secret passphrase) {}

    /** A disk whose key is known. */
    private record Volume(Header header, Transforming decrypting, Transforming encrypting) {}

    public LuksFilter(Config config) {
        this.config = config;
    }

    @Override
    public void prepare() throws IOException {
        passphrase = config.passphrase().reveal().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void start(Opener next, Context started) {
        context = started;
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk behind = next.open(client);
        try {
            AsyncDisk bytes = AlignedDisk.of(behind, behindLocks);
            DiskBytes raw = new DiskBytes(bytes);
            Volume volume = volume(raw);
            Payload payload = volume.header().payload();
            Disk payloadBytes = new RangeDisk(bytes, payload.offset(), payload.length(raw.size()));
            Disk sectors = new LuksDisk(payloadBytes, volume.decrypting(), volume.encrypting(), payload.sector());
            return AlignedDisk.of(sectors, sectorLocks);
        } catch (IOException | RuntimeException e) {
            // The server closes only disks that were returned to it.
            try (behind) {
                throw e;
            }
        }
    }

    /** Slots are slow on purpose, so one is opened only once, as long as the header is the same. */
    private synchronized Volume volume(DiskBytes raw) throws IOException {
        if (known.isEmpty() || !Arrays.equals(known.get().header().identity(), Header.identity(raw))) {
            known = Optional.of(unlocked(raw));
        }
        return known.get();
    }

    private Volume unlocked(DiskBytes raw) throws IOException {
        Context server = context;
        if (server == null) {
            throw new IllegalStateException("not started yet");
        }
        Header header = Header.read(raw);
        header.payload().length(raw.size());
        long begun = System.nanoTime();
        Header.Opened opened = header.unlock(passphrase, raw);
        Payload payload = header.payload();
        if (!payload.cipher().takes(opened.key().length)) {
            throw new LuksException(
                    "the LUKS header is damaged: a key of " + opened.key().length + " bytes does not fit its cipher");
        }
        server.logger()
                .log(
                        Level.DEBUG,
                        "key slot {0} was opened in {1} ms; sectors have {2} bytes",
                        opened.slot(),
                        Long.toString((System.nanoTime() - begun) / 1_000_000),
                        Integer.toString(payload.sector()));
        SectorCiphers ciphers = new SectorCiphers(payload, opened.key());
        return new Volume(
                header,
                new Transforming(ciphers::decrypt, server.workers(), PART, payload.sector()),
                new Transforming(ciphers::encrypt, server.workers(), PART, payload.sector()));
    }
}
