package io.evenkeel.engine.internal.state;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * New nodes that died after they had been usable, as far as this process has seen it. What goes as
 * others make the group smaller has not died.
 */
public final class FreshLosses {
  private final LinkedHashSet<String> died = new LinkedHashSet<>();
  private String last = "";

  /** Takes in what has changed between two looks at the group. */
  void hear(List<Member> changed, boolean othersShrankIt) {
    if (!othersShrankIt) {
      changed.stream().filter(FreshLosses::hasDied).forEach(this::add);
    }
  }

  private static boolean hasDied(Member member) {
    boolean wasInUse =
        switch (member.stage()) {
          case USABLE -> true;
          case LAUNCHED, REGISTERED, READY, FAILED -> member.hasBeenUsable();
          default -> false;
        };
    return wasInUse
        && member.replacement()
        && member.leaving()
        && (member.withoutNodeSince().isPresent() || !member.terminationAsked());
  }

  private void add(Member member) {
    died.add(member.id());
    last = member.label();
  }

  /** Returns how many have died. */
  public int count() {
    return died.size();
  }

  /** Returns how messages name the one that died last; empty where none has. */
  public String last() {
    return last;
  }
}
