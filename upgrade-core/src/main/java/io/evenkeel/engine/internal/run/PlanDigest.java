package io.evenkeel.engine.internal.run;

import io.evenkeel.GroupPlan;
import io.evenkeel.UpgradePlan;
import io.evenkeel.Wave;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A short name for what a plan asks for, before anything in it is resolved. */
public final class PlanDigest {
  private static final int LENGTH = 12;

  private PlanDigest() {}

  public static String of(UpgradePlan plan) {
    StringBuilder text = new StringBuilder(plan.clusterClient().name());
    for (Wave wave : plan.waves()) {
      describe(wave, text);
    }
    return hash(text.toString());
  }

  private static void describe(Wave wave, StringBuilder text) {
    text.append("\nwave ").append(wave.name()).append('|').append(wave.approval().isPresent());
    for (GroupPlan group : wave.groups()) {
      text.append('\n').append(group.name()).append('|').append(group.provider().name());
      text.append('|').append(group.target());
      if (group instanceof GroupPlan.SelfDriven driven) {
        text.append('|').append(driven.maxUnavailable()).append('|').append(driven.maxSurge());
      }
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has SHA-256", impossible);
    }
  }
}
