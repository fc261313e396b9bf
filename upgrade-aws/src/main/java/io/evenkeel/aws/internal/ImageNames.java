package io.evenkeel.aws.internal;

import io.evenkeel.aws.ImageFamily;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the family of an image by the name that it is published under. */
public final class ImageNames {
  private static final Pattern AL2023 =
      Pattern.compile("amazon-eks-node-al2023-[a-z0-9_]+-(standard|nvidia|neuron)-.*");
  private static final Pattern BOTTLEROCKET =
      Pattern.compile("bottlerocket-aws-k8s-\\d+\\.\\d+(-[a-z]+)?-(x86_64|aarch64|arm64)-.*");
  private static final Pattern AL2 = Pattern.compile("amazon-eks-(gpu-|arm64-)?node-\\d+\\..*");
  private static final Pattern WINDOWS =
      Pattern.compile("Windows_Server-(2019|2022|2025)-English-(Core|Full)-EKS_Optimized-.*");

  private ImageNames() {}

  /** Returns the family, empty where the name is not one of those that EKS images have. */
  public static Optional<ImageFamily> family(String name) {
    return al2023(name).or(() -> bottlerocket(name)).or(() -> al2(name)).or(() -> windows(name));
  }

  private static Optional<ImageFamily> al2023(String name) {
    Matcher match = AL2023.matcher(name);
    if (!match.matches()) {
      return Optional.empty();
    }
    String variant = match.group(1);
    return Optional.of(
        variant.equals("standard")
            ? ImageFamily.AL2023
            : ImageFamily.valueOf("AL2023_" + upper(variant)));
  }

  private static Optional<ImageFamily> bottlerocket(String name) {
    Matcher match = BOTTLEROCKET.matcher(name);
    if (!match.matches()) {
      return Optional.empty();
    }
    String variant = match.group(1) == null ? "" : match.group(1);
    return switch (variant) {
      case "" -> Optional.of(ImageFamily.BOTTLEROCKET);
      case "-nvidia" -> Optional.of(ImageFamily.BOTTLEROCKET_NVIDIA);
      case "-fips" -> Optional.of(ImageFamily.BOTTLEROCKET_FIPS);
      default -> Optional.empty();
    };
  }

  private static Optional<ImageFamily> al2(String name) {
    Matcher match = AL2.matcher(name);
    if (!match.matches()) {
      return Optional.empty();
    }
    return Optional.of("gpu-".equals(match.group(1)) ? ImageFamily.AL2_GPU : ImageFamily.AL2);
  }

  private static Optional<ImageFamily> windows(String name) {
    Matcher match = WINDOWS.matcher(name);
    if (!match.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        ImageFamily.valueOf("WINDOWS_" + match.group(1) + "_" + upper(match.group(2))));
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
