// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import dev.platter.control.line.LineChannel;
import dev.platter.server.steering.Steering;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Listens at the control socket. The socket has mode 0600, and only the server's own user and root are served. A socket that a
 * dead server has left behind is replaced; that of a running one is not.
 */
public final class ControlServer implements Closeable {
    /**
     * Far more than people need, and few enough that a client which forgets to close its connections cannot use up the
     * descriptors.
     */
    private static final int MOST_CLIENTS = 64;

    private static final long IDLE_SECONDS = 60;

    private static final int LONGEST_ANSWER = 1 << 20;

    /** How long clients may take to fetch answers under way when the server ends. */
    private static final Duration PARTING = Duration.ofSeconds(1);

    /** How long to wait after the system had no descriptor left for a client. */
    private static final Duration RECOVERY = Duration.ofMillis(200);

    private final ControlSocket socket;
    private final PeerRule rule;
    private final Steering steering;
    private final System.Logger log;
    /** One worker stays, so that the server can be steered when the system has no thread for another. */
    private final ExecutorService workers = new ThreadPoolExecutor(
            1,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("control-", 0).factory());

    /** Guarded by this. */
    private final Map<Conversation, Thread> conversations = new HashMap<>();

    private ControlServer(ControlSocket socket, Steering steering, System.Logger log) throws IOException {
        this.socket = socket;
        this.rule = new PeerRule(socket.owner());
        this.steering = steering;
        this.log = log;
    }

    /**
     * Begins to listen.
     *
     * @param socket the path; its folder is created if missing
     * @param steering carries out what clients ask for; called by threads of this server
     * @param log for failures
     * @return the server, until it is closed
     * @throws IOException if the socket cannot be made, or another server has it; the message says what to do
     */
    public static ControlServer start(Path socket, Steering steering, System.Logger log) throws IOException {
        var server = new ControlServer(ControlSocket.open(socket), steering, log);
        Thread.ofPlatform().daemon().name("control").start(server::listen);
        return server;
    }

    private void listen() {
        while (socket.isOpen()) {
            try {
                meet(socket.accept());
            } catch (IOException | RuntimeException | Error e) {
                // Errors as well: without this thread, nobody can steer the server any more.
                if (socket.isOpen()) {
                    log.log(Level.WARNING, "a client of the control socket could not be accepted: {0}", e.getMessage());
                    LockSupport.parkNanos(RECOVERY.toNanos());
                }
            }
        }
    }

    private void meet(SocketChannel channel) throws IOException {
        var conversation = new Conversation(channel, steering, workers, log);
        Optional<String> objection = rule.objection(channel);
        if (objection.isPresent()) {
            log.log(Level.WARNING, "refused at the control socket: {0}", objection.get());
            conversation.refuse(objection.get());
        } else if (!begin(conversation)) {
            conversation.refuse(
                    socket.isOpen()
                            ? "the control socket serves at most " + MOST_CLIENTS
                                    + " clients at a time: close one of them first"
                            : "the server is stopping: start it again first");
        }
    }

    private synchronized boolean begin(Conversation conversation) throws IOException {
        if (conversations.size() == MOST_CLIENTS || !socket.isOpen()) {
            return false;
        }
        try {
            conversations.put(conversation, Thread.ofVirtual().start(() -> conversation.run(() -> end(conversation))));
        } catch (OutOfMemoryError e) {
            conversation.abandon();
            throw e;
        }
        return true;
    }

    /**
     * Whether a client that asks for the status now gets an answer. What is needed for that is initialised afterwards.
     *
     * @param patience how long to wait
     * @return false if there was none
     */
    public boolean answers(Duration patience) {
        CompletableFuture<Boolean> answered = new CompletableFuture<>();
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket.path()))) {
            Thread.ofVirtual().start(() -> answered.complete(ask(client)));
            return answered.completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (IOException | OutOfMemoryError e) {
            log.log(Level.DEBUG, "the control socket does not answer: {0}", e.getMessage());
            return false;
        }
    }

    private static boolean ask(SocketChannel client) {
        LineChannel lines = new LineChannel(client, LONGEST_ANSWER);
        try {
            lines.write("{\"id\":0,\"command\":\"status\"}");
            return lines.read().isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private synchronized void end(Conversation conversation) {
        conversations.remove(conversation);
    }

    /**
     * Removes the socket and ends the conversations: earlier requests are answered if that takes no longer than a second.
     *
     * @throws IOException if the socket cannot be removed; the server is closed nevertheless
     */
    @Override
    public void close() throws IOException {
        Map<Conversation, Thread> last;
        try {
            socket.close();
        } finally {
            synchronized (this) {
                last = Map.copyOf(conversations);
            }
            part(last);
            workers.shutdown();
        }
    }

    private void part(Map<Conversation, Thread> last) {
        long end = System.nanoTime() + PARTING.toNanos();
        for (Conversation conversation : last.keySet()) {
            quietly(conversation::finish);
        }
        try {
            for (Thread thread : List.copyOf(last.values())) {
                thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Conversation conversation : last.keySet()) {
            quietly(conversation::abandon);
        }
    }

    private interface Goodbye {
        void say() throws IOException;
    }

    private void quietly(Goodbye goodbye) {
        try {
            goodbye.say();
        } catch (IOException e) {
            log.log(Level.DEBUG, "a client of the control socket had gone already: {0}", e.getMessage());
        }
    }
}
