package io.evenkeel.spi;

/** Something that goes on until it is closed; closing it twice does nothing. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

  @Override
  void close();
}
