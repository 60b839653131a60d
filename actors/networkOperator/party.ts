/** An Electricity Distributor or Gas Transporter: hears by N16 and N42, and distributors get reports (Guide 5.4). */
import { decodeAggregate } from '../../protocol/files/demand.ts';
import { decodeAlert, reader } from '../../protocol/messages/duis/index.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { NETWORK_OPERATOR_MACHINES } from '../../machines/networkOperator.ts';
import { Refusal, type Party } from '../runtime/party.ts';

/** How many Installations are to come to each distributor's area, and when (Guide 5.3). */
const readAggregate = ({ key, body }: Envelope) => {
  decodeAggregate(body);
  return [{ machine: 'networkOperator.library', key, event: { type: 'FILED' } }];
};

const readAlert = reader(decodeAlert);

export const networkOperator: Party<Record<never, never>> = {
  role: 'networkOperator',
  machines: NETWORK_OPERATOR_MACHINES,
  classify: {
    ALERT: (envelope) => {
      const alert = readAlert(envelope.body);
      if (alert.code !== 'N16' && alert.code !== 'N42') throw new Refusal(`${alert.code} is for suppliers`);
      const type = alert.code === 'N16' ? 'MPXN_ASSOCIATED' : 'CREDENTIALS_PLACED';
      return [{ machine: 'networkOperator.installation', key: alert.deviceId, event: { type } }];
    },
    AGGREGATE_FORECAST: readAggregate,
    AGGREGATE_COMMITMENT: readAggregate,
    MRR: ({ key }) => [{ machine: 'networkOperator.library', key, event: { type: 'FILED' } }],
  },
  render: {},
  delays: {},
};
