// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.data;

import dev.platter.api.parameters.ParameterException;
import dev.platter.data.Expression.Assignment;
import dev.platter.data.Expression.File;
import dev.platter.data.Expression.Group;
import dev.platter.data.Expression.Kind;
import dev.platter.data.Expression.Literal;
import dev.platter.data.Expression.Move;
import dev.platter.data.Expression.Name;
import dev.platter.data.Expression.Placement;
import dev.platter.data.Expression.Repetition;
import dev.platter.data.Expression.Script;
import dev.platter.data.Expression.Slice;
import dev.platter.data.Expression.Step;
import dev.platter.data.Expression.Variable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the language of nbdkit-data-plugin(1). An expression is what one character begins; operators follow it: {@code *N}, {@code [N:M]}
 * and {@code ->}.
 */
final class Parser {
    /** So deep may parentheses be. */
    static final int DEEPEST = 100;

    private final String key;
    private final Scanner in;
    private int depth;

    private Parser(String key, Scanner in) {
        this.key = key;
        this.in = in;
    }

    /**
     * Reads a whole text.
     *
     * @param key the parameter it comes from, for messages
     * @param text the text
     * @throws ParameterException if it is wrong; the message says where
     */
    static Group parse(String key, String text) {
        Parser parser = new Parser(key, new Scanner(key, text));
        Group whole = parser.group();
        if (!parser.in.isAtEnd()) {
            throw new ParameterException(key, "unmatched ')' in data string at offset " + parser.in.position());
        }
        return whole;
    }

    /** Reads up to the end, or to a parenthesis that closes. */
    private Group group() {
        List<Step> steps = new ArrayList<>();
        while (true) {
            in.skipSpace();
            if (in.isAtEnd() || in.sees(")")) {
                return new Group(steps);
            }
            steps.add(in.takes("@") ? move() : step());
        }
    }

    private Step step() {
        Expression expression = expression();
        while (true) {
            int before = in.position();
            in.skipSpace();
            if (in.takes("*")) {
                in.skipSpace();
                expression = new Repetition(expression, in.number("*N not numeric"));
            } else if (in.takes("[")) {
                expression = slice(expression);
            } else if (in.takes("->")) {
                in.skipSpace();
                if (!in.takes("\\")) {
                    throw in.error("-> must be followed by \\NAME");
                }
                return new Assignment(expression, in.name());
            } else {
                in.separated(before);
                return new Placement(expression);
            }
        }
    }

    private Expression slice(Expression expression) {
        in.skipSpace();
        long from = in.sees(":") ? 0 : in.number("[N:M] needs numbers");
        in.skipSpace();
        in.expect(":", "[N:M] needs a colon");
        in.skipSpace();
        long to = in.sees("]") ? -1 : in.number("[N:M] needs numbers");
        in.skipSpace();
        in.expect("]", "[N:M] needs a closing bracket");
        return new Slice(expression, from, to);
    }

    private Move move() {
        if (in.takes("+")) {
            return new Move(Kind.FORWARD, in.number("@+N not numeric"));
        }
        if (in.takes("-")) {
            return new Move(Kind.BACK, in.number("@-N not numeric"));
        }
        if (in.takes("^")) {
            long alignment = in.number("@^ALIGNMENT not numeric");
            if (Long.bitCount(alignment) != 1) {
                throw new ParameterException(key, "data parameter @^" + alignment + " must be a power of 2");
            }
            return new Move(Kind.ALIGN, alignment);
        }
        return new Move(Kind.TO, in.number("@OFFSET not numeric"));
    }

    private Expression expression() {
        if (in.takes("(")) {
            return inParentheses();
        }
        if (in.takes("<(")) {
            return new Script(in.script());
        }
        if (in.takes("<")) {
            return new File(in.fileName());
        }
        if (in.takes("\"")) {
            return new Literal(in.string());
        }
        if (in.takes("\\")) {
            return new Name(in.name());
        }
        if (in.takes("$")) {
            return new Variable(in.variable());
        }
        if (in.sees("*") || in.sees("[") || in.sees("->")) {
            throw in.error((in.sees("*") ? "*N" : in.sees("[") ? "[N:M]" : "->") + " must follow an expression");
        }
        if (in.sees("l") || in.sees("b")) {
            return word();
        }
        long value = in.number("parsing error");
        if (value > 255) {
            throw new ParameterException(key, "data parameter BYTE must be in the range 0..255, not " + value);
        }
        return new Literal(new byte[] {(byte) value});
    }

    private Group inParentheses() {
        if (++depth > DEEPEST) {
            throw new ParameterException(key, "expressions are nested more than " + DEEPEST + " deep");
        }
        Group inner = group();
        in.expect(")", "unmatched '(' in data string");
        depth--;
        return inner;
    }

    private Literal word() {
        ByteOrder order = in.sees("le") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        boolean begun = in.takes("le") || in.takes("be");
        int bytes = in.takes("16:") ? 2 : in.takes("32:") ? 4 : in.takes("64:") ? 8 : 0;
        if (!begun || bytes == 0) {
            throw in.error("expected \"le16/32/64:\" or \"be16/32/64:\"");
        }
        byte[] all = new byte[8];
        ByteBuffer.wrap(all).order(order).putLong(in.word(bytes * 8));
        byte[] word = new byte[bytes];
        System.arraycopy(all, order == ByteOrder.LITTLE_ENDIAN ? 0 : 8 - bytes, word, 0, bytes);
        return new Literal(word);
    }
}
