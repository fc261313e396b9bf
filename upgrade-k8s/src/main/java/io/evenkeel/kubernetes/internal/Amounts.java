package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import io.evenkeel.model.Resources;
import io.kubernetes.client.custom.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Amounts of resources, read from Kubernetes quantities and rounded up. */
public final class Amounts {
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final Map<String, BigDecimal> PARSED = new ConcurrentHashMap<>();
  private static final int MOST_REMEMBERED = 10_000;

  private final Map<String, BigDecimal> byName;

  private Amounts(Map<String, BigDecimal> byName) {
    this.byName = byName;
  }

  public static Amounts none() {
    return new Amounts(new TreeMap<>());
  }

  public static Amounts of(JsonObject parent, String name) {
    Amounts amounts = none();
    Json.texts(parent, name).forEach((key, text) -> amounts.byName.put(key, parse(text)));
    return amounts;
  }

  Amounts plus(Amounts other) {
    Amounts sum = new Amounts(new TreeMap<>(byName));
    other.byName.forEach((name, amount) -> sum.byName.merge(name, amount, BigDecimal::add));
    return sum;
  }

  Amounts most(Amounts other) {
    Amounts most = new Amounts(new TreeMap<>(byName));
    other.byName.forEach((name, amount) -> most.byName.merge(name, amount, BigDecimal::max));
    return most;
  }

  /** Returns these amounts, where they name a resource, in the place of the others. */
  Amounts over(Amounts others) {
    Amounts over = new Amounts(new TreeMap<>(others.byName));
    over.byName.putAll(byName);
    return over;
  }

  /** Returns the amounts as the model has them, with that many places for pods. */
  public Resources toResources(long pods) {
    Map<String, Long> extended = new LinkedHashMap<>();
    byName.forEach((name, amount) -> extended.put(name, whole(amount)));
    extended.keySet().removeAll(java.util.List.of("cpu", "memory", "pods"));
    return new Resources(
        whole(get("cpu").multiply(THOUSAND)), whole(get("memory")), pods, extended);
  }

  public long pods() {
    return whole(get("pods"));
  }

  private BigDecimal get(String name) {
    return byName.getOrDefault(name, BigDecimal.ZERO);
  }

  private static BigDecimal parse(String text) {
    if (PARSED.size() > MOST_REMEMBERED) {
      PARSED.clear();
    }
    return PARSED.computeIfAbsent(text, Amounts::parseNew);
  }

  /** What cannot be read counts as nothing: one odd object must not hide a whole cluster. */
  private static BigDecimal parseNew(String text) {
    try {
      return Quantity.fromString(text).getNumber();
    } catch (RuntimeException unreadable) {
      return BigDecimal.ZERO;
    }
  }

  private static long whole(BigDecimal amount) {
    return amount.min(MOST).setScale(0, RoundingMode.CEILING).longValue();
  }
}
