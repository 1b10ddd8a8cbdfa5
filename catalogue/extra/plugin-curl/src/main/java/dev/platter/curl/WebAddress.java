// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The address of a file on a web server.
 *
 * @param uri without a user
 * @param user whom it names, if it does
 * @param password that it has for that user, if it has one
 */
record WebAddress(URI uri, Optional<String> user, Optional<String> password) {
    /** Reads an address that a user wrote. Called by the server. */
    public static WebAddress parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "it is not a URL, since of the character at " + e.getIndex() + ": " + e.getReason()
                            + " (write special characters as %XX)",
                    e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        switch (scheme) {
            case "http", "https" -> {}
            case "" -> throw new IllegalArgumentException("it must begin with http:// or https://");
            case "file" -> throw new IllegalArgumentException("the plugin file serves files of this machine");
            case "sftp", "scp" -> throw new IllegalArgumentException("the plugin ssh reads files over SSH");
            default ->
                throw new IllegalArgumentException(
                        "this plugin speaks http and https, and not " + scheme + ": mount it, or fetch it first");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("it names no host");
        }
        String[] login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        return new WebAddress(
                without(uri),
                login.length > 0 ? Optional.of(decoded(login[0])) : Optional.empty(),
                login.length > 1 ? Optional.of(decoded(login[1])) : Optional.empty());
    }

    private static URI without(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create(uri.getScheme() + "://" + uri.getHost() + port + path + query);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** For messages: the part behind the path may be a signature, with which others could read the file. */
    static String shown(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + uri.getPath()
                + (uri.getRawQuery() == null ? "" : "?...");
    }

    /** Whether both are on the same server, so that what one may know the other may know. */
    static boolean sameServer(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    @Override
    public String toString() {
        return shown(uri);
    }
}
