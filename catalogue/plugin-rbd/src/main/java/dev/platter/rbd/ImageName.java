// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

/**
 * The name of an image, or of one of its snapshots, as Ceph's programs write it.
 *
 * @param pool where it is
 * @param image its name there
 * @param snapshot the snapshot's name; empty for the image itself
 */
record ImageName(PoolName pool, String image, String snapshot) {
    private static final String SHAPE =
            "an image is written POOL/IMAGE or POOL/NAMESPACE/IMAGE, and @SNAPSHOT may follow";

    /** Reads {@code POOL[/NAMESPACE]/IMAGE[@SNAPSHOT]}. */
    public static ImageName parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + text + "' names no pool: " + SHAPE + ", such as rbd/" + text);
        }
        return of(PoolName.parse(text.substring(0, slash)), text.substring(slash + 1));
    }

    /**
     * An image of a pool.
     *
     * @param text {@code IMAGE[@SNAPSHOT]}
     */
    static ImageName of(PoolName pool, String text) {
        int at = text.indexOf('@');
        String image = at < 0 ? text : text.substring(0, at);
        String snapshot = at < 0 ? "" : text.substring(at + 1);
        if (image.isEmpty() || image.contains("/") || (at >= 0 && snapshot.isEmpty()) || snapshot.contains("@")) {
            throw new IllegalArgumentException("'" + text + "' is not the name of an image: " + SHAPE);
        }
        return new ImageName(pool, image, snapshot);
    }

    @Override
    public String toString() {
        return pool + "/" + image + (snapshot.isEmpty() ? "" : "@" + snapshot);
    }
}
