/** Messages as a diagram is given them, and the data it embeds, read back from the page. */
import type { DiagramInput } from '../../harness/reports/diagram/input.ts';
import { renderDiagram } from '../../harness/reports/diagram.ts';
import type { PageData } from '../../harness/reports/diagram/model.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { londonTime } from '../../protocol/time.ts';

export const START = londonTime('2020-11-09', '00:00');

export const message = (given: Partial<Omit<Envelope, 'body'>> & { readonly t?: number; readonly n?: number; readonly body?: string | Uint8Array }): Envelope => {
  const { t = START, n = 1, body = '{}', ...rest } = given;
  return {
    run: 'run', from: 's1sp-CB', to: 'rp-CB', type: 'WAN_RESULT', key: 'I0001', seq: 1, ...rest,
    stamp: { t, n }, body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
  };
};

export const input = (given: Partial<DiagramInput> = {}): DiagramInput => ({
  title: 'A run', seed: '7', ruleSet: 'v3.1', hash: 'ab'.repeat(32), messages: [message({})], installations: [{ id: 'I0001', groupId: 'CB' }, { id: 'I0002', groupId: 'EB' }], ...given,
});

const DATA = /<script type="application\/json" id="data">(.*)<\/script>/;
export const dataOf = (html: string): PageData => JSON.parse((DATA.exec(html) as RegExpExecArray)[1] as string) as PageData;
export const dataFor = (given: Partial<DiagramInput>): PageData => dataOf(renderDiagram(input(given)));
