// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

/** The resource at a path. Several threads may call it at once. */
@FunctionalInterface
interface Resource {
    /**
     * Answers a request.
     *
     * @param asked what the request says besides its path
     * @return the answer
     */
    Answer answer(Asked asked);
}
