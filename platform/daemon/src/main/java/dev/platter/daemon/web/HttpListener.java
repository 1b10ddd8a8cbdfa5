// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import com.sun.net.httpserver.HttpServer;
import dev.platter.daemon.history.History;
import dev.platter.daemon.metrics.Metrics;
import dev.platter.engine.resources.MetricReading;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.server.steering.Steering;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
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
    private final System.Logger log;

    private HttpListener(HttpServer server, ExecutorService threads, System.Logger log) {
        this.log = log;
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
     * @param history the traffic of the last day; the caller has it sampled
     * @param troubles tells what keeps the server from serving, within a few seconds; empty if all is well
     * @param log receives failures of answers
     * @return the listener, to be closed when the server ends
     * @throws IOException if the address cannot be bound
     */
    public static HttpListener start(
            InetSocketAddress address,
            Steering steering,
            Supplier<Map<String, ExportTraffic>> traffic,
            Supplier<Map<String, List<MetricReading>>> members,
            History history,
            Supplier<List<String>> troubles,
            System.Logger log)
            throws IOException {
        HttpTimeouts.apply();
        HttpServer server = HttpServer.create(address, BACKLOG);
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-", 1).factory());
        server.setExecutor(task -> run(threads, task));
        Map<String, Resource> resources =
                resources(steering, traffic, history, troubles, new Metrics(steering, traffic, members, log));
        server.createContext("/", new Site(resources, hosts(address), log));
        server.start();
        return new HttpListener(server, threads, log);
    }

    /** The server's own thread survives exceptions, and would end with an error. */
    private static void run(ExecutorService threads, Runnable task) {
        try {
            threads.execute(task);
        } catch (OutOfMemoryError e) {
            throw new RejectedExecutionException("the system has no thread for an HTTP request", e);
        }
    }

    static Site.Hosts hosts(InetSocketAddress address) {
        return address.getAddress().isLoopbackAddress() ? Site.Hosts.LOCAL : Site.Hosts.ANY;
    }

    private static Map<String, Resource> resources(
            Steering steering,
            Supplier<Map<String, ExportTraffic>> traffic,
            History history,
            Supplier<List<String>> troubles,
            Metrics metrics) {
        Map<String, Resource> resources = new LinkedHashMap<>();
        resources.put("/", new StatusPage(steering, new Throughput(steering, traffic, System::nanoTime), history));
        resources.put("/export", new ExportPage(steering, history));
        resources.put("/page.css", StaticFile.read("page.css", "text/css; charset=utf-8"));
        resources.put("/page.js", StaticFile.read("page.js", "text/javascript; charset=utf-8"));
        resources.put("/icon.svg", StaticFile.read("icon.svg", "image/svg+xml"));
        resources.put("/metrics", new MetricsResource(metrics));
        resources.put("/livez", _ -> Answer.text(200, "ok"));
        resources.put("/readyz", new Readiness(steering, troubles));
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

    /** Answers each path once, so that what is needed for that is there when it is needed. */
    public void rehearse() {
        InetAddress any = address().getAddress();
        InetAddress here = any.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : any;
        for (String path : List.of("/", "/metrics", "/readyz")) {
            try (Socket socket = new Socket(here, address().getPort())) {
                String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                log.log(System.Logger.Level.DEBUG, "HTTP: " + path + " was not rehearsed: " + e.getMessage());
            }
        }
    }

    /** Closes the listener and all its connections. Does not wait for answers under way. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
