// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cdi;

import dev.platter.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an image consists of (OCI Image Format Specification, and Docker's Image Manifest Version 2, Schema 2, which has the same members).
 *
 * @param members as they are
 */
record Manifest(Map<String, Object> members) {
    /** What is asked for, best first. */
    static final String TYPES = String.join(
            ", ",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.docker.distribution.manifest.v2+json");

    static Manifest parse(String text) throws IOException {
        return new Manifest(Json.object(text));
    }

    /**
     * A layer.
     *
     * @param digest of what the registry has, {@code sha256:} and hexadecimal digits
     * @param size of that, in bytes
     * @param type says how it is packed
     */
    record Layer(String digest, long size, String type) {}

    /** Whether this names other manifests, one for each kind of machine. */
    boolean isIndex() {
        return members.containsKey("manifests");
    }

    /** The digest of the manifest for a kind of machine, such as {@code linux/amd64}. */
    String forMachine(String machine) throws IOException {
        List<String> there = new ArrayList<>();
        for (Map<String, Object> each : objects("manifests")) {
            Map<String, Object> platform = object(each.get("platform"));
            String name = text(platform.get("os")) + "/" + text(platform.get("architecture"));
            if (name.equals(machine)) {
                return text(each.get("digest"));
            }
            there.add(name);
        }
        throw new IOException(
                "the image is not for " + machine + "; platform= can choose one of " + String.join(", ", there));
    }

    List<Layer> layers() throws IOException {
        List<Layer> layers = new ArrayList<>();
        for (Map<String, Object> each : objects("layers")) {
            long size = each.get("size") instanceof Long number ? number : -1;
            String digest = text(each.get("digest"));
            if (!digest.matches("sha256:[0-9a-f]{64}") || size < 0) {
                throw new IOException("the image has a layer without a proper digest and size: " + each);
            }
            layers.add(new Layer(digest, size, text(each.get("mediaType"))));
        }
        return layers;
    }

    private List<Map<String, Object>> objects(String name) throws IOException {
        if (!(members.get(name) instanceof List<?> list)) {
            throw new IOException("the image has a manifest of a kind that is not known here, without " + name);
        }
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object each : list) {
            objects.add(object(each));
        }
        return objects;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }
}
