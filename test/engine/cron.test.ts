import { cronExpression } from '../../src/engine/cron';
import { complaint } from '../support/synth';

// As an API server answered for each (a dry run of a CronJob), but for what it takes and does not mean: ',', '*-5' and '+5'.

test.each([
  '* * * * *', '0 0 1 1 0', '59 23 31 12 6', '05 00 * * *', '*/15 * * * *', '*/100 * * * *', '5/10 * * * *', '0-59/59 * * * *', '5-5 * * * *', '1-5/2,7,? * * * *', '* * ? * ?', '0 2 * * SUN',
  '* * * Jan-MAR *', '* * * * sun-1', '* * 31 2 *', '*/05 * * * *',
])('%s is an expression', expression => expect(cronExpression('prod/db', 'schedule', expression)).toBe(expression));

test.each(['', '* * * *', '* * * * * *', ' * * * *', '* *  * *', '* * * *\t*', '@daily', 'TZ=UTC * * * * *'])("'%s' has other fields than five", (expression) => {
  expect(complaint(() => cronExpression('prod/db', 'schedule', expression))).toBe(`prod/db: 'schedule' must be five fields: minute, hour, day, month and weekday, got '${expression.replace('\t', '\\t')}'`);
});

const FORMS = "in the form of '1', '1,3', '1-3', '*/2' or '*'";
test.each([
  ['60 * * * *', 'minute of 0 to 59'], ['99 * * * *', 'minute of 0 to 59'], ['every * * * *', 'minute of 0 to 59'], ['jan * * * *', 'minute of 0 to 59'], ['-1 * * * *', 'minute of 0 to 59'],
  ['5-1 * * * *', 'minute of 0 to 59'], ['1-60 * * * *', 'minute of 0 to 59'], ['1-2-3 * * * *', 'minute of 0 to 59'], ['1-x * * * *', 'minute of 0 to 59'], ['*/0 * * * *', 'minute of 0 to 59'],
  ['*/x * * * *', 'minute of 0 to 59'], ['1/2/3 * * * *', 'minute of 0 to 59'], ['99/2 * * * *', 'minute of 0 to 59'], ['*,99 * * * *', 'minute of 0 to 59'], ['1, * * * *', 'minute of 0 to 59'],
  ['*-5 * * * *', 'minute of 0 to 59'], ['*5 * * * *', 'minute of 0 to 59'], ['1.5 * * * *', 'minute of 0 to 59'], ['@daily * * * *', 'minute of 0 to 59'], ['TZ=UTC * * * *', 'minute of 0 to 59'],
  ['* 24 * * *', 'hour of 0 to 23'],
  ['* * 0 * *', 'day of 1 to 31'], ['* * 32 * *', 'day of 1 to 31'], ['* * L * *', 'day of 1 to 31'],
  ['* * * 0 *', 'month of 1 to 12 or jan to dec'], ['* * * 13 *', 'month of 1 to 12 or jan to dec'], ['* * * sun *', 'month of 1 to 12 or jan to dec'],
  ['* * * * 7', 'weekday of 0 (Sunday) to 6 or sun to sat'], ['* * * * Sunday', 'weekday of 0 (Sunday) to 6 or sun to sat'], ['* * * * sat-sun', 'weekday of 0 (Sunday) to 6 or sun to sat'],
  ['* * * * 1#2', 'weekday of 0 (Sunday) to 6 or sun to sat'],
])('%s has no %s', (expression, field) => {
  expect(complaint(() => cronExpression('prod/db', 'schedule', expression))).toBe(`prod/db: 'schedule' must be a cron expression with a ${field}, ${FORMS}, got '${expression}'`);
});
