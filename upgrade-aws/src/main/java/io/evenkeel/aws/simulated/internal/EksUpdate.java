package io.evenkeel.aws.simulated.internal;

import io.evenkeel.spi.RolloutState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An update as EKS tells of it.
 *
 * @param params what was asked for, such as {@code Version}
 */
record EksUpdate(String id, String type, Instant createdAt, Map<String, String> params) {

  EksUpdate {
    params = new LinkedHashMap<>(params);
  }

  Map<String, Object> at(RolloutState state) {
    List<Object> errors = new ArrayList<>();
    state.troubles().forEach(trouble -> errors.add(error(trouble)));
    return at(status(state.stage()), errors);
  }

  Map<String, Object> at(String status, List<Object> errors) {
    List<Object> told = new ArrayList<>();
    params.forEach((key, value) -> told.add(Json.object("type", key, "value", value)));
    return Json.object(
        "update",
        Json.object(
            "id",
            id,
            "status",
            status,
            "type",
            type,
            "params",
            told,
            "createdAt",
            createdAt.getEpochSecond(),
            "errors",
            errors));
  }

  private static Map<String, Object> error(RolloutState.Trouble trouble) {
    return Json.object(
        "errorCode",
        trouble.code(),
        "errorMessage",
        trouble.what(),
        "resourceIds",
        new ArrayList<>(trouble.resources()));
  }

  private static String status(RolloutState.Stage stage) {
    return switch (stage) {
      case IN_PROGRESS -> "InProgress";
      case SUCCEEDED -> "Successful";
      case FAILED -> "Failed";
      case CANCELLED -> "Cancelled";
    };
  }
}
