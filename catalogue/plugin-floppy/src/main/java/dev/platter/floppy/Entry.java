// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.floppy;

import java.nio.file.attribute.BasicFileAttributes;

/** A file or folder on the disk. Its cluster is known when everything has been counted. */
abstract class Entry {
    private final String name;
    private final BasicFileAttributes attributes;
    private int firstCluster;

    Entry(String name, BasicFileAttributes attributes) {
        this.name = name;
        this.attributes = attributes;
    }

    final String name() {
        return name;
    }

    final BasicFileAttributes attributes() {
        return attributes;
    }

    /** How many bytes it takes in clusters. */
    abstract long bytes();

    /** How many clusters it takes: none for an empty file. */
    final int clusters() {
        return Math.toIntExact(Math.ceilDiv(bytes(), FatVolume.CLUSTER));
    }

    /** The first of its clusters, 0 if it has none. */
    final int firstCluster() {
        return firstCluster;
    }

    final void place(int cluster) {
        firstCluster = cluster;
    }
}
