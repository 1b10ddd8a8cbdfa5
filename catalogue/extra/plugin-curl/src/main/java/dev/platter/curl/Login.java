// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import dev.platter.curl.RenewedLines.Printed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the user wants web servers to be told: who asks, cookies and other headers. What is private goes only to the server that the user
 * has named, and not to those that it redirects to.
 */
final class Login {
    private final URI home;
    private final List<HeaderLine> fixed;
    private final Optional<RenewedLines> headers;
    private final Optional<RenewedLines> cookies;

    /**
     * What one request tells.
     *
     * @param headers all that the user wants to be sent
     * @param headersPrinted those of header-script among them
     * @param cookiesPrinted those of cookie-script
     */
    record Told(List<HeaderLine> headers, Optional<Printed> headersPrinted, Optional<Printed> cookiesPrinted) {
        static final Told NOTHING = new Told(List.of(), Optional.empty(), Optional.empty());

        HttpRequest.Builder to(URI uri, URI home) {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri);
            for (HeaderLine line : headers) {
                if (line.sent() && (!line.isPrivate() || WebAddress.sameServer(home, uri))) {
                    request.header(line.name(), line.value());
                }
            }
            return request;
        }
    }

    /**
     * Makes it.
     *
     * @param home the address that the user has named
     * @param fixed headers that stay the same
     * @param headers a script's, which come besides
     * @param cookies of a script, as the value of one header
     */
    Login(URI home, List<HeaderLine> fixed, Optional<RenewedLines> headers, Optional<RenewedLines> cookies) {
        this.home = home;
        this.fixed = fixed;
        this.headers = headers;
        this.cookies = cookies;
    }

    /** What to tell now. It may have to wait for a script, and fails if that does. */
    Told tell() throws IOException {
        List<HeaderLine> all = new ArrayList<>(fixed);
        Optional<Printed> headersPrinted = printed(headers);
        if (headersPrinted.isPresent()) {
            for (String line : headersPrinted.get().lines()) {
                try {
                    all.add(HeaderLine.parse(line));
                } catch (IllegalArgumentException e) {
                    throw new IOException("header-script printed a line that is not a header: " + e.getMessage(), e);
                }
            }
        }
        Optional<Printed> cookiesPrinted = printed(cookies);
        cookiesPrinted
                .flatMap(printed -> printed.lines().stream().findFirst())
                .ifPresent(line -> all.add(new HeaderLine("Cookie", line, true)));
        return new Told(all, headersPrinted, cookiesPrinted);
    }

    private static Optional<Printed> printed(Optional<RenewedLines> script) throws IOException {
        return script.isPresent() ? Optional.of(script.get().printed()) : Optional.empty();
    }

    /** A request that tells it. */
    HttpRequest.Builder request(URI uri, Told told) {
        return told.to(uri, home);
    }

    /**
     * Has the scripts run again, since a server has refused what they printed.
     *
     * @return whether that can help
     */
    boolean refused(Told told) {
        headers.ifPresent(script -> told.headersPrinted().ifPresent(script::refused));
        cookies.ifPresent(script -> told.cookiesPrinted().ifPresent(script::refused));
        return headers.isPresent() || cookies.isPresent();
    }
}
