package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Objects in which something is other than it ought to be. */
public final class SpoiledJson {
  private SpoiledJson() {}

  /** Returns the object of that text, in which up to five things are replaced by others. */
  public static JsonObject of(String text, Random random) {
    JsonObject object = JsonParser.parseString(text).getAsJsonObject();
    for (int i = 0; i <= random.nextInt(5); i++) {
      spoil(object, random);
    }
    return object;
  }

  /** Replaces something somewhere by something else. */
  private static void spoil(JsonObject object, Random random) {
    List<String> names = new ArrayList<>(object.keySet());
    String name = names.isEmpty() ? "new" : names.get(random.nextInt(names.size()));
    if (object.get(name) instanceof JsonObject child && random.nextInt(4) > 0) {
      spoil(child, random);
    } else if (object.get(name) instanceof JsonArray array && random.nextBoolean()) {
      spoil(array, random);
    } else {
      object.add(name, anything(random));
    }
  }

  private static void spoil(JsonArray array, Random random) {
    if (array.size() > 0 && array.get(0) instanceof JsonObject first) {
      spoil(first, random);
    } else {
      array.add(anything(random));
    }
  }

  private static JsonElement anything(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> JsonNull.INSTANCE;
      case 1 -> new JsonPrimitive(random.nextLong());
      case 2 -> new JsonPrimitive(Double.toString(random.nextDouble()));
      case 3 -> new JsonPrimitive("%");
      case 4 -> new JsonArray();
      case 5 -> JsonParser.parseString("[null,1,\"x\",{}]");
      default -> JsonParser.parseString("{\"a\":null,\"b\":{\"c\":[]}}");
    };
  }
}
