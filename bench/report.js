// One line for each figure, and the verdict.

/** Where a thing measured against itself leaves these bounds, the machine was too busy to tell anything. */
const CONTROL = { from: 0.98, to: 1.02 };

/** A figure that has no noise, or far less than its target leaves room for. */
function exact(id, metric, target, measured, met, shown = String(measured)) {
  return { id, metric, target, measured: shown, control: '', verdict: met ? 'met' : 'missed' };
}

/** A comparison whose median must be at most this, if the control says that it can be trusted. `note` tells the floors in figures. */
function atMost(id, metric, most, compared, control, note) {
  const measured = `${compared.median.toFixed(3)} (floors ${compared.floors.toFixed(3)}: ${note})`;
  const target = most === Infinity ? 'none' : `<= ${most.toFixed(2)}`;
  const verdict = judge(control, compared.median <= most);
  return { id, metric, target, measured, control: control.median.toFixed(3), verdict: most === Infinity && verdict === 'met' ? '' : verdict };
}

function judge(control, met) {
  if (control.median < CONTROL.from || control.median > CONTROL.to) return 'void';
  return met ? 'met' : 'missed';
}

/** Prints the lines, and sets the exit code: 1 where a target was missed. */
function report(lines) {
  const columns = ['id', 'metric', 'target', 'measured', 'control', 'verdict'];
  const table = [Object.fromEntries(columns.map(column => [column, column])), ...lines];
  const widths = columns.map(column => Math.max(...table.map(line => line[column].length)));
  for (const line of table) console.log(columns.map((column, i) => line[column].padEnd(widths[i])).join('  ').trimEnd());
  if (lines.some(line => line.verdict === 'void')) console.log(`\nvoid: the control left ${CONTROL.from} to ${CONTROL.to}, so run it again when the machine has less to do`);
  if (lines.some(line => line.verdict === 'missed')) process.exitCode = 1;
}

module.exports = { atMost, exact, judge, report };
