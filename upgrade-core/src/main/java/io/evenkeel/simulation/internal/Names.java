package io.evenkeel.simulation.internal;

import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Workload;

/** Names in the manner of Kubernetes: random-looking, unique, and the same for equal seeds. */
public final class Names {
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final String DEFAULT_NAMESPACE = "default";

  private Names() {}

  /** Returns the key for {@code name} or {@code namespace/name}. */
  public static ObjectKey key(ObjectKind kind, String path) {
    int slash = path.indexOf('/');
    return slash < 0
        ? new ObjectKey(kind, DEFAULT_NAMESPACE, path)
        : new ObjectKey(kind, path.substring(0, slash), path.substring(slash + 1));
  }

  /** Returns the name of the Deployment's ReplicaSet of that revision, counted from zero. */
  static String replicaSetOf(String deployment, int revision) {
    return deployment + "-" + letters(Seeds.mix(Seeds.hash(deployment) + revision), 8);
  }

  static ObjectKey newPod(World world, Workload set) {
    long seed = world.seeds.bits(set.name());
    while (true) {
      String suffix = letters(Seeds.mix(seed + world.nextOf(set.name())), 5);
      ObjectKey key =
          new ObjectKey(ObjectKind.POD, set.key().namespace(), set.name() + "-" + suffix);
      if (world.store.find(key) == null) {
        return key;
      }
    }
  }

  /** Returns the number in hexadecimal digits, at least that many. */
  static String hex(long number, int digits) {
    String text = Long.toHexString(number);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  static String letters(long bits, int count) {
    StringBuilder text = new StringBuilder(count);
    long rest = bits;
    for (int i = 0; i < count; i++) {
      text.append(LETTERS.charAt((int) Long.remainderUnsigned(rest, LETTERS.length())));
      rest = Long.divideUnsigned(rest, LETTERS.length());
    }
    return text.toString();
  }
}
