package io.evenkeel.aws.simulated.internal;

import io.evenkeel.aws.simulated.KeyState;
import io.evenkeel.aws.simulated.internal.ClusterFacts.Key;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What KMS tells of the keys that secrets are encrypted with. */
final class KeyOperations {
  private final ClusterRegistry clusters;
  private final AwsSettings settings;
  private final Instant created;

  KeyOperations(ClusterRegistry clusters, AwsSettings settings, Instant created) {
    this.clusters = clusters;
    this.settings = settings;
    this.created = created;
  }

  Map<String, Object> describe(Map<String, Object> in) {
    String asked = String.valueOf(in.get("KeyId"));
    return clusters.allShown().stream()
        .flatMap(facts -> facts.key().stream())
        .filter(key -> key.id().equals(asked) || settings.keyArn(key.id()).equals(asked))
        .findFirst()
        .map(key -> Json.object("KeyMetadata", metadata(key)))
        .orElseThrow(() -> new AwsError(400, "NotFoundException", notFound(asked)));
  }

  private String notFound(String asked) {
    String arn = asked.startsWith("arn:") ? asked : settings.keyArn(asked);
    return "Key '" + arn + "' does not exist";
  }

  private Map<String, Object> metadata(Key key) {
    return Json.object(
        "AWSAccountId",
        settings.account(),
        "KeyId",
        key.id(),
        "Arn",
        settings.keyArn(key.id()),
        "CreationDate",
        created.getEpochSecond(),
        "Enabled",
        key.state() == KeyState.ENABLED,
        "Description",
        "",
        "KeyUsage",
        "ENCRYPT_DECRYPT",
        "KeyState",
        key.state().wireName(),
        "Origin",
        "AWS_KMS",
        "KeyManager",
        "CUSTOMER",
        "KeySpec",
        "SYMMETRIC_DEFAULT",
        "CustomerMasterKeySpec",
        "SYMMETRIC_DEFAULT",
        "EncryptionAlgorithms",
        List.of("SYMMETRIC_DEFAULT"),
        "MultiRegion",
        false);
  }
}
