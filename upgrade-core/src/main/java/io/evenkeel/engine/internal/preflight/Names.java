package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.ClusterObject;
import java.util.List;

/** Lists of names that stay readable when they are long. */
final class Names {
  private static final int SHOWN = 5;

  private Names() {}

  static String of(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    int more = names.size() - SHOWN;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  static String ofObjects(List<? extends ClusterObject> objects) {
    return of(objects.stream().map(object -> object.key().path()).toList());
  }

  /** Returns {@code 1 pod} or {@code 3 pods}. */
  static String count(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
