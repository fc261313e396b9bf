package io.evenkeel.aws;

import static io.evenkeel.aws.ImageFamily.AL2;
import static io.evenkeel.aws.ImageFamily.AL2023;
import static io.evenkeel.aws.ImageFamily.AL2023_NEURON;
import static io.evenkeel.aws.ImageFamily.AL2023_NVIDIA;
import static io.evenkeel.aws.ImageFamily.AL2_GPU;
import static io.evenkeel.aws.ImageFamily.BOTTLEROCKET;
import static io.evenkeel.aws.ImageFamily.BOTTLEROCKET_FIPS;
import static io.evenkeel.aws.ImageFamily.BOTTLEROCKET_NVIDIA;
import static io.evenkeel.aws.ImageFamily.WINDOWS_2022_CORE;
import static io.evenkeel.aws.ImageFamily.WINDOWS_2025_FULL;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.aws.internal.ImageNames;
import io.evenkeel.aws.internal.ImagePaths;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImagesTest {

  @Test
  void theFamilyIsToldByTheNameOfTheImage() {
    family(AL2023, "amazon-eks-node-al2023-x86_64-standard-1.33-v20251101");
    family(AL2023_NVIDIA, "amazon-eks-node-al2023-x86_64-nvidia-1.33-v20251101");
    family(AL2023_NEURON, "amazon-eks-node-al2023-x86_64-neuron-1.33-v20251101");
    family(AL2, "amazon-eks-node-1.29-v20240101");
    family(AL2, "amazon-eks-arm64-node-1.29-v20240101");
    family(AL2_GPU, "amazon-eks-gpu-node-1.29-v20240101");
    family(BOTTLEROCKET, "bottlerocket-aws-k8s-1.33-x86_64-v1.40.0-abcdef12");
    family(BOTTLEROCKET_NVIDIA, "bottlerocket-aws-k8s-1.33-nvidia-aarch64-v1.40.0-abcdef12");
    family(BOTTLEROCKET_FIPS, "bottlerocket-aws-k8s-1.33-fips-x86_64-v1.40.0-abcdef12");
    family(WINDOWS_2022_CORE, "Windows_Server-2022-English-Core-EKS_Optimized-1.33-2025.11.12");
  }

  @Test
  void aNameThatIsNobodysTellsNoFamily() {
    assertThat(ImageNames.family("golden-image-42")).isEmpty();
    assertThat(ImageNames.family("")).isEmpty();
  }

  @Test
  void eachFamilyIsPublishedUnderAPathOfItsOwn() {
    // given
    Set<String> paths = new HashSet<>();
    // when
    for (ImageFamily family : ImageFamily.values()) {
      paths.add(ImagePaths.newest(family, Architecture.X86_64, "1.32"));
    }
    // then
    assertThat(paths).hasSize(ImageFamily.values().length);
    assertThat(ImagePaths.newest(AL2, Architecture.ARM64, "1.32"))
        .isEqualTo("/aws/service/eks/optimized-ami/1.32/amazon-linux-2-arm64/recommended/image_id");
    assertThat(ImagePaths.newest(WINDOWS_2025_FULL, Architecture.X86_64, "1.35"))
        .isEqualTo(
            "/aws/service/ami-windows-latest/Windows_Server-2025-English-Full-EKS_Optimized-1.35/image_id");
  }

  private static void family(ImageFamily expected, String name) {
    assertThat(ImageNames.family(name)).contains(expected);
  }
}
