package io.evenkeel.model;

/** The controller of an object, as its controlling owner reference names it. */
public record Owner(ObjectKind kind, String apiKind, String name, String uid) {

  /** Returns an owner of a kind that the library knows. */
  public static Owner of(ObjectKind kind, String name, String uid) {
    return new Owner(kind, kind.toString(), name, uid);
  }
}
