package io.evenkeel.engine.internal.state;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this process has done that others may undo. What is undone once is done once more, since the
 * view of it may have been an old one; what is undone again is left to them.
 */
public final class Levers {
  private final LinkedHashSet<String> stopped = new LinkedHashSet<>();
  private final Map<String, Integer> pulled = new TreeMap<>();
  private final LinkedHashSet<String> unseen = new LinkedHashSet<>();
  private final LinkedHashSet<String> heeded = new LinkedHashSet<>();

  /** Notes that it has been done, by the word of whom it was done to. */
  public void pulled(String lever) {
    pulled.merge(lever, 1, Integer::sum);
    unseen.add(lever);
  }

  /** Notes that the world shows what it does; that counts only once it has been done. */
  public void seen(String lever) {
    if (unseen.remove(lever)) {
      heeded.add(lever);
    }
  }

  /** Returns whether the world has ever shown its effect: what never came about, nobody undid. */
  public boolean heeded(String lever) {
    return heeded.contains(lever);
  }

  /** Returns how often it has been done. */
  public int times(String lever) {
    return pulled.getOrDefault(lever, 0);
  }

  public void stop(String lever) {
    stopped.add(lever);
  }

  public boolean stopped(String lever) {
    return stopped.contains(lever);
  }

  /** Returns how the suspending of a group's processes is called. */
  public static String suspending(String group) {
    return "suspended processes of " + group;
  }

  /** Returns how the setting of a group's template is called. */
  public static String pointing(String group) {
    return "template of " + group;
  }

  /** Returns how giving back a group's template is called. */
  public static String returning(String group) {
    return "first template of " + group;
  }

  /** Returns how the tainting of a node is called. */
  public static String tainting(String node) {
    return "taint of " + node;
  }
}
