// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.HandedState;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.Stateful;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A plugin with one fault. Its storage is that of a machine: it outlives the plugin, and can have power cuts. */
@NbdPlugin(
        name = "faulty",
        summary = "a disk with a fault",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.IN_INSTANCE)
public final class FaultyPlugin implements Plugin, Stateful {
    private static final int SIZE = 300_001;
    private static final int WIDE = 1 << 22;
    private static final int MOST_CLIENTS = 15;
    private static final String OTHER = "other";

    private final Config config;
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger present = new AtomicInteger();
    private final Thread hook;
    private Storage storage;
    private Context context;
    private byte[] early = new byte[0];

    public record Config(
            @Parameter(help = "What is wrong.") Fault fault,
            @Parameter(help = "Where a machine is.") Optional<Machine> machine,

            @Parameter(defaultValue = "false", help = "Whether it has 8 GiB.")
            boolean wide,

            @Parameter(defaultValue = "", help = "What cannot be opened.")
            String file) {}

    public FaultyPlugin(Config config) {
        this.config = config;
        storage = config.machine().map(Machine::storage).orElseGet(() -> new Storage(config.wide() ? WIDE : SIZE));
        hook = new Thread(() -> storage.sync());
        if (config.fault() == Fault.CONSTRUCTOR_STARTS_THREAD) {
            lingers();
        }
    }

    private static void lingers() {
        Thread.ofPlatform().daemon().name("lingering").start(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private boolean is(Fault fault) {
        return config.fault() == fault;
    }

    @Override
    public void prepare() {
        if (is(Fault.LEAKS_LOADER_UNLESS_USED)) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    @Override
    public void start(Context context) throws IOException {
        this.context = context;
        if (config.fault() == Fault.LEAKS_THREAD) {
            lingers();
        }
        if (config.fault() == Fault.LEAKS_MEMORY) {
            context.buffers().allocate(4096);
        }
        if (config.fault() == Fault.LEAKS_LOADER) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> storage.sync()));
        }
        if (!config.file().isEmpty()) {
            throw new IOException(
                    config.fault() == Fault.NAMES_NOTHING ? "cannot open it" : "cannot open " + config.file());
        }
    }

    @Override
    public void accept(Client client) throws IOException {
        if (is(Fault.COUNTS_WHO_ONLY_LOOKS) && present.incrementAndGet() > MOST_CLIENTS) {
            throw new IOException(MOST_CLIENTS + " clients are here already");
        }
    }

    @Override
    public List<Export> exports(Client client) {
        return List.of(new Export("", ""), new Export(OTHER, "another view of the same"));
    }

    @Override
    public String defaultExport(Client client) {
        return is(Fault.DEFAULTS_TO_NOTHING) ? "nothing" : "";
    }

    @Override
    public Disk open(Client client) throws IOException {
        boolean other = client.exportName().equals(OTHER) && !is(Fault.LISTS_WHAT_IT_CANNOT_OPEN);
        if (!other && !client.exportName().isEmpty()) {
            throw new IOException("there is no " + client.exportName());
        }
        if (is(Fault.TURNS_READERS_AWAY) && client.readOnly()) {
            throw new IOException("it is opened for writing or not at all");
        }
        if (is(Fault.RELEASES_TOO_EARLY)) {
            early = storage.now.clone();
        }
        FaultyDisk disk =
                new FaultyDisk(config.fault(), storage, config.wide(), opened.getAndIncrement(), client.readOnly());
        return is(Fault.COMPLETES_TWICE) || is(Fault.NEVER_ANSWERS)
                ? new FaultyAsyncDisk(disk, config.fault(), context, client)
                : disk;
    }

    @Override
    public HandedState release() {
        byte[] content = storage.now;
        if (is(Fault.HANDS_OVER_STALE)) {
            content = new byte[storage.now.length];
        } else if (is(Fault.RELEASES_TOO_EARLY)) {
            content = early;
        } else if (is(Fault.FORGETS_WHAT_IT_RELEASES)) {
            storage = new Storage(storage.now.length);
        }
        return HandedState.of("faulty", 1, Map.of("now", content));
    }

    @Override
    public void adopt(HandedState state) throws IOException {
        byte[] content = state.get("now", byte[].class);
        storage = new Storage(content);
    }

    @Override
    public void keep() {}

    @Override
    public void stop() {
        if (is(Fault.FREES_WHAT_IT_HANDED_OVER)) {
            Arrays.fill(storage.now, (byte) 0);
        }
        if (is(Fault.LEAKS_LOADER_UNLESS_USED) && opened.get() > 0) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
