// Reads a result file of xunit (XML) or vitest (JSON): prints what failed and what was skipped to the error stream, and
// 'passed failed skipped' to the output. Usage: node results.mjs FILE [FILTER]
import { readFileSync } from 'node:fs';

const [file, filter = ''] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const longest = 8000;

const indented = (lines) => lines.trimEnd().slice(0, longest).replaceAll(/^/gm, '      ');
const report = (kind, name, ...parts) => console.error([`    ${kind} ${name}`, ...parts.filter(Boolean).map(indented)].join('\n'));

function xunit() {
  const entities = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  const plain = (value = '') => value.replaceAll(/&(#x[0-9a-f]+|#[0-9]+|\w+);/gi, (whole, name) =>
    name[0] === '#' ? String.fromCodePoint(name[1] === 'x' ? parseInt(name.slice(2), 16) : +name.slice(1)) : entities[name] ?? whole).replaceAll('\\"', '"');
  const inside = (element, tag) => plain(element.match(new RegExp(`<${tag}(?: [^>]*)?>([\\s\\S]*?)</${tag}>`))?.[1]);
  const name = (element) => plain(element.match(/ name="([^"]*)"/)?.[1]);
  // Only the frames in our own files: the runner's say nothing.
  const frames = (element) => inside(element, 'stack-trace').split('\n').filter((line) => line.includes(':line ')).join('\n');
  for (const [element] of text.matchAll(/<(test|error) (?:[^>"]|"[^"]*")*(?<!\/)>[\s\S]*?<\/\1>/g)) {
    if (element.startsWith('<error ') || element.includes(' result="Fail"')) {
      const output = inside(element, 'output');
      report('FAILED', name(element), inside(element, 'message'), frames(element), output && `Output:\n${output}`);
    } else if (element.includes(' result="Skip"')) report('SKIPPED', name(element), inside(element, 'reason'));
  }
  const tags = text.match(/<assembly (?:[^>"]|"[^"]*")*>/g);
  const sum = (key) => tags.reduce((all, tag) => all + +(tag.match(` ${key}="(\\d+)"`)?.[1] ?? 0), 0);
  return [sum('passed'), sum('failed') + sum('errors'), sum('skipped')];
}

function vitest() {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const suite of JSON.parse(text).testResults) {
    const tests = suite.assertionResults.filter((test) => test.fullName.includes(filter));
    for (const test of tests) {
      const status = test.status in counts ? test.status : 'skipped';
      counts[status]++;
      if (status === 'failed') report('FAILED', test.fullName, test.failureMessages.join('\n'));
      if (status === 'skipped') report('SKIPPED', test.fullName);
    }
    // A file that cannot even be loaded has no tests.
    if (suite.status === 'failed' && suite.assertionResults.every((test) => test.status !== 'failed')) {
      counts.failed++;
      report('FAILED', suite.name, suite.message);
    }
  }
  return [counts.passed, counts.failed, counts.skipped];
}

console.log(...(file.endsWith('.json') ? vitest() : xunit()));
