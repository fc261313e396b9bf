package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.CloudChange.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What machines may be had: where, of which type, how many by quota and by free addresses. */
public final class Supply {

  /** Why a machine cannot be had; {@code elsewhere} says whether another zone or type may do. */
  record Lack(String because, boolean elsewhere) {}

  private static final String FAILED = " Launching EC2 instance failed.";

  private final CloudWorld world;
  private final TreeSet<String> exhausted = new TreeSet<>();
  private final Map<String, Integer> subnets = new LinkedHashMap<>();
  private final Map<String, Integer> addressesUsed = new LinkedHashMap<>();
  private int quota = Integer.MAX_VALUE;
  private int coresUsed;

  Supply(CloudWorld world) {
    this.world = world;
  }

  /** Says whether instances can be had in the zone. */
  public void zone(String zone, boolean available) {
    capacity(zone, available, Kind.ZONE_CAPACITY, zone);
  }

  /** Says whether instances of the type can be had in the zone. */
  public void type(String zone, String type, boolean available) {
    capacity(zone + "/" + type, available, Kind.SUPPLY, type + " in zone " + zone);
  }

  private void capacity(String key, boolean available, Kind kind, String what) {
    if (available ? exhausted.remove(key) : exhausted.add(key)) {
      changed(kind, what, available ? "available" : "exhausted");
    }
  }

  /** Lets all machines together have at most so many virtual cores. */
  public void quota(int cores) {
    quota = cores;
    changed(Kind.SUPPLY, "vCPU quota", String.valueOf(cores));
  }

  /** Lets the zone's subnet have so many addresses for machines, used ones included. */
  public void addresses(String zone, int most) {
    subnets.put(zone, most);
    changed(Kind.SUPPLY, "subnet-" + zone, most + " addresses");
  }

  public int coresUsed() {
    return coresUsed;
  }

  public int addressesUsed(String zone) {
    return addressesUsed.getOrDefault(zone, 0);
  }

  private void changed(Kind kind, String what, String text) {
    world.log.add(kind, "", what, text);
    world.touchAll();
  }

  boolean has(String zone) {
    return !exhausted.contains(zone);
  }

  void taken(InstanceBook instance) {
    coresUsed += MachineTypes.cores(instance.content.type());
    addressesUsed.merge(instance.zone, 1, Integer::sum);
  }

  void freed(InstanceBook instance) {
    coresUsed -= MachineTypes.cores(instance.content.type());
    addressesUsed.merge(instance.zone, -1, Integer::sum);
  }

  Optional<Lack> lack(String zone, String type) {
    if (exhausted.contains(zone) || exhausted.contains(zone + "/" + type)) {
      return lack(
          "We currently do not have sufficient "
              + type
              + " capacity in the Availability Zone you requested ("
              + zone
              + ").",
          true);
    }
    if (addressesUsed(zone) >= subnets.getOrDefault(zone, Integer.MAX_VALUE)) {
      return lack(
          "There are not enough free addresses in subnet 'subnet-"
              + zone
              + "' to satisfy the requested number of instances.",
          true);
    }
    return coresUsed + MachineTypes.cores(type) > quota
        ? lack(
            "You have requested more vCPU capacity than your current vCPU limit of "
                + quota
                + " allows for the instance bucket that the specified instance type belongs to.",
            false)
        : Optional.empty();
  }

  private static Optional<Lack> lack(String because, boolean elsewhere) {
    return Optional.of(new Lack(because + FAILED, elsewhere));
  }
}
