// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.wiretap;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.ThreadModel;
import java.io.IOException;
import java.util.List;

/** A filter whose calls are checked. */
@NbdFilter(name = "tapped", summary = "a filter whose calls are checked", threadModel = ThreadModel.PARALLEL)
final class TappedFilter implements Filter {
    private final Filter filter;
    private final ThreadModel declared;
    private final Wiretap tap;
    private final Lifecycle life;

    TappedFilter(Filter filter, ThreadModel declared, Wiretap tap) {
        this.filter = filter;
        this.declared = declared;
        this.tap = tap;
        life = new Lifecycle(tap);
    }

    @Override
    public void prepare() throws IOException {
        filter.prepare();
        life.reaches(Lifecycle.Station.PREPARED);
    }

    @Override
    public ThreadModel threadModel() throws IOException {
        return declared.and(filter.threadModel());
    }

    @Override
    public void start(Opener next, Context context) throws IOException {
        filter.start(next, context);
        life.reaches(Lifecycle.Station.STARTED);
    }

    @Override
    public void accept(Client client) throws IOException {
        filter.accept(client);
    }

    @Override
    public List<Export> exports(Opener next, Client client) throws IOException {
        return filter.exports(next, client);
    }

    @Override
    public String defaultExport(Opener next, Client client) throws IOException {
        return filter.defaultExport(next, client);
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        life.opens();
        return tap.around(filter.open(next, client));
    }

    @Override
    public void stop() throws IOException {
        life.reaches(Lifecycle.Station.STOPPED);
        filter.stop();
    }
}
