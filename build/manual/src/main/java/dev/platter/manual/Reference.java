// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import org.commonmark.node.CustomNode;

/** The mention of another manual page, as in {@code platter(1)}. */
final class Reference extends CustomNode {
    private final String name;
    private final int section;

    Reference(String name, int section) {
        this.name = name;
        this.section = section;
    }

    String name() {
        return name;
    }

    int section() {
        return section;
    }

    @Override
    public String toString() {
        return name + "(" + section + ")";
    }
}
