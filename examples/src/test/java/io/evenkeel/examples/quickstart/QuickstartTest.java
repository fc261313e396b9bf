package io.evenkeel.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.report.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class QuickstartTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void sixNodesAreReplacedAndBothBudgetsAreKept() {
    // when
    int code = new Quickstart(new PrintStream(bytes, true, UTF_8), Terminal.lines()).run();

    // then
    assertThat(code).isZero();
    assertThat(bytes.toString(UTF_8))
        .contains("Before:", "After:", "workers: Set-up", "workers: Scale-up")
        .contains("workers: Upgrade", "workers: Scale-down", "the run succeeded")
        .contains("Upgrade succeeded: 6 nodes replaced")
        .contains("(1.00 per pod)")
        .contains("left as it is   nothing")
        .containsPattern("shop/myapp +10 +8 +\\d+ +kept")
        .endsWith("kept\n")
        .doesNotContain("BROKEN");
  }

  @Test
  void everyRunIsTheSame() {
    // when
    String first = output();
    String second = output();

    // then
    assertThat(second).isEqualTo(first);
  }

  private static String output() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new Quickstart(new PrintStream(bytes, true, UTF_8), Terminal.lines()).run();
    return bytes.toString(UTF_8);
  }
}
