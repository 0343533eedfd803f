import { EMPTY, FULL } from './reports';
import { junit } from '../../../src/cli/formats/junit';

test('it is the form that CI servers read', () => {
  expect(junit(FULL)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cdk8s-stateful" tests="7" failures="1" errors="2">
  <testsuite name="b.yaml" tests="1" failures="0" errors="1" skipped="0" time="0">
    <testcase classname="b.yaml" name="not checked" time="0"><error message="there is no such file or folder" type="not checked">b.yaml</error></testcase>
  </testsuite>
  <testsuite name="c.yaml" tests="1" failures="0" errors="1" skipped="0" time="0">
    <testcase classname="c.yaml" name="not checked" time="0"><error message="'a' is there twice?in one map" type="not checked">c.yaml:2:1</error></testcase>
  </testsuite>
  <testsuite name="a dir/a,b:c.yaml" tests="5" failures="1" errors="0" skipped="1" time="0">
    <testcase classname="a dir/a,b:c.yaml" name="Service prod/db spec.type headless-type" time="0"><failure message="Service prod/db: 'spec.type' must be 'ClusterIP', got 'Node&lt;Port&gt;&amp;&quot;'; 100% so" type="refused by the API server">a dir/a,b:c.yaml:7:3 refused by the API server: Service prod/db: 'spec.type' must be 'ClusterIP', got 'Node&lt;Port&gt;&amp;&quot;'; 100% so</failure></testcase>
    <testcase classname="a dir/a,b:c.yaml" name="Service prod/db spec.ports[0].name ports-named" time="0"><system-out>a dir/a,b:c.yaml:9:3 advice: Service prod/db: advice</system-out></testcase>
    <testcase classname="a dir/a,b:c.yaml" name="Service prod/db spec.type headless-type" time="0"><skipped message="because"/></testcase>
    <testcase classname="a dir/a,b:c.yaml" name="Service prod/db spec.ports[0].name acknowledgement" time="0"><system-out>a dir/a,b:c.yaml:9:3 advice: Service prod/db: advice</system-out></testcase>
    <testcase classname="a dir/a,b:c.yaml" name="StatefulSet good" time="0"></testcase>
  </testsuite>
</testsuites>
`);
});

/** What the schema of Jenkins' xUnit plugin, by which others go as well, has room for: attributes that must be there, others, and what may be inside. */
const FORM: Record<string, { must: string[]; may: string[]; inside: string[] }> = {
  'testsuites': { must: [], may: ['name', 'time', 'tests', 'failures', 'errors', 'disabled'], inside: ['testsuite'] },
  'testsuite': { must: ['name', 'tests'], may: ['failures', 'errors', 'time', 'skipped', 'disabled', 'timestamp', 'hostname', 'id', 'package'], inside: ['testcase', 'properties', 'system-out', 'system-err'] },
  'testcase': { must: ['name'], may: ['classname', 'time', 'assertions', 'status'], inside: ['skipped', 'error', 'failure', 'system-out', 'system-err'] },
  'failure': { must: [], may: ['message', 'type'], inside: [] },
  'error': { must: [], may: ['message', 'type'], inside: [] },
  'skipped': { must: [], may: ['message', 'type'], inside: [] },
  'system-out': { must: [], may: [], inside: [] },
};

test.each([['everything', FULL], ['nothing', EMPTY]])('its elements and attributes are those of that form, of %s', (_what, report) => {
  const stack: string[] = [];
  const rest = junit(report).replace(/^<\?xml[^?]*\?>/, '').replace(/<(\/?)([a-z-]+)((?: [a-z]+="[^"<>]*")*)(\/?)>/g, (_, closing: string, name: string, attributes: string, empty: string) => {
    if (closing !== '') {
      expect(stack.pop()).toBe(name);
      return '';
    }
    const given = [...attributes.matchAll(/ ([a-z]+)=/g)].map(([, attribute]) => attribute!);
    expect([...FORM[name]!.must, ...FORM[name]!.may]).toEqual(expect.arrayContaining(given));
    expect(given).toEqual(expect.arrayContaining(FORM[name]!.must));
    if (stack.length > 0) expect(FORM[stack.at(-1)!]!.inside).toContain(name);
    else expect(name).toBe('testsuites');
    if (empty === '') stack.push(name);
    return '';
  });
  expect(stack).toEqual([]);
  expect(rest).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;)/);
});
