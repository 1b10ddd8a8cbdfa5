// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import com.sun.net.httpserver.HttpServer;
import dev.platter.daemon.metrics.Metrics;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.server.steering.Steering;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The HTTP listener of a server.
 *
 * <p>A client that is slow holds a connection and a virtual thread, and nobody waits for either: there are as many threads as
 * connections, the connections are limited, and {@link HttpTimeouts} ends those that take too long.
 */
public final class HttpListener implements AutoCloseable {
    private static final int BACKLOG = 32;

    private final HttpServer server;
    private final ExecutorService threads;

    private HttpListener(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Listens. Whoever comes is answered at once, so {@code steering} may be asked from now on.
     *
     * @param address where, and nowhere else; with port 0 the system chooses one
     * @param steering what the server says of itself
     * @param traffic what has flowed, by the export's name
     * @param log where to say that an answer has failed
     * @return the listener, to be closed when the server ends
     * @throws IOException if the address cannot be had
     */
    public static HttpListener start(
            InetSocketAddress address,
            Steering steering,
            Supplier<Map<String, ExportTraffic>> traffic,
            System.Logger log)
            throws IOException {
        HttpTimeouts.apply();
        HttpServer server = HttpServer.create(address, BACKLOG);
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-", 1).factory());
        server.setExecutor(threads);
        server.createContext("/", new Site(resources(steering, traffic), hosts(address), log));
        server.start();
        return new HttpListener(server, threads);
    }

    static Site.Hosts hosts(InetSocketAddress address) {
        return address.getAddress().isLoopbackAddress() ? Site.Hosts.LOCAL : Site.Hosts.ANY;
    }

    private static Map<String, Resource> resources(Steering steering, Supplier<Map<String, ExportTraffic>> traffic) {
        Map<String, Resource> resources = new LinkedHashMap<>();
        resources.put("/", new StatusPage(steering, new Throughput(steering, traffic, System::nanoTime)));
        resources.put("/page.css", StaticFile.read("page.css", "text/css; charset=utf-8"));
        resources.put("/page.js", StaticFile.read("page.js", "text/javascript; charset=utf-8"));
        resources.put("/icon.svg", StaticFile.read("icon.svg", "image/svg+xml"));
        resources.put("/metrics", new MetricsResource(new Metrics(steering, traffic)));
        resources.put("/livez", _ -> Answer.text(200, "ok"));
        resources.put("/readyz", new Readiness(steering));
        return resources;
    }

    /**
     * Where it listens.
     *
     * @return the address, with the port that the system has chosen
     */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Closes the listener and all its connections. Does not wait for answers that are under way. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
