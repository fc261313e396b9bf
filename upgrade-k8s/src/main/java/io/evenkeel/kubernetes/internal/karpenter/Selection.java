package io.evenkeel.kubernetes.internal.karpenter;

import io.evenkeel.kubernetes.internal.ApiRequest;
import java.util.Optional;

/** Which objects of a kind are wanted. */
record Selection(Optional<String> labels, Optional<String> fields) {
  static final Selection ALL = new Selection(Optional.empty(), Optional.empty());

  static Selection labeled(String key, String value) {
    return new Selection(Optional.of(key + "=" + value), Optional.empty());
  }

  static Selection field(String path, String value) {
    return new Selection(Optional.empty(), Optional.of(path + "=" + value));
  }

  /** Returns those of which both fields have their value. */
  Selection andField(String path, String value) {
    return new Selection(
        labels, Optional.of(fields.map(f -> f + ",").orElse("") + path + "=" + value));
  }

  ApiRequest of(String path) {
    ApiRequest request = ApiRequest.get(path);
    if (labels.isPresent()) {
      request = request.with("labelSelector", labels.get());
    }
    return fields.isPresent() ? request.with("fieldSelector", fields.get()) : request;
  }
}
