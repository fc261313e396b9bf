package io.evenkeel.aws;

/** The processor architecture of a group's nodes. */
public enum Architecture {
  X86_64("x86_64"),
  ARM64("arm64");

  private final String label;

  Architecture(String label) {
    this.label = label;
  }

  /** Returns the name that images carry. */
  public String label() {
    return label;
  }
}
