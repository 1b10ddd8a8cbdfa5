// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

/** Is told how far a server is, as a service manager wants to know. */
public interface Readiness {
    /** It takes clients. */
    void ready(String status);

    /** It goes over to another configuration. */
    void reloading();

    /** It ends. */
    void stopping();

    /** Nobody wants to know. */
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
