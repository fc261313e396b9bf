package io.evenkeel.examples.controlplane;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one component runs.
 *
 * @param name of the component, and of its log
 * @param command the executable and its arguments; it ends when its standard input closes
 * @param environment variables that it gets besides those of this JVM
 */
record Program(String name, List<String> command, Map<String, String> environment) {

  /** Runs the arguments until they end or standard input closes, whichever is first. */
  private static final String UNTIL_STDIN_CLOSES =
      """
      exec 3<&0
      "$@" </dev/null 3<&- &
      program=$!
      { cat <&3; kill -KILL "$program"; } >/dev/null 2>&1 &
      watcher=$!
      exec 3<&-
      wait "$program"
      code=$?
      kill "$watcher"
      exit "$code"
      """;

  Program {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** Returns a component of the control plane's own binary, which watches its standard input. */
  static Program ofControlPlane(Path binary, String name, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(binary.toString(), "-exit-with-stdin", name));
    command.addAll(arguments);
    return new Program(name, command, Map.of());
  }

  /** Returns a binary that knows nothing of its standard input; a shell watches it instead. */
  static Program watched(
      Path binary, String name, List<String> arguments, Map<String, String> environment) {
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", UNTIL_STDIN_CLOSES, name, binary.toString()));
    command.addAll(arguments);
    return new Program(name, command, environment);
  }
}
