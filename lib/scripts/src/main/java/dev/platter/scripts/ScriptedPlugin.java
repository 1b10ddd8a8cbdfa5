// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.KeyValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A plugin whose methods are programs. What extends it says where the script comes from. */
public abstract class ScriptedPlugin implements Plugin {
    private final ScriptSource source;
    private final List<KeyValue> parameters;
    private final List<String> magicValues;
    private @Nullable ScratchFolder folder;
    private @Nullable Calls calls;
    private volatile @Nullable Context server;

    /** Makes the script, which may need a folder for files of its own. */
    @FunctionalInterface
    public interface ScriptSource {
        /**
         * Makes it.
         *
         * @param folder an empty folder, which goes when the plugin stops
         * @return the script
         * @throws IOException if there is none
         */
        Script make(Path folder) throws IOException;
    }

    /**
     * A plugin that has not run anything yet.
     *
     * @param source makes the script
     * @param parameters what it is configured with
     * @param magicValues words without a key; the script says which key they belong to
     */
    protected ScriptedPlugin(ScriptSource source, List<KeyValue> parameters, List<String> magicValues) {
        this.source = source;
        this.parameters = parameters;
        this.magicValues = magicValues;
    }

    /**
     * Has the script loaded and configured, in the caller's folder and with the caller's privileges.
     *
     * @throws IOException if it refuses
     */
    @Override
    public void prepare() throws IOException {
        Calls made = load();
        String magicKey = made.call("magic_config_key").map(Answer::text).orElse("");
        if (!magicValues.isEmpty() && magicKey.isEmpty()) {
            throw new IOException("expecting key=value on the command line but got '" + magicValues.getFirst() + "': "
                    + made.script() + " has no magic_config_key");
        }
        for (String value : magicValues) {
            configure(made, magicKey, value);
        }
        for (KeyValue parameter : parameters) {
            configure(made, parameter.key(), parameter.value());
        }
        made.call("config_complete");
    }

    private static void configure(Calls calls, String key, String value) throws IOException {
        if (calls.call("config", key, value).isEmpty()) {
            throw new IOException(calls.script()
                    + ": this plugin does not need command line configuration, but was given " + key + "=" + value);
        }
    }

    private Calls load() throws IOException {
        ScratchFolder scratch = ScratchFolder.make("platter-script-");
        folder = scratch;
        Path made = scratch.path();
        Script script = source.make(made);
        Calls loaded = new Calls(script, Programs.in(made), this::shutDown);
        loaded.call("load");
        calls = loaded;
        return loaded;
    }

    /**
     * The folder of the script.
     *
     * @return what {@link #prepare} has made
     */
    @Override
    public List<Path> files() {
        return folder == null ? List.of() : List.of(folder.path());
    }

    private void shutDown(String reason) {
        Context context = server;
        if (context != null) {
            context.shutdown(reason);
        }
    }

    /**
     * How many calls the script can answer at a time.
     *
     * @return its own answer, or one call at a time on all connections
     * @throws IOException if it fails
     */
    @Override
    public ThreadModel threadModel() throws IOException {
        return threadModel(prepared());
    }

    private static ThreadModel threadModel(Calls calls) throws IOException {
        String answered = calls.call("thread_model").map(Answer::text).orElse("");
        String name = answered.toUpperCase(Locale.ROOT).replace('-', '_');
        for (ThreadModel model : ThreadModel.values()) {
            if (model.name().equals(name)) {
                return model;
            }
        }
        return ThreadModel.SERIALIZE_ALL_REQUESTS;
    }

    /**
     * What the script prints for {@code --dump-plugin}, and its thread model.
     *
     * @return its {@code key=value} lines
     * @throws IOException if it fails
     */
    @Override
    public Map<String, String> details() throws IOException {
        boolean loaded = calls != null;
        try {
            Calls asked = loaded ? prepared() : load();
            Map<String, String> details = new LinkedHashMap<>();
            details.put("thread_model", threadModel(asked).name().toLowerCase(Locale.ROOT));
            String printed = asked.call("dump_plugin").map(Answer::text).orElse("");
            for (String line : printed.split("\n")) {
                int end = line.indexOf('=');
                if (end > 0) {
                    details.put(line.substring(0, end), line.substring(end + 1));
                }
            }
            return details;
        } finally {
            if (!loaded) {
                stop();
            }
        }
    }

    /**
     * Tells the script that clients will come.
     *
     * @param context the server
     * @throws IOException if it refuses
     */
    @Override
    public void start(Context context) throws IOException {
        server = context;
        prepared().call("get_ready");
        prepared().call("after_fork");
    }

    /**
     * Asks the script whether a client may connect.
     *
     * @param client the client
     * @throws IOException if it may not
     */
    @Override
    public void accept(Client client) throws IOException {
        prepared().call(client, "preconnect", Boolean.toString(client.readOnly()));
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
        Optional<Answer> answer = prepared().call(client, "list_exports", facts(client));
        return answer.isPresent() ? Exports.parse(answer.get().lines()) : defaultAlone(client);
    }

    /** As with nbdkit, a script whose default export cannot be named has no exports to list. */
    private List<Export> defaultAlone(Client client) {
        try {
            return List.of(new Export(defaultExport(client), ""));
        } catch (IOException e) {
            Context context = server;
            if (context != null) {
                context.logger().log(System.Logger.Level.ERROR, "default_export: " + e.getMessage());
            }
            return List.of();
        }
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
        Optional<Answer> answer = prepared().call(client, "default_export", facts(client));
        List<Export> exports = Exports.parse(answer.map(Answer::lines).orElse(List.of()));
        return exports.isEmpty() ? "" : exports.getFirst().name();
    }

    private static String[] facts(Client client) {
        return new String[] {
            Boolean.toString(client.readOnly()), Boolean.toString(client.tls().isPresent())
        };
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
        Calls opened = prepared();
        String handle = opened.call(
                        client,
                        "open",
                        Boolean.toString(client.readOnly()),
                        client.exportName(),
                        Boolean.toString(client.tls().isPresent()))
                .map(Answer::text)
                .orElse("");
        return new ScriptDisk(opened, client, handle);
    }

    /**
     * Has the script unloaded. What it did wrong then is of no interest to anybody.
     *
     * @throws IOException if its folder cannot be deleted
     */
    @Override
    public void stop() throws IOException {
        Calls stopped = calls;
        calls = null;
        try {
            if (stopped != null) {
                stopped.call("unload");
            }
        } catch (IOException e) {
            // As with nbdkit, which ignores it.
        } finally {
            deleteFolder();
        }
    }

    private void deleteFolder() throws IOException {
        ScratchFolder deleted = folder;
        folder = null;
        if (deleted != null) {
            deleted.close();
        }
    }

    private Calls prepared() throws IOException {
        Calls prepared = calls;
        if (prepared == null) {
            throw new IOException("the script is not loaded yet");
        }
        return prepared;
    }
}
