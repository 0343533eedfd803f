import { Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ScheduleProps } from '../../src';
import { Kept, keeping, makeSchedule } from '../../src/engine/schedule';
import { chart, complaint, only } from '../support/synth';

const USUAL = { timeout: Duration.days(1), resources: { cpu: { request: kplus.Cpu.millis(50) } } };
const template = () => ({ spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'x:1' }] } });

test.each<[Kept, number, number]>([
  [{}, 7, 86400], [{ keep: 1, timeout: Duration.minutes(1) }, 1, 60], [{ keep: undefined, timeout: undefined }, 7, 86400],
  [{ timeout: Duration.seconds(2147483647) }, 7, 2147483647],
])('a schedule with %j keeps %i, and has %i seconds for each', (kept, keep, timeout) => expect(keeping('prod/db', kept, USUAL)).toEqual({ keep, timeout, resources: USUAL.resources }));

test('what is said of its resources is kept', () => {
  const resources = { memory: { limit: Size.mebibytes(64) } };
  expect(keeping('prod/db', { resources }, USUAL).resources).toEqual(resources);
});

test.each<[Kept, string]>([
  [{ keep: 0 }, "'keep' must be a whole number, 1 or more, got 0"],
  [{ keep: 1.5 }, "'keep' must be a whole number, 1 or more, got 1.5"],
  [{ timeout: Duration.seconds(59) }, "'timeout' must be a whole number of seconds from 60 to 2147483647, got '59 seconds'"],
  [{ timeout: Duration.seconds(2147483648) }, "'timeout' must be a whole number of seconds from 60 to 2147483647, got '2147483648 seconds'"],
])('a schedule with %j is refused', (kept, said) => expect(complaint(() => keeping('prod/db', kept, USUAL))).toBe(`prod/db: ${said}`));

test('one at a time, at most an hour late, tried once, and ended an hour after its time: one whose pod never starts stands in the way of the next one no longer', () => {
  const prod = chart();
  makeSchedule(prod, { metadata: { name: 'db-backup', namespace: 'prod', labels: { app: 'db' } }, asked: { schedule: Cron.daily() }, timeout: 60, template });
  expect(only('CronJob', prod)).toMatchObject({
    metadata: { name: 'db-backup', namespace: 'prod', labels: { app: 'db' } },
    spec: { schedule: '0 0 * * *', concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 3600, jobTemplate: { spec: { activeDeadlineSeconds: 3660, backoffLimit: 0, template: { spec: { restartPolicy: 'Never' } } } } },
  });
});

const asked = (props: Partial<ScheduleProps>) => {
  const prod = chart();
  makeSchedule(prod, { metadata: { name: 'db-backup', namespace: 'prod', labels: {} }, asked: { schedule: Cron.daily(), ...props }, timeout: 60, template });
  return only('CronJob', prod).spec;
};

test.each<[Partial<ScheduleProps>, object]>([
  [{ timeZone: 'Etc/UTC' }, { timeZone: 'Etc/UTC' }], [{ timeZone: 'US/Pacific' }, { timeZone: 'US/Pacific' }], [{ timeZone: 'Asia/Ho_Chi_Minh' }, { timeZone: 'Asia/Ho_Chi_Minh' }],
  [{ suspend: true }, { suspend: true }], [{ suspend: false }, { suspend: false }], [{ startingDeadline: Duration.seconds(10) }, { startingDeadlineSeconds: 10 }],
  [{ successfulJobsHistoryLimit: 0, failedJobsHistoryLimit: 9 }, { successfulJobsHistoryLimit: 0, failedJobsHistoryLimit: 9 }],
])('a schedule of %j is written', (props, written) => expect(asked(props)).toMatchObject(written));

const ZONE = 'the name of a time zone in the IANA database, such as Europe/Berlin';
test.each<[Partial<ScheduleProps>, string]>([
  [{ schedule: new Cron({ minute: '99' }) }, "'schedule' must be a cron expression with a minute of 0 to 59, in the form of '1', '1,3', '1-3', '*/2' or '*', got '99 * * * *'"],
  [{ schedule: new Cron({ weekDay: '7' }) }, "'schedule' must be a cron expression with a weekday of 0 (Sunday) to 6 or sun to sat, in the form of '1', '1,3', '1-3', '*/2' or '*', got '* * * * 7'"],
  [{ schedule: new Cron({ minute: '0 2' }) }, "'schedule' must be five fields: minute, hour, day, month and weekday, got '0 2 * * * *'"],
  [{ timeZone: '' }, `'timeZone' must be ${ZONE}, got ''`],
  [{ timeZone: 'Local' }, `'timeZone' must be ${ZONE}, got 'Local'`],
  [{ timeZone: '+01:00' }, `'timeZone' must be ${ZONE}, got '+01:00'`],
  [{ timeZone: 'Europe/Nowhere' }, `'timeZone' must be ${ZONE}, got 'Europe/Nowhere'`],
  [{ timeZone: 'europe/berlin' }, `'timeZone' must be ${ZONE}, got 'europe/berlin'; write 'Europe/Berlin'`],
  [{ startingDeadline: Duration.seconds(9) }, "'startingDeadline' must be a whole number of seconds, 10 or more, got '9 seconds'"],
  [{ startingDeadline: Duration.millis(10_500) }, "'startingDeadline' must be a whole number of seconds, 10 or more, got '10.5 seconds'"],
  [{ successfulJobsHistoryLimit: -1 }, "'successfulJobsHistoryLimit' must be a whole number from 0 to 2147483647, got -1"],
  [{ failedJobsHistoryLimit: 0.5 }, "'failedJobsHistoryLimit' must be a whole number from 0 to 2147483647, got 0.5"],
])('a schedule of %j is refused', (props, said) => expect(complaint(() => asked(props))).toBe(`prod: ${said}`));
