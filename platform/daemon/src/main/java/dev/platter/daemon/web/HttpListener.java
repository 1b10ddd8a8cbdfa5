// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import com.sun.net.httpserver.HttpServer;
import dev.platter.daemon.metrics.Metrics;
import dev.platter.engine.resources.MetricReading;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.server.steering.Steering;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The HTTP listener of a server.
 *
 * <p>A slow client holds one connection and one virtual thread, and does not delay others: each connection has its own thread,
 * the number of connections is limited, and {@link HttpTimeouts} ends connections that take too long.
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
     * Starts listening. Requests are answered at once, so {@code steering} must be ready for queries.
     *
     * @param address the only address to listen on; with port 0 the system chooses a port
     * @param steering the server to query
     * @param traffic supplies the traffic by export name
     * @param members supplies the metrics of plugins and filters by export name
     * @param log receives failures of answers
     * @return the listener, to be closed when the server ends
     * @throws IOException if the address cannot be bound
     */
    public static HttpListener start(
            InetSocketAddress address,
            Steering steering,
            Supplier<Map<String, ExportTraffic>> traffic,
            Supplier<Map<String, List<MetricReading>>> members,
            System.Logger log)
            throws IOException {
        HttpTimeouts.apply();
        HttpServer server = HttpServer.create(address, BACKLOG);
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-", 1).factory());
        server.setExecutor(threads);
        Map<String, Resource> resources = resources(steering, traffic, new Metrics(steering, traffic, members, log));
        server.createContext("/", new Site(resources, hosts(address), log));
        server.start();
        return new HttpListener(server, threads);
    }

    static Site.Hosts hosts(InetSocketAddress address) {
        return address.getAddress().isLoopbackAddress() ? Site.Hosts.LOCAL : Site.Hosts.ANY;
    }

    private static Map<String, Resource> resources(
            Steering steering, Supplier<Map<String, ExportTraffic>> traffic, Metrics metrics) {
        Map<String, Resource> resources = new LinkedHashMap<>();
        resources.put("/", new StatusPage(steering, new Throughput(steering, traffic, System::nanoTime)));
        resources.put("/page.css", StaticFile.read("page.css", "text/css; charset=utf-8"));
        resources.put("/page.js", StaticFile.read("page.js", "text/javascript; charset=utf-8"));
        resources.put("/icon.svg", StaticFile.read("icon.svg", "image/svg+xml"));
        resources.put("/metrics", new MetricsResource(metrics));
        resources.put("/livez", _ -> Answer.text(200, "ok"));
        resources.put("/readyz", new Readiness(steering));
        return resources;
    }

    /**
     * The address of the listener.
     *
     * @return the address, with the port that the system chose
     */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Closes the listener and all its connections. Does not wait for answers under way. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
