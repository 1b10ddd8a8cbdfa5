// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.interpreters;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.KeyValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A plugin whose methods are functions of a script. What extends it has the language.
 *
 * <p>If the interpreter ends while the plugin is served, requests under way fail, its clients are disconnected, and the next client has
 * the same script started again with the same parameters.
 */
public abstract class InterpretedPlugin implements Plugin {
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private final Language language;
    private final String file;
    private final List<KeyValue> parameters;
    private final System.Logger log = System.getLogger(InterpretedPlugin.class.getName());

    /** Read once: a file that has changed since, or that only the caller may read, does not matter to a later start. */
    private byte[] text = {};

    private @Nullable LoadedScript script;
    private volatile @Nullable Context server;
    private Optional<String> user = Optional.empty();

    /**
     * A plugin that has not run anything yet.
     *
     * @param language of the script
     * @param script names of the file with the script, and further values of the key {@code script}, which are for the script itself
     * @param parameters what it is configured with
     */
    protected InterpretedPlugin(Language language, List<String> script, List<KeyValue> parameters) {
        this.language = language;
        file = script.getFirst();
        List<KeyValue> all = new ArrayList<>();
        script.subList(1, script.size()).forEach(value -> all.add(new KeyValue("script", value)));
        all.addAll(parameters);
        this.parameters = List.copyOf(all);
    }

    /**
     * Has the script loaded and configured, in the caller's folder and with the caller's privileges.
     *
     * @throws IOException if it refuses
     */
    @Override
    public synchronized void prepare() throws IOException {
        text = read();
        script = configured();
        user = ProcessHandle.current().info().user();
    }

    private byte[] read() throws IOException {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new IOException("the script " + file + " does not exist", e);
        } catch (IOException e) {
            throw new IOException("the script " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private LoadedScript configured() throws IOException {
        LoadedScript loaded = started();
        return LoadedScript.unless(loaded, () -> {
            loaded.load(text);
            loaded.configure(parameters);
        });
    }

    private LoadedScript started() throws IOException {
        return new LoadedScript(language, file, log, this::shutDown);
    }

    /** Called by a thread that answers depend on, so it must not wait for the lock. */
    private void shutDown(String reason) {
        Context context = server;
        if (context != null) {
            context.shutdown(reason);
        }
    }

    /**
     * How many calls the script can answer at a time. The interpreter itself answers one after the other if it wants that, so the server
     * need not.
     *
     * @return its own answer, or any number where the interpreter sees to it
     * @throws IOException if it fails
     */
    @Override
    public ThreadModel threadModel() throws IOException {
        ThreadModel model = current().threadModel();
        return model == ThreadModel.SERIALIZE_ALL_REQUESTS ? ThreadModel.PARALLEL : model;
    }

    /**
     * What the script prints for {@code --dump-plugin}, and its thread model.
     *
     * @return its {@code key=value} lines
     * @throws IOException if it fails
     */
    @Override
    public Map<String, String> details() throws IOException {
        text = read();
        LoadedScript asked = started();
        try {
            asked.load(text);
            Map<String, String> details = new LinkedHashMap<>();
            details.put("thread_model", asked.threadModel().name().toLowerCase(Locale.ROOT));
            for (String line : asked.details().split("\n")) {
                int end = line.indexOf('=');
                if (end > 0) {
                    details.put(line.substring(0, end), line.substring(end + 1));
                }
            }
            return details;
        } finally {
            asked.interpreter().end("it was asked");
        }
    }

    /**
     * Tells the script that clients will come. If the server has become another user since it was prepared, the interpreter is started
     * again, since the first one would keep the rights of the user before.
     *
     * @param context the server
     * @throws IOException if it refuses
     */
    @Override
    public synchronized void start(Context context) throws IOException {
        server = context;
        LoadedScript started = current();
        if (!user.equals(ProcessHandle.current().info().user())) {
            started.unload();
            started = configured();
            script = started;
        }
        ready(started);
    }

    private static void ready(LoadedScript started) throws IOException {
        started.call("get_ready");
        started.call("after_fork");
    }

    /** The script, which is started again if its interpreter has ended. */
    private synchronized LoadedScript current() throws IOException {
        LoadedScript found = script;
        if (found == null) {
            throw new IOException("the script is not loaded yet");
        }
        Context context = server;
        if (context != null && found.interpreter().isDead()) {
            found = startedAgain(context);
            script = found;
        }
        return found;
    }

    /** Other clients wait meanwhile, so a script that does not get ready is given up. */
    private LoadedScript startedAgain(Context context) throws IOException {
        LoadedScript again = started();
        Future<?> alarm = context.schedule(
                LONGEST_START,
                () -> again.interpreter().end("it was not ready within " + LONGEST_START.toSeconds() + " s"));
        try {
            return LoadedScript.unless(again, () -> {
                again.load(text);
                again.configure(parameters);
                ready(again);
            });
        } finally {
            alarm.cancel(false);
        }
    }

    /**
     * Asks the script whether a client may connect.
     *
     * @param client the client
     * @throws IOException if it may not
     */
    @Override
    public void accept(Client client) throws IOException {
        current().call("preconnect", new ConnectedClient(client));
    }

    /**
     * The exports that the script lists.
     *
     * @param client the client that asks
     * @return its list; the default export if it has none
     * @throws IOException if it fails
     */
    @Override
    public List<Export> exports(Client client) throws IOException {
        Optional<String> answer = current().call("list_exports", new ConnectedClient(client));
        if (answer.isEmpty()) {
            return List.of(new Export(defaultExport(client), ""));
        }
        List<Export> exports = new ArrayList<>();
        String[] words = answer.get().split("\0", -1);
        for (int i = 0; i + 1 < words.length; i += 2) {
            try {
                exports.add(new Export(words[i], words[i + 1]));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ": list_exports: " + e.getMessage(), e);
            }
        }
        return exports;
    }

    /**
     * The name that the empty one stands for.
     *
     * @param client the client that asks
     * @return the script's answer, or the empty name
     * @throws IOException if it fails
     */
    @Override
    public String defaultExport(Client client) throws IOException {
        return current().call("default_export", new ConnectedClient(client)).orElse("");
    }

    /**
     * Opens the disk for a client.
     *
     * @param client the client
     * @return its disk
     * @throws IOException if the script refuses
     */
    @Override
    public Disk open(Client client) throws IOException {
        Context context;
        synchronized (this) {
            context = server;
        }
        if (context == null) {
            throw new IOException("the plugin is not started yet");
        }
        return current().open(client, context::schedule);
    }

    /** Has the script clean up, and ends the interpreter. */
    @Override
    public void stop() {
        LoadedScript stopped;
        synchronized (this) {
            stopped = script;
            script = null;
        }
        if (stopped != null) {
            stopped.unload();
        }
    }
}
