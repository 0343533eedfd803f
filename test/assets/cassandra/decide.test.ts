import { spawnSync } from 'child_process';
import { join } from 'path';
import { Decider } from './support/decider';
import { ASSETS } from './support/program';

const decider = new Decider();
afterAll(() => decider.end());

const decide = async (facts: string) => (await decider.decide(facts.trim().split('\n').map(line => line.trim()))).join('\n');

// [what it is about, the facts, the verdict and its seeds]
const VERDICTS: [string, string, string][] = [
  ['one alone founds', 'self a-0 r stays newcomer\nunknown x', 'found\nseeds a-0'],
  ['the first founds when all others are new', 'self a-0 r stays newcomer\nmember a-1 r stays newcomer\nmember a-2 r stays newcomer\nunknown x', 'found\nseeds a-0'],
  ['the first that stays founds', 'member a-0 r leaves newcomer\nself a-1 r stays newcomer\nunknown x', 'found\nseeds a-1'],
  ['a stale word of the operator is no obstacle to a ring that is made anew', 'self a-0 r stays newcomer\nmember a-1 r stays newcomer\nreplace a-0 9.9.9.9\nunknown x', 'found\nseeds a-0'],
  ['what Cassandra left on the own disk is none either', 'self a-0 r stays unfinished\nmember a-1 r stays newcomer\nunknown x', 'found\nseeds a-0'],
  ['a founder founds whoever is silent', 'self a-0 r stays founder\nmember a-1 r stays silent\nunknown x', 'found\nseeds a-0'],
  ['a founder takes those that serve as seeds besides', 'self a-0 r stays founder\nmember a-1 r stays serving 1.1\nentry 1.1 i dc r', 'found\nseeds a-0 a-1'],

  ['the second joins the first', 'member a-0 r stays serving 1.0\nself a-1 r stays newcomer\nmember a-2 r stays silent\nentry 1.0 i dc r', 'join\nseeds a-0'],
  ['three seeds are enough, those that stay first',
    'member a-0 r stays serving 1.0\nmember a-1 r leaves serving 1.1\nmember a-2 r stays serving 1.2\nmember a-3 r stays serving 1.3\nself a-4 r stays newcomer\nentry 1.0 i0 dc r\nentry 1.1 i1 dc r\nentry 1.2 i2 dc r\nentry 1.3 i3 dc r',
    'join\nseeds a-0 a-2 a-3'],
  ['one that leaves is a seed where there is no other', 'member a-0 r leaves serving 1.0\nself a-1 r stays newcomer\nentry 1.0 i dc r', 'join\nseeds a-0'],
  ['the first joins again after its node was removed', 'self a-0 r stays newcomer\nmember a-1 r stays serving 1.1\nentry 1.1 i dc r', 'join\nseeds a-1'],
  ['the first of a datacenter joins by an extra seed', 'self a-0 r stays newcomer\nmember a-1 r stays newcomer\nextra x serving 7.7\nextra y silent', 'join\nseeds x y'],
  ['a node that has moved is not dead, though somebody still knows its old address too', 'member a-0 r stays serving 1.0\nself a-1 r stays newcomer\nentry 0.9 i dc r\nentry 1.0 i dc r', 'join\nseeds a-0'],
  ['an extra seed of the same datacenter is not dead', 'member a-0 r stays serving 1.0\nself a-1 r stays newcomer\nextra x serving 7.7\nentry 1.0 i dc r\nentry 7.7 j dc r', 'join\nseeds a-0 x'],
  ['a word of the operator on an address that the ring does not know is forgotten', 'member a-0 r stays serving 1.0\nself a-1 r stays newcomer\nreplace a-1 9.9\nentry 1.0 i dc r', 'join\nseeds a-0'],

  ['a lost disk is replaced', 'member a-0 r stays serving 1.0\nself a-1 r stays newcomer\nmember a-2 r stays serving 1.2\nentry 1.0 i dc r\nentry 1.1 j dc r\nentry 1.2 k dc r', 'replace 1.1\nseeds a-0 a-2'],
  ['... while one that leaves serves', 'member a-0 r stays serving 1.0\nself a-1 r stays newcomer\nmember a-2 r leaves serving 1.2\nentry 1.0 i dc r\nentry 1.1 j dc r\nentry 1.2 k dc r', 'replace 1.1\nseeds a-0 a-2'],
  ['... while another waits that is new, or that began to join', 'member a-0 r stays serving 1.0\nself a-1 r stays newcomer\nmember a-2 r stays newcomer\nmember a-3 r stays unfinished\nentry 1.0 i dc r\nentry 1.1 j dc r', 'replace 1.1\nseeds a-0'],
  ['... in a rack of its own, whoever waits in another', 'member a-0 r stays serving 1.0\nmember b-0 q stays newcomer\nself a-1 r stays newcomer\nentry 1.0 i dc r\nentry 1.1 j dc r', 'replace 1.1\nseeds a-0'],
  ['the operator says whom to replace', 'member a-0 r stays serving 1.0\nmember a-1 r stays silent\nself a-2 r stays newcomer\nreplace a-2 1.2\nentry 1.0 i dc r\nentry 1.1 j dc r\nentry 1.2 k dc r', 'replace 1.2\nseeds a-0'],
  ['... also where nobody tells about the ring', 'member a-0 r stays serving 1.0\nmember a-1 r stays silent\nself a-2 r stays newcomer\nreplace a-2 1.2\nunknown x', 'replace 1.2\nseeds a-0'],
  ['... after the one before it of which the same is said', 'member a-0 r stays serving 1.0\nmember a-1 r stays serving 1.1\nself a-2 r stays newcomer\nreplace a-1 1.8\nreplace a-2 1.2\nentry 1.0 i dc r\nentry 1.1 j dc r\nentry 1.2 k dc r', 'replace 1.2\nseeds a-0 a-1'],
];

