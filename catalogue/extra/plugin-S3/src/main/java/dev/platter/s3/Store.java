// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Registration;
import dev.platter.web.Dialer;
import dev.platter.web.KeptConnections;
import dev.platter.web.Lanes;
import dev.platter.web.Transport;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** What a started instance has. */
final class Store implements AutoCloseable {
    private static final String USUAL_REGION = "us-east-1";

    private final String key;
    private final Transport transport;
    private final Bucket bucket;
    private final Lanes lanes;
    private final Optional<Parts> parts;
    private final Context context;

    /**
     * Asks nothing yet.
     *
     * @param given keys that are parameters
     * @throws IOException if there are no keys, or a file cannot be read
     */
    Store(S3Plugin.Config config, Optional<Keys> given, Settings settings, Context context) throws IOException {
        this.context = context;
        key = config.key();
        KeySource keys = new KeySource(given, settings);
        keys.current();
        Optional<URI> endpoint = config.endpointUrl();
        if (endpoint.isEmpty()) {
            endpoint = settings.endpoint().map(URI::create);
        }
        Optional<String> region = config.region();
        if (region.isEmpty()) {
            region = settings.region();
        }
        transport = new KeptConnections(
                Dialer.usual(config.timeout(), settings.environment(), true, settings.authorities()),
                Optional.empty(),
                context.workers());
        lanes = new Lanes(config.connections(), context.workers());
        bucket = new Bucket(
                transport,
                new Address(endpoint, config.bucket()),
                region.orElse(USUAL_REGION),
                keys,
                config.timeout(),
                context);
        parts = config.objectSize()
                .flatMap(part -> config.size()
                        .map(size -> new Parts(bucket, key, size.bytes(), (int) part.bytes(), lanes, context)));
    }

    Disk open(Client client) throws IOException {
        if (parts.isPresent()) {
            return new PartsDisk(parts.get(), client);
        }
        Calls calls = new Calls();
        Bucket.Found found;
        try (Registration _ = client.whenGone(calls::end)) {
            found = bucket.find(key, calls);
        }
        return new ObjectDisk(bucket, key, found, lanes, calls, client, context);
    }

    @Override
    public void close() {
        parts.ifPresent(Parts::end);
        transport.close();
    }
}
