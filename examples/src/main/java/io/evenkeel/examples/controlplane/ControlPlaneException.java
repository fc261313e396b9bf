package io.evenkeel.examples.controlplane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The control plane cannot be built or does not come up; the message says why and what to do. */
public final class ControlPlaneException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int TAIL = 30;

  ControlPlaneException(String message) {
    super(message);
  }

  ControlPlaneException(String message, Path log) {
    super(message + ". The end of " + log + ":\n" + tail(log));
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    } catch (IOException e) {
      return "(not readable: " + e.getMessage() + ")";
    }
  }
}
