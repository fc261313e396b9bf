package io.evenkeel.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the IAM policy documents that come with this library. */
final class PolicyDocuments {
  private PolicyDocuments() {}

  static String read(String resource) {
    try (InputStream policy = PolicyDocuments.class.getResourceAsStream(resource)) {
      if (policy == null) {
        throw new IllegalStateException(
            "the resource " + resource + " is missing from this library");
      }
      return new String(policy.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
