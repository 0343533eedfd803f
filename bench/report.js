// One line for each figure, and the verdict.

/** Where a thing measured against itself leaves these bounds, the machine was too busy to tell anything. */
const CONTROL = { from: 0.98, to: 1.02 };

/** A figure that has no noise, or far less than its target leaves room for. */
function exact(id, metric, target, measured, met, shown = String(measured)) {
  return { id, metric, target, measured: shown, control: '', verdict: met ? 'met' : 'missed' };
}

/** A ratio that must be at most `most`, if the control says that it can be trusted. */
function atMost(id, metric, most, measured, control, note = '') {
  const trusted = control >= CONTROL.from && control <= CONTROL.to;
  const verdict = !trusted ? 'void' : measured <= most ? 'met' : 'missed';
  return { id, metric, target: `<= ${most.toFixed(2)}`, measured: `${measured.toFixed(3)}${note}`, control: control.toFixed(3), verdict };
}

/** Prints the lines, and sets the exit code: 1 where a target was missed. */
function report(lines) {
  const columns = ['id', 'metric', 'target', 'measured', 'control', 'verdict'];
  const table = [Object.fromEntries(columns.map(column => [column, column])), ...lines];
  const widths = columns.map(column => Math.max(...table.map(line => line[column].length)));
  for (const line of table) console.log(columns.map((column, i) => line[column].padEnd(widths[i])).join('  ').trimEnd());
  if (lines.some(line => line.verdict === 'void')) console.log('\nvoid: the control left 0.98 to 1.02, so run it again when the machine has less to do');
  if (lines.some(line => line.verdict === 'missed')) process.exitCode = 1;
}

module.exports = { atMost, exact, report };
