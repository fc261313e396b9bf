package io.evenkeel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {

  @Test
  void theListIsAnExampleItself() throws Exception {
    assertThat(Main.run("list")).isZero();
  }

  @Test
  void anUnknownExampleIsAUsageError() throws Exception {
    assertThat(Main.run("no-such-example")).isEqualTo(2);
  }
}
