package io.evenkeel.aws.simulated.internal;

import java.util.LinkedHashSet;
import java.util.Set;

/** Writes what came as flat parameters as the nested elements of an answer of Auto Scaling. */
final class Structures {

  private static final String LIST = "member";

  private Structures() {}

  static void write(Xml out, Params flat) {
    Set<String> names = new LinkedHashSet<>();
    flat.values().keySet().forEach(name -> names.add(first(name)));
    for (String name : names) {
      Params below = flat.under(name + ".");
      // The number of a member is its place only.
      String element = name.matches("\\d+") ? LIST : name;
      if (below.values().isEmpty()) {
        out.value(element, flat.values().getOrDefault(name, ""));
      } else {
        out.element(element, child -> write(child, listed(below)));
      }
    }
  }

  private static Params listed(Params flat) {
    Params members = flat.under(LIST + ".");
    return members.values().isEmpty() ? flat : members;
  }

  private static String first(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
