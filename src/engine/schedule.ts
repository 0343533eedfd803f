import { Cron, Duration, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { cronExpression } from './cron';
import { addOnce } from '../naming/addition';
import { ObjectMetadata } from '../naming/labels';
import { INT32, refuse, wholeNumber } from '../naming/refuse';
import { wholeSeconds } from '../naming/units';
import { rulesFor, WrittenObject } from '../synthesis/written';

/**
 * When a CronJob runs.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export interface ScheduleProps {
  /** When to run, in `timeZone`. Anything but five fields that Kubernetes takes is refused. */
  readonly schedule: Cron;

  /**
   * The time zone of the schedule, by its name in the IANA database, such as `Europe/Berlin` or `Etc/UTC`. Anything else is refused.
   *
   * @see https://www.iana.org/time-zones
   * @default - that of the cluster's controllers, which is most often UTC
   */
  readonly timeZone?: string;

  /**
   * Whether no more runs are begun. One that is under way goes on.
   *
   * @default false
   */
  readonly suspend?: boolean;

  /**
   * How late a run may begin, because the control plane was down or the run before was still going. A run that is later is skipped. Whole
   * seconds, 10 or more, because Kubernetes looks every 10 seconds; anything else is refused. Leave it below a hundred times of what is
   * between two runs: Kubernetes gives up on a schedule of which more were missed.
   *
   * @default - 1 hour
   */
  readonly startingDeadline?: Duration;

  /**
   * How many Jobs that succeeded are kept, with their pods and logs. A whole number, 0 or more; anything else is refused.
   *
   * @default - Kubernetes' default: 3
   */
  readonly successfulJobsHistoryLimit?: number;

  /**
   * How many Jobs that failed are kept, with their pods and logs. A whole number, 0 or more; anything else is refused.
   *
   * @default - Kubernetes' default: 1
   */
  readonly failedJobsHistoryLimit?: number;
}

/** What may be said of a backup, whatever makes it. */
export interface Kept {
  readonly keep?: number;
  readonly timeout?: Duration;
  readonly resources?: kplus.ContainerResources;
}

/** What it is where nobody says otherwise. */
export type UsualKeeping = Required<Omit<Kept, 'keep'>>;

/** The same, settled. */
export interface Keeping {
  readonly keep: number;
  /** In seconds. */
  readonly timeout: number;
  readonly resources: kplus.ContainerResources;
}

const LEAST_TIMEOUT = 60; // seconds
const KEEP = 7;

/** A pod that does its one thing again and again. */
export interface Schedule {
  readonly metadata: ObjectMetadata;
  readonly asked: ScheduleProps;
  /** How many seconds it gives itself; it is ended when it is much later. */
  readonly timeout: number;
  /** Rendered as it is written, when all is said of the pods. */
  readonly template: () => kplus.k8s.PodTemplateSpec;
}

const RULES = rulesFor('CronJob');
const ID = 'Backup';

const BESIDE = 3600; // seconds: to be scheduled, to get its image and its volumes, and to look after what it has made

/**
 * Without a deadline, Kubernetes counts what was missed, and after a hundred of them starts none ever again. An hour has fewer, whatever
 * the schedule.
 */
const LATEST_START = Duration.hours(1);
const LEAST_START = 10; // seconds

export function keeping(where: string, { keep, timeout, resources }: Kept, usual: UsualKeeping): Keeping {
  return {
    keep: wholeNumber(where, 'keep', keep ?? KEEP, 1),
    timeout: wholeSeconds(where, 'timeout', timeout ?? usual.timeout, LEAST_TIMEOUT, INT32),
    resources: resources ?? usual.resources,
  };
}

/** A cluster has one, with all that it needs. */
export function oneBackup<T>(to: Construct, make: () => T): T {
  return addOnce(to, 'addBackup', ID, make);
}

/** One at a time; and each ends one day, or one whose pod never starts would be the last one for ever. */
export function makeSchedule(scope: Construct, { metadata, asked, timeout, template }: Schedule): void {
  const said = timing(scope.node.path, asked);
  const spec = (): kplus.k8s.CronJobSpec => ({
    ...said,
    concurrencyPolicy: 'Forbid',
    jobTemplate: {
      metadata: { labels: metadata.labels },
      spec: {
        activeDeadlineSeconds: timeout + BESIDE,
        backoffLimit: 0, // a second try would be a second backup: the next one is due soon enough
        template: template(),
      },
    },
  });
  const object = new kplus.k8s.KubeCronJob(scope, ID, { metadata, spec: Lazy.any({ produce: spec }) });
  new WrittenObject({ where: scope.node.path, rules: RULES, object, spec });
}

function timing(where: string, asked: ScheduleProps): Omit<kplus.k8s.CronJobSpec, 'jobTemplate'> {
  const { schedule, timeZone, suspend, startingDeadline, successfulJobsHistoryLimit: succeeded, failedJobsHistoryLimit: failed } = asked;
  const kept = (what: string, number: number | undefined) => number === undefined ? undefined : wholeNumber(where, what, number, 0, INT32);
  return {
    schedule: cronExpression(where, 'schedule', schedule.expressionString),
    timeZone: timeZone === undefined ? undefined : zone(where, timeZone),
    suspend,
    startingDeadlineSeconds: wholeSeconds(where, 'startingDeadline', startingDeadline ?? LATEST_START, LEAST_START),
    successfulJobsHistoryLimit: kept('successfulJobsHistoryLimit', succeeded),
    failedJobsHistoryLimit: kept('failedJobsHistoryLimit', failed),
  };
}

/** Kubernetes knows each by its own spelling only. */
function zone(where: string, got: string): string {
  const allowed = 'the name of a time zone in the IANA database, such as Europe/Berlin';
  const known = knownZone(got);
  if (known === undefined) return refuse(where, { what: 'timeZone', allowed, got });
  const misspelt = known !== got && known.toLowerCase() === got.toLowerCase();
  return misspelt ? refuse(where, { what: 'timeZone', allowed, got, instead: `write '${known}'` }) : got;
}

/** Under its present name. Beside names, Node takes offsets, which Kubernetes does not. */
function knownZone(name: string): string | undefined {
  if (!/^[A-Za-z]/.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
