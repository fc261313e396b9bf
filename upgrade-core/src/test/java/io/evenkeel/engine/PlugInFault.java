package io.evenkeel.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** What a method of a plug-in may do that it must not. */
enum PlugInFault {
  THROWS,
  THROWS_AN_ERROR,
  ANSWERS_NULL,
  ANSWERS_A_STAGE_OF_NULL,
  ANSWERS_A_FAILED_STAGE,
  NEVER_ANSWERS;

  /** Returns whether a method that answers such a type can have this fault. */
  boolean befalls(Method method) {
    boolean stage = CompletionStage.class.isAssignableFrom(method.getReturnType());
    return switch (this) {
      case THROWS, THROWS_AN_ERROR -> true;
      case ANSWERS_NULL -> !method.getReturnType().isPrimitive();
      case ANSWERS_A_STAGE_OF_NULL, ANSWERS_A_FAILED_STAGE, NEVER_ANSWERS -> stage;
    };
  }

  /** Returns the plug-in with one method that has this fault, and counts how often it is called. */
  <T> T in(Class<T> port, T honest, String method, AtomicInteger calls) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, called, arguments) -> {
              if (called.getName().equals(method)) {
                calls.incrementAndGet();
                return answer(method).orElse(null);
              }
              return invoke(called, honest, arguments);
            }));
  }

  private Optional<Object> answer(String method) {
    IllegalStateException fault = new IllegalStateException(method + " has a fault");
    return switch (this) {
      case THROWS -> throw fault;
      case THROWS_AN_ERROR -> throw new StackOverflowError(method + " has a fault");
      case ANSWERS_NULL -> Optional.empty();
      case ANSWERS_A_STAGE_OF_NULL -> Optional.of(CompletableFuture.completedStage(null));
      case ANSWERS_A_FAILED_STAGE -> Optional.of(CompletableFuture.failedStage(fault));
      case NEVER_ANSWERS -> Optional.of(new CompletableFuture<>());
    };
  }

  private static Object invoke(Method method, Object honest, Object[] arguments) throws Throwable {
    try {
      return method.invoke(honest, arguments);
    } catch (InvocationTargetException fault) {
      throw fault.getCause();
    }
  }
}
