package io.evenkeel.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** Conditions that several rules use. */
final class Conditions {

  static final ArchCondition<JavaClass> BE_IN_A_NULL_MARKED_PACKAGE =
      ArchCondition.from(
          DescribedPredicate.<JavaClass>describe(
                  "be in a package whose package-info says @NullMarked",
                  type -> type.getPackage().isAnnotatedWith(NullMarked.class))
              .forSubtype());

  private Conditions() {}

  /** Calls, method references and field accesses alike. */
  static ArchCondition<JavaClass> notUse(DescribedPredicate<JavaAccess<?>> forbidden) {
    return new ArchCondition<>("not use " + forbidden.getDescription()) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getAccessesFromSelf().stream()
            .filter(forbidden)
            .map(access -> SimpleConditionEvent.violated(access, access.getDescription()))
            .forEach(events::add);
      }
    };
  }
}
