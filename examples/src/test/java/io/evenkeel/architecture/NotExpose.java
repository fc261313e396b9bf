package io.evenkeel.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds when no hidden type is in what a user sees of a class: supertypes, fields, results,
 * parameters, exceptions, bounds, and their type arguments. Parameters alone may be of some types.
 */
final class NotExpose extends ArchCondition<JavaClass> {

  private final DescribedPredicate<JavaClass> hidden;
  private final DescribedPredicate<JavaClass> allowedAsParameter;

  NotExpose(
      DescribedPredicate<JavaClass> hidden, DescribedPredicate<JavaClass> allowedAsParameter) {
    super("not expose " + hidden.getDescription());
    this.hidden = hidden;
    this.allowedAsParameter = allowedAsParameter;
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    if (!isVisible(type)) {
      return;
    }
    report(type.getFullName(), supertypes(type), events);
    type.getMembers().stream()
        .filter(NotExpose::isVisible)
        .forEach(member -> report(member.getFullName(), typesOf(member), events));
  }

  private void report(String where, Stream<JavaClass> types, ConditionEvents events) {
    types
        .filter(hidden)
        .map(JavaClass::getName)
        .distinct()
        .sorted()
        .map(name -> SimpleConditionEvent.violated(where, where + " exposes " + name))
        .forEach(events::add);
  }

  private static Stream<JavaClass> supertypes(JavaClass type) {
    Stream<JavaType> declared =
        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
    return Stream.concat(raw(declared), bounds(type.getTypeParameters()));
  }

  private Stream<JavaClass> typesOf(JavaMember member) {
    if (member instanceof JavaField field) {
      return raw(Stream.of(field.getType()));
    }
    JavaCodeUnit codeUnit = (JavaCodeUnit) member;
    Stream<JavaClass> results =
        Stream.concat(
            raw(Stream.of(codeUnit.getReturnType())), codeUnit.getExceptionTypes().stream());
    Stream<JavaClass> parameters =
        raw(codeUnit.getParameterTypes().stream()).filter(p -> !allowedAsParameter.test(p));
    return Stream.of(results, parameters, bounds(codeUnit.getTypeParameters()))
        .flatMap(types -> types);
  }

  private static Stream<JavaClass> bounds(Collection<? extends JavaType> typeParameters) {
    return raw(typeParameters.stream().map(JavaType.class::cast));
  }

  private static Stream<JavaClass> raw(Stream<? extends JavaType> types) {
    return types.flatMap(type -> type.getAllInvolvedRawTypes().stream());
  }

  /** Public all the way out. */
  private static boolean isVisible(JavaClass type) {
    Optional<JavaClass> enclosing = type.getEnclosingClass();
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && !type.isAnonymousClass()
        && !type.isLocalClass()
        && (enclosing.isEmpty() || isVisible(enclosing.get()));
  }

  private static boolean isVisible(JavaMember member) {
    boolean written = !member.getModifiers().contains(JavaModifier.SYNTHETIC);
    return written
        && (member.getModifiers().contains(JavaModifier.PUBLIC)
            || member.getModifiers().contains(JavaModifier.PROTECTED));
  }
}
