// Reads, pages, filters, batches and writes by a client that the SAP Cloud SDK generates from the service's metadata.
// Prints one JSON object of what it saw.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { generate } from '@sap-cloud-sdk/generator';
import { asc } from '@sap-cloud-sdk/odata-v4';
import ts from 'typescript';

const url = process.argv[2].replace(/\/$/, '');
// Beside the packages, where the generated code looks for them.
const folder = mkdtempSync(join(import.meta.dirname, 'node_modules/.generated-'));
const print = console.log;
console.log = () => {};
try {
  mkdirSync(join(folder, 'in'));
  writeFileSync(join(folder, 'in/ProjectGraph.edmx'), await (await fetch(`${url}/$metadata`)).text());
  await generate({ input: join(folder, 'in'), outputDir: join(folder, 'out'), overwrite: true, transpile: false, skipValidation: true });
  const { projectGraph, batch } = load(join(folder, 'out/ProjectGraph'));
  print(JSON.stringify(await use(projectGraph(), batch, { url })));
} finally {
  rmSync(folder, { recursive: true });
}

function load(out) {
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }');
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  for (const name of readdirSync(out).filter((file) => file.endsWith('.ts'))) {
    const { outputText } = ts.transpileModule(readFileSync(join(out, name), 'utf8'), { compilerOptions });
    writeFileSync(join(out, name.replace(/ts$/, 'js')), outputText);
  }
  return createRequire(import.meta.url)(out);
}

async function use({ projectsApi, companiesApi }, batch, service) {
  const { schema } = projectsApi;
  const all = () => projectsApi.requestBuilder().getAll();
  const [first, second] = await Promise.all([0, 5].map((skip) => all()
    .select(schema.ID, schema.NAME).filter(schema.VENDOR.equals('PLANHAT')).orderBy(asc(schema.ID)).top(5).skip(skip).execute(service)));
  const [projects, companies] = await batch(all().top(3), companiesApi.requestBuilder().getAll().top(2))
    .withSubRequestPathType('absolute').execute(service);
  const one = await projectsApi.requestBuilder().getByKey(first[0].id).execute(service);
  one.name = 'Renamed by a generated client';
  const changed = await projectsApi.requestBuilder().update(one).execute(service);
  return {
    vendors: [...new Set((await all().filter(schema.VENDOR.equals('PLANHAT')).execute(service)).map((row) => row.vendor))],
    pages: [first.length, second.length],
    inOrder: Number(first.at(-1).id) < Number(second[0].id),
    counted: (await all().filter(schema.VENDOR.equals('PLANHAT')).count().execute(service)) > 100,
    batch: [projects.as(projectsApi).length, companies.as(companiesApi).length],
    renamed: changed.name,
  };
}
