/** Bad input (issue 3): a message that names file, line and what was expected, exit 2, and nothing of a run left behind. */
import { readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { groupList, installationCount } from '../../harness/cli/estate.ts';
import { estateFrom } from '../../harness/cli/estateFile.ts';
import { readFaultFile } from '../../harness/cli/faultFile.ts';
import { readMaFiles } from '../../harness/cli/maFiles.ts';
import { monday, seedText } from '../../harness/cli/options.ts';
import { UsageError } from '../../harness/cli/usage.ts';
import { loadEstate } from '../../harness/estate/index.ts';
import { emptyFolder, estateText, expectRefused, expectUntouched, mehrs, removeFolders, usedFolder, type Ended } from './support.ts';

const SLOW_MS = 60_000;
afterAll(removeFolders);

const ESTATE = estateText('CB');
type Json = Record<string, any>;
const changed = (change: (estate: Json) => void): string => {
  const estate = JSON.parse(ESTATE) as Json;
  change(estate);
  return JSON.stringify(estate, null, 2);
};
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

/** What `read` says of a file with this content, without the name of the folder. */
const complaint = (name: string, content: string | Uint8Array, read: (path: string) => unknown): string => {
  const folder = emptyFolder();
  writeFileSync(join(folder, name), content);
  try {
    read(join(folder, name));
  } catch (error) {
    if (error instanceof UsageError) return error.message.replaceAll(`${folder}/`, '');
    throw error;
  }
  return '';
};

describe.concurrent('an estate', () => {
  const refused = async (content: string | Uint8Array, ...says: (string | RegExp)[]): Promise<void> => {
    const folder = usedFolder({ 'estate.json': content });
    expectRefused(await mehrs(folder, ['run', '--estate', 'estate.json']), /^mehrs: estate\.json: /, ...says);
    expectUntouched(folder);
  };

  it('that is missing', { timeout: SLOW_MS }, async () => {
    const folder = usedFolder();
    expectRefused(await mehrs(folder, ['run', '--estate', 'nowhere.json']), 'mehrs: nowhere.json: no such file');
    expectUntouched(folder);
  });

  it('that claims 300 MB', { timeout: SLOW_MS }, async () => {
    const folder = usedFolder({ 'estate.json': '' });
    truncateSync(join(folder, 'estate.json'), 300 * 1024 * 1024);
    expectRefused(await mehrs(folder, ['run', '--estate', 'estate.json']), 'mehrs: estate.json: 314572800 bytes, at most 268435456 bytes expected');
    expectUntouched(folder);
  });

  it('with unknown members, bad check digits, a Group ID nobody has, a prototype to pollute: all told at once', { timeout: SLOW_MS }, async () => {
    const text = changed(({ installations: [first] }) => Object.assign(first, { mpan: '1000000000000', mprn: '3938424404', groupId: 'ZZ', postcode: 'AB1 2CD' }))
      .replace('"active"', '"__proto__": { "polluted": true },\n"active"').replace('"imsi"', '"constructor": { "prototype": {} },\n"imsi"');
    await refused(text,
      `line ${lineOf(text, '"mpan"')}: installations[0].mpan: expected 13 digits with the right check digit`,
      `line ${lineOf(text, '"mprn"')}: installations[0].mprn: expected 6 to 10 digits with the right check digits`,
      new RegExp(`line ${lineOf(text, '"groupId"')}: installations\\[0\\]\\.groupId: .*"AA"\\|"BA"`),
      /installations\[0\]: .*"constructor", "postcode"/, /installations\[0\]\.(electricity|gas): .*"__proto__"/);
  });

  it('with an Installation twice', { timeout: SLOW_MS }, () => {
    const text = changed(({ installations }) => installations.push({ ...installations[0] }));
    const second = text.slice(0, text.lastIndexOf('"id"')).split('\n').length;
    return refused(text, `line ${second}: installations[1].id: expected each Installation id once, I0001 stands at installations[0].id already`, /installations\[1\]\.mpan: expected each MPAN once/);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'line 1: empty, JSON expected'],
    ['cut short', ESTATE.slice(0, ESTATE.indexOf('"mpan"') + 8), `line ${lineOf(ESTATE, '"mpan"')}, column 15: not JSON: the file ends here, a value expected`],
    ['in UTF-16', Buffer.from(`\ufeff${ESTATE}`, 'utf16le'), 'line 1: UTF-16, UTF-8 expected'],
    ['in Latin-1', Buffer.from('{\n "parties": "caf\u00e9"\n}', 'latin1'), 'line 2: not UTF-8, UTF-8 expected'],
    ['nested 10,000 deep', `{"parties": ${'['.repeat(10_000)}${']'.repeat(10_000)}, "installations": []}`, 'line 1: parties[0]: '],
    ['of absurd counts', changed((estate) => { estate['installations'] = Array(200_001).fill(1); }), 'installations: expected at most 200000 Installations'],
    ['without a member', changed(({ installations: [first] }) => { delete first.imsi; }), 'installations[0].imsi: '],
  ])('%s', (_what, content, says) => {
    const said = complaint('estate.json', content, estateFrom);
    expect(said).toContain(says);
    expect(said).toMatch(/^estate\.json: /);
  });
  it('that is a folder, and one that never ends', () => {
    expect(() => estateFrom(emptyFolder())).toThrow(/: a folder, a file expected/);
    if (process.platform === 'linux') expect(() => estateFrom('/dev/zero')).toThrow('/dev/zero: too large, at most 268435456 bytes expected');
  });
});

