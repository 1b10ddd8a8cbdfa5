// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

/** What is at a path. May be asked by several threads at once. */
@FunctionalInterface
interface Resource {
    /**
     * Answers.
     *
     * @param accept the request's header {@code Accept}; empty if there was none
     * @return the answer
     */
    Answer answer(String accept);
}
