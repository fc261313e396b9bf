package io.evenkeel.aws.internal;

import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.EncryptionConfig;
import software.amazon.awssdk.services.eks.model.Provider;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;

/** Whether the key with which the cluster encrypts its secrets can be used. */
final class SecretsKeyChecks implements PlaneCheck {
  private final KmsClient kms;
  private final Calls calls;

  SecretsKeyChecks(KmsClient kms, Calls calls) {
    this.kms = kms;
    this.calls = calls;
  }

  @Override
  public List<Finding> findings(Cluster cluster, List<String> versions) {
    if (versions.isEmpty() || !cluster.hasEncryptionConfig()) {
      return List.of();
    }
    return cluster.encryptionConfig().stream()
        .map(EncryptionConfig::provider)
        .flatMap(SecretsKeyChecks::key)
        .flatMap(arn -> judge(arn).stream())
        .toList();
  }

  private static Stream<String> key(Provider provider) {
    return Optional.ofNullable(provider).map(Provider::keyArn).stream();
  }

  private Optional<Finding> judge(String arn) {
    Where where = new Where("KMS key " + arn);
    try {
      KeyMetadata key =
          calls.read(Action.DESCRIBE_KEY, () -> kms.describeKey(r -> r.keyId(arn))).keyMetadata();
      return key.keyState() == KeyState.ENABLED
          ? Optional.empty()
          : Optional.of(
              unusable(where, "its state is " + key.keyStateAsString(), "enable the key"));
    } catch (Stop stop) {
      if (stop.problem() instanceof Answer.Missing<?>) {
        return Optional.of(unusable(where, "there is no such key", "restore the key"));
      }
      throw stop;
    }
  }

  private static Finding unusable(Where where, String what, String remedy) {
    return where.blocker(
        "SECRETS_KEY_NOT_USABLE",
        what + ", and the cluster's secrets are encrypted with it",
        remedy + ": without it an upgraded API server cannot read the secrets");
  }
}
