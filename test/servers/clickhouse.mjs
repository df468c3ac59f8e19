// A server that speaks the HTTP protocol of ClickHouse and answers with ClickHouse itself, which chdb brings as a library. A process of its
// own: started by fork, it tells its port, and for every message the queries so far.
import { createServer } from 'node:http';
import chdb from 'chdb';

const log = [];
const slow = new Map();

const refuse = (response, status, message) => {
  const code = /^Code: (\d+)/.exec(message)?.[1] ?? '1';
  response.writeHead(status, { 'x-clickhouse-exception-code': code });
  response.end(`${message} (version ${'26.7'})\n`);
};

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { searchParams } = new URL(request.url, 'http://localhost');
  const sql = (searchParams.get('query') ?? '') + Buffer.concat(chunks).toString();
  const given = (request.headers.authorization ?? '').replace(/^Basic /, '');
  const user = Buffer.from(given, 'base64').toString() || `${request.headers['x-clickhouse-user']}:`;
  log.push({
    sql,
    user: user.split(':')[0],
    readonly: searchParams.get('readonly'),
    id: searchParams.get('query_id'),
    killed: searchParams.get('param_id'),
  });
  if (user.startsWith('stranger'))
    return refuse(response, 403, 'Code: 516. DB::Exception: stranger: Authentication failed. (AUTHENTICATION_FAILED)');
  if (sql.startsWith('KILL')) {
    const id = searchParams.get('param_id');
    slow.get(id)?.();
    slow.delete(id);
    return response.end();
  }
  if (sql.includes('system.processes')) return response.end('["1000"]\n');
  if (sql.includes('`never`')) {
    const id = searchParams.get('query_id');
    slow.set(id, () => refuse(response, 500, 'Code: 394. DB::Exception: Query was cancelled. (QUERY_WAS_CANCELLED)'));
    return;
  }
  const settings = [...searchParams].filter(([name]) => /^(readonly|output_|enable_)/.test(name));
  const tail =
    settings.length === 0 ? '' : ` SETTINGS ${settings.map(([name, value]) => `${name} = ${value}`).join(', ')}`;
  try {
    const answer = await chdb.queryAsync(sql.trim() + tail, { format: 'JSONCompactEachRow' });
    // A table of this name is written to whenever somebody has looked.
    if (/^SELECT.*`moving`/.test(sql)) await chdb.queryAsync('INSERT INTO moving VALUES (1)');
    response.end(Buffer.from(answer.bytes()));
  } catch (error) {
    refuse(response, 500, error.message);
  }
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('message', () => process.send({ log }));
process.once('disconnect', () => process.exit());
