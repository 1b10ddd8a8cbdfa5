// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.wiretap;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import java.io.IOException;
import java.util.List;

/** A plugin whose calls are checked. Its annotation is PARALLEL, so that the checked plugin's thread model counts. */
@NbdPlugin(name = "tapped", summary = "a plugin whose calls are checked", threadModel = ThreadModel.PARALLEL)
final class TappedPlugin implements Plugin {
    private final Plugin plugin;
    private final ThreadModel declared;
    private final Wiretap tap;
    private final Lifecycle life;

    TappedPlugin(Plugin plugin, ThreadModel declared, Wiretap tap) {
        this.plugin = plugin;
        this.declared = declared;
        this.tap = tap;
        life = new Lifecycle(tap);
    }

    @Override
    public void prepare() throws IOException {
        plugin.prepare();
        life.reaches(Lifecycle.Station.PREPARED);
    }

    @Override
    public ThreadModel threadModel() throws IOException {
        return declared.and(plugin.threadModel());
    }

    @Override
    public void start(Context context) throws IOException {
        plugin.start(context);
        life.reaches(Lifecycle.Station.STARTED);
    }

    @Override
    public void accept(Client client) throws IOException {
        plugin.accept(client);
    }

    @Override
    public List<Export> exports(Client client) throws IOException {
        return plugin.exports(client);
    }

    @Override
    public String defaultExport(Client client) throws IOException {
        return plugin.defaultExport(client);
    }

    @Override
    public Disk open(Client client) throws IOException {
        life.opens();
        return tap.around(plugin.open(client));
    }

    @Override
    public void stop() throws IOException {
        life.reaches(Lifecycle.Station.STOPPED);
        plugin.stop();
    }
}
