package io.evenkeel.aws.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What makes a template version recognizable as the one that a token asked for.
 *
 * @param clientToken what AWS compares; within its 128 characters whatever our token is
 * @param description what stays readable on the version
 */
record Tokens(String clientToken, String description) {
  private static final int DIGITS = 40;

  static Tokens of(String group, String image, String token) {
    String digest = digest(group + '\n' + image + '\n' + token).substring(0, DIGITS);
    return new Tokens("evenkeel-" + digest, "evenkeel: " + image + ", " + digest);
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
