package io.evenkeel.aws.internal;

import java.util.List;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMappingRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateEbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateEbsBlockDeviceRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/**
 * Carries the disks of a template version over to the next one. A version that is made from another
 * silently loses the snapshots of its disks, so that a data disk would come up empty; they are
 * therefore given again. The root disk is the exception: its snapshot is the old image.
 */
final class BlockDevices {
  private BlockDevices() {}

  static boolean withSnapshots(LaunchTemplateVersion source) {
    return source.launchTemplateData().blockDeviceMappings().stream()
        .anyMatch(device -> device.ebs() != null && device.ebs().snapshotId() != null);
  }

  static List<LaunchTemplateBlockDeviceMappingRequest> kept(
      LaunchTemplateVersion source, String root) {
    return source.launchTemplateData().blockDeviceMappings().stream()
        .map(device -> kept(device, root))
        .toList();
  }

  private static LaunchTemplateBlockDeviceMappingRequest kept(
      LaunchTemplateBlockDeviceMapping device, String root) {
    LaunchTemplateBlockDeviceMappingRequest.Builder request =
        LaunchTemplateBlockDeviceMappingRequest.builder()
            .deviceName(device.deviceName())
            .virtualName(device.virtualName())
            .noDevice(device.noDevice());
    if (device.ebs() != null) {
      request.ebs(disk(device.ebs(), root.equals(device.deviceName())));
    }
    return request.build();
  }

  private static LaunchTemplateEbsBlockDeviceRequest disk(
      LaunchTemplateEbsBlockDevice disk, boolean root) {
    LaunchTemplateEbsBlockDeviceRequest.Builder request =
        LaunchTemplateEbsBlockDeviceRequest.builder()
            .encrypted(disk.encrypted())
            .deleteOnTermination(disk.deleteOnTermination())
            .iops(disk.iops())
            .kmsKeyId(disk.kmsKeyId())
            .volumeSize(disk.volumeSize())
            .volumeType(disk.volumeTypeAsString())
            .throughput(disk.throughput())
            .volumeInitializationRate(disk.volumeInitializationRate())
            .ebsCardIndex(disk.ebsCardIndex());
    if (!root && disk.snapshotId() != null) {
      request.snapshotId(disk.snapshotId());
    }
    return request.build();
  }
}
