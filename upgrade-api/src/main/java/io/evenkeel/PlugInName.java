package io.evenkeel;

/** How a plug-in without a name of its own is called: by its class, the same in every process. */
final class PlugInName {
  private static final String LAMBDA = "$$Lambda";

  private PlugInName() {}

  static String of(Object plugIn) {
    String type = plugIn.getClass().getName();
    int lambda = type.indexOf(LAMBDA);
    return lambda < 0 ? type : type.substring(0, lambda);
  }
}
