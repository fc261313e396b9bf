package io.evenkeel.kubernetes.internal;

import java.util.List;

/** What the watch of one kind tells the feed. */
sealed interface Report {

  /** Everything of the kind is being listed anew. */
  record Listing(Resource resource) implements Report {}

  /** Everything there is of the kind. */
  record Listed(Resource resource, List<Item> items) implements Report {}

  /** One object is new or has changed. */
  record Applied(Item item) implements Report {}

  /** One object is gone. */
  record Deleted(Item item) implements Report {}

  /** The kind cannot be seen for now. */
  record Troubled(Resource resource, String because) implements Report {}

  /** The kind can be seen again, without a gap. */
  record Recovered(Resource resource) implements Report {}

  /** The kind will never be seen, and nothing goes without it. */
  record GivenUp(String because, String remedy) implements Report {}
}
