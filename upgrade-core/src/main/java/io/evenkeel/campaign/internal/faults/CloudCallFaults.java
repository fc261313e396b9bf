package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.CloudFault;
import io.evenkeel.simulation.CloudFaults;
import io.evenkeel.simulation.DescribeConsistency;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Faults 1 to 5 and 14: what befalls calls of the cloud. */
final class CloudCallFaults {
  private static final String ALL = "*";
  private static final String LIST = "autoscaling:DescribeAutoScalingGroups";
  private static final List<String> WRITES =
      List.of(
          "autoscaling:TerminateInstanceInAutoScalingGroup",
          "autoscaling:UpdateAutoScalingGroup",
          "autoscaling:CreateOrUpdateTags",
          "autoscaling:DeleteTags",
          "autoscaling:SuspendProcesses",
          "autoscaling:ResumeProcesses",
          "ec2:CreateLaunchTemplateVersion");

  /** What is lost of these calls shows nowhere but in the size and the instances of the group. */
  private static final List<String> SIZES =
      List.of(
          "autoscaling:TerminateInstanceInAutoScalingGroup", "autoscaling:UpdateAutoScalingGroup");

  private CloudCallFaults() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    injectors.put(Fault.CLOUD_THROTTLING, CloudCallFaults::bursts);
    injectors.put(Fault.CLOUD_ANSWER_LOST, CloudCallFaults::answersAreLost);
    injectors.put(Fault.CLOUD_EFFECT_MISSING, CloudCallFaults::effectsAreMissing);
    injectors.put(Fault.CLOUD_EVENTUAL_CONSISTENCY, CloudCallFaults::describingLags);
    injectors.put(Fault.CLOUD_STALE_PAGES, CloudCallFaults::pagesAreStale);
    injectors.put(Fault.CREDENTIALS_EXPIRED, CloudCallFaults::credentialsExpire);
    return injectors;
  }

  /** Others use up the calls of the account, two or three times for some minutes. */
  private static void bursts(FaultScene scene) {
    CloudFaults faults = scene.cloud().faults();
    faults.whenMet(fault -> count(scene, fault instanceof CloudFault.Throttle));
    int bursts = scene.dice().between(2, 3);
    for (int i = 0; i < bursts; i++) {
      Duration lasts = scene.dice().seconds(30, 300);
      int tokens = scene.dice().between(1, 3);
      scene.soon(
          () -> {
            faults.limit(ALL, scene.time(), tokens, 0.2);
            scene.at(lasts, () -> faults.lift(ALL));
          });
    }
  }

  private static void answersAreLost(FaultScene scene) {
    CloudFault lost = new CloudFault.LoseAnswer();
    meetsSomeWrites(scene, WRITES, lost, scene.dice().between(2, 4));
  }

  private static void effectsAreMissing(FaultScene scene) {
    meetsSomeWrites(scene, SIZES, new CloudFault.PretendSuccess(), scene.dice().between(1, 3));
  }

  private static void meetsSomeWrites(
      FaultScene scene, List<String> actions, CloudFault fault, int times) {
    scene.cloud().faults().whenMet(met -> count(scene, met == fault));
    for (int i = 0; i < times; i++) {
      String action = scene.dice().one(actions);
      scene.soon(() -> scene.cloud().faults().next(action, 1, fault));
    }
  }

  private static void describingLags(FaultScene scene) {
    Duration lag = scene.dice().seconds(2, 60);
    whileItLasts(
        scene,
        () -> scene.cloud().consistency(DescribeConsistency.eventual(lag)),
        () -> scene.cloud().consistency(DescribeConsistency.strong()));
  }

  private static void pagesAreStale(FaultScene scene) {
    Duration lag = scene.dice().seconds(2, 60);
    whileItLasts(
        scene,
        () ->
            scene
                .cloud()
                .describesLag(lag)
                .consistency(new DescribeConsistency(Duration.ZERO, Duration.ZERO, true)),
        () -> scene.cloud().describesLag(Duration.ZERO).consistency(DescribeConsistency.strong()));
    tokensExpire(scene);
  }

  /** A listing breaks off, since the token of its next page is refused. */
  private static void tokensExpire(FaultScene scene) {
    CloudFault refused = new CloudFault.LoseRequest();
    scene.cloud().faults().whenMet(met -> count(scene, met == refused));
    int listings = scene.dice().between(0, 3);
    for (int i = 0; i < listings; i++) {
      int times = scene.dice().between(1, 3);
      scene.soon(() -> scene.cloud().faults().next(LIST, times, refused));
    }
  }

  /** It takes place when the group changes while it lasts. */
  private static void whileItLasts(FaultScene scene, Runnable begin, Runnable end) {
    Duration lasts = scene.dice().seconds(120, 3600);
    scene.soon(
        () -> {
          begin.run();
          var listening = scene.cloud().observeTruth(change -> count(scene, moves(change)));
          scene.at(
              lasts,
              () -> {
                listening.close();
                end.run();
              });
        });
  }

  private static boolean moves(CloudChange change) {
    return change.kind() == CloudChange.Kind.LAUNCHED
        || change.kind() == CloudChange.Kind.TERMINATED;
  }

  private static void credentialsExpire(FaultScene scene) {
    CloudFault expired = new CloudFault.Expired();
    CloudFaults faults = scene.cloud().faults();
    faults.whenMet(met -> count(scene, met == expired));
    Duration lasts = scene.dice().seconds(30, 2400);
    Duration after = scene.dice().seconds(10, 900);
    scene.at(
        after,
        () -> {
          faults.lasting(ALL, expired);
          scene.at(lasts, () -> faults.lift(ALL));
        });
  }

  private static void count(FaultScene scene, boolean tookPlace) {
    if (tookPlace) {
      scene.struck();
    }
  }
}
