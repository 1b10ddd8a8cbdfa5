// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.ParameterException;
import dev.platter.engine.faults.MissingClass;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls the record's constructor and then the plugin's. An exception of theirs is either a sentence for the user or a
 * fault of the author; either becomes one type of exception here, so that no other class has to know about reflection.
 *
 * @param record makes the record; null if the plugin takes no parameters
 * @param member the constructor of the plugin or filter
 */
record Construction<T>(@Nullable RecordMaker record, Constructor<T> member) {
    /** The class loader of the plugin or filter. */
    @Nullable
    ClassLoader loader() {
        return member.getDeclaringClass().getClassLoader();
    }

    T construct(Schema<T> schema, Object[] values, List<KeyValue> given) throws BadParameterException {
        try {
            return record == null
                    ? member.newInstance()
                    : member.newInstance(record.make(Arrays.asList(values).iterator()));
        } catch (InvocationTargetException e) {
            throw refusal(schema, e.getCause(), given);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the schema was read, so its constructors are there and accessible", e);
        }
    }

    private static BadParameterException refusal(Schema<?> schema, Throwable thrown, List<KeyValue> given) {
        if (thrown instanceof VirtualMachineError error) {
            throw error;
        }
        String message = thrown.getMessage();
        if (message == null || !isMeantForUsers(thrown)) {
            return new BadParameterException(
                    schema.faulty(MissingClass.sentence(thrown).orElse("its constructor threw " + thrown)),
                    null,
                    thrown);
        }
        return thrown instanceof ParameterException e
                ? new BadParameterException(
                        schema.name() + ": " + schema.shown(e.key(), given) + ": " + message, e.key())
                : new BadParameterException(schema.name() + ": " + message);
    }

    private static boolean isMeantForUsers(Throwable thrown) {
        return thrown instanceof IllegalArgumentException || thrown instanceof IOException;
    }
}
