import { Cron, Duration, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ObjectMetadata } from '../naming/labels';
import { INT32, wholeNumber } from '../naming/refuse';
import { wholeSeconds } from '../naming/units';
import { rulesFor, WrittenObject } from '../synthesis/written';

/** What may be said of a backup, whatever makes it. */
export interface Kept {
  readonly keep?: number;
  readonly timeout?: Duration;
}

/** The same, settled. */
export interface Keeping {
  readonly keep: number;
  /** In seconds. */
  readonly timeout: number;
}

const LEAST_TIMEOUT = 60; // seconds
const KEEP = 7;

export function keeping(where: string, { keep, timeout }: Kept, usual: Duration): Keeping {
  return {
    keep: wholeNumber(where, 'keep', keep ?? KEEP, 1),
    timeout: wholeSeconds(where, 'timeout', timeout ?? usual, LEAST_TIMEOUT, INT32),
  };
}

/** A pod that does its one thing again and again. */
export interface Schedule {
  readonly metadata: ObjectMetadata;
  readonly schedule: Cron;
  /** How many seconds it gives itself; it is ended when it is much later. */
  readonly timeout: number;
  /** Rendered as it is written, when all is said of the pods. */
  readonly template: () => kplus.k8s.PodTemplateSpec;
}

const RULES = rulesFor('CronJob');
const BESIDE = 3600; // seconds: to be scheduled, to get its image and its volumes, and to look after what it has made

/**
 * In seconds. Who comes later than that, because the control plane was down or the one before still ran, leaves it to the next one.
 * Without a deadline, Kubernetes counts what was missed, and after a hundred of them starts none ever again. An hour has fewer, whatever
 * the schedule.
 */
const LATEST_START = 3600;

/** One at a time; and each ends one day, or one whose pod never starts would be the last one for ever. */
export function makeSchedule(scope: Construct, { metadata, schedule, timeout, template }: Schedule): void {
  const spec = (): kplus.k8s.CronJobSpec => ({
    schedule: schedule.expressionString,
    concurrencyPolicy: 'Forbid',
    startingDeadlineSeconds: LATEST_START,
    jobTemplate: {
      metadata: { labels: metadata.labels },
      spec: {
        activeDeadlineSeconds: timeout + BESIDE,
        backoffLimit: 0, // a second try would be a second backup: the next one is due soon enough
        template: template(),
      },
    },
  });
  const object = new kplus.k8s.KubeCronJob(scope, 'Backup', { metadata, spec: Lazy.any({ produce: spec }) });
  new WrittenObject({ where: scope.node.path, rules: RULES, object, spec });
}