interface Given {
  readonly estate: string;
  readonly name: string;
  readonly head: string;
  readonly row: string;
}

/** What `mehrs ma` writes for an estate of one Installation. */
const authorisation = async (groupId: 'CB' | 'DA'): Promise<Given> => {
  const estate = estateText(groupId);
  const folder = usedFolder({ 'estate.json': estate });
  const { code, stdout } = await mehrs(folder, ['ma', '--estate', 'estate.json']);
  expect(code).toBe(0);
  const name = stdout.trim();
  const [head = '', row = ''] = readFileSync(join(folder, name), 'utf8').split('\r\n');
  return { estate, name, head, row };
};
const csv = (...rows: readonly string[]): string => rows.map((row) => `${row}\r\n`).join('');

describe('Migration Authorisations', () => {
  let cb: Given;
  let da: Given;
  beforeAll(async () => {
    [cb, da] = await Promise.all([authorisation('CB'), authorisation('DA')]);
  }, SLOW_MS);

  const run = async ({ estate }: Given, files: Readonly<Record<string, string | Uint8Array>>, more: readonly string[] = []): Promise<{ readonly folder: string; readonly ended: Ended }> => {
    const folder = usedFolder({ 'estate.json': estate, ...files });
    return { folder, ended: await mehrs(folder, ['run', '--json', '--estate', 'estate.json', '--ma', ...Object.keys(files), ...more]) };
  };
  const mavr = (folder: string): string => {
    const files = join(folder, 'runs/latest/files');
    return readFileSync(join(files, readdirSync(files).find((name) => name.includes('_MAVR_')) ?? 'no MAVR'), 'utf8');
  };

  describe.concurrent('that are no such file', () => {
    it('a formula in a cell', { timeout: SLOW_MS }, async () => {
      const { folder, ended } = await run(cb, { [cb.name]: csv(cb.head, cb.row.replace(/^\d+/, '"=cmd|calc"')) });
      expectRefused(ended, `mehrs: ${cb.name}: line 2, column MPAN: cell that a spreadsheet would run (expected no leading = + - @ or tab)`);
      expectUntouched(folder);
    });

    it('two of one supplier for one SMSO: the second would be lost', { timeout: SLOW_MS }, async () => {
      const other = cb.name.replace('090000', '100000');
      const { folder, ended } = await run(cb, { [cb.name]: csv(cb.head, cb.row), [other]: csv(cb.head, cb.row) });
      expectRefused(ended, `mehrs: ${other}: a second file of SUPA for SMSO CB, expected one; the first is ${cb.name}`);
      expectUntouched(folder);
    });

    const saidOf = (name: string, content: string | Uint8Array): string => complaint(name, content, (path) => readMaFiles([path], loadEstate(Buffer.from(cb.estate))));
    it.each<[string, (good: Given) => string | Uint8Array, RegExp]>([
      ['empty', () => '', /line 1: empty file \(expected MPAN,MPRN,/],
      ['a header and no more', ({ head }) => csv(head), /line 2: no records/],
      ['cut short in a row', ({ head, row }) => csv(head, row).slice(0, -20), /line 2: /],
      ['UTF-16', ({ head, row }) => Buffer.from(csv(head, row), 'utf16le'), /line 1: NUL byte \(expected UTF-8 text\)/],
      ['Latin-1', ({ head, row }) => Buffer.from(csv(head, row.replace(/,/, ',caf\u00e9')), 'latin1'), /UTF-8/],
      ['an unknown column', ({ head, row }) => csv(head.replace('Priority', 'Prio'), row), /line 1, column Priority: header "Prio" \(expected Priority\)/],
      ['a column missing', ({ head, row }) => csv(head.replace('MPAN,', ''), row), /line 1, column MPAN: header "MPRN" \(expected MPAN\)/],
      ['a cell too few', ({ head, row }) => csv(head, row.replace(/,[^,]*$/, '')), /line 2: 23 cells \(expected 24 cells\)/],
      ['100,000 columns', ({ head, row }) => csv(head + ',x'.repeat(100_000), row), /line 1: too many columns \(expected at most 1000\)/],
    ])('%s', (_what, content, says) => {
      const said = saidOf(cb.name, content(cb));
      expect(said).toMatch(says);
      expect(said.startsWith(`${cb.name}: `)).toBe(true);
    });
    it('one by another name, of a stranger, for another SMSO', () => {
      const good = csv(cb.head, cb.row);
      expect(saidOf('authorisations.csv', good)).toBe('authorisations.csv: MA file name "authorisations" (expected MA_<SMSO>_<EUI-64>_<yyyyMMdd>_<HHmmss>)');
      expect(saidOf(cb.name.replace('20201103', '20200230'), good)).toMatch(/MA file name "MA_CB_.*_20200230_090000" \(expected/);
      expect(saidOf('MA_CB_00-00-00-00-00-00-00-00_20201103_090000.csv', good)).toMatch(/00-00-00-00-00-00-00-00 is no supplier of the estate, expected one of .*\(SUPA\)/);
      expect(saidOf(cb.name.replace('_CB_', '_DA_'), good)).toContain('SUPA has nothing to authorise with SMSO DA in this estate, expected one of CB');
      expect(saidOf(cb.name, good)).toBe('');
    });
  });

  const twice = ({ row }: Given): readonly string[] => row.split(',').slice(0, 2).map((mpxn, index) => `line 3, column ${['MPAN', 'MPRN'][index]}: ${mpxn} again (expected each once, see line 2)`);

  describe.concurrent('that say what cannot be', () => {
    it('bad check digits, dates that are none, a record twice: all told at once, with the flag that runs them', { timeout: SLOW_MS }, async () => {
      const wrong = cb.row.replace(/^\d+,\d*,2020-11-09,[^,]*/, '1900000000001,123456,2020-11-10,2020-11-31');
      const { folder, ended } = await run(cb, { [cb.name]: csv(cb.head, cb.row, cb.row, wrong) });
      expectRefused(ended);
      expect(ended.stderr.replaceAll(`${cb.name}: `, '').split('\n  ')).toEqual([
        'mehrs: line 4, column MPAN: "1900000000001" (expected 13 digits with the right check digit)', 'line 4, column MPRN: "123456" (expected 6 to 10 digits with the right check digits)',
        'line 4, column MigrationWeek: "2020-11-10" (expected a Monday, YYYY-MM-DD)', 'line 4, column MigrateOn: "2020-11-31" (expected a date, YYYY-MM-DD, or nothing)',
        ...twice(cb), 'nothing was run; with --ma-as-is it runs, for the Requesting Party to refuse (MEHRS 2.3.2)\n',
      ]);
      expectUntouched(folder);
    });

    it('of very many in a file the first twenty are told', () => {
      const said = complaint(cb.name, csv(cb.head, ...Array<string>(40).fill(cb.row.replace('2020-11-09', '2020-11-10'))), (path) => readMaFiles([path], loadEstate(Buffer.from(cb.estate))));
      expect(said.split('\n  ')).toHaveLength(22);
      expect(said).toContain(`${cb.name}: and 98 more`);
    });

    it('--ma-as-is without a file to run is a slip', { timeout: SLOW_MS }, async () => {
      const folder = usedFolder({ 'estate.json': cb.estate });
      expectRefused(await mehrs(folder, ['run', '--estate', 'estate.json', '--ma-as-is']), 'mehrs: --ma-as-is: only with --ma');
      expectUntouched(folder);
    });
  });

  describe.concurrent('that say what cannot be, run as they are: an answer with a reason code, no usage error (MEHRS Table 1)', () => {
    const rejected = async (given: Given, rows: readonly string[], told: readonly string[], outcome: string, ...answers: readonly string[]): Promise<void> => {
      const { folder, ended } = await run(given, { [given.name]: csv(given.head, ...rows) }, ['--ma-as-is']);
      expect(ended.stderr).toBe(told.map((each) => `mehrs: ${given.name}: ${each}; it runs, and is the Requesting Party's to answer\n`).join(''));
      expect((JSON.parse(ended.stdout) as Json)['outcomes'][0]['outcome']).toBe(outcome);
      expect(mavr(folder).trim().split('\r\n').slice(1).map((line) => line.split(',').slice(-2).join(' ').trim())).toEqual(answers);
      expect(ended.code).toBe(0);
    };

    it('MA003: a Migration Week that is a Tuesday, one that no calendar has', { timeout: SLOW_MS }, () =>
      rejected(cb, [cb.row.replace('2020-11-09', '2020-11-10'), cb.row.replace('2020-11-09', '2020-02-30')], [
        'line 2, column MigrationWeek: "2020-11-10" (expected a Monday, YYYY-MM-DD)', 'line 3, column MigrationWeek: "2020-02-30" (expected a Monday, YYYY-MM-DD)', ...twice(cb),
      ], 'rejected', 'Rejected MA003', 'Rejected MA003'));
    it('MA001: an MPAN the SMSO does not know; the Installation it leaves out is unauthorised', { timeout: SLOW_MS }, () =>
      rejected(cb, [cb.row.replace(/^\d+,\d*/, '1900000000008,')], ['line 2, column MPAN: "1900000000008" (expected 13 digits with the right check digit)'], 'unauthorised', 'Rejected MA001'));
    it('MA505: a record twice, DA; what was said first stands', { timeout: SLOW_MS }, () => rejected(da, [da.row, da.row], twice(da), 'commissioned', 'Accepted', 'Rejected MA505'));
    it('check digits and dates that are none are told with file, line, column and what was expected', { timeout: SLOW_MS }, () => rejected(
      cb, [cb.row.replace(/^\d+,\d*,2020-11-09,[^,]*/, '1900000000001,123456,2020-11-09,2020-11-31')],
      [
        'line 2, column MPAN: "1900000000001" (expected 13 digits with the right check digit)', 'line 2, column MPRN: "123456" (expected 6 to 10 digits with the right check digits)',
        'line 2, column MigrateOn: "2020-11-31" (expected a date, YYYY-MM-DD, or nothing)',
      ], 'unauthorised', 'Rejected MA001',
    ));
    it('no code in Table A.1: a record twice, CB, is said once', { timeout: SLOW_MS }, () => rejected(cb, [cb.row, cb.row], twice(cb), 'commissioned', 'Accepted', 'Accepted'));
  });

  it('are written all or none', { timeout: SLOW_MS }, async () => {
    const folder = usedFolder({ 'estate.json': estateText('CB', 6) });
    const first = await mehrs(folder, ['ma', '--estate', 'estate.json']);
    const names = first.stdout.trim().split('\n');
    expect(names.length).toBeGreaterThan(1);
    const again = usedFolder({ 'estate.json': estateText('CB', 6), [names.at(-1) as string]: 'mine' });
    expectRefused(await mehrs(again, ['ma', '--estate', 'estate.json']), `mehrs: ${names.at(-1)}: there already, and nothing is written over`);
    expect(readdirSync(again).filter((name) => name.startsWith('MA_'))).toEqual([names.at(-1)]);
    expect(readFileSync(join(again, names.at(-1) as string), 'utf8')).toBe('mine');
  });
});

describe.concurrent('a plan of faults', () => {
  const on = { type: 'MCF' };
  const record = { kind: 'record', on, afterMinutes: 0, party: 'dsp', table: 'smi', key: 'a', set: {} };
  const refused = async (content: string, ...says: (string | RegExp)[]): Promise<void> => {
    const folder = usedFolder({ 'estate.json': ESTATE, 'faults.json': content });
    expectRefused(await mehrs(folder, ['run', '--estate', 'estate.json', '--faults', 'faults.json']), /^mehrs: faults\.json: /, ...says);
    expectUntouched(folder);
  };
  const plan = (...faults: readonly object[]): string => JSON.stringify({ name: 'mine', faults }, null, 1);

  it('that is not JSON, or of an unknown kind', () => {
    const said = (content: string): string => complaint('faults.json', content, (path) => readFaultFile(path, loadEstate(Buffer.from(ESTATE))));
    expect(said('{\n  name: 1\n}')).toBe('faults.json: line 2, column 3: not JSON: a name in double quotes expected');
    expect(said(plan({ kind: 'nuke' }))).toMatch(/line 5: faults\[0\]\.kind: .*'spoil' \| 'environment'/);
    expect(said(plan(record))).toBe('');
  });
  it('without a name: the run has one', { timeout: SLOW_MS }, async () => {
    const folder = usedFolder({ 'estate.json': ESTATE, 'faults.json': JSON.stringify({ name: ' ', faults: [] }) });
    const ran = JSON.parse((await mehrs(folder, ['run', '--estate', 'estate.json', '--faults', 'faults.json', '--json'])).stdout) as { id: string };
    expect(ran.id).toMatch(/^estate-seed7-\w+$/);
  });
  it('with a section that has no Incident', { timeout: SLOW_MS }, () => refused(plan({ kind: 'resolution', section: '9.9.99', minutes: 5 }), /faults\[0\]\.section: no Incident of section "9\.9\.99", expected one of 2\.1\.1, /));
  it('with a record as deep as no record is', { timeout: SLOW_MS }, () => refused(plan({ ...record, set: { a: JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`) as unknown } }), /faults\[0\]\.set: at most 20 values inside each other/));
  it('with parties and Installations nobody knows', { timeout: SLOW_MS }, () => refused(
    plan({ ...record, party: 'dspp' }, { kind: 'environment', on: { ...on, from: 'rp-XX' }, afterMinutes: 0, installationId: 'I9', change: 'coverageLost' }),
    /faults\[0\]\.party: no party "dspp", expected one of bimi, cp/, /faults\[1\]\.on\.from: no party "rp-XX"/, /faults\[1\]\.installationId: no Installation "I9" in this estate/));
  it('with a table nobody keeps: found out in mid-run', { timeout: SLOW_MS }, () => refused(plan({ ...record, table: 'smii' }), 'line 4: faults[0]: dsp keeps no smii "a"'));
  it('that spoils a signature where none is: found out in mid-run', { timeout: SLOW_MS }, () => refused(plan({ kind: 'spoil', on: { type: 'MAVR' }, how: 'signature' }), 'faults[0]: MAVR: nothing signed to spoil'));
});

describe.concurrent('options', () => {
  it.each([
    [['run', '--week', '2020-11-10'], /argument '2020-11-10' is invalid\. a Monday expected, YYYY-MM-DD/],
    [['run', '--bus', 'nope'], /argument 'nope' is invalid\. Allowed choices are memory, nats/],
    [['estate', '--installations', '1e9', '--seed', '7'], /argument '1e9' is invalid\. a whole number from 1 to 200000 expected/],
    [['nope'], /unknown command 'nope'/],
    [['play', 'nope'], /no row "nope"; `mehrs catalogue` lists all \d+/],
    [['play', '--all', '--run-id', 'mine'], /--run-id: of one run, and not with --all/],
    [['play', '--all', '--split', 's1sp=2'], /--split: only with --processes/],
    [['mutants', '--known', '--only', 'nothing of that name'], /no mutant to play/],
  ] as const)('%j', { timeout: SLOW_MS }, async (args, says) => {
    const folder = usedFolder();
    expectRefused(await mehrs(folder, args), says);
    expectUntouched(folder);
  });

  it('take what they should and nothing else', () => {
    for (const bad of ['tomorrow', '2020-02-30', '2020-11-10', '9999-12-27', '0001-01-01', '']) expect(() => monday(bad), bad).toThrow(/a Monday/);
    for (const bad of ['0', '-1', 'abc', '1.5', '1e9', '200001', '', ' 1', '0x10']) expect(() => installationCount(bad), bad).toThrow(/a whole number from 1 to 200000/);
    for (const bad of ['', 'a'.repeat(100_000)]) expect(() => seedText(bad)).toThrow(/1 to 64/);
    expect(() => groupList('CB,ZZ')).toThrow(/Group IDs AA, BA/);
    expect([monday('1996-01-01'), monday('2099-12-28'), installationCount('200000'), seedText('seed')]).toEqual(['1996-01-01', '2099-12-28', 200_000, 'seed']);
  });
});
