import { MongoClusterProps } from './mongo-cluster-props';
import { clusterNames } from '../naming/cluster-names';
import { podName } from '../naming/dns-label';
import { given } from '../naming/given';
import { counted, INT32, refuse, wholeNumber } from '../naming/refuse';
import { wholeSeconds } from '../naming/units';

/** A member of the replica set, as the managers in the pods read it; a field that is left out has MongoDB's default. */
export interface Member {
  /** Never given to another member: data members count from 0, hidden ones from 100, the arbiter is 200. */
  readonly _id: number;
  readonly pod: string;
  readonly service: string;
  readonly priority: number;
  readonly votes: number;
  readonly hidden?: true;
  readonly arbiterOnly?: true;
  readonly secondaryDelaySecs?: number;
  readonly tags?: Record<string, string>;
}

const FIRST_HIDDEN = 100;
const ARBITER = 200;
/** MongoDB's own limits. */
export const MOST_MEMBERS = 50;
const MOST_VOTERS = 7;
const HIGHEST_PRIORITY = 1000;

/** A pod that is no member any more: it may have all the data of the set. */
export type Retained = Pick<Member, 'pod' | 'service'>;

/** All members of the replica set. What MongoDB would refuse is refused. */
export function memberList(where: string, name: string, props: MongoClusterProps): Member[] {
  const members = [...dataMembers(where, name, props), ...hiddenMembers(where, name, props), ...arbiter(name, props)];
  if (members.length > MOST_MEMBERS) {
    refuse(where, { what: 'members', allowed: `${MOST_MEMBERS} at most, hidden members and arbiter included`, got: members.length });
  }
  const voters = votersAmong(members);
  if (voters > MOST_VOTERS) {
    refuse(where, {
      what: 'members',
      allowed: `${MOST_VOTERS} voters at most, hidden members and arbiter included`,
      got: voters,
      instead: 'give the others no vote: memberConfig: [… { voting: false }]',
    });
  }
  if (!members.some(({ priority }) => priority > 0)) {
    refuse(where, {
      what: 'memberConfig',
      allowed: 'a list with at least one member that can become primary, with a vote and a priority above 0',
      got: props.memberConfig,
    });
  }
  return members;
}

export function retained(name: string, { members, replicas }: { readonly members: number; readonly replicas: number }): Retained[] {
  return Array.from({ length: replicas - members }, (_, i) => ({ pod: podName(name, members + i), service: name }));
}

export function votersAmong(members: readonly Member[]): number {
  return members.filter(({ votes }) => votes === 1).length;
}

function dataMembers(where: string, name: string, { members, memberConfig = [] }: MongoClusterProps): Member[] {
  const count = wholeNumber(where, 'members', members, 1, MOST_MEMBERS);
  if (memberConfig.length > count) {
    refuse(where, {
      what: 'memberConfig',
      allowed: `a list of ${counted(count, 'entry', 'entries')} at most, one for each member`,
      got: counted(memberConfig.length, 'entry', 'entries'),
    });
  }
  return Array.from({ length: count }, (_, ordinal) => {
    const { priority, voting = true, tags } = memberConfig[ordinal] ?? {};
    const what = `memberConfig[${ordinal}]`;
    const votes = voting ? 1 : 0;
    return {
      _id: ordinal,
      pod: podName(name, ordinal),
      service: name,
      priority: priorityOf(where, what, priority ?? votes, votes),
      votes,
      ...tagsOf(where, `${what}.tags`, tags),
    };
  });
}

function hiddenMembers(where: string, name: string, { hidden }: MongoClusterProps): Member[] {
  if (hidden === undefined) return [];
  const set = clusterNames(name).hidden;
  const delay = hidden.secondaryDelay && wholeSeconds(where, 'hidden.secondaryDelay', hidden.secondaryDelay, 0, INT32);
  return Array.from({ length: wholeNumber(where, 'hidden.members', hidden.members, 1, MOST_MEMBERS - 1) }, (_, ordinal) => ({
    _id: FIRST_HIDDEN + ordinal,
    pod: podName(set, ordinal),
    service: set,
    priority: 0,
    votes: hidden.voting ? 1 : 0,
    hidden: true as const,
    ...(delay && { secondaryDelaySecs: delay }),
    ...tagsOf(where, 'hidden.tags', hidden.tags),
  }));
}

function arbiter(name: string, props: MongoClusterProps): Member[] {
  if (props.arbiter === undefined) return [];
  const set = clusterNames(name).arbiter;
  return [{ _id: ARBITER, pod: podName(set, 0), service: set, priority: 0, votes: 1, arbiterOnly: true }];
}

function priorityOf(where: string, what: string, priority: number, votes: number): number {
  const most = votes === 0 ? 0 : HIGHEST_PRIORITY;
  if (typeof priority === 'number' && priority >= 0 && priority <= most) return priority;
  return refuse(where, {
    what: `${what}.priority`,
    allowed: votes === 0 ? '0 for a member without a vote' : `a number from 0 to ${HIGHEST_PRIORITY}`,
    got: priority,
  });
}

/** MongoDB takes any text; an empty one could not be asked for. */
function tagsOf(where: string, what: string, asked: Record<string, string> | undefined): { tags?: Record<string, string> } {
  if (asked === undefined) return {};
  const tags = given(asked);
  for (const [key, value] of Object.entries(tags)) {
    if (!/^[\w.-]{1,63}$/.test(key)) refuse(where, { what, allowed: 'keyed by 1 to 63 letters, digits, _, - or .', got: key });
    if (typeof value !== 'string' || value === '') {
      refuse(where, { what: `${what}.${key}`, allowed: 'a string that is not empty', got: value });
    }
  }
  return { tags };
}
