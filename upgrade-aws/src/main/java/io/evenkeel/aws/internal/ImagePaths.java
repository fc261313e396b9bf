package io.evenkeel.aws.internal;

import io.evenkeel.aws.Architecture;
import io.evenkeel.aws.ImageFamily;

/** The public parameters under which the newest image of a family is published. */
public final class ImagePaths {
  private static final String LINUX = "/aws/service/eks/optimized-ami/";

  private ImagePaths() {}

  /** Returns the name of the parameter that holds the id of the newest image. */
  public static String newest(ImageFamily family, Architecture architecture, String kubernetes) {
    String arch = architecture.label();
    return switch (family) {
      case AL2023 -> al2023(kubernetes, arch, "standard");
      case AL2023_NVIDIA -> al2023(kubernetes, arch, "nvidia");
      case AL2023_NEURON -> al2023(kubernetes, arch, "neuron");
      case AL2 -> al2(kubernetes, architecture == Architecture.ARM64 ? "-arm64" : "");
      case AL2_GPU -> al2(kubernetes, "-gpu");
      case BOTTLEROCKET -> bottlerocket(kubernetes, "", arch);
      case BOTTLEROCKET_NVIDIA -> bottlerocket(kubernetes, "-nvidia", arch);
      case BOTTLEROCKET_FIPS -> bottlerocket(kubernetes, "-fips", arch);
      case WINDOWS_2019_CORE -> windows("2019-English-Core", kubernetes);
      case WINDOWS_2019_FULL -> windows("2019-English-Full", kubernetes);
      case WINDOWS_2022_CORE -> windows("2022-English-Core", kubernetes);
      case WINDOWS_2022_FULL -> windows("2022-English-Full", kubernetes);
      case WINDOWS_2025_CORE -> windows("2025-English-Core", kubernetes);
      case WINDOWS_2025_FULL -> windows("2025-English-Full", kubernetes);
    };
  }

  private static String al2023(String kubernetes, String arch, String variant) {
    return LINUX
        + kubernetes
        + "/amazon-linux-2023/"
        + arch
        + "/"
        + variant
        + "/recommended/image_id";
  }

  private static String al2(String kubernetes, String suffix) {
    return LINUX + kubernetes + "/amazon-linux-2" + suffix + "/recommended/image_id";
  }

  private static String bottlerocket(String kubernetes, String variant, String arch) {
    return "/aws/service/bottlerocket/aws-k8s-"
        + kubernetes
        + variant
        + "/"
        + arch
        + "/latest/image_id";
  }

  private static String windows(String edition, String kubernetes) {
    return "/aws/service/ami-windows-latest/Windows_Server-"
        + edition
        + "-EKS_Optimized-"
        + kubernetes
        + "/image_id";
  }
}
