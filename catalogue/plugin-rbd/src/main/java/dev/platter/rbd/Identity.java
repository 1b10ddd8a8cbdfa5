// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import dev.platter.api.parameters.KeyValue;
import dev.platter.rbd.library.CephException;
import dev.platter.rbd.library.Cluster;
import dev.platter.rbd.library.UnknownOptionException;
import dev.platter.words.NearName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which cluster, as which of its users, and with which options. */
final class Identity {
    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    private static final int EACCES = 13;
    private static final int ETIMEDOUT = 110;

    private static final List<String> PARAMETERS =
            List.of("image", "pool", "conf", "id", "cluster", "keyring", "mon-host", "connect-timeout");

    private final String cluster;
    private final String user;
    private final Optional<Path> conf;
    private final Map<String, String> options = new TreeMap<>();
    private final Duration patience;

    Identity(RbdPlugin.Config config) {
        cluster = config.cluster();
        user = "client." + config.id();
        conf = config.conf();
        patience = config.connectTimeout();
        String seconds = Long.toString(Math.max(1, patience.plusMillis(999).toSeconds()));
        options.put("client_mount_timeout", seconds);
        options.put("rados_mon_op_timeout", seconds);
        options.put("rbd_cache", "false");
        // Ceph's default, insisted on: without the copy, librbd 18 never completes a write that fails before it is
        // sent, as
        // writes do when this client is blocklisted.
        options.put("rbd_disable_zero_copy_writes", "true");
        config.keyring().ifPresent(path -> options.put("keyring", path.toString()));
        config.monHost().ifPresent(hosts -> options.put("mon_host", hosts));
        for (KeyValue option : config.options()) {
            options.put(option.key().replace('-', '_'), option.value());
        }
    }

    /** {@return a text that is the same for the same cluster, user and options} */
    String key() {
        return String.join("\n", cluster, user, conf.toString(), options.toString());
    }

    /** Connects, or says what to do. */
    Cluster connect() throws IOException {
        Cluster made;
        try {
            made = Cluster.configured(cluster, user, conf, options);
        } catch (UnknownOptionException e) {
            throw new IOException(
                    "unknown parameter '" + e.option() + "': it is neither one of this plugin's nor an option of librbd"
                            + NearName.question(e.option().replace('_', '-'), PARAMETERS),
                    e);
        }
        try {
            made.connect();
        } catch (CephException e) {
            made.close();
            throw new IOException(e.getMessage() + advice(e.errno()), e);
        }
        return made;
    }

    private String advice(int errno) {
        return switch (errno) {
            case ETIMEDOUT ->
                " (no monitor has answered for " + patience.toSeconds()
                        + " s: check that they run and that mon-host= or the configuration names them;"
                        + " connect-timeout= sets how long to try)";
            case EACCES, EPERM ->
                " (the cluster does not accept the key of " + user + ": check id= and the file that keyring= names)";
            case ENOENT ->
                " (there is no key for " + user
                        + ", or no address of a monitor: check id=, keyring=, conf= and mon-host=)";
            default -> "";
        };
    }

    @Override
    public String toString() {
        return "cluster " + cluster + " as " + user;
    }
}