test.each(VERDICTS)('%s', async (_, facts, verdict) => {
  expect(await decide(facts)).toBe(verdict);
});

const SILENT = (who: string) => `silent: ${who}; they are starting, or are down and may hold the ring's data: if they are gone for good together with their disks, lower 'nodes' so that they are no longer members`;
const DEAD = 'entry 1.0 i dc r\nentry 1.1 j dc r';

const WAITS: [string, string, string][] = [
  ['a silent member', 'self a-0 r stays newcomer\nmember a-1 r stays newcomer\nmember a-2 r stays silent\nunknown x', `nobody serves CQL; new like this pod: a-1; ${SILENT('a-2')}`],
  ['a silent member that leaves', 'self a-0 r stays newcomer\nmember a-1 r leaves silent\nunknown x', `nobody serves CQL; ${SILENT('a-1')}`],
  ['a member that began to join', 'self a-0 r stays newcomer\nmember a-1 r stays unfinished\nunknown x',
    'nobody serves CQL; a-1 began to join a ring and may hold its data: if that ring is gone for good, delete the claims of a-1'],
  ['the founder', 'member a-0 r stays newcomer\nself a-1 r stays newcomer\nunknown x', 'nobody serves CQL; new like this pod: a-0'],
  ['the extra seeds', 'self a-0 r stays newcomer\nextra x silent\nextra y silent\nunknown x', 'nobody serves CQL; extra seeds, which must answer first: x y'],
  ['somebody who knows', 'member a-0 r stays serving 1.0\nself a-1 r stays newcomer\nunknown the login is refused today at noon',
    "members serve CQL, but none reports on the ring: the login is refused today at noon. If this pod's disk is lost, name the node that it replaces, by its address in nodetool status: replaceNodes: { 'a-1': '<address>' }"],
  ['somebody who knows, and somebody is silent', 'member a-0 r stays serving 1.0\nself a-1 r stays newcomer\nunknown the login is refused today at noon\nmember a-2 r stays silent',
    "members serve CQL, but none reports on the ring: the login is refused today at noon. This pod goes on by itself once others serve; silent: a-2. If this pod's disk is lost, and they do not come back, name the node that it replaces, by its address in nodetool status: replaceNodes: { 'a-1': '<address>' }"],
  ['its turn to join', 'member a-0 r stays serving 1.0\nmember a-1 r stays silent\nself a-2 r stays newcomer\nentry 1.0 i dc r', "it is a-1's turn to join, before this pod; its state: silent"],
  ['its turn to replace', 'member a-0 r stays newcomer\nself a-1 r stays newcomer\nmember a-2 r stays serving 1.2\nentry 1.1 j dc r\nentry 1.2 k dc r', "it is a-0's turn, before this pod, to replace the dead node at 1.1; its state: newcomer"],
  ['one that comes', 'member a-0 r stays serving 1.0\nself a-1 r stays newcomer\nentry 1.0 i dc r\nmoving 9.9 BOOT',
    'only one node joins or leaves at a time, and 9.9 joins (BOOT). If it is interrupted, it starts over by itself; if its pod is gone for good, the ring forgets it within a minute or two'],
  ['DNS', 'member a-0 r stays serving 1.0\nmember a-1 r stays serving 1.0\nself a-2 r stays newcomer\nentry 1.0 i dc r', 'a-0 and a-1 have the same address: DNS is behind'],
  ['the owner of a dead entry', `member a-0 r stays serving 1.0\nself a-1 r stays newcomer\nmember a-2 r stays silent\n${DEAD}`,
    "the node at 1.1 (r, host id j) is dead, and may be that of a-2, which must be heard from first. If it is not: name the one that this pod replaces, if its disk is lost: replaceNodes: { 'a-1': '1.1' }; or, for a node that was scaled away and not decommissioned: nodetool removenode j"],
  ['a member that the ring does not know at its address', `member a-0 r stays serving 1.7\nmember a-1 r stays serving 1.0\nself a-2 r stays newcomer\n${DEAD}`,
    "the node at 1.1 (r, host id j) is dead, and may be that of a-0, which must be heard from first. If it is not: name the one that this pod replaces, if its disk is lost: replaceNodes: { 'a-2': '1.1' }; or, for a node that was scaled away and not decommissioned: nodetool removenode j"],
  ['the pod of another rack', `member a-0 r stays serving 1.0\nself b-0 q stays newcomer\n${DEAD}`,
    'the node at 1.1 (r, host id j) is dead, and this pod is in q. A pod of r replaces it; or, for a node that was scaled away and not decommissioned: nodetool removenode j'],
  ['two dead nodes', `member a-0 r stays serving 1.0\nself a-1 r stays newcomer\n${DEAD}\nentry 1.2 k dc r`,
    "2 nodes of the ring are dead: 1.1 (r, host id j), 1.2 (r, host id k). Let them come back, or name the one that this pod replaces, if its disk is lost: replaceNodes: { 'a-1': '<address>' }; or, for a node that was scaled away and not decommissioned: nodetool removenode j, k"],
  ['the operator, who named one that serves', 'member a-0 r stays serving 1.0\nself a-1 r stays newcomer\nreplace a-1 1.0\nunknown x',
    "'replaceNodes' says that this pod replaces 1.0, but a-0 serves CQL there: take that out of 'replaceNodes', or correct it"],
  ['the operator, who named one of another rack', `member a-0 r stays serving 1.0\nself b-0 q stays newcomer\nreplace b-0 1.1\n${DEAD}`,
    "'replaceNodes' says that this pod replaces 1.1, but that node is in r, and this pod in q: a replacement in another rack would put two replicas there; use a pod of rack r"],
  ['somebody to ask about whom the operator named', 'member a-0 r stays silent\nself a-1 r stays newcomer\nreplace a-1 1.0\nunknown x',
    "'replaceNodes' says that this pod replaces 1.0, but nobody serves CQL and could report on the ring; silent: a-0"],
  ['one that comes, though the operator named another', `member a-0 r stays serving 1.0\nself a-1 r stays newcomer\nreplace a-1 1.1\nmoving 9.9 LEAVING\n${DEAD}`,
    "'replaceNodes' says that this pod replaces 1.1, but only one node joins or leaves at a time, and 9.9 is LEAVING; if that node is gone for good: nodetool removenode, or nodetool assassinate"],
  ['its turn among those that the operator named', `member a-0 r stays serving 1.0\nmember a-1 r stays newcomer\nself a-2 r stays newcomer\nreplace a-1 1.1\nreplace a-2 1.2\n${DEAD}\nentry 1.2 k dc r`,
    "'replaceNodes' says that this pod replaces 1.2, and a-1 comes first: it is named there as well, and does not serve CQL; to stop waiting for it, take a-1 out of 'replaceNodes'"],
  ['the end, if it is to leave', 'member a-0 r stays serving 1.0\nself a-1 r leaves newcomer\nentry 1.0 i dc r', "this pod is to leave, and its disk holds nothing to hand over: lower 'nodes' so that it is no longer a member"],
  ['the end, if it is to leave and its node is still known', `member a-0 r stays serving 1.0\nself a-1 r leaves newcomer\n${DEAD}`,
    "this pod is to leave, and its disk holds nothing to hand over: lower 'nodes' so that it is no longer a member; dead nodes of the ring, of which one may be its own: 1.1 (r, host id j): nodetool removenode"],
  ['a word, if it is to leave and may have data', 'member a-0 r stays serving 1.0\nself a-1 r leaves unfinished\nentry 1.0 i dc r',
    "this pod is to leave, and may have joined without being seen: let it stay until it serves CQL, or, if nothing on its disk is wanted, lower 'nodes' so that it is no longer a member"],
];

test.each(WAITS)('waits for %s', async (_, facts, sentence) => {
  expect(await decide(facts)).toBe(`wait ${sentence}`);
});

test('is a filter: facts come in, a verdict goes out', () => {
  const { stdout, status } = spawnSync('bash', [join(ASSETS, 'decide.sh')], { input: 'self a-0 r stays newcomer\nunknown x\n', encoding: 'utf8' });
  expect([stdout, status]).toEqual(['found\nseeds a-0\n', 0]);
});
