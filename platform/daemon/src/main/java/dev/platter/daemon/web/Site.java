// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers requests with the resource at their path. Supports GET and HEAD. */
final class Site implements HttpHandler {
    /** The names that a request may have in its header {@code Host}. */
    enum Hosts {
        /** All: the administrator has opened the listener to other machines, which may know it by any name. */
        ANY,
        /**
         * Addresses and {@code localhost}. A hostile page, opened in a browser on this machine, can have its own name resolved
         * to 127.0.0.1 and would then read this site (DNS rebinding). It cannot do so under an address or {@code localhost}.
         */
        LOCAL
    }

    /** The browser loads everything from this site, and runs nothing in the page itself, so injected markup does not run. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    private static final String METHODS = "GET, HEAD";

    private final Map<String, Resource> resources;
    private final Hosts hosts;
    private final System.Logger log;

    Site(Map<String, Resource> resources, Hosts hosts, System.Logger log) {
        this.resources = resources;
        this.hosts = hosts;
        this.log = log;
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            send(exchange, answer(exchange));
        } catch (IOException e) {
            log.log(System.Logger.Level.DEBUG, "an HTTP client has gone before its answer: " + e.getMessage());
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!isOurs(exchange.getRequestHeaders().getFirst("Host"))) {
            return Answer.text(421, "this listener is for this machine only: ask for it by address, or as localhost");
        }
        Resource resource = resources.get(exchange.getRequestURI().getPath());
        if (resource == null) {
            return Answer.text(404, "there is nothing here; try " + String.join(", ", resources.keySet()));
        }
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", METHODS);
            return Answer.text(405, "this path only answers " + METHODS);
        }
        try {
            return resource.answer(Asked.of(
                    exchange.getRequestHeaders().getFirst("Accept"),
                    exchange.getRequestURI().getRawQuery()));
        } catch (RuntimeException e) {
            log.log(
                    System.Logger.Level.ERROR,
                    "HTTP: " + exchange.getRequestURI().getPath() + " could not be answered",
                    e);
            return Answer.text(500, "the request could not be answered; the server's log says why");
        }
    }

    private boolean isOurs(@Nullable String header) {
        if (hosts == Hosts.ANY || header == null) {
            return true;
        }
        // The port is after the last colon, unless that colon is within brackets.
        String host = header.replaceFirst(":\\d*$", "");
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            InetAddress.ofLiteral(host.replaceAll("^\\[|]$", ""));
            return true;
        } catch (IllegalArgumentException e) {
            // It is a name, which need not mean this machine.
            return false;
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        HEADERS.forEach(headers::set);
        headers.set("Content-Type", answer.contentType());
        if (exchange.getRequestMethod().equals("HEAD")) {
            answer.length().ifPresent(length -> headers.set("Content-Length", Long.toString(length)));
            exchange.sendResponseHeaders(answer.status(), -1);
        } else {
            // 0 means that the body is sent in chunks.
            exchange.sendResponseHeaders(answer.status(), answer.length().orElse(0));
            answer.body().writeTo(exchange.getResponseBody());
        }
    }
}
