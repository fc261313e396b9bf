package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON as a newer or an older API server may send it: what is absent, null or of another type
 * counts as absent, and what is not asked for is not looked at.
 */
public final class Json {
  private Json() {}

  /** Returns the object of that text, an empty one where the text is no object. */
  public static JsonObject parse(String text) {
    try {
      JsonElement element = JsonParser.parseString(text);
      return element.isJsonObject() ? element.getAsJsonObject() : new JsonObject();
    } catch (JsonParseException notJson) {
      return new JsonObject();
    }
  }

  /** Returns the object at the end of the path, an empty one where the path breaks off. */
  public static JsonObject object(JsonObject parent, String... path) {
    JsonObject current = parent;
    for (String name : path) {
      if (!(current.get(name) instanceof JsonObject child)) {
        return new JsonObject();
      }
      current = child;
    }
    return current;
  }

  public static boolean has(JsonObject parent, String name) {
    return parent.has(name) && !parent.get(name).isJsonNull();
  }

  public static List<JsonObject> objects(JsonObject parent, String name) {
    List<JsonObject> objects = new ArrayList<>();
    for (JsonElement element : array(parent, name)) {
      if (element instanceof JsonObject object) {
        objects.add(object);
      }
    }
    return objects;
  }

  public static List<String> strings(JsonObject parent, String name) {
    List<String> strings = new ArrayList<>();
    for (JsonElement element : array(parent, name)) {
      if (element.isJsonPrimitive()) {
        strings.add(element.getAsString());
      }
    }
    return strings;
  }

  public static Optional<String> text(JsonObject parent, String name) {
    return parent.get(name) instanceof JsonPrimitive element
        ? Optional.of(element.getAsString())
        : Optional.empty();
  }

  public static String text(JsonObject parent, String name, String otherwise) {
    return text(parent, name).orElse(otherwise);
  }

  public static Map<String, String> texts(JsonObject parent, String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> entry : object(parent, name).entrySet()) {
      if (entry.getValue().isJsonPrimitive()) {
        texts.put(entry.getKey(), entry.getValue().getAsString());
      }
    }
    return texts;
  }

  public static long number(JsonObject parent, String name, long otherwise) {
    try {
      return text(parent, name).map(Long::parseLong).orElse(otherwise);
    } catch (NumberFormatException notWhole) {
      return otherwise;
    }
  }

  public static boolean flag(JsonObject parent, String name) {
    return text(parent, name).map(Boolean::parseBoolean).orElse(false);
  }

  public static Optional<Instant> instant(JsonObject parent, String name) {
    try {
      return text(parent, name).map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException notTime) {
      return Optional.empty();
    }
  }

  private static JsonArray array(JsonObject parent, String name) {
    return parent.get(name) instanceof JsonArray array ? array : new JsonArray();
  }
}
