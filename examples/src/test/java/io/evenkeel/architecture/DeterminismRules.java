package io.evenkeel.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** What makes a run the same on every JVM, in virtual time and in real time. */
final class DeterminismRules {

  /** The real timelines; everything else asks the Timeline that it was given. */
  private static final List<String> MAY_READ_THE_CLOCK =
      List.of("io.evenkeel.simulation.ScaledTimeline", "io.evenkeel.engine.internal.RealTimeline");

  /** Code that only the thread of a caller runs, such as {@code UpgradeRun.await()}. */
  private static final List<String> MAY_BLOCK =
      List.of("io.evenkeel.engine.internal.RealTimeline", "io.evenkeel.engine.internal.Await");

  static final ArchRule NO_CLOCK_IS_READ =
      libraryBut(MAY_READ_THE_CLOCK)
          .should(
              Conditions.notUse(
                  Uses.any(
                      "the clock",
                      Uses.of(Instant.class, "now"),
                      Uses.of(LocalDate.class, "now"),
                      Uses.of(LocalTime.class, "now"),
                      Uses.of(LocalDateTime.class, "now"),
                      Uses.of(OffsetDateTime.class, "now"),
                      Uses.of(ZonedDateTime.class, "now"),
                      Uses.of(System.class, "currentTimeMillis", "nanoTime"),
                      clockFactories(),
                      Uses.bareConstruction(Date.class))))
          .allowEmptyShould(true);

  static final ArchRule NOBODY_SLEEPS =
      classes()
          .that(resideInAPackage("io.evenkeel.."))
          .should(
              Conditions.notUse(
                  Uses.any(
                      "a sleep", Uses.of(Thread.class, "sleep"), Uses.of(TimeUnit.class, "sleep"))))
          .allowEmptyShould(true);

  static final ArchRule THE_ENGINE_NEVER_BLOCKS =
      classes()
          .that(resideInAPackage("io.evenkeel.engine.."))
          .and(not(named(MAY_BLOCK)))
          .should(Conditions.notUse(aBlockingWait()))
          .allowEmptyShould(true);

  /** The API too: core iterates over what the records of the model hold. */
  static final ArchRule MODEL_AND_CORE_ITERATE_IN_A_DEFINED_ORDER =
      classes()
          .that(Modules.CORE.or(Modules.API))
          .should(Conditions.notUse(anUnorderedCollection()))
          .allowEmptyShould(true);

  static final ArchRule CORE_DRAWS_ONLY_FROM_A_SEED =
      classes()
          .that(Modules.CORE)
          .should(
              Conditions.notUse(
                  Uses.any(
                      "randomness without a seed",
                      Uses.of(Math.class, "random"),
                      Uses.of(ThreadLocalRandom.class, "current"),
                      Uses.of(UUID.class, "randomUUID"),
                      Uses.withArity(Collections.class, "shuffle", 1),
                      Uses.bareConstruction(Random.class),
                      Uses.bareConstruction(SplittableRandom.class))))
          .allowEmptyShould(true);

  static final ArchRule THE_LIBRARY_PRINTS_NOTHING =
      classes()
          .that(Modules.LIBRARY)
          .should(
              Conditions.notUse(
                  Uses.any(
                      "the standard streams",
                      Uses.of(System.class, "out", "err"),
                      Uses.withArity(Throwable.class, "printStackTrace", 0))))
          .allowEmptyShould(true);

  private DeterminismRules() {}

  private static GivenClassesConjunction libraryBut(List<String> names) {
    return classes().that(Modules.LIBRARY).and(not(named(names)));
  }

  private static DescribedPredicate<JavaClass> named(List<String> names) {
    return belongTo(
            DescribedPredicate.describe(
                "one of " + names, (JavaClass type) -> names.contains(type.getName())))
        .as("any of " + names);
  }

  private static DescribedPredicate<JavaAccess<?>> clockFactories() {
    return Uses.of(
        Clock.class,
        "system",
        "systemUTC",
        "systemDefaultZone",
        "tickMillis",
        "tickSeconds",
        "tickMinutes");
  }

  private static DescribedPredicate<JavaAccess<?>> aBlockingWait() {
    return Uses.any(
        "a blocking wait",
        Uses.of(Future.class, "get", "join"),
        Uses.of(CountDownLatch.class, "await"),
        Uses.of(CyclicBarrier.class, "await"),
        Uses.of(Condition.class, "await", "awaitNanos", "awaitUntil", "awaitUninterruptibly"),
        Uses.of(Semaphore.class, "acquire", "acquireUninterruptibly"),
        Uses.of(BlockingQueue.class, "put", "take"),
        Uses.withArity(BlockingQueue.class, "poll", 2),
        Uses.of(ExecutorService.class, "awaitTermination", "invokeAll", "invokeAny"),
        Uses.of(Thread.class, "join"),
        Uses.exactly(Object.class, "wait"),
        Uses.of(LockSupport.class, "park", "parkNanos", "parkUntil"));
  }

  private static DescribedPredicate<JavaAccess<?>> anUnorderedCollection() {
    return Uses.any(
        "a collection without a defined order",
        Uses.exactly(Set.class, "of", "copyOf").and(not(Uses.atMostOneElement(1))),
        Uses.exactly(Map.class, "of", "ofEntries", "copyOf").and(not(Uses.atMostOneElement(2))),
        Uses.construction(HashMap.class),
        Uses.construction(HashSet.class),
        Uses.construction(IdentityHashMap.class),
        Uses.construction(WeakHashMap.class),
        Uses.construction(ConcurrentHashMap.class),
        Uses.of(ConcurrentHashMap.class, "newKeySet"),
        Uses.of(Collectors.class, "toSet", "toUnmodifiableSet", "toUnmodifiableMap"),
        Uses.withArity(Collectors.class, "toMap", 2, 3),
        Uses.withArity(Collectors.class, "groupingBy", 1, 2),
        Uses.of(Collectors.class, "groupingByConcurrent", "toConcurrentMap"),
        Uses.of(System.class, "identityHashCode"));
  }
}
