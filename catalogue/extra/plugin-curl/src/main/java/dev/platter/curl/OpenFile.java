// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import dev.platter.ahead.Source;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Context;
import dev.platter.curl.Login.Told;
import dev.platter.curl.WebException.Remedy;
import dev.platter.curl.WebFile.Found;
import dev.platter.web.Lanes;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One version of the file, which one client has open. It may move, as an address does that is valid for minutes, but not change. */
final class OpenFile implements Source, AutoCloseable {
    private final WebFile file;
    private final FileVersion version;
    private final Lanes lanes;
    private final Client client;
    private final Context context;
    private final Set<RangeRead> reads = ConcurrentHashMap.newKeySet();
    private volatile URI location;
    private volatile boolean closed;

    OpenFile(WebFile file, Found found, Lanes lanes, Client client, Context context) {
        this.file = file;
        this.lanes = lanes;
        this.client = client;
        this.context = context;
        version = found.version();
        location = found.uri();
    }

    @Override
    public long size() {
        return version.size();
    }

    FileVersion version() {
        return version;
    }

    WebFile file() {
        return file;
    }

    Lanes lanes() {
        return lanes;
    }

    Client client() {
        return client;
    }

    Context context() {
        return context;
    }

    URI location() {
        return location;
    }

    /** Reads a range; never waits. The buffer's bytes are put in from its position on. */
    @Override
    public void read(ByteBuffer into, long offset, Completion end) {
        RangeRead read = new RangeRead(this, into, offset, end);
        reads.add(read);
        read.begin();
        if (closed) {
            read.cancel();
        }
    }

    void over(RangeRead read) {
        reads.remove(read);
    }

    /**
     * Finds the file anew, after a server would not give it any more.
     *
     * @param used where it was asked for
     * @param told what the server was told
     * @throws IOException if it is not there, or is another version
     */
    synchronized void relocate(URI used, Told told) throws IOException {
        file.renew(told);
        if (!location.equals(used)) {
            return;
        }
        Found found = file.find(client);
        String difference = version.difference(found.version()).orElse("");
        if (!difference.isEmpty()) {
            throw changed(difference);
        }
        location = found.uri();
    }

    WebException changed(String difference) {
        return new WebException(
                Remedy.NONE,
                WebAddress.shown(location) + " has changed since this client opened it: " + difference
                        + "; connect again to read what is there now");
    }

    /** Ends all reads that are under way, which fail. */
    void cancel() {
        closed = true;
        reads.forEach(RangeRead::cancel);
    }

    @Override
    public void close() {
        cancel();
    }
}
