// Compiles the application in relay/ against a schema file, the way a Relay front end is built.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import relay from 'relay-compiler';

const folder = mkdtempSync(join(tmpdir(), 'relay-'));
try {
  cpSync('relay', join(folder, 'app'), { recursive: true });
  cpSync(process.argv[2], join(folder, 'schema.graphql'));
  mkdirSync(join(folder, 'out'));
  writeFileSync(join(folder, 'relay.config.json'), JSON.stringify({
    src: './app', schema: './schema.graphql', language: 'javascript', artifactDirectory: './out', eagerEsModules: true,
  }));
  execFileSync(relay, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  console.log(readdirSync(join(folder, 'out')).sort().join('\n'));
} finally {
  rmSync(folder, { recursive: true });
}
