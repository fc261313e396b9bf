package io.evenkeel.spi;

/** What can be asked of a control plane. */
public sealed interface ControlPlaneChange {

  /** Returns what is changed, for people. */
  String subject();

  /** Returns the version before. */
  String from();

  /** Returns the version afterwards. */
  String to();

  /** Another Kubernetes version: the next minor one, or for a rollback the one before. */
  record ToVersion(String from, String to) implements ControlPlaneChange {
    @Override
    public String subject() {
      return "control plane";
    }
  }

  /** Another version of an add-on. */
  record ToAddOn(String addOn, String from, String to, Edits edits) implements ControlPlaneChange {
    @Override
    public String subject() {
      return "add-on " + addOn;
    }
  }

  /** What becomes of fields of an add-on that somebody has edited in the cluster. */
  enum Edits {
    /** The change fails if an edited field is one that it would set. */
    REFUSED,
    /** They are kept as they were edited. */
    PRESERVED,
    /** They become what the new version says. */
    OVERWRITTEN
  }
}
