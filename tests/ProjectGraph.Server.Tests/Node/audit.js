// Audits a GraphQL over HTTP endpoint and prints one JSON object: audit → null where it passes, else why it does not.
import { serverAudits } from 'graphql-http';

const url = process.argv[2];
const results = {};
for (const audit of serverAudits({ url })) {
  const result = await audit.fn();
  results[`${audit.id} ${audit.name}`] = result.status === 'ok' ? null : result.reason;
}
console.log(JSON.stringify(results));
