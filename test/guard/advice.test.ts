import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Advice, DisruptionBudget, StatefulBackend } from '../../src';
import { advise } from '../../src/guard/advice';
import { chart, complaint, synth } from '../support/synth';

const MEMORY = "prod/db/Resource: 'spec.template.spec.containers[0].resources.requests.memory' must be set, because pods that request no memory are evicted first, got nothing";

test('there is none where there is nothing to say', () => {
  expect(Advice.of(new App())).toEqual([]);
});

test('it is told, object by object, and fails no synthesis', () => {
  const one = chart();
  const db = new StatefulBackend(one, 'db', {
    replicas: 3, disruptionBudget: DisruptionBudget.minAvailable(kplus.PercentOrAbsolute.absolute(3)), containers: [{ image: 'x:1' }],
  });
  ApiObject.of(db).addJsonPatch(JsonPatch.add('/spec/updateStrategy', { rollingUpdate: { partition: 3 } }));
  expect(Advice.of(one)).toEqual([
    "prod/db/Resource: 'spec.updateStrategy.rollingUpdate.partition' must be at most 2, the last ordinal, got 3; as it is, no pod is ever updated",
    MEMORY,
    "prod/db/DisruptionBudget: 'spec.minAvailable' must be below the 3 replicas of StatefulSet 'db', got 3; as it is, no node with such a pod can be drained",
  ]);
  expect(synth(one)).toHaveLength(3);
});

test('it sees what others have made, too', () => {
  const app = new App();
  const one = new Chart(app, 'prod');
  new kplus.Service(one, 'plain', { metadata: { name: 'plain' }, clusterIP: 'None', ports: [{ port: 80 }] });
  expect(Advice.of(app)).toEqual(["prod/plain/Resource: 'spec.ports[0].name' must be set, because only named ports get SRV records, got nothing"]);
});

test('what is refused is refused here as well', () => {
  const one = chart();
  const db = new StatefulBackend(one, 'db', { containers: [{ image: 'x:1' }] });
  ApiObject.of(db).addJsonPatch(JsonPatch.replace('/spec/replicas', -1));
  expect(complaint(() => Advice.of(one))).toBe("prod/db: 'spec.replicas' must be a whole number from 0 to 2147483647, got -1");
});

describe('what is said of a construct', () => {
  const about = (what: string) => ({ what, allowed: 'else', got: 1 });

  test('is remembered, in order, and of no other', () => {
    const [one, other] = [chart(), chart()];
    advise(one, () => [about('first'), about('second')]);
    advise(one, () => []);
    advise(one, () => [about('third')]);
    expect(Advice.of(one)).toEqual(["prod: 'first' must be else, got 1", "prod: 'second' must be else, got 1", "prod: 'third' must be else, got 1"]);
    expect(Advice.of(other)).toEqual([]);
  });

  test('is made when somebody asks, so that what was done meanwhile counts', () => {
    const one = chart();
    const done: string[] = [];
    advise(one, () => done.map(about));
    expect(Advice.of(one)).toEqual([]);
    done.push('later');
    expect(Advice.of(one)).toEqual(["prod: 'later' must be else, got 1"]);
  });
});
