package dev.platter.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a server is to listen, with what must be removed afterwards. */
final class Listening implements AutoCloseable {
    static final int DEFAULT_PORT = 10809;

    private static final boolean LINUX = System.getProperty("os.name").equals("Linux");

    /** What fits into a socket address besides the zero byte at its end: 108 bytes on Linux, 104 on BSD and macOS. */
    private static final int LONGEST_PATH = LINUX ? 107 : 103;

    private final List<SocketAddress> addresses;
    private final Optional<Path> socket;
    private final Optional<PrivateFolder> folder;
    private boolean bound;

    private Listening(List<SocketAddress> addresses, Optional<Path> socket, Optional<PrivateFolder> folder) {
        this.addresses = addresses;
        this.socket = socket;
        this.folder = folder;
    }

    /** On a Unix socket whose path the user has chosen. */
    static Listening unix(String path) throws StartException {
        Path socket = Path.of(path).toAbsolutePath().normalize();
        checkLength(socket, "choose a shorter path");
        if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            throw new StartException("-U: " + socket
                    + ": Address already in use: remove the file if no server listens there, or choose another path");
        }
        return new Listening(List.of(UnixDomainSocketAddress.of(socket)), Optional.of(socket), Optional.empty());
    }

    /** On a Unix socket that nobody else can reach. */
    static Listening privately() throws StartException {
        PrivateFolder folder = PrivateFolder.create();
        Listening listening = new Listening(
                List.of(UnixDomainSocketAddress.of(folder.socket())), Optional.empty(), Optional.of(folder));
        try {
            checkLength(folder.socket(), "let TMPDIR name a folder with a shorter path");
            return listening;
        } catch (StartException e) {
            try {
                listening.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /**
     * On a TCP port.
     *
     * @param host a name or address, all of whose addresses are taken; empty for those of all interfaces
     * @param port 0 for any that is free
     */
    static Listening tcp(String host, int port) throws StartException {
        if (host.isEmpty()) {
            return new Listening(List.of(new InetSocketAddress(port)), Optional.empty(), Optional.empty());
        }
        try {
            List<SocketAddress> addresses = Stream.of(InetAddress.getAllByName(host))
                    .<SocketAddress>map(address -> new InetSocketAddress(address, port))
                    // Each address would get a free port of its own, and nobody could say which is "the" port.
                    .limit(port == 0 ? 1 : Long.MAX_VALUE)
                    .toList();
            return new Listening(addresses, Optional.empty(), Optional.empty());
        } catch (UnknownHostException e) {
            throw new StartException("-i: no address is known for " + host + ": use a name or address of this machine", e);
        }
    }

    List<SocketAddress> addresses() {
        return addresses;
    }

    /** Tells that the socket has become ours to remove. */
    void bound() {
        bound = true;
    }

    @Override
    public void close() throws IOException {
        if (bound && socket.isPresent()) {
            Files.deleteIfExists(socket.get());
        }
        if (folder.isPresent()) {
            folder.get().close();
        }
    }

    private static void checkLength(Path socket, String remedy) throws StartException {
        int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_PATH) {
            throw new StartException("-U: path too long: length " + length + " > max " + LONGEST_PATH + " bytes: "
                    + socket + ": " + remedy);
        }
    }
}
