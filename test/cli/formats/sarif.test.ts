import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import { EMPTY, FULL } from './reports';
import { sarif } from '../../../src/cli/formats/sarif';
import { sections } from '../../../src/cli/rules';
import { RULES } from '../../../src/rules/rules';

const valid = new Ajv({ validateFormats: false }).compile(JSON.parse(readFileSync(join(__dirname, '..', '..', 'fixtures', 'sarif-2.1.0.json'), 'utf8')));
const { runs: [run] } = JSON.parse(sarif(FULL));

test.each([['everything', FULL], ['nothing', EMPTY]])('it is SARIF 2.1.0, of %s', (_what, report) => {
  expect(valid(JSON.parse(sarif(report))) ? [] : valid.errors).toEqual([]);
});

test('it knows every rule, and what else was found, with a level', () => {
  expect(run.tool.driver.rules.map(({ id, defaultConfiguration: { level } }: { id: string; defaultConfiguration: { level: string } }) => [id, level]))
    .toEqual([...RULES.map(({ name, certainty }) => [name, certainty === 'advice' ? 'warning' : 'error']), ['acknowledgement', 'warning']]);
});

test('each result leads to its rule, and to a place that can be shown', () => {
  const index = run.tool.driver.rules.findIndex(({ id }: { id: string }) => id === 'headless-type');
  expect(run.results[0]).toEqual({
    ruleId: 'headless-type',
    ruleIndex: index,
    level: 'error',
    message: { text: "Service prod/db: 'spec.type' must be 'ClusterIP', got 'Node<Port>&\"'; 100% so" },
    locations: [{
      physicalLocation: { artifactLocation: { uri: 'a%20dir/a%2Cb%3Ac.yaml' }, region: { startLine: 7, startColumn: 3 } },
      logicalLocations: [{ fullyQualifiedName: 'Service prod/db spec.type', kind: 'object' }],
    }],
  });
  expect(run.results.map(({ level, ruleId }: { level: string; ruleId: string }) => `${ruleId} ${level}`)).toEqual(['headless-type error', 'ports-named warning', 'headless-type warning', 'acknowledgement warning']);
});

test('what is acknowledged is suppressed, with the reason', () => {
  expect(run.results.map(({ suppressions }: { suppressions?: object }) => suppressions)).toEqual([undefined, undefined, [{ kind: 'external', justification: 'because' }], undefined]);
});

test('what could not be checked is told, with its place if there is one', () => {
  expect(run.invocations).toEqual([{
    executionSuccessful: false,
    toolExecutionNotifications: [
      { level: 'error', message: { text: 'there is no such file or folder' }, locations: [{ physicalLocation: { artifactLocation: { uri: 'b.yaml' } } }] },
      { level: 'error', message: { text: "'a' is there twice\nin one map" }, locations: [{ physicalLocation: { artifactLocation: { uri: 'c.yaml' }, region: { startLine: 2, startColumn: 1 } } }] },
    ],
  }]);
  expect(JSON.parse(sarif(EMPTY)).runs[0].invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
});

test('what is written of a rule is its help', () => {
  const [first] = run.tool.driver.rules;
  const { text, uri } = sections().get(first.id)!;
  expect([first.help, first.helpUri]).toEqual([{ text, markdown: text }, uri]);
});
