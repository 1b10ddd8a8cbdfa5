// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.peers;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * Skips a test whose programs are missing, if that is allowed, and tells {@link Peer} which programs the test has
 * declared.
 */
final class NeededPeers implements ExecutionCondition, InvocationInterceptor {
    private static final ScopedValue<Set<String>> DECLARED = ScopedValue.newInstance();

    /**
     * The programs that the running method may ask for; none outside of a method, since JUnit fills the fields of
     * skipped tests too.
     */
    static Set<String> declared() {
        return DECLARED.orElse(Set.of());
    }

    /** The programs that a test, its class and the enclosing classes declare. */
    static Set<String> declaredBy(ExtensionContext context) {
        Set<String> names = new TreeSet<>();
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            at.get().getElement().ifPresent(element -> names.addAll(declaredAt(element)));
        }
        return names;
    }

    private static Set<String> declaredAt(AnnotatedElement element) {
        return AnnotationSupport.findAnnotation(element, Needs.class)
                .map(needs -> Set.of(needs.value()))
                .orElse(Set.of());
    }

    /**
     * Skips each method by itself, so that a report counts tests; skips a class only if it prepares something for all
     * of its tests.
     */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (!Peer.optional()) {
            return ConditionEvaluationResult.enabled("a missing program is a failure");
        }
        if (context.getTestMethod().isEmpty() && !preparesForAll(context)) {
            return ConditionEvaluationResult.enabled("its tests are asked one by one");
        }
        String missing = declaredBy(context).stream()
                .filter(name -> Peer.find(name).isEmpty())
                .map(name -> name + " (Debian's package " + Peer.debianPackage(name) + ")")
                .collect(joining(", "));
        return missing.isEmpty()
                ? ConditionEvaluationResult.enabled("all programs are there")
                : ConditionEvaluationResult.disabled("needs " + missing);
    }

    private static boolean preparesForAll(ExtensionContext context) {
        return context.getTestClass()
                .filter(type -> !AnnotationSupport.findAnnotatedMethods(
                                type, BeforeAll.class, HierarchyTraversalMode.TOP_DOWN)
                        .isEmpty())
                .isPresent();
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public <T> T interceptTestFactoryMethod(
            Invocation<T> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        return proceed(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext call, ExtensionContext context) throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    private static <T> T proceed(Invocation<T> invocation, ExtensionContext context) throws Throwable {
        return ScopedValue.where(DECLARED, declaredBy(context)).call(invocation::proceed);
    }
}
