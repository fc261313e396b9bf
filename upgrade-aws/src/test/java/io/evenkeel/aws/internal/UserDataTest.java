package io.evenkeel.aws.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/** User data of one family of images is not taken along to another one. */
class UserDataTest {
  private static final String AL2 = "amazon-eks-node-1.32-v20251209";
  private static final String AL2023 = "amazon-eks-node-al2023-x86_64-standard-1.33-v20260901";
  private static final String SCRIPT = "#!/bin/bash\n/etc/eks/bootstrap.sh shop\n";
  private static final String CONFIG = "apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\n";

  @Test
  void aScriptOfAmazonLinux2DoesNotGoToAmazonLinux2023() {
    assertThatThrownBy(() -> requireFor(AL2023, SCRIPT))
        .isInstanceOf(Stop.class)
        .hasMessageContaining("calls /etc/eks/bootstrap.sh, which Amazon Linux 2023 does not have")
        .hasMessageContaining("name it: launchTemplate(..)");
    assertThatCode(() -> requireFor(AL2, SCRIPT)).doesNotThrowAnyException();
  }

  @Test
  void aNodeConfigDoesNotGoToAmazonLinux2() {
    assertThatThrownBy(() -> requireFor(AL2, CONFIG))
        .isInstanceOf(Stop.class)
        .hasMessageContaining("which Amazon Linux 2 does not read");
    assertThatCode(() -> requireFor(AL2023, CONFIG)).doesNotThrowAnyException();
  }

  @Test
  void whatNobodyKnowsIsLeftToItsOwner() {
    assertThatCode(() -> requireFor("my-own-image", SCRIPT)).doesNotThrowAnyException();
    assertThatCode(() -> requireFor(AL2023, "#!/bin/bash\necho hello\n"))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                UserData.of(LaunchTemplateVersion.builder().launchTemplateData(d -> {}).build())
                    .requireFor(Image.builder().name(AL2023).build()))
        .doesNotThrowAnyException();
  }

  private static void requireFor(String image, String text) {
    String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    UserData.of(
            LaunchTemplateVersion.builder().launchTemplateData(d -> d.userData(encoded)).build())
        .requireFor(Image.builder().name(image).imageId("ami-1").build());
  }
}
