// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import java.io.IOException;

/** A proxy does not connect to a server. Its answer stands for the server's. */
final class ProxyRefusal extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Head head;

    ProxyRefusal(Head head) {
        super("the proxy answered with status " + head.status());
        this.head = head;
    }

    Head head() {
        return head;
    }
}
