// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.data;

import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.HandedState;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.Stateful;
import dev.platter.api.ThreadModel;
import dev.platter.api.TransparentDisk;
import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Size;
import dev.platter.blocks.BlockExtents;
import dev.platter.blocks.Blocks;
import dev.platter.ram.Allocator;
import dev.platter.ram.RamDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Serves a disk in memory that begins with data from the command line. What clients write is gone when the server ends. */
@NbdPlugin(
        name = "data",
        summary = "a disk whose contents stand on the command line",
        threadModel = ThreadModel.PARALLEL,
        details = DataDetails.class,
        contents = Contents.IN_INSTANCE)
public final class DataPlugin implements Plugin, Stateful {
    /** The pages of nbdkit's disk: scripts compare the extents with them. */
    private static final long PIECE = 32 << 10;

    private static final String FORMAT = "dev.platter.data";
    private static final String PARAMETERS = "parameters";
    private static final String DISK_FORMAT = "disk-format";
    private static final String DISK_VERSION = "disk-version";
    private static final String DISK = "disk";

    private final Config config;
    private final Source source;
    private Content content = Content.NOTHING;
    private Optional<HandedState> adopted = Optional.empty();
    private @Nullable RamDisk disk;

    /** Where the contents come from. It is read where files have their names and the caller's privileges hold. */
    @FunctionalInterface
    private interface Source {
        Content read() throws IOException;
    }

    /**
     * The parameters.
     *
     * @param data the contents, in a language of its own
     * @param base64 the contents, encoded
     * @param raw the contents, as they are
     * @param size of the disk
     * @param allocator how it is kept in memory
     * @param variables what the language may refer to
     */
    public record Config(
            @Parameter(magic = true, once = true, help = "What the disk contains, in the language described above.")
            Optional<String> data,

            @Parameter(once = true, help = "What the disk contains, encoded in base64.")
            Optional<String> base64,

            @Parameter(once = true, help = "What the disk contains, as it stands on the command line, in UTF-8.")
            Optional<String> raw,

            @Parameter(
                    whenAbsent = "the size of the data",
                    help = "Virtual size of the disk. What is too much of the data is cut off, what is missing reads"
                            + " as zeroes.")
            Optional<Size> size,

            @Parameter(
                    defaultValue = "sparse",
                    syntax = "sparse|malloc[,mlock=true]|zstd",
                    help = "How the disk is kept in memory, as with platter-memory-plugin(1).")
            Allocator allocator,

            @Parameter(rest = true, help = "Values of variables: data='$x' stands for what x=... says.")
            List<KeyValue> variables) {
        /**
         * Checks that there is one source of data.
         *
         * @throws ParameterException if there is none, or more than one, or a parameter that nothing uses
         */
        public Config {
            long given =
                    Stream.of(data, base64, raw).filter(Optional::isPresent).count();
            if (given != 1) {
                throw new ParameterException(
                        "data",
                        "raw|base64|data parameter "
                                + (given == 0 ? "was not specified" : "must be specified exactly once")
                                + ": give one of them");
            }
            if (data.isEmpty() && !variables.isEmpty()) {
                throw new ParameterException(
                        variables.getFirst().key(),
                        "extra parameters passed and not using data='...': only there it could be a variable");
            }
        }
    }

    /**
     * Reads the parameters, and nothing that they refer to.
     *
     * @param config the parameters
     */
    public DataPlugin(Config config) {
        this.config = config;
        source = source(config);
    }

    private static Source source(Config config) {
        if (config.raw().isPresent()) {
            return () -> new Blob(config.raw().get().getBytes(StandardCharsets.UTF_8));
        }
        if (config.base64().isPresent()) {
            Content decoded = decoded(config.base64().get());
            return () -> decoded;
        }
        Expression.Group expression = Parser.parse("data", config.data().orElseThrow());
        return () -> new Evaluation(Variables.of(config.variables())).of(expression);
    }

    private static Content decoded(String text) {
        try {
            return new Blob(Base64.getDecoder().decode(text.replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            throw new ParameterException("base64", "Base64 decoding error: " + e.getMessage());
        }
    }

    @Override
    public void prepare() throws IOException {
        content = source.read();
    }

    @Override
    public void adopt(HandedState state) {
        adopted = Optional.of(state);
    }

    @Override
    public void start(Context context) throws IOException {
        long size = config.size().map(Size::bytes).orElseGet(content::length);
        RamDisk made = new RamDisk(size, config.allocator());
        if (adopted.isPresent()) {
            made.adopt(disk(adopted.get()));
            adopted = Optional.empty();
        }
        Content whole = content;
        content = Content.NOTHING;
        made.start(context, new RamDisk.Filling() {
            @Override
            public long bytes() {
                return Math.min(size, whole.data());
            }

            @Override
            public void fill(Disk into) throws IOException {
                whole.write(new DiskTarget(into), 0, 0, Math.min(size, whole.length()));
            }
        });
        disk = made;
    }

    /** The state of the disk, if it was made of the same data. */
    private HandedState disk(HandedState state) throws IOException {
        state.require(FORMAT, 1, 1);
        if (!state.get(PARAMETERS, String.class).equals(identity())) {
            throw new IOException(
                    "the disk to take over was made of other data: to have a new one, remove the export and add it"
                            + " again");
        }
        Map<String, Object> values = new HashMap<>();
        for (Map.Entry<?, ?> value : ((Map<?, ?>) state.get(DISK, Map.class)).entrySet()) {
            values.put((String) value.getKey(), value.getValue());
        }
        return HandedState.of(state.get(DISK_FORMAT, String.class), state.get(DISK_VERSION, Integer.class), values);
    }

    /** What two instances must have in common for one to go on with the disk of the other. */
    private String identity() {
        return config.data() + " " + config.base64() + " " + config.raw() + " " + config.variables();
    }

    @Override
    public HandedState release() throws IOException {
        HandedState state = started().release();
        return HandedState.of(
                FORMAT,
                1,
                Map.of(
                        PARAMETERS,
                        identity(),
                        DISK_FORMAT,
                        state.format(),
                        DISK_VERSION,
                        state.version(),
                        DISK,
                        state.values()));
    }

    @Override
    public void keep() {
        RamDisk kept = disk;
        if (kept != null) {
            kept.keep();
        }
    }

    @Override
    public Disk open(Client client) throws IOException {
        Disk opened = started().open();
        Blocks pieces = new Blocks(PIECE, opened.size());
        return new TransparentDisk(opened) {
            @Override
            public void extents(long offset, long length, ExtentSink sink, Completion completion) {
                long from = pieces.begin(offset);
                next().extents(from, pieces.end(offset + length) - from, new BlockExtents(sink, pieces), completion);
            }
        };
    }

    @Override
    public void stop() {
        RamDisk stopped = disk;
        if (stopped != null) {
            stopped.stop();
        }
    }

    private RamDisk started() throws IOException {
        RamDisk started = disk;
        if (started == null) {
            throw new IOException("the data plugin is not started, so it has no disk yet");
        }
        return started;
    }
}
