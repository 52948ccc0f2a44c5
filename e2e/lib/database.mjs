// A fresh PostgreSQL database for one walk, on the server that `cargo xtask test` runs.

import { randomBytes } from 'node:crypto';

import postgres from 'postgres';

/** The server, if there is one: without it the walks on PostgreSQL are skipped. */
export const SERVER = process.env.KORGOO_TEST_DATABASE_URL;

/** Make a database; `drop` removes it again. */
export async function freshDatabase() {
  const name = `korgoo_e2e_${randomBytes(4).toString('hex')}`;
  const sql = postgres(SERVER, { max: 1, onnotice: () => {} });
  await sql.unsafe(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  const drop = async () => {
    await sql.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await sql.end();
  };
  return { url: url.href, drop };
}
