package io.evenkeel.examples.awsendpoint;

/** What machines of a type have room for; types are told apart by their size only. */
record MachineSize(int cores, int memoryGib, int pods) {

  static MachineSize of(String type) {
    return switch (type.substring(type.indexOf('.') + 1)) {
      case "large" -> new MachineSize(2, 8, 29);
      case "2xlarge" -> new MachineSize(8, 32, 58);
      case "4xlarge" -> new MachineSize(16, 64, 234);
      default -> new MachineSize(4, 16, 58);
    };
  }
}
