// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;

/** One term, and the blocks that explain it. The first child is its {@link Term}. */
final class Definition extends CustomBlock {
    /** The term itself. Its children are inline. */
    static final class Term extends CustomNode {}

    Definition(Node term, Node... meaning) {
        appendChild(term);
        for (Node block : meaning) {
            appendChild(block);
        }
    }

    Node term() {
        return getFirstChild();
    }
}
