// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.nbd.Limits;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Splits a URI into its parts: {@code scheme://authority/path?query}.
 *
 * <p>{@link java.net.URI} cannot be used here. It accepts characters that a URI must not have, decodes too much, and
 * its messages name indices; ours must name the part and the remedy.
 *
 * <p>Where libnbd is lax and the document is not, the document wins: an unknown parameter is an error, a NUL in an
 * export's name does not silently end it, and a port is a number up to 65535.
 */
final class NbdUriParser {
    private static final String SCHEMES = "nbd://, nbds://, nbd+unix:// or nbds+unix://";
    private static final String PUNCTUATION = "-._~:/?#[]@!$&'()*+,;=%";
    private static final String SOCKET = "socket";
    private static final String TLS_VERIFY_PEER = "tls-verify-peer";
    private static final List<String> TLS_PARAMETERS =
            List.of("tls-type", "tls-hostname", "tls-username", TLS_VERIFY_PEER, "tls-certificates", "tls-psk-file");

    private final String text;

    NbdUriParser(String text) {
        this.text = text;
    }

    NbdUri parse() {
        checkCharacters();
        int colon = text.indexOf(':');
        if (colon < 0 || text.substring(0, colon).indexOf('/') >= 0) {
            throw error("it has no scheme: an NBD URI begins with " + SCHEMES);
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        boolean tls = scheme.startsWith("nbds");
        boolean unix = switch (scheme) {
            case "nbd", "nbds" -> false;
            case "nbd+unix", "nbds+unix" -> true;
            case "nbd+vsock", "nbds+vsock", "nbd+ssh", "nbds+ssh" ->
                throw error("the scheme " + scheme + " is known, but not to this client: use " + SCHEMES);
            default -> throw error("unknown scheme '" + scheme + "': an NBD URI begins with " + SCHEMES);
        };
        if (!text.startsWith("//", colon + 1)) {
            throw error("two slashes must follow the scheme: " + scheme + "://");
        }
        String rest = text.substring(colon + 3);
        int fragment = rest.indexOf('#');
        if (fragment >= 0) {
            rest = rest.substring(0, fragment);
        }
        int question = rest.indexOf('?');
        String hierarchy = question < 0 ? rest : rest.substring(0, question);
        int slash = hierarchy.indexOf('/');
        String authority = slash < 0 ? hierarchy : hierarchy.substring(0, slash);
        String path = slash < 0 ? "" : hierarchy.substring(slash + 1);

        Map<String, String> parameters = question < 0 ? new LinkedHashMap<>() : query(rest.substring(question + 1));
        Optional<String> socket = Optional.ofNullable(parameters.remove(SOCKET));
        ServerAddress server = unix ? unix(scheme, socket) : tcp(scheme, authority, socket);
        int at = authority.lastIndexOf('@');
        Optional<String> user = at < 0 ? Optional.empty() : Optional.of(decode(authority.substring(0, at), "the user"));
        return new NbdUri(tls, user, server, decode(path, "the export name"), parameters);
    }

    private void checkCharacters() {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            char c = text.charAt(i);
            if (!PercentCoding.isAsciiLetterOrDigit(c) && PUNCTUATION.indexOf(c) < 0) {
                String character = Character.toString(text.codePointAt(i));
                throw error("the character '" + character + "' must be escaped: write "
                        + PercentCoding.encode(character, ""));
            }
        }
    }

    private ServerAddress unix(String scheme, Optional<String> socket) {
        if (socket.isEmpty() || socket.get().isEmpty()) {
            throw error("the socket is missing: write " + scheme + ":///EXPORT?socket=PATH");
        }
        if (socket.get().startsWith("\0")) {
            throw error("sockets in the abstract namespace (socket=%00…) cannot be reached from Java: let the server"
                    + " listen on a socket that is a file, or on a TCP port");
        }
        try {
            return new ServerAddress.Unix(Path.of(socket.get()));
        } catch (InvalidPathException e) {
            throw error("the socket cannot be a file: " + e.getMessage());
        }
    }

    private ServerAddress tcp(String scheme, String authority, Optional<String> socket) {
        if (socket.isPresent()) {
            throw error("a socket cannot be used with the scheme " + scheme + ": write " + scheme
                    + "+unix:///EXPORT?socket=PATH");
        }
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        int bracket = hostAndPort.indexOf(']');
        if (hostAndPort.startsWith("[") != (bracket >= 0)) {
            throw error("the brackets around the IPv6 address do not match: write [ADDRESS] or [ADDRESS]:PORT");
        }
        int colon = hostAndPort.indexOf(':', Math.max(bracket, 0));
        if (colon >= 0 && hostAndPort.indexOf(':', colon + 1) >= 0) {
            throw error("'" + hostAndPort + "' has more than one colon: an IPv6 address must be in brackets, [::1]:"
                    + ServerAddress.DEFAULT_PORT);
        }
        String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
        if (bracket >= 0) {
            if (!host.endsWith("]")) {
                throw error("only :PORT may follow the bracket of an IPv6 address, not '"
                        + hostAndPort.substring(bracket + 1) + "'");
            }
            host = host.substring(1, bracket);
        }
        String decoded = decode(host, "the host");
        int port = colon < 0 ? ServerAddress.DEFAULT_PORT : port(hostAndPort.substring(colon + 1));
        return new ServerAddress.Tcp(decoded.isEmpty() ? "localhost" : decoded, port);
    }

    private int port(String digits) {
        if (digits.isEmpty()) {
            return ServerAddress.DEFAULT_PORT;
        }
        boolean number = digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = number && digits.length() <= 6 ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65535) {
            throw error("the port is '" + digits + "': it must be a number from 1 to 65535");
        }
        return port;
    }

    /** Names are compared as in libnbd, without regard to case, and the first of two equal names wins. */
    private Map<String, String> query(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : query.split("&", -1)) {
            if (parameter.isEmpty()) {
                continue;
            }
            int equals = parameter.indexOf('=');
            String name = decode(equals < 0 ? parameter : parameter.substring(0, equals), "a parameter")
                    .toLowerCase(Locale.ROOT);
            String value = decode(
                    equals < 0 ? "" : parameter.substring(equals + 1), "the value of the parameter '" + name + "'");
            checkParameter(name, value);
            parameters.putIfAbsent(name, value);
        }
        return parameters;
    }

    private void checkParameter(String name, String value) {
        if (!name.equals(SOCKET) && !TLS_PARAMETERS.contains(name) && !name.startsWith("x-")) {
            throw error("unknown parameter '" + name + "': the known ones are " + SOCKET + ", "
                    + String.join(", ", TLS_PARAMETERS) + ", and experiments that begin with x-");
        }
        if (name.equals(TLS_VERIFY_PEER)
                && !List.of("0", "1", "true", "false").contains(value.toLowerCase(Locale.ROOT))) {
            throw error(TLS_VERIFY_PEER + " is '" + value + "': it must be 0, 1, true or false");
        }
    }

    static void checkExportName(String name) {
        if (name.indexOf('\0') >= 0) {
            throw new NbdUriException("an export name cannot have a NUL character in it");
        }
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length > Limits.MAX_STRING) {
            throw new NbdUriException(
                    "the export name is " + length + " bytes long, and NBD allows " + Limits.MAX_STRING);
        }
    }

    private String decode(String escaped, String what) {
        try {
            return PercentCoding.decode(escaped);
        } catch (IllegalArgumentException e) {
            throw error(what + " " + e.getMessage());
        }
    }

    private NbdUriException error(String problem) {
        return new NbdUriException("cannot use the NBD URI '" + text + "': " + problem);
    }
}
