// Drives a service by OData clients of other hands and prints one JSON object: step → null where it went well, else why not.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { OData } from '@odata/client';
import { o } from 'odata';
import odataQuery from 'odata-query';

const root = process.argv[2];
const buildQuery = odataQuery.default ?? odataQuery;
const results = {};

async function step(name, run) {
  try {
    await run();
    results[name] = null;
  } catch (error) {
    results[name] = String(error?.stack ?? error);
    if (error instanceof Response) results[name] = `${error.status} ${await error.text()}`;
  }
}

const planhat = (await (await fetch(`${root}VendorAccounts?$filter=Vendor eq 'PLANHAT'`)).json()).value[0].Id;
const company = (await (await fetch(`${root}Companies?$filter=VendorAccountId eq ${planhat}&$top=1`)).json()).value[0].Id;
const newProject = name => ({ Name: name, VendorAccountId: planhat, CompanyId: company });

async function odataClient() {
  const client = OData.New4({ serviceEndpoint: root });
  const projects = client.getEntitySet('Projects');
  await step('@odata/client reads, filters, orders and pages', async () => {
    const param = client.newOptions().filter(client.newFilter().property('VendorAccountId').eq(planhat)).orderby('Name').select(['Id', 'Name']);
    const all = (await client.newRequest({ collection: 'Projects', params: param })).value;
    const second = (await client.newRequest({ collection: 'Projects', params: param.top(5).skip(5) })).value;
    assert.ok(all.length > 10);
    assert.deepEqual(second, all.slice(5, 10));
  });
  await step('@odata/client counts', async () => {
    assert.ok((await projects.count(client.newFilter().property('VendorAccountId').eq(planhat))) > 10);
  });
  await step('@odata/client writes', async () => {
    const created = await projects.create(newProject('Made by a client'));
    assert.equal(created.Name, 'Made by a client');
    await projects.update(created.Id, { Name: 'Changed by a client' });
    assert.equal((await projects.retrieve(created.Id)).Name, 'Changed by a client');
    await projects.delete(created.Id);
    assert.deepEqual(await projects.query(client.newFilter().property('Id').eq(created.Id)), []);
  });
  await step('@odata/client batches', async () => {
    const answers = await client.execBatchRequests([
      client.newBatchRequest({ collection: 'Projects', params: client.newOptions().top(2).select('Name') }),
      client.newBatchRequest({ collection: 'Companies', id: company }),
    ]);
    const [list, one] = await Promise.all(answers.map(answer => answer.json()));
    assert.equal(list.value.length, 2);
    assert.equal(one.Id, company);
  });
}

async function oJs() {
  const handler = o(root);
  await step('o.js reads what odata-query builds', async () => {
    const query = buildQuery({ filter: { Name: { contains: 'e' }, VendorAccountId: planhat }, orderBy: ['Name desc'], top: 3, select: ['Name'], expand: { Company: { select: ['Name'] } } });
    const rows = await o(root).get('Projects' + query).query();
    assert.equal(rows.length, 3);
    assert.ok(rows.every(row => row.Name.includes('e') && 'Company' in row));
    const codePoints = rows.map(row => Buffer.from(row.Name));
    assert.deepEqual(codePoints, [...codePoints].sort(Buffer.compare).reverse());
  });
  await step('o.js follows next links', async () => {
    const ids = [];
    let url = 'Projects?$select=Id';
    for (let page = 0; url; page++) {
      assert.ok(page < 1000, 'the links have no end');
      const answer = await (await o(root, { headers: { Prefer: 'odata.maxpagesize=50' } }).get(url).fetch()).json();
      ids.push(...answer.value.map(row => row.Id));
      url = answer['@nextLink'] ?? answer['@odata.nextLink'];
    }
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(ids.length, Number(await (await fetch(`${root}Projects/$count`)).text()));
  });
  await step('o.js writes', async () => {
    const name = `Made by o.js ${randomUUID()}`;
    const created = await o(root).post('Projects', newProject(name)).query();
    await o(root).patch(`Projects(${created.Id})`, { Name: `${name}!` }).query();
    assert.equal((await o(root).get(`Projects(${created.Id})`).query()).Name, `${name}!`);
    await o(root).delete(`Projects(${created.Id})`).query();
    assert.equal((await fetch(`${root}Projects(${created.Id})`)).status, 404);
  });
  await step('o.js batches', async () => {
    const answers = await handler.get('Projects').get('Companies').batch({ $top: 2 });
    assert.deepEqual(answers.map(answer => (answer.body ?? answer).length), [2, 2]);
  });
}

await odataClient();
await oJs();
console.log(JSON.stringify(results, null, 1));
