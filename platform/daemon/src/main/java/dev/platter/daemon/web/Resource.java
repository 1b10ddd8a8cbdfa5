// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

/** The resource at a path. Several threads may call it at once. */
@FunctionalInterface
interface Resource {
    /**
     * Answers a request.
     *
     * @param accept the request's header {@code Accept}; empty if there was none
     * @return the answer
     */
    Answer answer(String accept);
}
