// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.data;

import dev.platter.api.parameters.ParameterException;
import dev.platter.data.Expression.Assignment;
import dev.platter.data.Expression.File;
import dev.platter.data.Expression.Group;
import dev.platter.data.Expression.Literal;
import dev.platter.data.Expression.Move;
import dev.platter.data.Expression.Name;
import dev.platter.data.Expression.Placement;
import dev.platter.data.Expression.Repetition;
import dev.platter.data.Expression.Script;
import dev.platter.data.Expression.Slice;
import dev.platter.data.Expression.Step;
import dev.platter.data.Expression.Variable;
import dev.platter.data.Placed.Piece;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes contents of expressions: reads files, runs scripts, and looks names and variables up. */
final class Evaluation {
    private static final long EVERYTHING = Long.MAX_VALUE;

    private final Variables variables;
    private final Outside outside = new Outside();
    private int depth;

    Evaluation(Variables variables) {
        this.variables = variables;
    }

    /** The names of a group, and those of the groups around it. */
    private record Scope(
            Map<String, Content> names, @Nullable Scope around) {
        @Nullable
        Content find(String name) {
            Content here = names.get(name);
            return here != null || around == null ? here : around.find(name);
        }
    }

    /**
     * Makes the content of a whole text.
     *
     * @throws IOException if a file or script fails, or something is not defined or too long
     */
    Content of(Group expression) throws IOException {
        return group(expression, null);
    }

    private Content group(Group group, @Nullable Scope around) throws IOException {
        if (++depth > Parser.DEEPEST) {
            throw new IOException(
                    "expressions are nested more than " + Parser.DEEPEST + " deep; does a variable refer to itself?");
        }
        Scope scope = new Scope(new HashMap<>(), around);
        List<Piece> pieces = new ArrayList<>();
        LiteralRun literals = new LiteralRun(pieces);
        long offset = 0;
        long length = 0;
        for (Step step : group.steps()) {
            switch (step) {
                case Placement(Literal literal) -> {
                    literals.add(offset, literal.bytes());
                    offset = sum(offset, literal.bytes().length);
                }
                case Placement placement -> {
                    literals.end();
                    Content content = content(placement.expression(), scope, EVERYTHING);
                    pieces.add(new Piece(offset, content));
                    offset = sum(offset, content.length());
                }
                case Assignment assignment ->
                    scope.names.put(assignment.name(), content(assignment.expression(), scope, EVERYTHING));
                case Move move -> offset = moved(offset, move);
            }
            length = Math.max(length, offset);
        }
        literals.end();
        depth--;
        return pieces.size() == 1 && pieces.getFirst().content().length() == length
                ? pieces.getFirst().content()
                : new Placed(pieces, length);
    }

    private static long moved(long offset, Move move) throws IOException {
        long amount = move.amount();
        return switch (move.kind()) {
            case TO -> amount;
            case FORWARD -> sum(offset, amount);
            case BACK -> {
                if (amount > offset) {
                    throw new IOException(
                            "data parameter @-" + amount + " must not be larger than the current offset " + offset);
                }
                yield offset - amount;
            }
            case ALIGN -> sum(offset, -offset & amount - 1);
        };
    }

    private static long sum(long offset, long length) throws IOException {
        long sum = Sums.most(offset, length);
        if (sum == Long.MAX_VALUE) {
            throw new IOException("the data is longer than a disk can be, which is 2^63-1 bytes");
        }
        return sum;
    }

    /**
     * Makes the content of an expression.
     *
     * @param needed how many of its first bytes suffice, where there may be no end of them
     */
    private Content content(Expression expression, Scope scope, long needed) throws IOException {
        return switch (expression) {
            case Literal literal -> new Blob(literal.bytes());
            case File file -> outside.file(file.path(), needed);
            case Script script -> outside.script(script.text(), needed);
            case Name name -> named(name, scope);
            case Variable variable -> group(parsed(variable), scope);
            case Group group -> group(group, scope);
            case Repetition repetition ->
                repeated(content(repetition.expression(), scope, EVERYTHING), repetition.times());
            case Slice slice ->
                sliced(content(slice.expression(), scope, slice.to() < 0 ? EVERYTHING : slice.to()), slice);
        };
    }

    private Group parsed(Variable variable) throws IOException {
        try {
            return Parser.parse(variable.name(), variables.get(variable.name()));
        } catch (ParameterException e) {
            throw new IOException("$" + variable.name() + ": " + e.getMessage(), e);
        }
    }

    private static Content named(Name name, Scope scope) throws IOException {
        Content found = scope.find(name.name());
        if (found == null) {
            throw new IOException(
                    "\\" + name.name() + " not defined: write EXPRESSION -> \\" + name.name() + " before it");
        }
        return found;
    }

    private static Content repeated(Content content, long times) throws IOException {
        if (content.length() == 0 || times == 0) {
            return Content.NOTHING;
        }
        sum(0, Sums.mostTimes(content.length(), times));
        return new Repeated(content, times);
    }

    private static Content sliced(Content content, Slice slice) throws IOException {
        long to = slice.to() < 0 ? content.length() : slice.to();
        if (slice.from() > to || to > content.length()) {
            throw new IOException("[N:M] does not describe a valid slice: from " + slice.from() + " to " + to + " of "
                    + content.length() + " bytes");
        }
        return new Part(content, slice.from(), to - slice.from());
    }
}
