package io.evenkeel.aws;

import static io.evenkeel.aws.Architecture.ARM64;
import static io.evenkeel.aws.Architecture.X86_64;
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
import java.util.List;
import java.util.Locale;
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

  @Test
  void theNewestImageOfEachKindIsLookedUpWhereAwsPublishesIt() {
    String linux = "/aws/service/eks/optimized-ami/1.32/";
    newest(AL2023, X86_64, linux + "amazon-linux-2023/x86_64/standard/recommended/image_id");
    newest(AL2023, ARM64, linux + "amazon-linux-2023/arm64/standard/recommended/image_id");
    newest(AL2023_NVIDIA, X86_64, linux + "amazon-linux-2023/x86_64/nvidia/recommended/image_id");
    newest(AL2023_NVIDIA, ARM64, linux + "amazon-linux-2023/arm64/nvidia/recommended/image_id");
    newest(AL2023_NEURON, X86_64, linux + "amazon-linux-2023/x86_64/neuron/recommended/image_id");
    newest(AL2, X86_64, linux + "amazon-linux-2/recommended/image_id");
    newest(AL2, ARM64, linux + "amazon-linux-2-arm64/recommended/image_id");
    newest(AL2_GPU, X86_64, linux + "amazon-linux-2-gpu/recommended/image_id");
    String rocket = "/aws/service/bottlerocket/aws-k8s-1.32";
    newest(BOTTLEROCKET, X86_64, rocket + "/x86_64/latest/image_id");
    newest(BOTTLEROCKET, ARM64, rocket + "/arm64/latest/image_id");
    newest(BOTTLEROCKET_NVIDIA, ARM64, rocket + "-nvidia/arm64/latest/image_id");
    newest(BOTTLEROCKET_FIPS, X86_64, rocket + "-fips/x86_64/latest/image_id");
    String windows = "/aws/service/ami-windows-latest/Windows_Server-";
    for (String edition :
        List.of("2019-Core", "2019-Full", "2022-Core", "2022-Full", "2025-Core")) {
      String[] parts = edition.split("-");
      newest(
          ImageFamily.valueOf("WINDOWS_" + parts[0] + "_" + parts[1].toUpperCase(Locale.ROOT)),
          X86_64,
          windows + parts[0] + "-English-" + parts[1] + "-EKS_Optimized-1.32/image_id");
    }
  }

  private static void newest(ImageFamily family, Architecture architecture, String path) {
    assertThat(ImagePaths.newest(family, architecture, "1.32")).isEqualTo(path);
  }

  private static void family(ImageFamily expected, String name) {
    assertThat(ImageNames.family(name)).contains(expected);
  }
}
