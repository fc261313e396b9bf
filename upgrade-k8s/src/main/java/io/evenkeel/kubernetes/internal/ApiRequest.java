package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A request to the API server in plain terms, so that no generated model is involved. */
public record ApiRequest(
    String method, String path, List<Pair> query, Optional<JsonObject> body, String contentType) {

  private static final String JSON = "application/json";

  public static ApiRequest get(String path) {
    return new ApiRequest("GET", path, List.of(), Optional.empty(), JSON);
  }

  public static ApiRequest post(String path, JsonObject body) {
    return new ApiRequest("POST", path, List.of(), Optional.of(body), JSON);
  }

  public static ApiRequest put(String path, JsonObject body) {
    return new ApiRequest("PUT", path, List.of(), Optional.of(body), JSON);
  }

  public static ApiRequest delete(String path, JsonObject options) {
    return new ApiRequest("DELETE", path, List.of(), Optional.of(options), JSON);
  }

  public static ApiRequest mergePatch(String path, JsonObject patch) {
    return new ApiRequest(
        "PATCH", path, List.of(), Optional.of(patch), "application/merge-patch+json");
  }

  public ApiRequest with(String name, String value) {
    List<Pair> longer = new ArrayList<>(query);
    longer.add(new Pair(name, value));
    return new ApiRequest(method, path, longer, body, contentType);
  }

  /** Returns what error messages call this request. */
  public String label() {
    return method + " " + path;
  }
}
