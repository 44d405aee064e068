// Asks a running service by graphql-request, the client of scripts, and prints what it made of the answers.
import { ClientError, GraphQLClient, gql } from 'graphql-request';

const client = new GraphQLClient(process.argv[2]);
const page = gql`query Page($first: Int) { projects(first: $first) { nodes { id } } }`;

async function codesOf(...request) {
  try {
    await client.request(...request);
    return [];
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    return error.response.errors.map(each => each.extensions.code);
  }
}

console.log(JSON.stringify({
  rows: (await client.request(page, { first: 3 })).projects.nodes.length,
  invalid: await codesOf(gql`{ nope }`),
  syntax: await codesOf('{ projects('),
  variable: await codesOf(page, { first: 'many' }),
  field: await codesOf(page, { first: -1 }),
}));
