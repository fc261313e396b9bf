package io.evenkeel;

import java.util.Optional;

/** A selector that is known by what it selects. */
record NamedSelector(String name, NodeSelector selection, Optional<NodeOrder> order)
    implements NodeSelector {

  @Override
  public boolean selects(Candidate candidate) {
    return selection.selects(candidate);
  }

  @Override
  public String toString() {
    return name;
  }
}
