package io.evenkeel.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Predicates on what a piece of code calls, refers to or reads. */
final class Uses {

  private Uses() {}

  /** Any member of these names in the type or a subtype of it. */
  static DescribedPredicate<JavaAccess<?>> of(Class<?> owner, String... names) {
    Set<String> wanted = Set.of(names);
    return DescribedPredicate.describe(
        owner.getSimpleName() + "." + Arrays.toString(names),
        access ->
            wanted.contains(access.getTarget().getName())
                && access.getTargetOwner().isAssignableTo(owner));
  }

  /** The same, with this many parameters. */
  static DescribedPredicate<JavaAccess<?>> withArity(
      Class<?> owner, String name, int... parameters) {
    List<Integer> wanted = Arrays.stream(parameters).boxed().toList();
    return of(owner, name)
        .and(
            DescribedPredicate.describe(
                "with " + wanted + " parameters",
                access -> wanted.contains(parametersOf(access.getTarget()))));
  }

  /** The same, but not in subtypes: {@code Set.of}, yet not {@code EnumSet.of}. */
  static DescribedPredicate<JavaAccess<?>> exactly(Class<?> owner, String... names) {
    return of(owner, names)
        .and(
            DescribedPredicate.describe(
                "itself", access -> access.getTargetOwner().isEquivalentTo(owner)));
  }

  /** {@code of()} and {@code of(one)} of a collection: a single element has only one order. */
  static DescribedPredicate<JavaAccess<?>> atMostOneElement(int parametersPerElement) {
    return DescribedPredicate.describe(
        "at most one element",
        access ->
            access.getTarget().getName().equals("of")
                && parametersOf(access.getTarget()) <= parametersPerElement
                && !takesAnArray(access.getTarget()));
  }

  /** A constructor of exactly this type. */
  static DescribedPredicate<JavaAccess<?>> construction(Class<?> owner) {
    return DescribedPredicate.describe(
        "new " + owner.getSimpleName(),
        access ->
            access.getTarget().getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                && access.getTargetOwner().isEquivalentTo(owner));
  }

  /** A constructor of exactly this type, without an argument. */
  static DescribedPredicate<JavaAccess<?>> bareConstruction(Class<?> owner) {
    return construction(owner)
        .and(
            DescribedPredicate.describe(
                "without arguments", access -> parametersOf(access.getTarget()) == 0));
  }

  @SafeVarargs
  static DescribedPredicate<JavaAccess<?>> any(
      String description, DescribedPredicate<JavaAccess<?>>... uses) {
    return DescribedPredicate.describe(
        description, access -> Arrays.stream(uses).anyMatch(use -> use.test(access)));
  }

  private static boolean takesAnArray(AccessTarget target) {
    return target instanceof AccessTarget.CodeUnitAccessTarget unit
        && unit.getRawParameterTypes().stream().anyMatch(JavaClass::isArray);
  }

  private static int parametersOf(AccessTarget target) {
    return target instanceof AccessTarget.CodeUnitAccessTarget unit
        ? unit.getRawParameterTypes().size()
        : 0;
  }
}
