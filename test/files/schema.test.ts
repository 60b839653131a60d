import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFile } from '../../protocol/files/decode.ts';
import { encodeFile } from '../../protocol/files/encode.ts';
import { FileError, type FileErrorCode } from '../../protocol/files/errors.ts';
import type { MigrationFile, Mcf, Scf } from '../../protocol/files/types.ts';
import { FILES } from './generators.ts';

const decode = (xml: string): MigrationFile => decodeFile(new TextEncoder().encode(xml));
const refusal = (xml: string): FileError => {
  try {
    decode(xml);
  } catch (thrown) {
    if (thrown instanceof FileError) return thrown;
    throw thrown;
  }
  throw new Error(`accepted: ${xml}`);
};
const types = Object.keys(FILES) as MigrationFile['type'][];

/** Elements a file may do without, each by itself. */
const OPTIONAL = new Set(['MPAN', 'MPRN', 'ElectricitySupplier', 'GasSupplier', 'RollbackRequired', 'Device', 'DeviceCredentials', 'Test']);

/** Every element of the encoding below the root: name and where it stands. The encoding has neither attributes nor self-closing tags. */
const elements = (xml: string): { name: string; start: number; end: number }[] => {
  const found: { name: string; start: number; end: number }[] = [];
  const open: { name: string; start: number }[] = [];
  for (const match of xml.matchAll(/<(\/?)([A-Za-z0-9_]+)[^>]*>/g)) {
    if (match[1] === '') open.push({ name: match[2]!, start: match.index });
    else found.push({ ...open.pop()!, end: match.index + match[0].length });
  }
  return found.slice(0, -1);
};
const isMandatory = (file: MigrationFile, name: string): boolean =>
  !OPTIONAL.has(name) && (name !== 'SMETS1Installation' || file.installations.length === 1);

