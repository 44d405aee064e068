// Generates TypeScript for a schema file and the operations of a folder, type-checks it and prints the compiler's complaints.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import * as typescript from '@graphql-codegen/typescript';
import { parse } from 'graphql';
import ts from 'typescript';

const [schemaFile, folder] = process.argv.slice(2);
const schema = parse(readFileSync(schemaFile, 'utf8'));
const documents = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.graphql'))
  .map((name) => ({ location: name, document: parse(readFileSync(join(folder, name), 'utf8')) }));
const scalars = { Date: 'string', DateTime: 'string', Decimal: 'string', JSON: 'unknown', Long: 'number' };

for (const [name, plugin, given] of [['schema', typescript, []], ['operations', operations, documents]]) {
  const filename = `${name}.ts`;
  const text = await codegen({
    schema, documents: given, filename, config: { scalars }, plugins: [{ [name]: {} }], pluginMap: { [name]: plugin },
  });
  const options = { strict: true, noEmit: true, target: ts.ScriptTarget.ES2022, lib: ['lib.es2022.d.ts'] };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (file, ...rest) => file === filename ? ts.createSourceFile(file, text, options.target) : getSourceFile(file, ...rest);
  const complaints = ts.getPreEmitDiagnostics(ts.createProgram([filename], options, host));
  console.log(`${name}: ${(text.match(/^export type /gm) ?? []).length} types, ${complaints.length} complaints`);
  for (const { messageText } of complaints) console.log(ts.flattenDiagnosticMessageText(messageText, '\n'));
}
