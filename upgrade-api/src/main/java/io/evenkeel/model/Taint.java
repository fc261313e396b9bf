package io.evenkeel.model;

/** A taint of a node; key and effect together identify it. */
public record Taint(String key, String value, Effect effect) {

  /** What a taint does to pods that do not tolerate it. */
  public enum Effect {
    NO_SCHEDULE("NoSchedule"),
    PREFER_NO_SCHEDULE("PreferNoSchedule"),
    NO_EXECUTE("NoExecute");

    private final String label;

    Effect(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  public boolean sameSlot(Taint other) {
    return key.equals(other.key) && effect == other.effect;
  }

  @Override
  public String toString() {
    return key + (value.isEmpty() ? "" : "=" + value) + ":" + effect;
  }
}
