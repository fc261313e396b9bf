package io.evenkeel.aws.simulated.internal;

import io.evenkeel.simulation.SimulatedCloud;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Systems Manager tells of parameters. */
final class ParameterOperations {

  private final SimulatedCloud cloud;
  private final AwsSettings settings;

  ParameterOperations(SimulatedCloud cloud, AwsSettings settings) {
    this.cloud = cloud;
    this.settings = settings;
  }

  Map<String, Object> getParameter(Map<String, Object> in) {
    String name = String.valueOf(in.get("Name"));
    return parameter(name)
        .map(found -> Json.object("Parameter", found))
        .orElseThrow(
            () -> new AwsError(400, "ParameterNotFound", "Parameter " + name + " not found."));
  }

  Map<String, Object> getParameters(Map<String, Object> in) {
    List<Object> found = new ArrayList<>();
    List<Object> invalid = new ArrayList<>();
    if (in.get("Names") instanceof List<?> names) {
      for (Object name : names) {
        parameter(String.valueOf(name)).ifPresentOrElse(found::add, () -> invalid.add(name));
      }
    }
    return Json.object("Parameters", found, "InvalidParameters", invalid);
  }

  private Optional<Map<String, Object>> parameter(String name) {
    return cloud
        .images()
        .parameter(name)
        .map(
            value ->
                Json.object(
                    "Name",
                    name,
                    "Type",
                    "String",
                    "Value",
                    value,
                    "Version",
                    1,
                    "DataType",
                    "text",
                    "ARN",
                    settings.arn("ssm", "parameter" + name)));
  }
}
