import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COHORTS } from '../../protocol/domain.ts';
import { buildMaFileName, parseMaFileName } from '../../protocol/files/maFileName.ts';
import { decodeMaPackage, encodeMaPackage } from '../../protocol/files/maPackage.ts';
import { eui64, time } from './generators.ts';

const NAME = 'MA_CB_70-B3-D5-1F-30-00-A0-08_20201105_093000';
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const ofCode = (code: string) => expect.objectContaining({ name: 'FileError', code });

describe('R2-09 names of MA files', () => {
  it('build and parse undo each other', () => {
    fc.assert(fc.property(fc.constantFrom(...COHORTS), eui64, time, (smso, sender, submittedAt) => {
      expect(parseMaFileName(buildMaFileName({ smso, sender, submittedAt }))).toStrictEqual({ smso, sender, submittedAt });
    }));
    expect(parseMaFileName(NAME)).toStrictEqual({ smso: 'CB', sender: '70-B3-D5-1F-30-00-A0-08', submittedAt: Date.UTC(2020, 10, 5, 9, 30) });
  });

  it.each([
    '', `../${NAME}`, `${NAME}/`, `..\\${NAME}`, `/etc/${NAME}`, `${NAME}.csv`, `${NAME}\n`, `${NAME}\u0000`, ` ${NAME}`, NAME.toLowerCase(),
    NAME.replace('CB', 'ZZ'), NAME.replace('CB', 'C/'), NAME.replace('20201105', '20200230'), NAME.replace('20201105', '19691231'),
    NAME.replace('20201105', '99999999'), NAME.replace('093000', '240000'), NAME.replace('70-B3', '70B3'), NAME.replace('MA_', 'MAPASSWORD_'),
    NAME.replace('CB', '__proto__'),
  ])('refuses %j', (name) => {
    expect(() => parseMaFileName(name)).toThrow(ofCode('name'));
  });

  it('does not build what it would not parse', () => {
    expect(() => buildMaFileName({ smso: 'CB', sender: '../..', submittedAt: 0 })).toThrow(ofCode('name'));
    expect(() => buildMaFileName({ smso: 'X/' as 'CB', sender: '70-B3-D5-1F-30-00-A0-08', submittedAt: 0 })).toThrow(ofCode('name'));
  });
});

describe('R2-09 the MA package', () => {
  it('what is encoded decodes to the same, and the CSV byte for byte', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 80 }), (csv, value) => {
      const signature = Buffer.from(value).toString('base64');
      expect(decodeMaPackage(encodeMaPackage({ fileName: NAME, csv, signature }))).toStrictEqual({ fileName: NAME, csv, signature });
    }));
  });

  it('takes a CSV that is a view into a larger buffer', () => {
    const csv = new Uint8Array([9, 1, 2, 3, 9]).subarray(1, 4);
    expect([...decodeMaPackage(encodeMaPackage({ fileName: NAME, csv, signature: '' })).csv]).toEqual([1, 2, 3]);
  });

  it.each<[string, string]>([
    ['package', ''], ['package', '{'], ['package', 'null'], ['package', '[]'], ['package', '"x"'],
    ['package', JSON.stringify({ fileName: NAME, csv: '' })],
    ['package', JSON.stringify({ fileName: NAME, csv: '', signature: '', more: 1 })],
    ['package', JSON.stringify({ fileName: 1, csv: '', signature: '' })],
    ['package', JSON.stringify({ fileName: NAME, csv: 'a', signature: '' })],
    ['package', JSON.stringify({ fileName: NAME, csv: 'YQ=', signature: '' })],
    ['package', JSON.stringify({ fileName: NAME, csv: '', signature: '?' })],
    ['package', JSON.stringify({ fileName: NAME, csv: '', signature: 'AAAA'.repeat(20_000) })],
    ['name', JSON.stringify({ fileName: '../x', csv: '', signature: '' })],
  ])('refuses as %s: %s', (code, text) => {
    expect(() => decodeMaPackage(bytesOf(text))).toThrow(ofCode(code));
  });

  it('refuses bytes that are not UTF-8 and a package deeper than any stack', () => {
    expect(() => decodeMaPackage(new Uint8Array([0xff]))).toThrow(ofCode('encoding'));
    expect(() => decodeMaPackage(bytesOf('['.repeat(1_000_000)))).toThrow(ofCode('package'));
  });
});
