import { App, Chart, Testing } from 'cdk8s';
import { SynthesisPass } from '../../src/synthesis/pass';

test('each run of synthesis over a tree is a pass of its own, whichever construct asks', () => {
  const app = new App();
  const one = new Chart(app, 'one');
  const pass = SynthesisPass.of(one);
  expect(SynthesisPass.of(new Chart(one, 'inner'))).toBe(pass);
  expect(pass.number).toBe(0);
  Testing.synth(one);
  expect(pass.number).toBe(1);
  app.synthYaml(); // validates the app once, and again for each of its two charts
  expect(pass.number).toBe(4);
});

test('trees do not count for each other', () => {
  const mine = SynthesisPass.of(Testing.chart());
  Testing.synth(Testing.chart());
  expect(mine.number).toBe(0);
});
