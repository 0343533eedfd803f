import { FakePod } from './fake-cluster';
import { Program } from './program';

/** The decision with which it ends. */
export async function decision(gate: Program, pod: FakePod): Promise<string> {
  const status = await gate.ended;
  if (status !== 0) throw new Error(`gate.sh ended with ${status}:\n${gate.said}`);
  return pod.decision;
}

/** Time and again, and without a decision. */
export async function keepsWaiting(gate: Program, pod: FakePod, sentence: string): Promise<void> {
  await gate.says(sentence, 2);
  if (pod.decision) throw new Error(`gate.sh has decided: ${pod.decision}`);
}
