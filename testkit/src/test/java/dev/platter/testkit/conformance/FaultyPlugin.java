package dev.platter.testkit.conformance;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.HandedState;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.Stateful;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A plugin that is right but for one thing. Its storage is as a machine's: it outlives the plugin, and knows power cuts. */
@NbdPlugin(name = "faulty", summary = "a disk with a fault", threadModel = ThreadModel.PARALLEL)
public final class FaultyPlugin implements Plugin, Stateful {
    private static final int SIZE = 300_001;
    private static final int WIDE = 1 << 22;

    private final Config config;
    private final AtomicInteger opened = new AtomicInteger();
    private Storage storage;

    /** The parameters. */
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

    @Override
    public void start(Context context) throws IOException {
        if (config.fault() == Fault.LEAKS_THREAD) {
            lingers();
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
    public Disk open(Client client) {
        FaultyDisk disk = new FaultyDisk(config.fault(), storage, config.wide(), opened.getAndIncrement());
        return config.fault() == Fault.COMPLETES_TWICE ? new FaultyAsyncDisk(disk, config.fault()) : disk;
    }

    @Override
    public HandedState release() {
        byte[] content = config.fault() == Fault.HANDS_OVER_STALE ? new byte[storage.now.length] : storage.now;
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
        if (config.fault() == Fault.FREES_WHAT_IT_HANDED_OVER) {
            Arrays.fill(storage.now, (byte) 0);
        }
    }
}
