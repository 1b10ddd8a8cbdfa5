// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

import dev.platter.api.BlockSizes;
import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Features;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.Support;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Logs the requests of clients and how they ended, in the format of nbdkit's log filter. */
@NbdFilter(name = "log", summary = "logs the requests of clients and how they ended", contents = Contents.NONE)
public final class LogFilter implements Filter {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The number that stands for no limit in nbdkit's log. */
    private static final long UNLIMITED = 0xffff_ffffL;

    private final Config config;
    private final List<Destination> destinations = new ArrayList<>();
    private final InstantSource clock;
    private @Nullable LogWriter writer;
    private @Nullable Log log;

    /**
     * The parameters. Without a file and a script nothing is logged.
     *
     * @param logfile the file to write lines to
     * @param logappend whether to append to a file that exists
     * @param logscript the script that a shell runs for each entry
     */
    public record Config(
            @Parameter(help = "The file to write to.") Optional<Path> logfile,

            @Parameter(defaultValue = "false", help = "Append to a file that exists, instead of overwriting it.")
            boolean logappend,

            @Parameter(syntax = "SCRIPT", help = "A script that a shell runs for each entry.")
            Optional<String> logscript) {}

    public LogFilter(Config config) {
        this(config, InstantSource.system());
    }

    LogFilter(Config config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    @Override
    public void prepare() throws IOException {
        if (config.logfile().isPresent()) {
            destinations.add(LogFile.open(config.logfile().get(), config.logappend()));
        }
        if (config.logscript().isPresent()) {
            destinations.add(LogScript.of(config.logscript().get()));
        }
    }

    @Override
    public void start(Opener next, Context context) {
        LogWriter started = new LogWriter(destinations, context.workers(), context.logger());
        writer = started;
        if (!destinations.isEmpty()) {
            log = new Log(started::add, clock);
            log.print("Ready", Field.number("thread_model", nbdkitsNumber(context.threadModel())));
        }
    }

    private static int nbdkitsNumber(ThreadModel model) {
        return switch (model) {
            case SERIALIZE_CONNECTIONS -> 0;
            case SERIALIZE_ALL_REQUESTS -> 1;
            case SERIALIZE_REQUESTS -> 2;
            case PARALLEL -> 3;
        };
    }

    @Override
    public void accept(Client client) {
        if (log != null) {
            long id = log.enter("Preconnect", readOnly(client));
            log.leave("Preconnect", id, List.of(Field.number("return", 0)));
        }
    }

    @Override
    public List<Export> exports(Opener next, Client client) throws IOException {
        if (log == null) {
            return next.exports(client);
        }
        long id = log.enter("ListExports", readOnly(client), tls(client));
        try {
            List<Export> exports = next.exports(client);
            List<String> names = exports.stream().map(Export::name).toList();
            log.leave("ListExports", id, List.of(Field.names("exports", names), Field.number("return", 0)));
            return exports;
        } catch (IOException e) {
            log.leave("ListExports", id, Failure.fields(e));
            throw e;
        }
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk behind = next.open(client);
        if (log == null) {
            return behind;
        }
        try {
            Log own = log.of(client.id());
            long size = behind.size();
            Features features = behind.features();
            own.print("Connect", connected(client, size, features));
            return new LogDisk(behind, own, size, features);
        } catch (IOException | RuntimeException e) {
            behind.close();
            throw e;
        }
    }

    private static Field[] connected(Client client, long size, Features features) {
        BlockSizes sizes = features.blockSizes();
        return new Field[] {
            Field.text("export", client.exportName()),
            tls(client),
            Field.hex("size", size),
            Field.hex("minsize", sizes.minimum()),
            Field.hex("prefsize", sizes.preferred()),
            Field.hex("maxsize", Math.min(sizes.maximumData(), UNLIMITED)),
            Field.flag("write", features.write()),
            Field.flag("flush", features.flush()),
            Field.flag("rotational", features.rotational()),
            Field.flag("trim", features.trim()),
            Field.number("zero", number(features.zero())),
            Field.number("fua", number(features.fua())),
            Field.flag("extents", features.extents() == Support.NATIVE),
            Field.number("cache", number(features.cache())),
            Field.flag("fast_zero", features.fastZero())
        };
    }

    /** As nbdkit numbers them. */
    private static int number(Support support) {
        return switch (support) {
            case NONE -> 0;
            case EMULATED -> 1;
            case NATIVE -> 2;
        };
    }

    private static Field readOnly(Client client) {
        return Field.flag("readonly", client.readOnly());
    }

    private static Field tls(Client client) {
        return Field.flag("tls", client.tls().isPresent());
    }

    @Override
    public void stop() throws IOException {
        if (writer != null) {
            writer.close(PATIENCE);
        } else {
            for (Destination destination : destinations) {
                destination.close();
            }
        }
    }
}
