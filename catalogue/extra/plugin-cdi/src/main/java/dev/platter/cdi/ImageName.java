// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cdi;

import java.util.regex.Pattern;

/**
 * The name of a container image.
 *
 * @param host the registry, with a port if it has one
 * @param path of the image there
 * @param version a tag, or a digest
 */
record ImageName(String host, String path, String version) {
    private static final String DOCKER = "docker.io";
    private static final String DOCKER_HOST = "registry-1.docker.io";
    private static final Pattern PATH =
            Pattern.compile("[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    /**
     * Reads a name as podman and docker do: what has a dot or a colon, or is {@code localhost}, before the first slash is a registry, and
     * otherwise it is Docker's. Called by the server.
     */
    public static ImageName parse(String text) {
        String rest = text.startsWith("docker://") ? text.substring("docker://".length()) : text;
        String host = DOCKER;
        int slash = rest.indexOf('/');
        String first = slash < 0 ? "" : rest.substring(0, slash);
        if (first.equals("localhost") || first.contains(".") || first.contains(":")) {
            host = first;
            rest = rest.substring(slash + 1);
        }
        String version = "latest";
        int at = rest.indexOf('@');
        if (at >= 0) {
            version = rest.substring(at + 1);
            rest = rest.substring(0, at);
            if (!DIGEST.matcher(version).matches()) {
                throw new IllegalArgumentException(
                        "the digest '" + version + "' is not sha256: with 64 hexadecimal digits");
            }
        }
        int colon = rest.indexOf(':');
        if (colon >= 0) {
            // A digest says more than a tag.
            if (at < 0) {
                version = rest.substring(colon + 1);
                if (!TAG.matcher(version).matches()) {
                    throw new IllegalArgumentException("'" + version + "' cannot be a tag");
                }
            }
            rest = rest.substring(0, colon);
        }
        if (host.equals(DOCKER) && !rest.contains("/")) {
            rest = "library/" + rest;
        }
        if (!PATH.matcher(rest).matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is not the name of an image, such as"
                    + " quay.io/kubevirt/fedora-cloud-container-disk-demo:latest");
        }
        return new ImageName(host, rest, version);
    }

    /** The host that answers. */
    String server() {
        return host.equals(DOCKER) ? DOCKER_HOST : host;
    }

    boolean isDigest() {
        return version.startsWith("sha256:");
    }

    @Override
    public String toString() {
        return host + "/" + path + (isDigest() ? "@" : ":") + version;
    }
}
