import { Client } from 'pg';

/** Runs one statement, or several without parameters, on a connection of its own. */
export async function executeSql(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