describe('R2-01 the schema', () => {
  it.each(types)('%s: without any one mandatory element it is refused', (type) => {
    fc.assert(fc.property(FILES[type], fc.nat(), (file, choice) => {
      const xml = encodeFile(file);
      const mandatory = elements(xml).filter(({ name }) => isMandatory(file, name));
      const { name, start, end } = mandatory[choice % mandatory.length]!;
      const { code } = refusal(xml.slice(0, start) + xml.slice(end));
      expect(code, name).toBe(name === 'CommissioningSupplierId' ? 'inconsistent' : 'schema');
    }), { numRuns: 150 });
  });

  it.each(types)('%s: with any one element twice in a row it is refused, unless it may repeat', (type) => {
    const repeatable = new Set(['SMETS1Installation', 'Device', 'DeviceCredentials', 'Test']);
    fc.assert(fc.property(FILES[type], fc.nat(), (file, choice) => {
      const xml = encodeFile(file);
      const single = elements(xml).filter(({ name }) => !repeatable.has(name));
      const { start, end } = single[choice % single.length]!;
      expect(refusal(xml.slice(0, end) + xml.slice(start)).code).toBe('schema');
    }), { numRuns: 100 });
  });

  const mcf: Mcf = {
    type: 'MCF',
    header: { migrationSetId: 'CB-20201109-CP-1', groupId: 'CB', requestingPartyId: '70-B3-D5-1F-30-00-A0-08', migrationDay: '2020-11-09', toBeCommissionedByDCC: true },
    control: { sender: '70-B3-D5-1F-30-00-A0-08', counter: 7, generatedAt: Date.UTC(2020, 10, 8, 18) },
    installations: [{
      installationId: 'I0001', mpan: '1200012345678', mprn: '1234567', electricitySupplier: 'SUPA', gasSupplier: 'SUPA', priority: false,
      devices: [{ deviceId: '00-11-22-33-44-55-66-77', deviceType: 'CHF', manufacturer: 'Acme', model: 'Hub', firmwareVersion: '01020304', serialNumber: 'S1' }],
      credentials: [{ deviceType: 'ESME', remotePartyRole: 'Supplier', critical: { serial: '1', issuer: 'CN=A' }, nonCritical: { serial: '2', issuer: 'CN=A' } }],
    }],
  };
  const xml = encodeFile(mcf);

  it.each<[string, string, string]>([
    ['an unknown Group ID', '<Group_ID>CB<', '<Group_ID>XX<'],
    ['true in lower case', '>True<', '>true<'],
    ['a Migration Day that does not exist', '2020-11-09', '2020-02-30'],
    ['a Migration Day with a zone', '2020-11-09', '2020-11-09Z'],
    ['an EUI-64 in lower case', '70-B3', '70-b3'],
    ['an EUI-64 with white space around it', '<Sender>70', '<Sender> 70'],
    ['a negative counter', '<Counter>7', '<Counter>-7'],
    ['a counter with leading zeros', '<Counter>7', '<Counter>007'],
    ['a counter beyond what is counted exactly', '<Counter>7', '<Counter>9007199254740992'],
    ['a local time', '18:00:00Z', '18:00:00'],
    ['hour 24', '18:00:00Z', '24:00:00Z'],
    ['an MPAN of 12 digits', '1200012345678', '120001234567'],
    ['an MPRN with a letter', '1234567<', '123456A<'],
    ['an unknown device type', '>CHF<', '>HCALCS<'],
    ['a manufacturer of 31 characters', 'Acme', 'A'.repeat(31)],
    ['an empty model', '>Hub<', '><'],
    ['a certificate serial number in hexadecimal', '<SerialNumber>1<', '<SerialNumber>1F<'],
    ['an unknown element', '<Priority>', '<Extra/><Priority>'],
    ['an attribute', '<Priority>', '<Priority lang="en">'],
    ['an element of another namespace', '<Priority>', '<x:Priority xmlns:x="urn:x">False</x:Priority><Priority>'],
    ['text between elements', '<Priority>', 'text<Priority>'],
    ['an element in a leaf', '<Priority>', '<Priority><a/>'],
    ['xsi:schemaLocation', '<MigrationHeader>', '<MigrationHeader xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x file:///etc/passwd">'],
    ['xsi:type under a disguised namespace', '<MigrationHeader>', '<MigrationHeader xmlns:x="&#x68;ttp://www.w3.org/2001/XMLSchema-instance" x:type="FileControl">'],
  ])('refuses %s', (_, from, to) => {
    expect(xml).toContain(from);
    expect(decode(xml)).toStrictEqual(mcf);
    expect(refusal(xml.replace(from, to)).code).toBe('schema');
  });

  it('names the line and the element that was expected', () => {
    const error = refusal(xml.replace('<MigrationHeader>', '\n\n<MigrationHeader>').replace('<Group_ID>CB</Group_ID>', ''));
    expect(error).toMatchObject({ code: 'schema', line: 3, expected: 'Group_ID' });
  });

  it('refuses a root of another name or namespace', () => {
    expect(refusal('<MigrationCommonFile/>').code).toBe('unknown-root');
    expect(refusal(xml.replaceAll('MigrationCommonFile', 'MigrationCommonsFile'))).toMatchObject({ code: 'unknown-root', line: 1 });
    expect(refusal(xml.replace('files:1', 'files:2')).code).toBe('unknown-root');
  });

  it('leaves to the checks what is theirs: an Installation twice, no devices, an empty issuer', () => {
    const [installation] = mcf.installations;
    const file: Mcf = { ...mcf, installations: [installation!, installation!, { ...installation!, devices: [], credentials: [] }] };
    expect(decode(encodeFile(file))).toStrictEqual(file);
    expect(decode(xml.replace('CN=A', ''))).toMatchObject({ installations: [{ credentials: [{ critical: { issuer: '' } }] }] });
  });

  describe('what no XSD can say is asserted on both sides', () => {
    const scf: Scf = { type: 'SCF', header: mcf.header, control: mcf.control, installations: [{ installationId: 'I0001', outcome: 'Failure', failure: { failedStepNumber: '12.9.1.ET01', supportingData: '' } }] };
    const success: Scf = { ...scf, installations: [{ installationId: 'I0001', outcome: 'Success' }] };
    const inconsistent = (run: () => unknown) => expect(run).toThrow(expect.objectContaining({ code: 'inconsistent' satisfies FileErrorCode }));

    it('a failure has a FailedStepNumber, a success has none', () => {
      inconsistent(() => encodeFile({ ...scf, installations: [{ installationId: 'I1', outcome: 'Failure' }] }));
      inconsistent(() => encodeFile({ ...scf, installations: [{ ...scf.installations[0]!, outcome: 'Success' }] }));
      inconsistent(() => decode(encodeFile(scf).replace('>Failure<', '>Success<')));
      inconsistent(() => decode(encodeFile(success).replace('>Success<', '>Failure<')));
    });
    it('only a failure requires rollback', () => {
      inconsistent(() => encodeFile({ ...success, installations: [{ installationId: 'I1', outcome: 'Success', rollbackRequired: true }] }));
    });
    it('a commissioning supplier is named exactly when DCC does not commission', () => {
      inconsistent(() => encodeFile({ ...scf, header: { ...scf.header, toBeCommissionedByDCC: false } }));
      inconsistent(() => encodeFile({ ...scf, header: { ...scf.header, commissioningSupplierId: '70-B3-D5-1F-30-00-A0-08' } }));
      inconsistent(() => decode(encodeFile(scf).replace('>True<', '>False<')));
    });
  });
});
