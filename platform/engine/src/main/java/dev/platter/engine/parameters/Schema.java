// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.KeyValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which parameters a plugin or filter takes, and how an instance is made of them. Immutable; may be used by many
 * threads at a time. It keeps the class, so it must go when the bundle goes.
 *
 * @param <T> the class of the plugin or filter
 */
public final class Schema<T> {
    /** What a member of a chain can be. */
    public enum Kind {
        /** The end of the chain, which has the data. */
        PLUGIN,
        /** Stands before a plugin or another filter. */
        FILTER;

        @Override
        public String toString() {
            return this == PLUGIN ? "plugin" : "filter";
        }
    }

    private final Kind kind;
    private final String name;
    private final String summary;
    private final ThreadModel threadModel;
    private final List<Component> components;
    private final Construction<T> construction;

    Schema(
            Kind kind,
            String name,
            String summary,
            ThreadModel threadModel,
            List<Component> components,
            Construction<T> construction) {
        this.kind = kind;
        this.name = name;
        this.summary = summary;
        this.threadModel = threadModel;
        this.components = List.copyOf(components);
        this.construction = construction;
    }

    /**
     * Reads the schema of a class. This is the only place where its constructors are looked up.
     *
     * @param type a class with {@code @NbdPlugin} or {@code @NbdFilter}
     * @param <T> its type
     * @return its schema
     * @throws SchemaException if the class breaks a rule of {@link dev.platter.api.parameters}; the message says which
     */
    public static <T> Schema<T> of(Class<T> type) {
        return new SchemaReader<>(type).read();
    }

    /**
     * What the class is.
     *
     * @return plugin or filter
     */
    public Kind kind() {
        return kind;
    }

    /**
     * What users call it.
     *
     * @return for example {@code memory}
     */
    public String name() {
        return name;
    }

    /**
     * What it is for.
     *
     * @return a phrase without a full stop
     */
    public String summary() {
        return summary;
    }

    /**
     * How many calls at a time it can bear. Ask here and not the annotation: reflection would cost milliseconds of every
     * start.
     *
     * @return what the annotation promises; the instance may narrow it
     */
    public ThreadModel threadModel() {
        return threadModel;
    }

    /**
     * The parameters.
     *
     * @return in the order of the record; the one that takes the rest is among them
     */
    public List<ParameterDescription> parameters() {
        List<ParameterDescription> descriptions = new ArrayList<>(components.size());
        for (Component component : components) {
            descriptions.add(component.description());
        }
        return descriptions;
    }

    /**
     * Whether a key is the name of a parameter. A key that would only be taken as one of the rest is not.
     *
     * @param key as a user wrote it
     * @return true if this schema names it
     */
    public boolean declares(String key) {
        for (Component component : components) {
            if (component.isNamed(key)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether nobody may see the value of a parameter.
     *
     * @param key as a user wrote it
     * @return true if it is declared as a secret; what is only one of the rest is none
     */
    public boolean isSecret(String key) {
        for (Component component : components) {
            if (component.isNamed(key)) {
                return component.isSecret();
            }
        }
        return false;
    }

    /**
     * The parameter that a word without a key stands for.
     *
     * @return empty if there is none
     */
    public Optional<ParameterDescription> magic() {
        for (Component component : components) {
            if (component.description().magic()) {
                return Optional.of(component.description());
            }
        }
        return Optional.empty();
    }

    /**
     * Whether keys that it does not declare are welcome too.
     *
     * @return true if one parameter takes the rest
     */
    public boolean takesRest() {
        for (Component component : components) {
            if (component.isRest()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Makes an instance. Its constructor touches nothing outside, so this may be done only to check parameters.
     *
     * @param given the parameters in the order in which they were written
     * @param base the folder that relative paths begin at, usually that of whoever wrote the parameters
     * @return a new instance
     * @throws BadParameterException if a parameter is unknown, missing, given too often or unparsable, or if the class
     *     refuses it
     */
    public T construct(List<KeyValue> given, Path base) throws BadParameterException {
        refuseUnknown(given);
        List<List<KeyValue>> perComponent = new ArrayList<>(components.size());
        for (Component component : components) {
            perComponent.add(of(component, given));
        }
        refuseRepeated(perComponent);
        refuseMissing(perComponent);
        return construction.construct(this, values(perComponent, base.toAbsolutePath()), given);
    }

    private void refuseUnknown(List<KeyValue> given) throws BadParameterException {
        for (KeyValue pair : given) {
            if (!declares(pair.key()) && !takesRest()) {
                throw new BadParameterException(UnknownParameter.message(pair.key(), List.of(this)), pair.key());
            }
        }
    }

    private List<KeyValue> of(Component component, List<KeyValue> given) {
        List<KeyValue> its = new ArrayList<>(1);
        for (KeyValue pair : given) {
            if (component.isRest() ? !declares(pair.key()) : component.isNamed(pair.key())) {
                its.add(pair);
            }
        }
        return its;
    }

    private void refuseRepeated(List<List<KeyValue>> perComponent) throws BadParameterException {
        for (int i = 0; i < components.size(); i++) {
            Component component = components.get(i);
            List<KeyValue> its = perComponent.get(i);
            if (its.size() > 1 && !component.description().repeatable()) {
                List<String> shown = new ArrayList<>(its.size());
                for (KeyValue pair : its) {
                    shown.add(component.shown(pair.value()));
                }
                throw new BadParameterException(
                        name + ": " + component.key() + " can be given once only, and was given " + its.size()
                                + " times: " + Words.join(shown, "and"),
                        component.key());
            }
        }
    }

    private void refuseMissing(List<List<KeyValue>> perComponent) throws BadParameterException {
        List<String> missing = new ArrayList<>(0);
        for (int i = 0; i < components.size(); i++) {
            ParameterDescription description = components.get(i).description();
            if (description.required() && perComponent.get(i).isEmpty()) {
                missing.add(description.usage() + " (" + description.summary() + ")");
            }
        }
        if (!missing.isEmpty()) {
            throw new BadParameterException("the " + kind + " " + name + " needs the parameter"
                    + (missing.size() == 1 ? " " : "s ") + Words.join(missing, "and"));
        }
    }

    private Object[] values(List<List<KeyValue>> perComponent, Path base) throws BadParameterException {
        Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            Component component = components.get(i);
            try {
                values[i] = component.value(perComponent.get(i), base);
            } catch (IllegalArgumentException e) {
                throw new BadParameterException(name + ": " + e.getMessage(), component.key());
            } catch (IllegalStateException e) {
                throw new BadParameterException(faulty(e.getMessage()), component.key(), e);
            }
        }
        return values;
    }

    /** A parameter as a message shows it: with its value, if there is one value that may be shown. */
    String shown(String key, List<KeyValue> given) {
        for (Component component : components) {
            List<KeyValue> its = component.isNamed(key) ? of(component, given) : List.of();
            if (its.size() == 1) {
                return component.shown(its.getFirst().value());
            }
        }
        return key;
    }

    /** Blames the author and not the user. */
    String faulty(String what) {
        return "the " + kind + " " + name + " has a fault, and its parameters are not to blame: " + what;
    }

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
