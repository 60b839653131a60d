/** Fields that the verdict lets say anything, `<sender> <type> <path>`, and why. */
export const SILENT: readonly { readonly fields: RegExp; readonly why: string }[] = [
  { fields: /^supplier MA /, why: 'what a supplier authorises is its own to say; the Requesting Party answers it' },
  { fields: /^mcc MA |^dsp COUNTERSIGNED_REQUEST |^s1sp S1SP_RESPONSE |^dsp ALERT alert\./, why: 'passed on, or enclosed, byte by byte: held by the bytes, which this test leaves as they are' },
  { fields: /^mcfvf MVF control\.|^cp COF control\.|^\w+ (MCF|MGF|MEF|SCF) control\.counter$/, why: 'the only file of its sender or kind in this run: there is nothing to hold it against' },
  { fields: /^rp MEF .*Share\.(cipherValue|ephemeralKey|wrappedKey|recipient)$|^dco KEY_RESPONSE wrappedHalf$| payload$|^dsp ALERT certificates/, why: 'only who opens it can tell' },
  { fields: / reason$/, why: 'words for people' },
  { fields: /^cp COMMISSIONING_REQUEST (body\.|commandVariant)|^s1sp CHF_REQUEST (body\.|commandVariant)/, why: 'constants of DUIS and of the devices, which the DSP and the schemas check' },
  { fields: / responseId\.(counter|originator)$| responseCode$/, why: 'numbers of the DSP that nobody refers to; a response that is none of success changes what follows' },
  { fields: /^bimi MRR /, why: 'cells that reports count or copy: held against the files in test/reports' },
  { fields: /^rp MSR /, why: 'counts that no response tells: of what was received, rejected and sent on a day' },
  { fields: /^rp MCF installations\.\*\.priority$|^rp HANDOVER_REQUEST attempt$|^rp MEF installations\.\*\.devices$|^mcc MS_CAPACITY capacity$|^s1sp KEY_REQUEST kind$/, why: 'decides nothing where all goes well; what hangs on it elsewhere is expected by rows' },
];
