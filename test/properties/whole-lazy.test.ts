import { Lazy } from 'cdk8s';
import { isMap, Prop, propertiesOf } from '../support/assembly';
import { outcome } from '../support/outcome';
import { pairsOfMost, valuesOf } from '../support/pairs';
import { PLACES, USES } from '../support/uses';

// A Lazy is produced when the manifest is written. A list or a map that is read before, for names or for checks, cannot be one; of what is handed on it makes no difference.
// What is tried is read from `.jsii`: every list and every map of every struct that a public method takes.

const WITH_STRUCT = PLACES.filter(({ struct }) => struct !== undefined);
const same: string[] = [];

test.each(WITH_STRUCT)('$place takes a Lazy for a whole list or map, or says that it cannot', ({ place, struct }) => {
  const unclear = valuesOf(place, struct!).flatMap(make => propertiesOf(struct!).flatMap(({ name, type }) => {
    const value = make()[name];
    if (!(Array.isArray(value) || isMap(type) && value !== undefined)) return [];
    const said = outcome(USES[place]!, { ...make(), [name]: Lazy.any({ produce: () => make()[name] }) });
    if (said === outcome(USES[place]!, make())) same.push(`${place}.${name}`);
    else if (!/^refused: [\w/.-]+: '[\w.]+' must be a (list|map)[^\n]*, got [^\n]+(; a Lazy cannot stand for the whole \1)?$/.test(said)) return [`${name}: ${said.slice(0, 200)}`];
    return [];
  }));
  expect(unclear).toEqual([]);
});

test('a Lazy is taken for a whole list or map where that is handed on', () => {
  expect([...new Set(same)].sort()).toEqual([
    'HeadlessService.new.props.ipFamilies',
    'Spread.hard.options.matchLabels', 'Spread.soft.options.matchLabels',
    'StatefulBackend.addClaim.props.accessModes',
    'StatefulBackend.addClientService.props.loadBalancerSourceRanges', 'StatefulBackend.addPodServices.props.loadBalancerSourceRanges',
    'StatefulBackend.extendContainer.fields.resizePolicy',
  ]);
});

/** Of nested structs too, each beside all the others. */
test.each(WITH_STRUCT)('in $place, no Lazy for a whole list or map ends in words of JavaScript', ({ place, struct }) => {
  const lazy = ({ type: { collection } }: Prop) => collection && (() => Lazy.any({ produce: () => collection.kind === 'map' ? {} : [] }) as unknown);
  const said = pairsOfMost(place, struct!, lazy).map(({ what, explicit }) => `${what}: ${outcome(USES[place]!, explicit())}`);
  expect(said.filter(each => /is not (a function|iterable)|Cannot read|undefined/.test(each.slice(0, 300)))).toEqual([]);
});
