// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.exitwhen;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.TransparentDisk;
import dev.platter.api.parameters.Parameter;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Ends the server when something has happened and no client has the disk open.
 *
 * <p>It looks for events when a client comes and when one goes, and every so often while there is none. So a server that is
 * in use costs nothing, and the event is known before it matters.
 */
@NbdFilter(
        name = "exitwhen",
        summary = "ends the server when a file, a pipe, a process or a script says so",
        contents = Contents.NONE,
        details = ExitWhenDetails.class)
public final class ExitWhenFilter implements Filter {
    /** How often it looks if the user writes 0, which stands for as often as possible. */
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final List<Event> events;
    private final Duration interval;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Context server;
    private volatile @Nullable EventWatch watch;

    /**
     * The parameters.
     *
     * @param exitWhenFileCreated files of which one is created
     * @param exitWhenFileDeleted files of which one is deleted
     * @param exitWhenPipeClosed descriptors of pipes of which one is closed
     * @param exitWhenProcessExits processes of which one exits
     * @param exitWhenScript commands of which one ends with status 88
     * @param exitWhenPoll how often to look while there are no clients, in seconds
     */
    public record Config(
            @Parameter(help = "End the server when this file exists.")
            List<Path> exitWhenFileCreated,

            @Parameter(help = "End the server when this file does not exist.")
            List<Path> exitWhenFileDeleted,

            @Parameter(
                    aliases = "exit-when-fd-closed",
                    min = 0,
                    syntax = "FD",
                    help = "End the server when the other end of a pipe is closed, whose reading end it inherits as"
                            + " this file descriptor.")
            List<Integer> exitWhenPipeClosed,

            @Parameter(
                    aliases = "exit-when-pid-exits",
                    min = 1,
                    syntax = "PID",
                    help = "End the server when the process with this number exits.")
            List<Long> exitWhenProcessExits,

            @Parameter(
                    syntax = "SCRIPT",
                    help = "End the server when this command of the shell ends with status 88; it is to end with"
                            + " status 0 otherwise.")
            List<String> exitWhenScript,

            @Parameter(
                    min = 0,
                    defaultValue = "60",
                    syntax = "SECONDS",
                    help = "How often to look while there are no clients.")
            int exitWhenPoll) {
        List<Event> events() {
            List<Event> events = new ArrayList<>();
            exitWhenFileCreated.forEach(file -> events.add(new FileCreated(file)));
            exitWhenFileDeleted.forEach(file -> events.add(new FileDeleted(file)));
            exitWhenPipeClosed.forEach(descriptor -> events.add(new PipeClosed(descriptor)));
            exitWhenProcessExits.forEach(pid -> events.add(new ProcessExited(pid)));
            exitWhenScript.forEach(script -> events.add(new ScriptSays(script)));
            return events;
        }
    }

    public ExitWhenFilter(Config config) {
        events = config.events();
        interval = config.exitWhenPoll() == 0 ? SHORTEST : Duration.ofSeconds(config.exitWhenPoll());
    }

    @Override
    public void prepare() throws IOException {
        for (Event event : events) {
            event.prepare();
        }
    }

    @Override
    public void start(Opener next, Context context) {
        server = context;
        watch = new EventWatch(events, context.logger());
        lookWhileIdle();
    }

    private void lookWhileIdle() {
        Context context = server;
        EventWatch looking = watch;
        if (context != null && looking != null && looking.isNeeded() && !(open.get() == 0 && endsNow())) {
            context.schedule(interval, this::lookWhileIdle);
        }
    }

    @Override
    public void accept(Client client) throws IOException {
        Optional<String> event = event();
        if (event.isPresent()) {
            endsNow();
            throw new DiskException(
                    NbdError.ESHUTDOWN, "the server is exiting, and new connections are refused: " + event.get());
        }
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk disk = next.open(client);
        open.incrementAndGet();
        return new CountedDisk(disk);
    }

    private Optional<String> event() {
        EventWatch looking = watch;
        return looking == null ? Optional.empty() : looking.look();
    }

    /** Ends the server if an event has happened and the last client has gone. */
    private boolean endsNow() {
        Optional<String> event = event();
        Context context = server;
        boolean ends = event.isPresent() && context != null && open.get() == 0;
        if (ends && ended.compareAndSet(false, true)) {
            context.shutdown(event.get());
        }
        return ends;
    }

    private final class CountedDisk extends TransparentDisk {
        CountedDisk(Disk next) {
            super(next);
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                open.decrementAndGet();
                endsNow();
            }
        }
    }
}
