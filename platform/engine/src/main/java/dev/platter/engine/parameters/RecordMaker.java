// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import dev.platter.api.parameters.ParameterException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Makes the record of a plugin's parameters from their values. A component that is a group takes as many values as its
 * own record has components.
 *
 * @param canonical the record's constructor
 * @param groups for each component the maker of its record, if it is a group
 */
record RecordMaker(Constructor<?> canonical, List<Optional<Group>> groups) {
    /**
     * A group.
     *
     * @param prefix what its keys begin with
     */
    record Group(String prefix, RecordMaker maker) {
        /** An author names a parameter without the prefix, so that all groups can share the record. */
        String key(String own) {
            return own.isEmpty() ? prefix : prefix + "-" + own;
        }
    }

    /**
     * Makes the record.
     *
     * @param values of the components and those of the groups, in the order in which they are declared
     * @throws InvocationTargetException what a record's constructor has thrown
     */
    Object make(Iterator<Object> values) throws ReflectiveOperationException {
        Object[] arguments = new Object[groups.size()];
        for (int i = 0; i < arguments.length; i++) {
            Optional<Group> group = groups.get(i);
            arguments[i] = group.isPresent() ? make(group.get(), values) : values.next();
        }
        return canonical.newInstance(arguments);
    }

    private static Object make(Group group, Iterator<Object> values) throws ReflectiveOperationException {
        try {
            return group.maker().make(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof ParameterException refusal) {
                throw new InvocationTargetException(
                        new ParameterException(group.key(refusal.key()), String.valueOf(refusal.getMessage())));
            }
            throw e;
        }
    }
}
