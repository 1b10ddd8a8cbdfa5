// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.data;

import java.util.List;

/** What a text says, before anything that it refers to was read. */
sealed interface Expression {
    /** Bytes that stand in the text. */
    record Literal(byte[] bytes) implements Expression {}

    /** What a file contains. */
    record File(String path) implements Expression {}

    /** What a shell script prints. */
    record Script(String text) implements Expression {}

    /** What was called so with {@link Assignment}. */
    record Name(String name) implements Expression {}

    /** What a parameter or variable of the environment says, in this language. */
    record Variable(String name) implements Expression {}

    /** Steps one after the other, with names and offsets of their own. */
    record Group(List<Step> steps) implements Expression {}

    /** The same, several times. */
    record Repetition(Expression expression, long times) implements Expression {}

    /** A part: bytes from one on, up to another one that does not belong to it, or the end if that is -1. */
    record Slice(Expression expression, long from, long to) implements Expression {}

    /** What happens at an offset that each step may move. */
    sealed interface Step {}

    /** Writes what an expression stands for, and moves the offset behind it. */
    record Placement(Expression expression) implements Step {}

    /** Gives an expression a name, and writes nothing. */
    record Assignment(Expression expression, String name) implements Step {}

    /** Moves the offset. */
    record Move(Kind kind, long amount) implements Step {}

    /** How an offset moves. */
    enum Kind {
        /** To an offset. */
        TO,
        /** By a number of bytes. */
        FORWARD,
        /** Back by a number of bytes. */
        BACK,
        /** On to a multiple of a power of two. */
        ALIGN
    }
}
