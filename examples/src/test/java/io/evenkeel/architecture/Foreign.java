package io.evenkeel.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.regex.Pattern;

/** The libraries behind the adapters. */
final class Foreign {

  /** What never leaves its adapter. */
  static final DescribedPredicate<JavaClass> MODELS =
      resideInAnyPackage(
              "software.amazon..",
              "io.kubernetes..",
              "io.github.resilience4j..",
              "okhttp3..",
              "com.google.gson..")
          .as("foreign models");

  private static final Pattern READY_MADE =
      Pattern.compile(".*(Client|ClientBuilder|CredentialsProvider|KubeConfig|\\.Region)");

  /** What a user may hand in ready-made: clients, and what clients are made of. */
  static final DescribedPredicate<JavaClass> CLIENTS =
      DescribedPredicate.describe(
          "ready-made clients", type -> READY_MADE.matcher(type.getName()).matches());

  private Foreign() {}
}
