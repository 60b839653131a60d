/** The control plane as data: what is asked on `vt.<run>...`, by whom, and what is answered. */
import { z } from 'zod';
import { MAILBOX, mailboxRequest } from '../bus/mailbox.ts';
import { HISTORY, historyAnswer, historyRequest } from '../bus/nats-state.ts';
import {
  endRequest, failure, grantAnswer, grantRequest, helloAnswer, joinRequest, positionRequest, recordAnswer, recordRequest, releaseRequest, scriptRequest,
} from '../processes/messages.ts';
import { schemaOf, type JsonSchema } from './formats.ts';

export interface ControlRequest {
  readonly what: string;
  /** `to`: the coordinator asks a party; `from`: a party asks the coordinator. */
  readonly direction: 'to' | 'from';
  readonly summary: string;
  readonly request: JsonSchema;
  readonly answer: JsonSchema;
}

const asked = (what: string, summary: string, request: z.ZodType, answer: z.ZodType): ControlRequest =>
  ({ what, direction: 'to', summary, request: schemaOf(request), answer: schemaOf(z.union([answer, failure])) });

const NOTHING = z.object({});

export const CONTROL: readonly ControlRequest[] = [
  asked('hello', 'Who are you, and what are you at? On the fleet\'s name in place of a run.', NOTHING, helloAnswer),
  asked('script', 'Take a piece of a run\'s script. On the fleet\'s name in place of a run.', scriptRequest, NOTHING),
  asked('join', 'Load or set up your parties of a run. On the fleet\'s name in place of a run.', joinRequest, grantAnswer),
  asked('end', 'Forget a run. On the fleet\'s name in place of a run.', endRequest, NOTHING),
  asked('stop', 'End. On the fleet\'s name in place of a run.', NOTHING, NOTHING),
  asked('grant', 'Do the work of a virtual stamp, once the messages counted are held.', grantRequest, grantAnswer),
  asked('release', 'Send what waited for the plan of faults, changed as decided.', releaseRequest, grantAnswer),
  asked('position', 'Say where you stand, once the messages counted are held.', positionRequest, grantAnswer),
  asked('record', 'Hand over a piece of what you have on record of the run.', recordRequest, recordAnswer),
  {
    what: 'share', direction: 'to', summary: 'Read a step\'s messages about your Installations. A party asks its workers, `<party>` being the worker\'s name.',
    request: { type: 'string', description: 'A line `<id> <piece> <pieces>`, or `<id> more <piece>`, and after it a piece of the request (`harness/processes/sharing/share.ts`, as the logs of states are written).' },
    answer: { type: 'string', description: 'A line with the number of pieces of the answer, and after it the first of them, or the one that was asked for.' },
  },
  {
    what: MAILBOX, direction: 'from', summary: 'Make my mailbox: a durable consumer of my own messages, after a position. Parties with credentials only.',
    request: schemaOf(mailboxRequest), answer: { type: 'object', description: 'JetStream\'s consumer information.', required: ['name', 'stream_name', 'config'] },
  },
  {
    what: HISTORY, direction: 'from', summary: 'Read my own state\'s next record after a version. Parties with credentials only.',
    request: schemaOf(historyRequest), answer: schemaOf(historyAnswer),
  },
];
