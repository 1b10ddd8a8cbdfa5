package dev.platter.cli;

import dev.platter.cli.info.InfoCommand;
import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Does once what commands do day by day, and keeps quiet. Java watches, and writes what it has learnt into the AOT cache
 * of the installation; only the launcher starts this.
 */
public final class Rehearsal {
    private static final int REQUESTS = 20_000;
    private static final int BLOCK = 4096;
    private static final int SIZE = 16 << 20;

    private final Configuration configuration;
    private final Path folder;
    private final PrintStream silence = new PrintStream(OutputStream.nullOutputStream(), false);
    private final Console log = new Console(silence, false);

    private Rehearsal(Configuration configuration, Path folder) {
        this.configuration = configuration;
        this.folder = folder;
    }

    /**
     * Rehearses, and ends the process with status 1 if something goes wrong.
     *
     * @param args the path of a folder for the sockets
     * @throws StartException if nothing can be served
     * @throws IOException if what is served cannot be read and written
     */
    public static void main(String[] args) throws StartException, IOException {
        Path home = Path.of(System.getProperty("platter.home", "."));
        Rehearsal rehearsal = new Rehearsal(new Configuration(home), Path.of(args[0]));
        rehearsal.captive("-U", "-", "null", "1G", "--run", "true");
        rehearsal.captive("--filter=offset", "memory", "1M", "offset=512", "--run", "true");
        rehearsal.captive("--help");
        rehearsal.captive("memory", "--help");
        rehearsal.serve("-U", rehearsal.folder.resolve("socket").toString(), "memory", Integer.toString(SIZE));
        rehearsal.serve("-i", "localhost", "-p", "0", "memory", Integer.toString(SIZE));
    }

    private void captive(String... line) throws StartException {
        int status = new Run(configuration, () -> BundleCatalog.open(configuration), silence, silence)
                .execute(new End(), line);
        if (status != 0) {
            throw new StartException("platter " + String.join(" ", line) + " ends with status " + status);
        }
    }

    private void serve(String... line) throws StartException, IOException {
        PlatterCommand command = PlatterCommand.parse(line);
        try (Catalog catalog = BundleCatalog.open(configuration);
                Listening where = Listening.of(command);
                Serving serving = Serving.start(
                        ChainPlan.find(catalog, List.of(), "memory").construct(command.parameters(), 1, log),
                        where,
                        false,
                        log,
                        reason -> {})) {
            String uri = Endpoint.of(serving.address(), "").uri();
            new InfoCommand().run(silence, silence, "--no-content", uri);
            new InfoCommand().run(silence, silence, "--map", uri);
            use(NbdUri.parse(uri));
        }
    }

    private static void use(NbdUri uri) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        try (NbdClient client = NbdClient.connect(uri)) {
            for (int i = 0; i < REQUESTS; i++) {
                long offset = (long) i * BLOCK % SIZE;
                if (i % 2 == 0) {
                    client.write(offset, block.clear(), 0);
                } else {
                    client.read(offset, block.clear(), 0);
                }
            }
            client.flush();
            client.trim(0, SIZE, 0);
        }
    }
}
