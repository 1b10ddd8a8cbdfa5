// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.info;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.nbd.NbdError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/** Serves a disk with what the server knows of the client that reads it: its export name, its address, or a time. */
@NbdPlugin(
        name = "info",
        summary = "a disk that tells a client about itself and the server",
        threadModel = ThreadModel.PARALLEL,
        details = InfoDetails.class,
        contents = Contents.NONE)
public final class InfoPlugin implements Plugin {
    /** Encoders break lines, and a name that was copied from there has the breaks. */
    private static final Pattern LINE_BREAKS = Pattern.compile("[\\r\\n ]");

    private final Mode mode;
    private long started;

    /**
     * The parameters.
     *
     * @param mode what the disk tells
     */
    public record Config(
            @Parameter(
                    magic = true,
                    defaultValue = "exportname",
                    help = "What the disk tells: the export name that the client asked for, as it is or decoded from"
                            + " base64; the client's address; or the time of day, the time since the server"
                            + " started, or the time since the client opened the disk.")
            Mode mode) {}

    /** What the disk tells. */
    public enum Mode {
        /** The export name. */
        EXPORTNAME,
        /** The bytes that the export name stands for in base64. */
        BASE64EXPORTNAME,
        /** Where the client is. */
        ADDRESS,
        /** The time of day. */
        TIME,
        /** The time since the server started. */
        UPTIME,
        /** The time since the client opened the disk. */
        CONNTIME
    }

    public InfoPlugin(Config config) {
        mode = config.mode();
    }

    @Override
    public void start(Context context) {
        started = System.nanoTime();
    }

    @Override
    public Disk open(Client client) throws DiskException {
        return switch (mode) {
            case EXPORTNAME -> new TextDisk(client.exportName().getBytes(StandardCharsets.UTF_8), true);
            case BASE64EXPORTNAME -> new TextDisk(decoded(client.exportName()), true);
            case ADDRESS -> new TextDisk(Address.of(client).getBytes(StandardCharsets.UTF_8), false);
            case TIME -> new TimeDisk(() -> Duration.between(Instant.EPOCH, Instant.now()));
            case UPTIME -> since(started);
            case CONNTIME -> since(System.nanoTime());
        };
    }

    private static Disk since(long begin) {
        return new TimeDisk(() -> Duration.ofNanos(System.nanoTime() - begin));
    }

    private static byte[] decoded(String name) throws DiskException {
        String text = LINE_BREAKS.matcher(name).replaceAll("");
        try {
            // Java would do without the padding.
            if (text.length() % 4 != 0) {
                throw new IllegalArgumentException("it has " + text.length() + " characters, not a multiple of 4");
            }
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new DiskException(
                    NbdError.EINVAL,
                    "the export name '" + name + "' cannot be decoded from base64 (" + e.getMessage()
                            + "): mode=base64exportname serves what it decodes to",
                    e);
        }
    }
}
