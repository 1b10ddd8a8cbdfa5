// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

/** Tells a service manager which phase a server is in. */
public interface Readiness {
    /** The server accepts clients. */
    void ready(String status);

    /** The server goes over to another configuration. */
    void reloading();

    /** The server ends. */
    void stopping();

    /** Tells nothing, for runs without a service manager. */
    public static Readiness untold() {
        return new Readiness() {
            @Override
            public void ready(String status) {}

            @Override
            public void reloading() {}

            @Override
            public void stopping() {}
        };
    }
}
