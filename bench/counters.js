// D1 to D7: what can be counted. No noise, so nothing may be off.

const path = require('node:path');
require('cdk8s-plus-28');
const loadedBefore = new Set(Object.keys(require.cache));
const { HeadlessService, StatefulBackend } = require('..');
const loaded = Object.keys(require.cache).filter(file => !loadedBefore.has(file)); // before anything else is loaded

const { ApiObject, App, Chart, JsonPatch, Size } = require('cdk8s');
const { Dependable } = require('constructs');
const { exact, report } = require('./report');
const { assertSameOutput, chartOf, written } = require('./workloads');

function counters() {
  assertSameOutput();
  return [...nodes(), ...objects(), ...modules(), dependencyRoots()];
}

function nodes() {
  const container = { image: 'db:1', ports: [{ name: 'db', number: 9042 }] };
  const backend = (replicas, claims) => chart => {
    const made = new StatefulBackend(chart, 'db', { replicas });
    const mounted = made.addContainer(container);
    for (let i = 0; i < claims; i++) mounted.mount(`/data-${i}`, made.addClaim(`data-${i}`, { size: Size.gibibytes(1) }));
  };
  return [
    most('D1', 'nodes per HeadlessService', 2, added(chart => new HeadlessService(chart, 'db'))),
    most('D1', 'nodes per StatefulBackend without budget', 4, added(backend(1, 0))),
    most('D1', 'nodes per StatefulBackend with budget', 5, added(backend(3, 0))),
    most('D1', 'nodes per claim', 0, (added(backend(3, 2)) - added(backend(3, 0))) / 2),
  ];
}

/** Construct nodes that this adds to a chart. */
function added(make) {
  const chart = new Chart(new App(), 'bench');
  make(chart);
  return chart.node.findAll().length - 1;
}

function objects() {
  const chart = chartOf('ours', 1);
  let documents;
  const patches = patchesDuring(() => { documents = chart.toJson().length; });
  const all = chart.node.findAll();
  const apiObjects = all.filter(construct => ApiObject.isApiObject(construct));
  const edges = all.reduce((sum, construct) => sum + construct.node.dependencies.length, 0);
  const [bytes, byHand] = ['ours', 'l1'].map(form => written(form).length / 2);
  return [
    most('D2', 'dependency edges per backend, after synthesis', 0, edges),
    exact('D3', 'API objects per backend', `${documents} documents`, apiObjects.length, apiObjects.length === documents),
    most('D4', 'JSON patches per backend', 0, patches),
    exact('D5', 'bytes of YAML per backend', `${byHand} by hand`, bytes, bytes === byHand),
  ];
}

/** All patches, wherever they are kept, are applied by this one function. */
function patchesDuring(work) {
  const { apply } = JsonPatch;
  let patches = 0;
  JsonPatch.apply = (document, ...operations) => {
    patches += operations.length;
    return apply(document, ...operations);
  };
  try {
    work();
  } finally {
    JsonPatch.apply = apply;
  }
  return patches;
}

function modules() {
  const home = path.join(__dirname, '..', 'lib') + path.sep;
  const own = loaded.filter(file => file.startsWith(home)).length;
  return [
    most('D6', 'modules of others that are loaded', 0, loaded.length - own),
    most('D6', 'modules of the library that are loaded', 10, own),
  ];
}

function dependencyRoots() {
  const [backend] = chartOf('ours', 1).node.children;
  const kinds = Dependable.of(backend).dependencyRoots.map(root => root.kind ?? root.constructor.name);
  return exact('D7', 'what dependents of a backend wait for', 'StatefulSet', kinds.join(', '), kinds.join() === 'StatefulSet');
}

function most(id, metric, limit, count) {
  return exact(id, metric, limit === 0 ? '0' : `<= ${limit}`, count, count <= limit);
}

module.exports = { counters };

if (require.main === module) report(counters());
