// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.control.ControlServer;
import dev.platter.daemon.history.History;
import dev.platter.daemon.history.Sampler;
import dev.platter.daemon.web.HttpListener;
import dev.platter.host.RefusedException;
import dev.platter.server.RunningServer;
import dev.platter.server.definition.ServerDefinition;
import dev.platter.server.definition.ServerDefinition.HttpDefinition;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The interfaces of a running server besides NBD: the control socket, and HTTP if it is configured. */
final class Watching implements AutoCloseable {
    /** How soon an interface that is well answers. */
    private static final Duration PROMPTLY = Duration.ofSeconds(2);

    private final System.Logger log;
    private final ControlServer control;
    private final Optional<Http> http;

    private Watching(ControlServer control, Optional<Http> http, System.Logger log) {
        this.log = log;
        this.control = control;
        this.http = http;
    }

    static Watching begin(RunningServer server, ServerDefinition definition, Function<String, System.Logger> loggers)
            throws RefusedException {
        try {
            ControlServer control = ControlServer.start(
                    definition.settings().control().orElseThrow(), server, loggers.apply("control"));
            try {
                return new Watching(
                        control, http(server, definition, control, loggers.apply("http")), loggers.apply("control"));
            } catch (IOException | RefusedException e) {
                control.close();
                throw e;
            }
        } catch (IOException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Has each interface answer once, on a thread of its own. What is used for the first time in a moment of need, when no descriptor
     * or thread is left, would fail then and for ever: a class whose initialiser has failed is never initialised again.
     */
    void rehearse() {
        Thread.ofPlatform().daemon().name("rehearsal").start(() -> {
            boolean answers = control.answers(PROMPTLY);
            http.ifPresent(it -> it.listener().rehearse());
            log.log(System.Logger.Level.DEBUG, answers ? "rehearsed" : "the control socket does not answer");
        });
    }

    private static List<String> troubles(RunningServer server, ControlServer control) {
        List<String> troubles = new ArrayList<>(server.troubles());
        if (!control.answers(PROMPTLY)) {
            troubles.add("the control socket has not answered within " + PROMPTLY.toMillis() + " ms");
        }
        return troubles;
    }

    private static Optional<Http> http(
            RunningServer server, ServerDefinition definition, ControlServer control, System.Logger log)
            throws IOException, RefusedException {
        if (definition.http().isEmpty()) {
            return Optional.empty();
        }
        HttpDefinition asked = definition.http().get();
        InetSocketAddress address = new InetSocketAddress(asked.address(), asked.port());
        if (address.isUnresolved()) {
            throw new RefusedException("no address is known for '" + asked.address() + "', where [http] is to listen");
        }
        History history = new History();
        HttpListener listener = HttpListener.start(
                address, server, server::traffic, server::memberMetrics, history, () -> troubles(server, control), log);
        return Optional.of(new Http(listener, Sampler.start(history, server::traffic, log)));
    }

    /** The HTTP listener, and what samples the traffic that its page shows. */
    private record Http(HttpListener listener, Sampler sampler) implements AutoCloseable {
        @Override
        public void close() {
            sampler.close();
            listener.close();
        }
    }

    @Override
    public String toString() {
        return http.map(it -> ", http://" + it.listener().address().getAddress().getHostAddress() + ":"
                        + it.listener().address().getPort() + "/")
                .orElse("");
    }

    @Override
    public void close() {
        http.ifPresent(Http::close);
        try {
            control.close();
        } catch (IOException e) {
            log.log(System.Logger.Level.WARNING, e.getMessage());
        }
    }
}
